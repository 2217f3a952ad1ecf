package dev.hauban.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks what a stack publishes.
final class Web {
    private Web() {}

    static String get(int port, String path) throws IOException, InterruptedException {
        return answer(port, path).body();
    }

    static Optional<String> header(int port, String path, String name) throws IOException, InterruptedException {
        return answer(port, path).headers().firstValue(name);
    }

    /// 0 where nobody answers.
    static int status(int port, String path) throws InterruptedException {
        try {
            return answer(port, path).statusCode();
        } catch (IOException nobody) {
            return 0;
        }
    }

    /// What each of `count` requests is answered that come at once, however busy the machine is.
    static List<Integer> statuses(int port, String path, int count) {
        try (var client = HttpClient.newHttpClient()) {
            return Stream.generate(() -> client.sendAsync(request(port, path), HttpResponse.BodyHandlers.discarding()))
                    .limit(count)
                    .toList()
                    .stream()
                    .map(answer -> answer.join().statusCode())
                    .toList();
        }
    }

    private static HttpResponse<String> answer(int port, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request(port, path), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }
}
