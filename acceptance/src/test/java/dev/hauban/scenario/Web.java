package dev.hauban.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

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

    private static HttpResponse<String> answer(int port, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
