package dev.emailight;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody with a browser: follows redirects, keeps cookies, sends what the form of the last page holds.
final class Person implements AutoCloseable {
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    private final URI address;
    private String page = "";
    private String proof = "";

    Person(int port) {
        address = URI.create("http://127.0.0.1:" + port);
    }

    record Answer(int status, String body, HttpResponse<String> whole) {
        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return sent(HttpRequest.newBuilder(address.resolve(path)));
    }

    /// As the browser does with a form of the page that is shown.
    Answer post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var all = new java.util.TreeMap<>(fields);
        all.putIfAbsent("proof", proof());
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
        return sent(request);
    }

    Answer json(String path, String document) throws IOException, InterruptedException {
        return sent(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-Proof", proof())
                .POST(HttpRequest.BodyPublishers.ofString(document)));
    }

    private Answer sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            page = answer.body();
            var found = Pattern.compile("data-proof=\"([^\"]+)\"").matcher(page);
            proof = found.find() ? found.group(1) : proof;
        }
        return new Answer(answer.statusCode(), answer.body(), answer);
    }

    /// Of the last page that had one: an apology has none.
    String proof() {
        return proof;
    }

    /// The first id of that kind on the page that is shown.
    String id(String before) {
        var found = Pattern.compile(Pattern.quote(before) + "([0-9a-f-]{36})").matcher(page);
        if (!found.find()) {
            throw new AssertionError("no " + before + " on the page:\n" + page);
        }
        return found.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
