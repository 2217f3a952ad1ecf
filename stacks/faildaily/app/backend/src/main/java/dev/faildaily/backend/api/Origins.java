package dev.faildaily.backend.api;

import dev.faildaily.web.Answer;
import dev.faildaily.web.Handler;
import dev.faildaily.web.Refusal;
import dev.faildaily.web.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Which pages may call the API: our own, and those that CORS_ORIGIN names.
final class Origins {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> allowed;

    /// Origins separated by commas, such as `https://fails.example.com`.
    Origins(String list) {
        this.allowed = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .map(origin -> origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A browser always says which page a change comes from; a foreign page is refused before anything happens.
    Handler around(Handler handler) {
        return request -> {
            var origin = request.header("Origin");
            if (origin.isEmpty()) {
                return handler.answer(request);
            }
            var listed = allowed.contains(origin.get());
            if (!listed && !isOwn(request, origin.get()) && !HARMLESS.contains(request.method())) {
                throw new Refusal(403, "This page may not do that: its address is not in CORS_ORIGIN.");
            }
            var answer = answer(handler, request).with("Vary", "Origin");
            return listed ? permitting(answer, origin.get()) : answer;
        };
    }

    private static Answer answer(Handler handler, Request request) throws IOException, InterruptedException {
        try {
            return handler.answer(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    /// What a browser asks before it sends a change from another origin.
    Answer preflight(Request request) {
        return Answer.of(204)
                .with("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
                .with("Access-Control-Allow-Headers", "Content-Type, " + Sessions.PROOF_HEADER)
                .with("Access-Control-Max-Age", "600");
    }

    private static Answer permitting(Answer answer, String origin) {
        return answer.with("Access-Control-Allow-Origin", origin).with("Access-Control-Allow-Credentials", "true");
    }

    private static boolean isOwn(Request request, String origin) {
        return request.header("X-Forwarded-Host")
                .or(() -> request.header("Host"))
                .filter(host -> origin.equals("http://" + host) || origin.equals("https://" + host))
                .isPresent();
    }
}
