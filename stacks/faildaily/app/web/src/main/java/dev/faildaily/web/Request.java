package dev.faildaily.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as handlers see it.
public final class Request {

    private final HttpExchange exchange;
    private final Map<String, String> variables;

    Request(HttpExchange exchange, Map<String, String> variables) {
        this.exchange = exchange;
        this.variables = variables;
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    public String path() {
        return exchange.getRequestURI().getRawPath();
    }

    /// Path and query as they were sent.
    public String target() {
        var query = exchange.getRequestURI().getRawQuery();
        return query == null ? path() : path() + "?" + query;
    }

    /// What stands in the path where the route says `{name}`.
    public String variable(String name) {
        return Optional.ofNullable(variables.get(name)).orElseThrow();
    }

    /// The same as a number. What isn't one can't name anything that exists.
    public long number(String name) {
        try {
            return Long.parseLong(variable(name));
        } catch (NumberFormatException _) {
            throw new Refusal(404, "There is nothing here.");
        }
    }

    public Optional<String> query(String name) {
        var query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (var pair : query.split("&")) {
            var equals = pair.indexOf('=');
            if (equals > 0 && decoded(pair.substring(0, equals)).equals(name)) {
                return Optional.of(decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    public Map<String, List<String>> headers() {
        return exchange.getRequestHeaders();
    }

    public Optional<String> cookie(String name) {
        for (var header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
            for (var cookie : header.split(";")) {
                var trimmed = cookie.strip();
                if (trimmed.startsWith(name + "=")) {
                    return Optional.of(trimmed.substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    /// The address at the other end of the connection.
    public String peer() {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    /// The address of the person, when `proxies` servers that are ours stand in between. Each of them
    /// appends the address that it sees; what stands further left was claimed by the client.
    public String client(int proxies) {
        var hops = String.join(",", exchange.getRequestHeaders().getOrDefault("X-Forwarded-For", List.of()))
                .split(",");
        if (proxies == 0 || hops.length < proxies) {
            return peer();
        }
        var hop = hops[hops.length - proxies].strip();
        return hop.isEmpty() ? peer() : hop;
    }

    /// The announced length of the body; below zero when it wasn't announced.
    public long length() {
        try {
            return header("Content-Length").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException _) {
            throw new Refusal(400, "Content-Length is not a number.");
        }
    }

    /// The body as it comes in.
    public InputStream flow() {
        return exchange.getRequestBody();
    }

    /// The whole body, which may not be larger than `limit`.
    public byte[] body(int limit) throws IOException {
        if (length() > limit) {
            throw tooLarge(limit);
        }
        var content = exchange.getRequestBody().readNBytes(limit + 1);
        if (content.length > limit) {
            throw tooLarge(limit);
        }
        return content;
    }

    public static Refusal tooLarge(int limit) {
        return limit >= 1 << 20
                ? new Refusal(413, "That is too large: at most " + (limit >> 20) + " MB.")
                : new Refusal(413, "That is too large: at most " + (limit >> 10) + " kB.");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "The address can't be read.");
        }
    }
}
