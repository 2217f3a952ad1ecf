package dev.todolist.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final AtomicReference<Optional<String>> nginx = new AtomicReference<>(Optional.empty());

    private static HttpResponse<String> get(Watch watch, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + watch.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void await(Watch watch, int status) throws Exception {
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (get(watch, "/health").statusCode() != status) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(get(watch, "/health").body());
            }
            Thread.sleep(20);
        }
    }

    @Test
    void it_is_well_only_while_every_part_is() throws Exception {
        Map<String, Watch.Part> parts = Map.of("mongodb", Optional::empty, "nginx", nginx::get);
        try (var watch = new Watch(parts, Duration.ofMillis(20), 0, () -> {})) {
            await(watch, 200);
            nginx.set(Optional.of("answers 502"));
            await(watch, 503);
            assertThat(get(watch, "/health").body()).contains("\"nginx\":\"answers 502\"", "\"mongodb\":\"OK\"");
            assertThat(get(watch, "/metrics").body())
                    .contains("todolist_part_up{part=\"nginx\"} 0.0")
                    .contains("todolist_part_up{part=\"mongodb\"} 1.0");
            nginx.set(Optional.empty());
            await(watch, 200);
        }
    }

    @Test
    void a_watch_that_hangs_does_not_go_on_saying_that_all_is_well() throws Exception {
        Map<String, Watch.Part> parts = Map.of("hangs", () -> {
            Thread.sleep(Duration.ofMinutes(1));
            return Optional.empty();
        });
        try (var watch = new Watch(parts, Duration.ofMillis(20), 0, () -> {})) {
            assertThat(get(watch, "/health").body()).contains("not asked yet", "UNAVAILABLE");
        }
    }
}
