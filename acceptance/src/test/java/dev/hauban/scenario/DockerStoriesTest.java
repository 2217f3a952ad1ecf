package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.acceptance.Browser;
import dev.hauban.acceptance.CheckInStory;
import dev.hauban.acceptance.EmailightStory;
import dev.hauban.acceptance.FailDailyStory;
import dev.hauban.acceptance.TodoListStory;
import dev.hauban.acceptance.TodoappGeneratorStory;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The five reference stacks on a real daemon as they are, applications included: each is brought up by one
/// command, used by a person, kept by Docker Compose as it is, and still knows afterwards what the person did.
///
/// Building the applications takes minutes and wants Maven Central, so that this is run by hand, on a daemon that
/// has the images that the Dockerfiles begin with (`bench/images` makes them where no registry is).
@Timeout(1800)
final class DockerStoriesTest {
    private static final String FIRST_IMAGE = "eclipse-temurin:25-jdk";
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final String PASSWORD = "a horse in a tree";

    @TempDir
    Path folder = Path.of("");

    private interface Visit {
        void with(Browser browser) throws Exception;
    }

    private static DockerPlace place(String project, String stack) throws Exception {
        assumeTrue(Browser.program().isPresent(), "there is no Chromium on PATH");
        Optional<String> host = hostWithImages();
        assumeTrue(host.isPresent(), "no daemon that HAUBAN_TEST_DOCKER names has " + FIRST_IMAGE);
        return ReferenceStack.on(host.get(), project, stack);
    }

    /// Asked without a turn on the daemon: who is skipped keeps nobody waiting, and waits for nobody.
    private static Optional<String> hostWithImages() throws Exception {
        for (String host : DockerPlace.hosts()) {
            Process asking = new ProcessBuilder("docker", "-H", host, "image", "inspect", FIRST_IMAGE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (asking.waitFor() == 0) {
                return Optional.of(host);
            }
        }
        return Optional.empty();
    }

    private static void up(DockerPlace docker) throws Exception {
        Outcome up = docker.place().begin("up", "-d", "--wait").end(LONG);
        assertThat(up.code()).as(up.toString()).isZero();
    }

    private void visit(String name, Visit visit) throws Exception {
        try (var browser = Browser.start(Browser.program().orElseThrow(), folder.resolve(name))) {
            visit.with(browser);
        }
    }

    private static URI at(DockerPlace docker, String port) throws Exception {
        return URI.create("http://127.0.0.1:" + ReferenceStack.get(docker.place(), port) + "/");
    }

    /// Docker Compose and Hauban in turn make nothing anew; down and up keep what is kept.
    private static void isKept(DockerPlace docker) throws Exception {
        List<String> made = docker.containers();
        docker.compose("up", "-d");
        assertThat(docker.containers()).as("after Docker Compose's up").isEqualTo(made);
        docker.hauban("up", "-d");
        assertThat(docker.containers()).as("after Hauban's next up").isEqualTo(made);
        docker.compose("down");
        assertThat(docker.containers()).isEmpty();
        up(docker);
    }

    @Test
    void faildaily_keeps_what_a_person_posts() throws Exception {
        try (DockerPlace docker = place("faildaily", "faildaily")) {
            URI page = at(docker, "FRONTEND_PORT");
            ReferenceStack.set(docker.place(), "CORS_ORIGIN", "http://127.0.0.1:" + page.getPort());
            up(docker);
            Path picture = folder.resolve("cake.png");
            ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
            visit("first", browser -> {
                var story = new FailDailyStory(browser, page);
                story.register("Ada", PASSWORD);
                story.post("salt in the birthday cake", picture);
            });
            isKept(docker);
            visit("second", browser -> {
                var story = new FailDailyStory(browser, page);
                story.logIn("Ada", PASSWORD);
                story.see("salt in the birthday cake");
            });
        }
    }

    @Test
    void the_todo_list_keeps_what_a_person_wrote() throws Exception {
        try (DockerPlace docker = place("todolist-prod", "todo-list")) {
            up(docker);
            URI page = at(docker, "NGINX_HTTP_PORT");
            visit("first", browser -> {
                var story = new TodoListStory(browser, page);
                story.register("Ada", PASSWORD);
                story.makeList("Before the holidays");
                story.add("find the passports", "");
                story.add("buy sun cream", "");
                story.checkFirstOff();
            });
            assertThat(Web.statuses(page.getPort(), "/api/lists", 60)).contains(429);
            isKept(docker);
            visit("second", browser -> {
                var story = new TodoListStory(browser, page);
                story.logIn("Ada", PASSWORD);
                story.seeList("Before the holidays", "1 of 2 left");
            });
        }
    }

    @Test
    void emailight_sends_what_a_person_writes() throws Exception {
        try (DockerPlace docker = place("emailight", "emailight")) {
            up(docker);
            URI page = at(docker, "APP_PORT");
            URI catcher = at(docker, "MAIL_PORT");
            visit("first", browser -> {
                var story = new EmailightStory(browser, page, catcher);
                story.register("Ada Lovelace", "ada@example.org");
                story.send("bob@example.com", "Lunch on Friday", "Shall we say noon?");
                story.seeStatus("sent");
                story.seeCaught("Lunch on Friday", "Shall we say noon?");
            });
            isKept(docker);
            visit("second", browser -> {
                var story = new EmailightStory(browser, page, catcher);
                story.logIn("ada@example.org");
                story.seeIn("sent", "Lunch on Friday");
            });
        }
    }

    @Test
    void check_in_lets_people_in() throws Exception {
        try (DockerPlace docker = place("check-in", "check-in")) {
            up(docker);
            URI page = at(docker, "FRONTEND_PORT");
            visit("organizer", browser -> {
                var ada = new CheckInStory(browser, page);
                ada.register("Ada", PASSWORD);
                ada.makeEvent("Spring meeting", "Lyon");
                ada.openParticipants();
                ada.addParticipant("Grace Hopper", "Navy");
                String ticket = ada.ticketOf("Grace Hopper");
                ada.backToEvent();
                String door = ada.doorCode();
                ada.backToEvent();
                ada.seeArrived(0, 1);
                visit("door", other -> {
                    var bob = new CheckInStory(other, page);
                    bob.enterDoor(door, "Bob");
                    bob.typeCode(ticket, "welcome", "Grace Hopper");
                });
                // Nobody has loaded the organizer's page anew.
                ada.seeArrived(1, 1);
            });
            isKept(docker);
            visit("afterwards", browser -> {
                var ada = new CheckInStory(browser, page);
                ada.logIn("Ada", PASSWORD);
                ada.openEvent("Spring meeting");
                ada.seeArrived(1, 1);
            });
        }
    }

    @Test
    void todoapp_generator_makes_a_list_from_a_template() throws Exception {
        try (DockerPlace docker = place("todoapp-generator", "todoapp-generator")) {
            URI page = at(docker, "FRONTEND_PORT");
            ReferenceStack.set(docker.place(), "CORS_ORIGIN", "http://127.0.0.1:" + page.getPort());
            ReferenceStack.set(
                    docker.place(),
                    "API_GATEWAY_URL",
                    "http://127.0.0.1:" + at(docker, "GATEWAY_PORT").getPort());
            up(docker);
            visit("first", browser -> {
                var story = new TodoappGeneratorStory(browser, page);
                story.registerFor("move-house", "Ada", PASSWORD);
                story.choose("pets", "Find a vet near the new place");
                story.generate("To the sea");
                story.see("Find a vet near the new place");
                story.checkFirstOff();
            });
            isKept(docker);
            visit("second", browser -> {
                var story = new TodoappGeneratorStory(browser, page);
                story.logIn("Ada", PASSWORD);
                story.seeList("To the sea", " left");
            });
        }
    }
}
