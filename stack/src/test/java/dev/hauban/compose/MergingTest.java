package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Several files, extended and included ones: what becomes of them.
class MergingTest {
    @Test
    void a_later_file_changes_an_earlier_one_attribute_by_attribute() throws MalformedJson {
        Json.Members app = app("""
                services:
                  app:
                    image: app:1
                    command: [a, b]
                    environment: {A: "1", B: "1"}
                    ports: ["80:80"]
                    volumes: ["./one:/data", "./two:/two"]
                    dns: 1.1.1.1
                """, """
                services:
                  app:
                    command: [c]
                    environment: [B=2, C=2]
                    ports: ["81:81"]
                    volumes: ["./other:/data"]
                    dns: [8.8.8.8]
                """);
        assertThat(app.array("command").texts()).containsExactly("c");
        assertThat(app.members("environment").compact()).isEqualTo("{\"A\":\"1\",\"B\":\"2\",\"C\":\"2\"}");
        assertThat(app.array("ports").values()).hasSize(2);
        assertThat(app.array("dns").texts()).containsExactly("1.1.1.1", "8.8.8.8");
        assertThat(app.array("volumes").objects().stream().map(MergingTest::mount))
                .containsExactly("/work/other:/data", "/work/two:/two");
    }

    @Test
    void tags_take_away_what_an_earlier_file_says() throws MalformedJson {
        Json.Members app = app("""
                services:
                  app:
                    image: app:1
                    ports: ["80:80"]
                    environment: {A: "1", B: "1"}
                    command: [a]
                """, """
                services:
                  app:
                    ports: !override ["81:81"]
                    environment: {A: !reset null}
                    command: !reset []
                """);
        assertThat(app.array("ports").objects())
                .singleElement()
                .satisfies(port -> assertThat(port.text("published")).isEqualTo("81"));
        assertThat(app.members("environment").compact()).isEqualTo("{\"B\":\"1\"}");
        assertThat(app.find("command")).isEmpty();
    }

    @Test
    void a_service_takes_over_what_it_extends_with_paths_as_seen_from_there() throws MalformedJson {
        MemoryFiles files = new MemoryFiles().with("compose.yaml", """
                        services:
                          app:
                            extends: {file: sub/base.yaml, service: base}
                            environment: {B: "2"}
                        """).with("sub/base.yaml", """
                        services:
                          base:
                            extends: root
                            build: ./app
                            environment: {A: "1", B: "1"}
                            volumes: ["./data:/data"]
                          root: {image: root, restart: always}
                        """);
        Json.Members app =
                read(files, ComposeRequest.in(Path.of("/work"), Map.of())).members("app");
        assertThat(app.members("build").text("context")).isEqualTo("/work/sub/app");
        assertThat(app.members("environment").compact()).isEqualTo("{\"A\":\"1\",\"B\":\"2\"}");
        assertThat(app.text("restart")).isEqualTo("always");
        assertThat(mount(app.array("volumes").objects().getFirst())).isEqualTo("/work/sub/data:/data");
    }

    @Test
    void an_included_project_has_its_own_folder_and_variables() throws MalformedJson {
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "include: [sub/compose.yaml]\nservices: {app: {image: 'app:${TAG:-none}'}}\n")
                .with("sub/compose.yaml", "services: {db: {image: 'db:${TAG}', volumes: ['./d:/d']}}\n")
                .with("sub/.env", "TAG=17\n");
        Json.Members services = read(files, ComposeRequest.in(Path.of("/work"), Map.of()));
        assertThat(services.members("db").text("image")).isEqualTo("db:17");
        assertThat(services.members("app").text("image")).isEqualTo("app:none");
        assertThat(mount(services.members("db").array("volumes").objects().getFirst()))
                .isEqualTo("/work/sub/d:/d");
    }

    @Test
    void what_is_included_may_not_be_there_already() {
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "include: [b.yaml]\nservices: {db: {image: mine}}\n")
                .with("b.yaml", "services: {db: {image: theirs}}\n");
        assertThat(told(files)).contains("services.db: conflicts with what is included from b.yaml:1:");
    }

    @Test
    void files_are_found_in_the_folders_above_with_their_override() throws MalformedJson {
        MemoryFiles files = new MemoryFiles()
                .with("docker-compose.yml", "services: {app: {image: 'app:1'}}\n")
                .with("docker-compose.override.yml", "services: {app: {image: 'app:2'}}\n");
        Json.Members services = read(files, ComposeRequest.in(Path.of("/work/deep/down"), Map.of()));
        assertThat(services.members("app").text("image")).isEqualTo("app:2");
    }

    @Test
    void the_standard_input_is_a_file_too() throws MalformedJson {
        MemoryFiles files = new MemoryFiles().withStandardInput("services: {app: {image: in}}");
        ComposeRequest request = ComposeRequest.in(Path.of("/work"), Map.of()).withFiles(List.of("-"));
        assertThat(read(files, request).members("app").text("image")).isEqualTo("in");
    }

    @Test
    void a_variable_without_a_value_is_warned_about_once() {
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "services: {app: {image: 'a${NO}', labels: {l: '$NO'}}}\nversion: '3'\n");
        var read =
                (DocumentReading.Read) new ComposeReader(files).document(ComposeRequest.in(Path.of("/work"), Map.of()));
        assertThat(read.warnings().stream().map(Problem::text))
                .containsExactly(
                        "compose.yaml:1:25: warning: services.app.image: The \"NO\" variable is not set. Defaulting to a blank"
                                + " string.\n  set NO in the environment or in the .env file, or write ${NO:-} if it may be blank",
                        "compose.yaml:2:10: warning: the attribute `version` is obsolete, it will be ignored, please remove it"
                                + " to avoid potential confusion\n  remove this line");
    }

    private static String mount(Json.Members mount) {
        try {
            return mount.text("source") + ":" + mount.text("target");
        } catch (MalformedJson wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static Json.Members app(String first, String second) throws MalformedJson {
        MemoryFiles files = new MemoryFiles().with("a.yaml", first).with("b.yaml", second);
        return read(files, ComposeRequest.in(Path.of("/work"), Map.of()).withFiles(List.of("a.yaml", "b.yaml")))
                .members("app");
    }

    private static Json.Members read(MemoryFiles files, ComposeRequest request) throws MalformedJson {
        return switch (new ComposeReader(files).document(request)) {
            case DocumentReading.Read read ->
                JsonReader.readObject(read.document().json()).members("services");
            case DocumentReading.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    private static String told(MemoryFiles files) {
        var refused = (DocumentReading.Refused)
                new ComposeReader(files).document(ComposeRequest.in(Path.of("/work"), Map.of()));
        return refused.problems().stream().map(Problem::text).collect(Collectors.joining("\n"));
    }

    @Test
    void services_that_say_nothing_are_refused_beside_others_too() {
        String services = "services: {app: {image: app}}\n";
        for (String nothing : List.of("services:\n", "services: null\n", services + "---\nservices: ~\n")) {
            assertThat(Composed.of(services, nothing).refusal())
                    .contains("services: must be a mapping, not nothing\n  give it a value, or remove it");
        }
        assertThat(Composed.of(services, "services: {}\n").yaml()).contains("image: app");
    }

    @Test
    void a_date_is_printed_as_go_prints_it_where_a_mapping_is_merged() {
        String first = "services: {app: {image: app, environment: {B: b}}}";
        String later = """
                services:
                  app:
                    environment:
                      A: 2026-01-02
                      C: 2026-01-02T03:04:05.250Z
                      D: 2026-01-02T03:04:05+02:00
                      E: 2026-01-02T03:04:05-02:30
                """;
        assertThat(Composed.of(first, later).yaml()).contains("""
                      A: 2026-01-02 00:00:00 +0000 UTC
                      B: b
                      C: 2026-01-02 03:04:05.25 +0000 UTC
                      D: 2026-01-02 03:04:05 +0200 +0200
                      E: 2026-01-02 03:04:05 -0230 -0230
                """);
        Composed.of(later, first).isRefused();
    }
}
