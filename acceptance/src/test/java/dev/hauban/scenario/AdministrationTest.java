package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.acceptance.Browser;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// mongo-express and redis-commander, the real ones from npm, without containers (E1, E12, C1 of the reference stacks).
@Timeout(600)
final class AdministrationTest {
    @TempDir
    Path folder = Path.of("");

    private static final String ROOT = "p@ss: wo/rd";
    private static final List<String> SECRETS = List.of(ROOT, "ca che", "let me");

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "3"})
    void E1_E12_C1_people_look_into_their_databases_and_change_them(String rung) throws Exception {
        try (var place = Workplace.copyOf("administration", "acceptance/src/test/stacks/administration")) {
            // Without a view of its own, the database's account has to get to its volume through here.
            Files.setPosixFilePermissions(place.folder().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            if (!rung.isEmpty()) {
                place.set("HAUBAN_RUNG", rung);
            }
            int pages = Workplace.freePorts(3);
            place.write(
                    ".env",
                    "MONGO_PAGE=" + pages + "\nREDIS_PAGE=" + (pages + 1) + "\nSHOP_PAGE=" + (pages + 2) + "\n");
            Outcome up = place.begin("up", "-d", "--wait").end(Duration.ofMinutes(8));
            assertThat(up.code()).as(up.toString()).isZero();
            // Its image has a health check of its own.
            assertThat(place.healthOfService("redis-commander")).isEqualTo("healthy");
            secretsAreOnNoCommandLine(place);
            documentsAreSeenAndChanged(new Page(pages, basic("ann", "let me: in")));
            nobodyComesInWithoutAWord(pages);
            whoMayReadOneDatabaseSeesOne(new Page(pages + 2, ""));
            keysAreSeenAndChanged(place, pages + 1);
            if (rung.isEmpty()) {
                pagesAreAliveInABrowser(pages);
            }
            String said = said(place, "mongo-express") + said(place, "redis-commander");
            assertThat(said).contains("Welcome to mongo-express 1.0.2", "listening on 0.0.0.0:8081");
            SECRETS.forEach(secret -> assertThat(said).doesNotContain(secret));
        }
    }

    // mongo-express ------------------------------------------------------------------------------------------------

    private static void documentsAreSeenAndChanged(Page page) throws Exception {
        assertThat(page.get("/")).contains("/db/shop", "/db/admin");
        assertThat(page.get("/db/shop")).contains("/db/shop/things");
        String things = page.get("/db/shop/things");
        assertThat(things).contains("thing 1", "thing 10", "name_1").doesNotContain("thing 12");
        assertThat(page.get("/db/shop/things?skip=10")).contains("thing 12");
        assertThat(page.get("/db/shop/things?key=number&value=7&type=N"))
                .contains("thing 7")
                .doesNotContain("thing 6");
        String pipeline = encoded("[{ $match: { number: { $gt: 24 } } }, { $project: { name: 1 } }]");
        assertThat(page.get("/db/shop/things?runAggregate=on&query=" + pipeline))
                .contains("thing 26")
                .doesNotContain("thing 9");

        assertThat(page.post("/checkValid", Map.of("document", "{ name: 'new' }")))
                .isEqualTo("Valid");
        page.post("/db/shop/things", Map.of("document", "{ name: 'a new one', at: ISODate('2024-02-29') }"));
        String found = page.get("/db/shop/things?key=name&value=" + encoded("a new one") + "&type=S");
        assertThat(found).contains("a new one");
        String id = found.replaceAll("(?s).*/db/shop/things/%22([0-9a-f]{24})%22.*", "$1");
        assertThat(id).as(found).hasSize(24);
        String document = "/db/shop/things/" + encoded("\"" + id + "\"");
        assertThat(page.get(document)).contains("a new one");
        page.post(
                document,
                Map.of("_method", "put", "document", "{ _id: ObjectId('" + id + "'), name: 'a changed one' }"));
        assertThat(page.get(document)).contains("a changed one");
        // What the collection's rules refuse is refused here, too.
        assertThat(page.post("/db/shop/things", Map.of("document", "{ name: 5 }")))
                .contains("Document failed validation");
        page.post(document, Map.of("_method", "delete"));
        assertThat(page.get("/db/shop/export/things").lines()).hasSize(26);
        assertThat(page.get("/db/shop/expCsv/things")).contains("thing 3");

        page.post("/db/shop/addIndex/things", Map.of("index", "{ number: -1 }"));
        assertThat(page.get("/db/shop/things")).contains("number_-1");
        page.get("/db/shop/dropIndex/things?name=number_-1");
        assertThat(page.get("/db/shop/things")).doesNotContain("number_-1");
        assertThat(page.get("/db/shop/compact/things")).contains("Collection compacted!");
        page.post("/db/shop", Map.of("collection", "others"));
        assertThat(page.get("/db/shop")).contains("/db/shop/others");
        page.post("/db/shop/others", Map.of("_method", "delete"));
        assertThat(page.get("/db/shop")).doesNotContain("\"/db/shop/others\"");
        scriptsAreWhole(page, things);
    }

    /// What the pages load is there, and what they are made of with it.
    private static void scriptsAreWhole(Page page, String html) throws Exception {
        for (String script : List.of("vendor", "codemirror", "collection")) {
            assertThat(html).contains("public/" + script + ".js");
        }
        assertThat(page.get("/public/vendor.js")).contains("jQuery", "bootstrapPaginator", "renderjson");
        assertThat(page.get("/public/codemirror.js")).contains("defineMode(\"javascript\"");
        assertThat(page.get("/public/collection.js")).contains("checkValidJSON").doesNotContain("import ");
        assertThat(page.get("/public/css/bootstrap.min.css")).contains("Bootstrap v3");
        assertThat(page.get("/public/css/theme/rubyblue.css")).contains("cm-s-rubyblue");
    }

    private static void whoMayReadOneDatabaseSeesOne(Page page) throws Exception {
        assertThat(page.get("/")).contains("/db/shop").doesNotContain("/db/admin");
        assertThat(page.get("/db/shop/things")).contains("thing 1");
        assertThat(page.post("/db/shop/things", Map.of("document", "{ name: 'not mine' }")))
                .contains("not authorized on shop");
    }

    private void pagesAreAliveInABrowser(int port) throws Exception {
        var chromium = Browser.program();
        if (chromium.isEmpty()) {
            return;
        }
        try (var browser = Browser.start(chromium.get(), folder)) {
            browser.open(URI.create("http://ann:let%20me%3A%20in@127.0.0.1:" + port + "/db/shop/things"));
            browser.until("pages to turn", "document.querySelectorAll('#paginator-top li').length > 2");
            browser.until("documents to unfold", "document.querySelector('.renderjson') !== null");
            browser.click("[data-target='#addDocument'], [href='#addDocument']");
            browser.until("an editor", "document.querySelector('#addDocument .CodeMirror') !== null");
            browser.evaluate("document.querySelector('#addDocument .CodeMirror').CodeMirror"
                    + ".setValue('{ name: \"by hand\" }') || '1'");
            browser.evaluate("window.checkValidJSON() || '1'");
            browser.until(
                    "the document that was added",
                    "document.body !== null && document.body.textContent.includes('Document added')");
        }
    }

    private static void nobodyComesInWithoutAWord(int port) throws Exception {
        assertThat(new Page(port, "").code("/")).isEqualTo(401);
        assertThat(new Page(port, basic("ann", "wrong")).code("/db/shop")).isEqualTo(401);
        assertThat(new Page(port, "").code("/status")).isEqualTo(200);
    }

    // redis-commander ----------------------------------------------------------------------------------------------

    private static void keysAreSeenAndChanged(Workplace place, int port) throws Exception {
        var stranger = new Page(port, "");
        assertThat(stranger.code("/connections")).isEqualTo(401);
        assertThat(stranger.post("/signin", Map.of("username", "ann", "password", "wrong")))
                .contains("\"ok\":false");
        String signedIn = stranger.post("/signin", Map.of("username", "ann", "password", "\"let me\" in"));
        var page = new Page(port, "Bearer " + JsonReader.readObject(signedIn).text("bearerToken"));
        List<Json.Members> connections = JsonReader.readObject(page.get("/connections"))
                .array("connections")
                .objects();
        assertThat(connections).hasSize(1);
        assertThat(connections.getFirst().text("label")).isEqualTo("cache");
        String connection = encoded(connections.getFirst().text("conId"));
        assertThat(page.post("/apiv2/exec/" + connection, Map.of("cmd", "set who:1 Ann")))
                .contains("OK");
        assertThat(page.post("/apiv2/exec/" + connection, Map.of("cmd", "expire who:1 500")))
                .contains("1");
        assertThat(page.get("/apiv2/keystree/" + connection)).contains("who:* (1)");
        assertThat(page.get("/apiv2/key/" + connection + "/who:1")).contains("\"value\":\"Ann\"", "\"ttl\":");
        assertThat(page.get("/tools/export?connection=" + connection + "&type=redis"))
                .contains("SET", "who:1", "Ann");
        assertThat(page.get("/apiv2/server/info")).contains("Redis version", "Used memory");
        assertThat(place.must("exec", "-T", "redis", "redis-cli", "get", "who:1")
                        .out()
                        .strip())
                .isEqualTo("Ann");
        page.post("/apiv2/key/" + connection + "/who:1?action=delete", Map.of());
        assertThat(place.must("exec", "-T", "redis", "redis-cli", "exists", "who:1")
                        .out()
                        .strip())
                .isEqualTo("0");
    }

    // ----------------------------------------------------------------------------------------------------------------

    private static String said(Workplace place, String service) throws Exception {
        Outcome logs = place.hauban("logs", "--no-log-prefix", service);
        return logs.out() + logs.err();
    }

    private static void secretsAreOnNoCommandLine(Workplace place) throws Exception {
        for (String service : List.of("mongo-express", "redis-commander")) {
            String lines = commandLines();
            assertThat(lines).as(service).contains(service.equals("mongo-express") ? "app.js" : "hauban.js");
            assertThat(lines).doesNotContain(ROOT, "let me");
        }
        assertThat(place.must("ps").out()).contains("mongo-express", "redis-commander");
    }

    private static String commandLines() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(AdministrationTest::commandLine)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /// A program's pages, as a browser asks for them: with its login and its cookies.
    ///
    /// @param authorization empty for a stranger
    private record Page(int port, String authorization, HttpClient client) {
        Page(int port, String authorization) {
            this(
                    port,
                    authorization,
                    HttpClient.newBuilder()
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .cookieHandler(new java.net.CookieManager())
                            .build());
        }

        private HttpRequest.Builder request(String path) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(30))
                    // Where a page sends back to, once it has done what it was asked.
                    .header("Referer", "http://127.0.0.1:" + port + "/db/shop");
            return authorization.isEmpty() ? request : request.header("Authorization", authorization);
        }

        String get(String path) throws IOException, InterruptedException {
            return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        int code(String path) throws IOException, InterruptedException {
            return client.send(request(path).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }

        String post(String path, Map<String, String> form) throws IOException, InterruptedException {
            String body = form.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
            HttpRequest request = request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
