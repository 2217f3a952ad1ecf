package dev.checkin.frontend;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody with a browser: follows redirects, keeps cookies, sends what the form of the last page holds.
final class Person implements AutoCloseable {
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    private final URI address;
    private String proof = "";

    Person(int port) {
        address = URI.create("http://127.0.0.1:" + port);
    }

    record Answer(int status, String body, byte[] bytes, HttpResponse<byte[]> whole) {
        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    /// As the browser does with a form of the page that is shown.
    Answer post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var all = new TreeMap<>(fields);
        all.putIfAbsent("proof", proof);
        return bare(path, all, Map.of("Sec-Fetch-Site", "same-origin"));
    }

    /// Without what a page of ours would add.
    Answer bare(String path, Map<String, String> fields, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))));
        headers.forEach(request::header);
        return send(request);
    }

    /// As the page's script sends a picture.
    Answer picture(String path, byte[] content) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Accept", "application/json")
                .header("X-Proof", proof)
                .POST(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        var body = new String(answer.body(), StandardCharsets.UTF_8);
        var found = Pattern.compile("data-proof=\"([^\"]+)\"").matcher(body);
        proof = found.find() ? found.group(1) : proof;
        return new Answer(answer.statusCode(), body, answer.body(), answer);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
