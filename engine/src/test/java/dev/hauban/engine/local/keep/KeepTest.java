package dev.hauban.engine.local.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepTest {
    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);

    @TempDir
    Path root;

    @Test
    void a_definition_is_read_as_it_was_written() throws IOException {
        var definition = definition(Optional.of(new HealthCheck(
                new HealthCheck.Test.Shell("a  b \\ c\n\rd"),
                Duration.ofSeconds(1),
                Duration.ofMillis(1_500),
                4,
                Duration.ZERO,
                Optional.of(Duration.ofSeconds(2)))));
        write("definition", definition.text());

        assertThat(Definition.read(WEB, instance())).contains(definition);
    }

    @Test
    void every_kind_of_health_check_comes_back() throws IOException {
        for (HealthCheck.Test test : List.of(
                new HealthCheck.Test.Command(List.of("a", "", "b c")),
                new HealthCheck.Test.None(),
                new HealthCheck.Test.Inherited())) {
            var definition = definition(Optional.of(new HealthCheck(
                    test, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, Duration.ZERO, Optional.empty())));
            write("definition", definition.text());

            assertThat(Definition.read(WEB, instance())).contains(definition);
        }
    }

    @Test
    void a_file_torn_anywhere_counts_as_absent() throws IOException {
        String whole = definition(Optional.empty()).text();
        for (int length = 0; length < whole.length(); length++) {
            write("definition", whole.substring(0, length));

            assertThat(Definition.read(WEB, instance())).as("cut at " + length).isEmpty();
        }
        Files.write(instance().resolve("definition"), new byte[] {(byte) 0xff, 0, 1});
        assertThat(Definition.read(WEB, instance())).isEmpty();
        assertThat(instances().torn()).containsExactly(WEB);
    }

    @Test
    void what_has_no_definition_is_there_and_nobodys() throws IOException {
        Files.createDirectories(instance());
        Kept nobodys = instances().find(WEB).orElseThrow();
        assertThat(nobodys.definition().isWhole()).isFalse();
        assertThat(nobodys.phase()).isEqualTo(new Instance.Phase.Created());

        long own = ProcessHandle.current().pid();
        write("pid", "shim " + own + " " + startTime() + "\nmain " + own + " " + startTime() + "\n");
        assertThat(instances().all())
                .as("what runs can be ended")
                .singleElement()
                .matches(Kept::isRunning);
    }

    @Test
    void what_is_being_made_or_taken_away_is_no_services() throws IOException {
        var definition = definition(Optional.empty());
        write("unfinished", definition.text());
        assertThat(Definition.read(WEB, instance())).hasValueSatisfying(half -> {
            assertThat(half.isWhole()).isFalse();
            assertThat(half.name()).isEqualTo(definition.name());
        });

        write("definition", definition.text());
        assertThat(Definition.read(WEB, instance())).contains(definition);
    }

    @Test
    void what_the_last_start_gave_comes_back() throws IOException {
        var started = new Started(
                "boot", 2, 3, List.of(new Instance.Publisher("0.0.0.0", 80, 8080, "tcp")), Optional.of("127.1.2.3"));
        write("started", started.text());

        assertThat(Started.read(instance())).contains(started);
    }

    @Test
    void a_process_with_a_recycled_pid_does_not_count_as_the_instance() throws IOException {
        write("definition", definition(Optional.empty()).text());
        long other = ProcessHandle.current().pid();
        write("pid", "shim " + other + " 1\nmain " + other + " 1\n");

        assertThat(instances().find(WEB).orElseThrow().phase())
                .isInstanceOfSatisfying(
                        Instance.Phase.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(137));
    }

    @Test
    void nothing_of_another_boot_is_alive() throws IOException {
        write("definition", definition(Optional.empty()).text());
        long own = ProcessHandle.current().pid();
        write("pid", "shim " + own + " " + startTime() + "\nmain " + own + " " + startTime() + "\n");
        assertThat(instances().find(WEB).orElseThrow().isRunning()).isTrue();

        write("started", new Started("another", 3, 3, List.of(), Optional.empty()).text());
        assertThat(instances().find(WEB).orElseThrow().isRunning()).isFalse();
    }

    @Test
    void torn_process_files_count_as_absent() throws IOException {
        write("definition", definition(Optional.empty()).text());
        write("pid", "shim 12");
        write("exit", "code");

        assertThat(instances().find(WEB).orElseThrow().phase()).isEqualTo(new Instance.Phase.Created());
    }

    @Test
    void names_of_any_characters_stay_in_their_folder_and_come_back() throws IOException {
        var folder = new LocalFolder(root);
        for (String name : List.of("shop_data", "../../etc", "a/b", ".hidden", "ümlaut +%")) {
            Path volume = folder.volume(name);
            Files.createDirectories(volume);
            assertThat(volume.normalize().getParent()).isEqualTo(folder.volumes());
        }
        assertThat(LocalFolder.names(folder.volumes()))
                .containsExactlyInAnyOrder("shop_data", "../../etc", "a/b", ".hidden", "ümlaut +%");
    }

    @Test
    void tells_a_services_name_from_the_instances_number() {
        assertThat(LocalFolder.id("web-1-2")).contains(new InstanceId(new ServiceName("web-1"), 2));
        assertThat(LocalFolder.id("web")).isEmpty();
        assertThat(LocalFolder.id("web-0")).isEmpty();
        assertThat(LocalFolder.id(".web-1.new")).isEmpty();
    }

    private static long startTime() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }

    private Instances instances() {
        return new Instances(new LocalFolder(root));
    }

    private Path instance() {
        return new LocalFolder(root).instance(WEB);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(instance());
        Files.writeString(instance().resolve(name), text);
    }

    private static Definition definition(Optional<HealthCheck> check) {
        return new Definition(
                WEB,
                "abc",
                Instant.parse("2026-01-01T00:00:00Z"),
                "shop-web-1",
                "nginx:alpine",
                "nginx",
                check,
                Optional.of("SIGQUIT"),
                Optional.of("0123"),
                Map.of("shop_default", "def"));
    }
}
