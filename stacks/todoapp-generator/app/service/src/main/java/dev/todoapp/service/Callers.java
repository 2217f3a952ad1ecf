package dev.todoapp.service;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where a request came from. What it says about that itself counts only when it comes through a proxy that we trust:
/// anybody can write a header.
public final class Callers {
    /// A proxy that is started anew may have another address.
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private record Known(Set<InetAddress> addresses, Instant until) {}

    private final List<String> proxies;
    private final InstantSource clock;
    private volatile Known known;

    /// @param proxies names or addresses
    public Callers(List<String> proxies, InstantSource clock) {
        this.proxies = List.copyOf(proxies);
        this.clock = clock;
        this.known = new Known(Set.of(), Instant.MIN);
    }

    /// The nearest address that is no proxy of ours.
    public String address(Context context) {
        var nearest = context.ip();
        var forwarded = context.header("X-Forwarded-For");
        if (forwarded == null || !isProxy(nearest)) {
            return nearest;
        }
        for (var hop : Arrays.asList(forwarded.split(",")).reversed()) {
            var address = hop.strip();
            if (!isAddress(address)) {
                return nearest;
            }
            nearest = address;
            if (!isProxy(address)) {
                return address;
            }
        }
        return nearest;
    }

    /// Whether the person's browser speaks TLS, by what a trusted proxy says.
    public boolean isSecure(Context context) {
        return "https".equals(context.header("X-Forwarded-Proto")) && isProxy(context.ip());
    }

    private boolean isProxy(String address) {
        if (proxies.isEmpty() || !isAddress(address)) {
            return false;
        }
        return addresses().contains(InetAddress.ofLiteral(bare(address)));
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(bare(text));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String bare(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    private Set<InetAddress> addresses() {
        var now = clock.instant();
        if (now.isBefore(known.until)) {
            return known.addresses;
        }
        var found = new HashSet<InetAddress>();
        for (var proxy : proxies) {
            try {
                found.addAll(Arrays.asList(InetAddress.getAllByName(proxy)));
            } catch (UnknownHostException _) {
                // It is not there just now, so nothing comes from it.
            }
        }
        known = new Known(Set.copyOf(found), now.plus(REFRESH));
        return known.addresses;
    }
}
