package dev.emailight.web;

import io.javalin.http.Context;
import java.net.URI;

/// Where a request comes from.
public final class Origin {
    private Origin() {}

    /// Browsers say where a change comes from; programs say nothing, and have no cookie of ours.
    public static boolean isOurs(Context context) {
        var site = context.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        var origin = context.header("Origin");
        if (origin == null) {
            return true;
        }
        try {
            var authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(context.host());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
