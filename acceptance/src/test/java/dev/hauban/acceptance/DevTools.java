package dev.hauban.acceptance;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// One tab's end of Chromium's DevTools protocol: a command goes out, its answer comes back.
final class DevTools implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<Long, CompletableFuture<Json.Members>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final HttpClient client;
    private final WebSocket socket;

    private DevTools(HttpClient client, URI tab) {
        this.client = client;
        this.socket = client.newWebSocketBuilder()
                .buildAsync(tab, new Incoming())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static DevTools of(HttpClient client, URI tab) {
        return new DevTools(client, tab);
    }

    Json.Members call(String method, Json.Members parameters) throws IOException, InterruptedException {
        long number = numbers.incrementAndGet();
        var answer = new CompletableFuture<Json.Members>();
        waiting.put(number, answer);
        var message = Json.object()
                .with("id", number)
                .with("method", method)
                .with("params", parameters)
                .build();
        try {
            socket.sendText(message.compact(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return result(method, answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException problem) {
            throw new IOException("the browser doesn't answer " + method, problem);
        }
    }

    private static Json.Members result(String method, Json.Members answer) throws IOException {
        try {
            if (answer.find("error").isPresent()) {
                throw new IOException(method + ": " + answer.members("error").compact());
            }
            return answer.members("result");
        } catch (MalformedJson problem) {
            throw new IOException(method + " was answered in an unknown form", problem);
        }
    }

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                deliver(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void deliver(String message) {
            try {
                var answer = JsonReader.readObject(message);
                answer.findWholeNumber("id").map(waiting::remove).ifPresent(call -> call.complete(answer));
            } catch (MalformedJson problem) {
                waiting.values().forEach(call -> call.completeExceptionally(problem));
            }
        }

        @Override
        public void onError(WebSocket from, Throwable problem) {
            waiting.values().forEach(call -> call.completeExceptionally(problem));
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
