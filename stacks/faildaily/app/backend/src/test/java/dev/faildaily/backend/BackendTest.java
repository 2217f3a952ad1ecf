package dev.faildaily.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import dev.faildaily.web.Log;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The backend over HTTP, on a real database server.
final class BackendTest {

    @TempDir
    static Path folder = Path.of("");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static MariaDb database;
    private static Backend backend;

    @BeforeAll
    static void start() throws Exception {
        for (String program : MariaDb.PROGRAMS) {
            assumeTrue(MariaDb.program(program).isPresent(), "there is no " + program + " on this machine");
        }
        database = MariaDb.in(Files.createDirectory(folder.resolve("database")));
        // In this order on purpose: the backend must bear that nobody is there yet.
        backend = started();
        var early = person().get("/api/health");
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.object().get("database").getAsString()).isEqualTo("down");
        database.start();
        awaitHealth(200);
    }

    @AfterAll
    static void stop() throws Exception {
        if (backend != null) {
            backend.close();
        }
        if (database != null) {
            database.close();
        }
        CLIENT.close();
    }

    @Test
    void a_fail_with_a_picture_is_listed_and_outlives_the_backend() throws Exception {
        var ada = registered("Ada");
        var posted = ada.postFail("kitchen", "Salt instead of sugar – été 🍰", picture());
        assertThat(posted.status()).isEqualTo(201);
        var picture = posted.object().get("picture").getAsString();

        restart();

        var listed = first(person().get("/api/fails").object().get("fails"));
        assertThat(listed.getAsJsonObject().get("text").getAsString()).isEqualTo("Salt instead of sugar – été 🍰");
        assertThat(listed.getAsJsonObject().get("mine").getAsBoolean()).isFalse();
        var shown = person().get("/api/pictures/" + picture);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.headers())
                .containsEntry("content-type", "image/png")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("content-security-policy", "default-src 'none'; sandbox");
        assertThat(ada.get("/api/session").object().get("account").isJsonObject())
                .isTrue();
    }

    @Test
    void only_ones_own_can_be_deleted_and_the_picture_goes_too() throws Exception {
        var ada = registered("Ada");
        var grace = registered("Grace");
        var posted = ada.postFail("work", "Mine", picture()).object();
        var path = "/api/fails/" + posted.get("id").getAsLong();

        assertThat(grace.delete(path).status()).isEqualTo(403);
        assertThat(ada.delete(path).status()).isEqualTo(204);
        assertThat(ada.get(path).status()).isEqualTo(404);
        assertThat(ada.get("/api/pictures/" + posted.get("picture").getAsString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void comments_and_courage_are_counted() throws Exception {
        var ada = registered("Ada");
        var grace = registered("Grace");
        var path = "/api/fails/"
                + ada.postFail("travel", "Wrong day", new byte[0])
                        .object()
                        .get("id")
                        .getAsLong();

        assertThat(grace.post(path + "/comments", "{\"text\":\"  Ouch  \"}").status())
                .isEqualTo(201);
        grace.put(path + "/courage");
        var wished = grace.put(path + "/courage").object();

        assertThat(wished.get("courage").getAsInt()).as("once each").isEqualTo(1);
        assertThat(wished.get("comments").getAsInt()).isEqualTo(1);
        var comment =
                first(ada.get(path + "/comments").object().get("comments")).getAsJsonObject();
        assertThat(comment.get("text").getAsString()).isEqualTo("Ouch");
        var commentPath = "/api/comments/" + comment.get("id").getAsLong();
        assertThat(ada.delete(commentPath).status()).as("not hers").isEqualTo(404);
        assertThat(grace.delete(commentPath).status()).isEqualTo(204);
        assertThat(grace.delete(path + "/courage").object().get("courage").getAsInt())
                .isZero();
    }

    @Test
    void the_list_comes_in_pages_and_by_category() throws Exception {
        var ada = registered("Ada");
        for (int i = 0; i < 13; i++) {
            ada.postFail("sport", "Fall " + i, new byte[0]);
        }

        var page = person().get("/api/fails?category=sport").object();
        assertThat(page.get("fails").getAsJsonArray()).hasSize(12);
        assertThat(page.get("more").getAsBoolean()).isTrue();
        var last = page.get("fails")
                .getAsJsonArray()
                .get(11)
                .getAsJsonObject()
                .get("id")
                .getAsLong();
        var rest = person().get("/api/fails?category=sport&before=" + last).object();
        assertThat(texts(rest.get("fails"))).containsExactly("Fall 0");
        assertThat(rest.get("more").getAsBoolean()).isFalse();
        assertThat(person().get("/api/fails?mine=1").status()).isEqualTo(401);
        assertThat(person().get("/api/fails?category=nonsense").status()).isEqualTo(422);
    }

    @Test
    void a_change_needs_the_log_in_the_proof_and_a_page_of_ours() throws Exception {
        var ada = registered("Ada");
        assertThat(person().postFail("work", "Nobody", new byte[0]).status()).isEqualTo(401);

        var foreign = ada.request("/api/session")
                .header("Origin", "https://evil.example")
                .DELETE();
        assertThat(ada.send(foreign).status()).isEqualTo(403);
        var listed = ada.request("/api/fails")
                .header("Origin", "http://page.example")
                .GET();
        assertThat(ada.send(listed).headers()).containsEntry("access-control-allow-origin", "http://page.example");
        var unlisted = ada.request("/api/fails")
                .header("Origin", "https://evil.example")
                .GET();
        assertThat(ada.send(unlisted).headers()).doesNotContainKey("access-control-allow-origin");

        ada.proof = "guessed";
        assertThat(ada.postFail("work", "Without proof", new byte[0]).status()).isEqualTo(403);
    }

    @Test
    void after_logging_out_the_token_is_worth_nothing() throws Exception {
        var ada = registered("Ada");
        var cookie = ada.cookie;
        assertThat(ada.delete("/api/session").status()).isEqualTo(204);

        ada.cookie = cookie;
        assertThat(ada.get("/api/session").object().get("account").isJsonNull()).isTrue();
    }

    @Test
    void the_cookie_is_out_of_reach_for_scripts_and_other_sites() throws Exception {
        var cookie = person().enter("/api/accounts", name("Ada"), "correct horse")
                .headers()
                .get("set-cookie");

        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/api").doesNotContain("Secure");
    }

    @Test
    void wrong_passwords_are_refused_alike_and_not_for_ever() throws Exception {
        var name = name("Ada");
        person().enter("/api/accounts", name, "correct horse");

        var wrong = person().enter("/api/session", name, "wrong horse");
        var nobody = person().enter("/api/session", name("Nobody"), "wrong horse");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(nobody.object()).isEqualTo(wrong.object());
        assertThat(person().enter("/api/session", name, "correct horse").status())
                .isEqualTo(200);
        assertThat(person().enter("/api/accounts", name.toLowerCase(), "correct horse")
                        .status())
                .as("taken, however it is written")
                .isEqualTo(409);
    }

    @Test
    void guessing_comes_to_an_end() throws Exception {
        var name = name("Ada");
        person().enter("/api/accounts", name, "correct horse");
        for (int i = 0; i < 10; i++) {
            assertThat(person().enter("/api/session", name, "guess " + i).status())
                    .isEqualTo(401);
        }

        assertThat(person().enter("/api/session", name, "correct horse").status())
                .isEqualTo(429);
    }

    @Test
    void what_is_too_large_or_nonsense_is_refused_with_words() throws Exception {
        var ada = registered("Ada");

        assertThat(ada.postFail("work", "Large", new byte[(10 << 20) + 1]).status())
                .isEqualTo(413);
        assertThat(ada.postFail("work", "No picture", new byte[100]).status()).isEqualTo(415);
        assertThat(ada.postFail("work", "   ", new byte[0]).status()).isEqualTo(422);
        assertThat(ada.postFail("work", "x".repeat(2001), new byte[0]).status()).isEqualTo(422);
        assertThat(ada.post("/api/fails", "{}").status()).isEqualTo(415);
        assertThat(person().post("/api/session", "not json").status()).isEqualTo(400);
        assertThat(person().post("/api/accounts", "{}").status()).isEqualTo(422);
        try (var kept = Files.list(folder.resolve("uploads"))) {
            assertThat(kept.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    private static void restart() throws Exception {
        backend.close();
        backend = started();
        awaitHealth(200);
    }

    private static Backend started() throws IOException {
        var settings = Backend.Configuration.read(Map.of(
                "PORT", "0",
                "DB_HOST", "127.0.0.1",
                "DB_PORT", Integer.toString(database.port()),
                "DB_PASSWORD", MariaDb.PASSWORD,
                "JWT_SECRET", "a secret of more than thirty-two characters",
                "CORS_ORIGIN", "http://page.example",
                "UPLOAD_DIR", folder.resolve("uploads").toString()));
        var log = new Log("test", true, new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
        return Backend.start(settings, InstantSource.system(), log, log);
    }

    private static void awaitHealth(int status) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + 60_000_000_000L;
        while (person().get("/api/health").status() != status) {
            assertThat(System.nanoTime()).as("health " + status + " in time").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static Person person() {
        return new Person(CLIENT, () -> URI.create("http://127.0.0.1:" + backend.port()));
    }

    private static Person registered(String name) throws IOException, InterruptedException {
        var person = person();
        assertThat(person.enter("/api/accounts", name(name), "correct horse").status())
                .isEqualTo(201);
        return person;
    }

    private static String name(String name) {
        return name + " " + Long.toString(System.nanoTime(), 36);
    }

    private static JsonElement first(JsonElement list) {
        return list.getAsJsonArray().get(0);
    }

    private static List<String> texts(JsonElement fails) {
        return StreamSupport.stream(fails.getAsJsonArray().spliterator(), false)
                .map(fail -> fail.getAsJsonObject().get("text").getAsString())
                .toList();
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
