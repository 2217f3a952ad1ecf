package dev.faildaily.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faildaily.web.Answer;
import dev.faildaily.web.Log;
import dev.faildaily.web.Routes;
import dev.faildaily.web.Server;
import dev.faildaily.web.Traffic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The frontend over HTTP, before a backend of the test's own.
final class FrontendTest {

    private static final String PICTURE = "0123456789abcdef0123456789abcdef.png";
    private static final Pattern LINKS = Pattern.compile("/files/[0-9a-f]+/[\\w.-]+");
    private static final Pattern IMPORTS = Pattern.compile("from \"\\./([\\w.]+)\"");

    @TempDir
    Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Log log =
            new Log("test", true, new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private final AtomicInteger picturesSent = new AtomicInteger();
    private volatile boolean pictureThere = true;

    private Server backend;
    private Frontend frontend;

    @BeforeEach
    void start() throws IOException {
        var routes = new Routes()
                .get("/api/long", _ -> Answer.json(200, "long ".repeat(1000)))
                .any(
                        "/api/echo",
                        request -> Answer.json(
                                200,
                                Map.of(
                                        "method", request.method(),
                                        "target", request.target(),
                                        "client", request.client(1),
                                        "host",
                                                request.header("X-Forwarded-Host")
                                                        .orElse(""),
                                        "proof", request.header("X-CSRF-Token").orElse(""),
                                        "body", new String(request.body(1 << 20), StandardCharsets.UTF_8))))
                .get("/api/gone", _ -> Answer.of(204))
                .get("/api/pictures/{name}", request -> {
                    if (!pictureThere) {
                        return Answer.json(404, "gone");
                    }
                    if (request.header("If-None-Match").isPresent()) {
                        return Answer.of(304).with("ETag", "\"" + PICTURE + "\"");
                    }
                    picturesSent.incrementAndGet();
                    return Answer.bytes(200, "image/png", new byte[5000]).with("ETag", "\"" + PICTURE + "\"");
                });
        backend = Server.start(0, routes, new Traffic(), log);
        frontend = Frontend.start(
                new Frontend.Configuration(
                        0, 0, URI.create("http://127.0.0.1:" + backend.port()), folder, folder, false),
                InstantSource.system(),
                log);
    }

    @AfterEach
    void stop() {
        frontend.close();
        backend.close();
        client.close();
    }

    @Test
    void is_healthy_and_keeps_its_figures_to_itself() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(404);
        var metrics = URI.create("http://127.0.0.1:" + frontend.metricsPort() + "/metrics");
        assertThat(client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                        .body())
                .contains("http_requests_total{method=\"GET\",route=\"/health\",status=\"200\"} 1.0");
    }

    @Test
    void everything_that_the_page_asks_for_is_there_and_kept_for_a_year() throws Exception {
        var page = get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");

        var links = new TreeSet<String>();
        LINKS.matcher(page.body()).results().forEach(link -> links.add(link.group()));
        assertThat(links).hasSize(4);
        var files = links.first().substring(0, links.first().lastIndexOf('/') + 1);
        var seen = new TreeSet<String>();
        visit(files, "main.js", seen);
        assertThat(seen).contains("main.js", "api.js", "feed.js", "words.js");
        for (var link : links) {
            var file = get(link);
            assertThat(file.statusCode()).as(link).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        }
    }

    private void visit(String files, String module, Set<String> seen) throws IOException, InterruptedException {
        if (seen.add(module)) {
            var script = get(files + module);
            assertThat(script.statusCode()).as(module).isEqualTo(200);
            for (var imported : IMPORTS.matcher(script.body()).results().toList()) {
                visit(files, imported.group(1), seen);
            }
        }
    }

    @Test
    void who_has_the_page_already_is_told_so() throws Exception {
        var tag = get("/").headers().firstValue("ETag").orElseThrow();

        assertThat(send(request("/").header("If-None-Match", tag)).statusCode()).isEqualTo(304);
    }

    @Test
    void passes_on_what_was_asked_and_who_asked() throws Exception {
        var answer = send(request("/api/echo?a=%20b&c=d")
                        .header("X-CSRF-Token", "the proof")
                        .header("X-Forwarded-For", "203.0.113.9")
                        .PUT(BodyPublishers.ofString("the body")))
                .body();

        assertThat(answer)
                .contains("\"method\":\"PUT\"", "\"target\":\"/api/echo?a=%20b&c=d\"", "\"proof\":\"the proof\"")
                .contains("\"body\":\"the body\"", "\"host\":\"127.0.0.1:" + frontend.port() + "\"")
                .as("a claimed address is not believed")
                .contains("\"client\":\"127.0.0.1\"");
        assertThat(get("/api/gone").statusCode()).isEqualTo(204);
    }

    @Test
    void long_answers_are_compressed_for_those_who_can_read_them() throws Exception {
        var asked = request("/api/long").header("Accept-Encoding", "br, gzip");
        var answer = client.send(asked.build(), BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.body().length).isLessThan(500);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(plain.readAllBytes()).hasSize(5002);
        }
        assertThat(get("/api/long").headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void a_picture_comes_over_once_and_is_gone_when_it_is_gone() throws Exception {
        for (int i = 0; i < 3; i++) {
            var picture = client.send(request("/api/pictures/" + PICTURE).build(), BodyHandlers.ofByteArray());
            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.body()).hasSize(5000);
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        }
        assertThat(picturesSent).hasValue(1);
        assertThat(folder.resolve(PICTURE)).exists();

        pictureThere = false;
        assertThat(get("/api/pictures/" + PICTURE).statusCode()).isEqualTo(404);
        assertThat(folder.resolve(PICTURE)).doesNotExist();
    }

    @Test
    void a_large_body_arrives_whole_announced_or_not_and_leaves_nothing_behind() throws Exception {
        var body = "x".repeat(300_000);
        var announced = send(request("/api/echo").POST(BodyPublishers.ofString(body)));
        var chunked = send(request("/api/echo")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)))));

        assertThat(announced.body()).contains(body);
        assertThat(chunked.body()).contains(body);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_body_of_more_than_ten_megabytes_is_refused_here() throws Exception {
        var large = request("/api/echo").POST(BodyPublishers.ofByteArray(new byte[11 << 20]));

        assertThat(send(large).statusCode()).isEqualTo(413);
    }

    @Test
    void without_a_backend_the_page_is_there_and_the_api_says_what_is_wrong() throws Exception {
        backend.close();

        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/api/echo").statusCode()).isEqualTo(502);
        assertThat(get("/api/echo").body()).contains("not quite there");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + frontend.port() + path));
    }
}
