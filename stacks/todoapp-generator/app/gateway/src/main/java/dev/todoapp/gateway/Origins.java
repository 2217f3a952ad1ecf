package dev.todoapp.gateway;

import dev.todoapp.service.Settings;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// Whose pages may read in a browser what the gateway answers (CORS). Nothing here stops programs, which have no
/// origin:
/// what is not for everybody needs a token.
final class Origins {
    private static final String MINUTES = "600";

    private final Set<String> allowed;

    private Origins(Set<String> allowed) {
        this.allowed = allowed;
    }

    /// Of CORS_ORIGIN: one or several, separated by commas.
    static Origins of(Settings settings) {
        List<String> origins = settings.list("CORS_ORIGIN");
        for (var origin : origins) {
            if (!isOrigin(origin)) {
                settings.wrong("CORS_ORIGIN is no origin such as https://example.com: " + origin);
            }
        }
        return new Origins(Set.copyOf(origins));
    }

    private static boolean isOrigin(String text) {
        try {
            var address = URI.create(text);
            return address.getAuthority() != null
                    && (address.getScheme() + "://" + address.getAuthority()).equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// To be called for each answer.
    void mark(Context context) {
        context.header("Vary", "Origin");
        if (isAllowed(context)) {
            context.header("Access-Control-Allow-Origin", String.valueOf(context.header("Origin")));
            context.header("Access-Control-Expose-Headers", "X-Request-Id, RateLimit-Remaining, Retry-After");
        }
    }

    /// The answer to a browser that asks before it asks.
    void answer(Context context) {
        if (!isAllowed(context)) {
            context.status(403);
            return;
        }
        context.header("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE")
                .header("Access-Control-Allow-Headers", "Authorization, Content-Type")
                .header("Access-Control-Max-Age", MINUTES)
                .status(204);
    }

    private boolean isAllowed(Context context) {
        var origin = context.header("Origin");
        return origin != null && allowed.contains(origin);
    }
}
