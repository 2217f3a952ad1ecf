package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.acceptance.Browser;
import dev.hauban.acceptance.CheckInStory;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The reference stack check-in on local processes. The names of the tests begin with the lines of its document
/// that they show; what its file says line by line is [CheckInLinesTest]'s.
@Timeout(900)
final class CheckInTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String PASSWORD = "a horse in a tree";
    private static final String EVENT = "Spring meeting";
    private static final List<String> METRICS = List.of(
            "http_requests_total{",
            "http_request_duration_seconds{",
            "checkins_total{session_id=",
            "active_sessions_count ",
            "participants_registered_total 3.0",
            "mongodb_connections_active ",
            "redis_cache_hits_total ",
            "redis_cache_misses_total ");

    @TempDir
    Path folder = Path.of("");

    @Test
    void C1_C10_comes_up_healthy_lets_people_in_and_keeps_who_was_there() throws Exception {
        var chromium = Browser.program();
        assumeTrue(chromium.isPresent(), "there is no Chromium on PATH");
        try (var place = Workplace.copyOf("check-in", "stacks/check-in")) {
            int ports = Workplace.freePorts(4);
            place.must("setup");
            settle(place, ports);
            up(place);
            var page = URI.create("http://127.0.0.1:" + ports + "/");
            try (var browser = Browser.start(chromium.get(), folder.resolve("organizer"))) {
                var ada = new CheckInStory(browser, page);
                ada.register("Ada", PASSWORD);
                ada.makeEvent(EVENT, "Lyon");
                ada.openParticipants();
                ada.addParticipant("Grace Hopper", "Navy");
                ada.addMany("Alan Turing, alan@example.org, table 1\n, nobody@example.org\nZoé Ç", "Line 2");
                ada.seeParticipant("Zoé Ç");
                String grace = ada.ticketOf("Grace Hopper");
                String alan = ada.ticketOf("Alan Turing");
                ada.backToEvent();
                String door = ada.doorCode();
                ada.backToEvent();
                ada.seeArrived(0, 3);
                Path film = film(page.resolve("/t/" + grace + "/qr.png"));
                try (var telephone = Browser.withCamera(chromium.get(), folder.resolve("door"), film)) {
                    letIn(new CheckInStory(telephone, page), door, alan);
                }
                // Nobody has loaded the organizer's page anew.
                ada.seeArrived(3, 3);
            }
            numbersAreTold(ports + 1);
            healthIsTold(place, ports + 1);
            logsAreStructured(place);

            place.must("down");
            up(place);
            try (var browser = Browser.start(chromium.get(), folder.resolve("afterwards"))) {
                var ada = new CheckInStory(browser, page);
                ada.logIn("Ada", PASSWORD);
                ada.openEvent(EVENT);
                ada.seeArrived(3, 3);
            }
        }
    }

    private static void letIn(CheckInStory bob, String door, String alan) throws Exception {
        bob.enterDoor(door, "Bob");
        bob.typeCode("nonsense", "refused", "Not on the list");
        bob.typeCode(alan, "welcome", "Alan Turing");
        bob.takeBack();
        bob.typeCode(alan, "welcome", "Alan Turing");
        bob.typeCode(alan, "again", "let in by Bob");
        bob.checkInByName("zoe", "Zoé Ç");
        bob.useCamera();
        bob.seeOutcome("welcome", "Grace Hopper");
    }

    private static void settle(Workplace place, int ports) throws Exception {
        Path settings = place.file(".env");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceAll("(?m)^FRONTEND_PORT=.*$", "FRONTEND_PORT=" + ports)
                        .replaceAll("(?m)^BACKEND_PORT=.*$", "BACKEND_PORT=" + (ports + 1))
                        .replaceAll("(?m)^MONGODB_PORT=.*$", "MONGODB_PORT=" + (ports + 2))
                        .replaceAll("(?m)^REDIS_PORT=.*$", "REDIS_PORT=" + (ports + 3)));
    }

    private static void up(Workplace place) throws Exception {
        Outcome up = place.begin("up", "-d", "--wait").end(LONG);
        assertThat(up.code()).as(up.toString()).isZero();
        for (String service : List.of("mongodb", "redis", "backend", "frontend")) {
            assertThat(place.healthOfService(service)).as(service).isEqualTo("healthy");
        }
        for (String line : Files.readAllLines(place.file(".env"))) {
            if (line.matches("(JWT_SECRET|FRONTEND_KEY|MONGO_\\w*PASSWORD)=.+")) {
                assertThat(up.out() + up.err()).doesNotContain(line.substring(line.indexOf('=') + 1));
            }
        }
    }

    /// C10
    private static void numbersAreTold(int port) throws Exception {
        String metrics = Web.get(port, "/metrics");
        assertThat(metrics).contains(METRICS);
        assertThat(metrics).containsPattern("redis_cache_hits_total [1-9]");
        assertThat(metrics).containsPattern("checkins_total\\{session_id=\"[0-9a-f-]{36}\"} 4.0");
    }

    /// C1
    private static void healthIsTold(Workplace place, int port) throws Exception {
        Json.Members health = JsonReader.readObject(Web.get(port, "/api/v1/health"));
        assertThat(health.text("status")).isEqualTo("OK");
        assertThat(health.text("mongodb")).isEqualTo("connected");
        assertThat(health.text("redis")).isEqualTo("connected");
        place.must("stop", "redis");
        assertThat(Web.get(port, "/api/v1/health/readiness")).contains("DEGRADED");
        place.must("stop", "mongodb");
        assertThat(Web.get(port, "/api/v1/health/readiness")).contains("UNAVAILABLE");
        assertThat(Web.get(port, "/api/v1/health/liveness")).contains("OK");
    }

    /// C12
    private static void logsAreStructured(Workplace place) throws Exception {
        for (String program : List.of("backend", "frontend")) {
            List<String> lines =
                    place.must("logs", "--no-log-prefix", program).out().lines().toList();
            assertThat(lines).as(program).isNotEmpty();
            assertThat(lines.getFirst()).as(program).startsWith("{").contains("\"message\"");
        }
    }

    /// A ticket, held in front of a camera.
    private Path film(URI picture) throws IOException {
        BufferedImage code = ImageIO.read(picture.toURL());
        int width = 640;
        int height = 480;
        var brightness = new byte[width * height];
        Arrays.fill(brightness, (byte) 0xC0);
        for (int y = 0; y < Math.min(height, code.getHeight()); y++) {
            for (int x = 0; x < Math.min(width, code.getWidth()); x++) {
                brightness[(y + 20) * width + x + 80] = (byte) (code.getRGB(x, y) & 0xFF);
            }
        }
        var colors = new byte[width * height / 2];
        Arrays.fill(colors, (byte) 0x80);
        Path film = folder.resolve("ticket.y4m");
        try (OutputStream out = Files.newOutputStream(film)) {
            out.write("YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n".getBytes(StandardCharsets.US_ASCII));
            for (int frame = 0; frame < 5; frame++) {
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(brightness);
                out.write(colors);
            }
        }
        return film;
    }
}
