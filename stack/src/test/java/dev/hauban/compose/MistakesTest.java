package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Files with several mistakes: each is told, with its place and what to do, and nothing is told that only follows from
/// another one.
class MistakesTest {
    @Test
    void every_kind_of_mistake_is_told_at_once() {
        assertThat(told("""
                version: "3"
                services:
                  web:
                    imag: nginx
                    image: nginx:${TAG:?choose a tag}
                    ports: ["80:80", "99999:1"]
                    depends_on: [db, ghost]
                    networks: [frnt]
                    healthcheck: {interval: 5}
                  db:
                    image: db:${UNSET}
                    depends_on: [web]
                    volumes: [dta:/x]
                    mem_limit: 5q
                    x-hauban: {categry: infrastructure}
                  worker:
                    build: {contxt: .}
                    secrets: [tokn]
                    x-hauban: {category: shop, local: {command: 5}}
                networks: {front: {}}
                volumes: {data: {}}
                secrets: {token: {file: x}}
                x-hauban: {engin: local, groups: {all: [web, dbb]}}
                """)).isEqualTo("""
                compose.yaml:1:10: warning: the attribute `version` is obsolete, it will be ignored, please remove it to avoid potential confusion
                  remove this line
                compose.yaml:4:5: services.web.imag: a service has no `imag`
                  did you mean `image`?
                compose.yaml:5:12: services.web.image: required variable TAG is missing a value: choose a tag
                  set TAG in the environment or in the .env file
                compose.yaml:6:22: services.web.ports[1]: `99999` is not a published port: use 1 to 65535
                  write it as in "8080:80", "127.0.0.1:8080:80" or "53:53/udp"
                compose.yaml:7:18: services.web.depends_on.db: dependency cycle detected: db -> web -> db
                  take one of these dependencies away
                compose.yaml:7:22: services.web.depends_on.ghost: refers to undefined service ghost
                  add it to the file's `services:`
                compose.yaml:8:16: services.web.networks.frnt: refers to undefined network frnt
                  did you mean `front`?
                compose.yaml:9:29: services.web.healthcheck.interval: must be a string, not a whole number
                  write it with its unit, as in `30s` or `1m30s`
                compose.yaml:11:12: warning: services.db.image: The "UNSET" variable is not set. Defaulting to a blank string.
                  set UNSET in the environment or in the .env file, or write ${UNSET:-} if it may be blank
                compose.yaml:13:15: services.db.volumes[0]: refers to undefined volume dta
                  did you mean `data`?
                compose.yaml:14:16: services.db.mem_limit: must be a size, not `5q`
                  write it with its unit, as in `512m` or `2g`
                compose.yaml:15:16: services.db.x-hauban.categry: x-hauban has no `categry` here
                  did you mean `category`?
                compose.yaml:17:13: services.worker.build.contxt: a build has no `contxt`
                  did you mean `context`?
                compose.yaml:18:15: services.worker.secrets[0]: refers to undefined secret tokn
                  did you mean `token`?
                compose.yaml:19:26: services.worker.x-hauban.category: `shop` is not known here
                  use one of application, infrastructure, administration, monitoring
                compose.yaml:19:49: services.worker.x-hauban.local.command: must be a list or a line, not a whole number
                  write it as in `local: {command: [java, -jar, app.jar]}`
                compose.yaml:23:12: x-hauban.engin: x-hauban has no `engin` here
                  did you mean `engine`?
                compose.yaml:23:46: x-hauban.groups.all[1]: there is no service `dbb`
                  did you mean `db`?
                """);
    }

    @Test
    void what_a_service_lacks_because_of_a_mistake_is_no_second_one() {
        assertThat(places("""
                services:
                  web: {imag: nginx}
                  one: {image: 5}
                  two: {build: "${CONTEXT:?where}"}
                  three: {extends: {service: ghost}}
                  four: {extends: {file: ghost.yaml, service: x}}
                  five: {foo: bar}
                """))
                .containsExactly(
                        "2:9 a service has no `imag`",
                        "3:16 must be a string, not a whole number",
                        "4:16 required variable CONTEXT is missing a value: where",
                        "5:30 the service `ghost` is not in compose.yaml",
                        "6:26 ghost.yaml is not there: no such file or directory",
                        "7:3 has neither an image nor a build context specified",
                        "7:10 a service has no `foo`");
    }

    @Test
    void names_that_a_mistake_has_taken_away_are_not_undefined() {
        assertThat(places("""
                services:
                  web:
                    image: web
                    depends_on: [db, "${OTHER:?which}"]
                    networks: [front]
                    volumes: [data:/x]
                    configs: [c]
                    secrets: [s]
                  db: [image, db]
                networks: {front: 5}
                volums: {data: {}}
                configs: [c]
                secrets: {s: {fil: x}}
                """))
                .containsExactly(
                        "4:22 required variable OTHER is missing a value: which",
                        "9:7 must be a mapping, not a list",
                        "10:19 must be a mapping, not a whole number",
                        "11:1 a Compose file has no `volums`",
                        "12:10 must be a mapping, not a list",
                        "13:15 a secret has no `fil`");
    }

    @Test
    void what_an_unread_file_may_hold_is_not_undefined() {
        MemoryFiles files = new MemoryFiles().with("compose.yaml", """
                include: [more.yaml]
                services:
                  web: {image: web, depends_on: [db], networks: [front], imge: x}
                """);
        assertThat(places(files))
                .containsExactly(
                        "1:11 more.yaml is not there: no such file or directory", "3:58 a service has no `imge`");
    }

    @Test
    void variables_of_a_damaged_file_are_not_missing() {
        MemoryFiles files = new MemoryFiles().with("compose.yaml", """
                        services:
                          web: {image: "web:${TAG}", ports: ["${PORT:?which}:80"], restart: 5}
                        """).with(".env", "TAG=1\nPO RT=80\n");
        assertThat(places(files))
                .containsExactly(
                        "2:1 the name of a variable can't contain a space",
                        "2:69 must be a string, not a whole number");
    }

    @Test
    void two_things_that_one_mapping_lacks_are_two_mistakes() {
        assertThat(places("""
                services:
                  web:
                    image: x
                    develop: {watch: [{target: /x}]}
                """)).containsExactly("4:23 a watch rule needs `path`", "4:23 a watch rule needs `action`");
    }

    @Test
    void a_mistake_in_an_anchor_is_told_once() {
        assertThat(places("""
                x-base: &base {image: x, ports: ["99999"], comand: y}
                services:
                  one: {<<: *base}
                  two: {<<: *base}
                """))
                .containsExactly(
                        "1:34 `99999` is not a container port: use 1 to 65535", "1:44 a service has no `comand`");
    }

    @Test
    void all_mistakes_of_yaml_are_told_as_far_as_they_can_be_told_apart() {
        assertThat(places("""
                services:
                  web:
                    image: "nginx
                    ports: ["80:80"]
                    hostnam: w
                  db:
                    image: postgres
                    volumes: [data:/x
                    mem_limit: 5q
                  cache:
                    image: redis
                     command: x
                    depends_on: [web, dbb]
                  tab:
                \timage: x
                  colon:
                    image: a: b
                    networks: [bck]
                  escape:
                    image: "\\q"
                    labels: @a
                networks:
                  back: {}
                volumes:
                  data: {x: y: z}
                """))
                .containsExactly(
                        "3:12 the text in quotes that begins here ends in the middle of something else",
                        "5:5 a service has no `hostnam`",
                        "8:14 the list that begins here is not closed, or lacks a comma",
                        "9:16 must be a size, not `5q`",
                        "12:13 a `:` can't be here",
                        "13:23 refers to undefined service dbb",
                        "15:1 a tab can't indent a line of YAML",
                        "17:13 a `:` can't be here",
                        "18:16 refers to undefined network bck",
                        "20:14 this is no escape that double quotes know",
                        "25:9 the mapping that begins here is not closed, or lacks a comma");
    }

    @Test
    void mistakes_of_yaml_in_one_file_do_not_hide_those_of_others() {
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "include: [a.yaml, b.yaml]\nservices:\n  web: {image: [x}\n")
                .with("a.yaml", "services:\n  a: {imge: x}\n")
                .with("b.yaml", "services:\n  b: {image: x\n")
                .with(".env", "A=\"open\n");
        assertThat(places(files))
                .containsExactly(
                        "1:3 the quote that begins here is not closed",
                        "3:16 the list that begins here is not closed, or lacks a comma",
                        "2:7 a service has no `imge`",
                        "2:6 the mapping that begins here is not closed, or lacks a comma");
    }

    @Test
    void values_that_make_no_sense_in_yaml_are_told_with_all_others() {
        assertThat(places("""
                x-base: &base {image: x}
                services:
                  web: {<<: *bse, image: !!int x, 5: y}
                  api: {image: x, image: y, networks: [front], <<: 5}
                  job: {<<: [*base, 5], comand: z}
                """))
                .containsExactly(
                        "3:13 the alias `*bse` has no anchor before it that is complete: it is misspelt, or it contains itself",
                        "3:26 `x` is not a !!int",
                        "3:35 a key has to be a string, and 5 is a whole number",
                        "4:19 the key `image` is already there, in line 4",
                        "4:40 refers to undefined network front",
                        "4:52 `<<` takes a mapping or a list of mappings, not a whole number",
                        "5:21 `<<` takes a mapping or a list of mappings, not a whole number",
                        "5:25 a service has no `comand`");
    }

    @Test
    void what_follows_from_another_attribute_is_told_where_that_is() {
        assertThat(places("""
                services:
                  web: {image: x, network_mode: "service:ghost", volumes_from: [gost]}
                  two: {image: x, network_mode: host, networks: [front]}
                  off: {image: x, profiles: [p]}
                  sub: {image: x, pid: "service:off", links: ["off:o"]}
                """))
                .containsExactly(
                        "2:19 refers to undefined service ghost",
                        "2:65 refers to undefined service gost",
                        "3:33 `network_mode` and `networks` exclude each other",
                        "5:47 needs the service \"off\", which no chosen profile switches on");
    }

    @Test
    void what_is_there_but_wrong_is_not_missing() {
        assertThat(places("""
                x-base: &base {image: x}
                services:
                  web: {image: x, volumes: [{type: volume, target: 5}], devices: [{source: /a, target: }]}
                  quoted: {"<<": *base}
                """))
                .containsExactly(
                        "3:52 must be a string, not a whole number",
                        "3:87 must be a string, not nothing",
                        "4:12 `<<` in quotes merges nothing");
    }

    @Test
    void what_conflicts_with_what_is_included_lacks_nothing() {
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "include: [a.yaml]\nservices: {web: {restart: always}}\n")
                .with("a.yaml", "services: {web: {image: x}}\n");
        assertThat(places(files)).singleElement().asString().startsWith("2:17 conflicts with what is included from");
    }

    @Test
    void a_text_that_is_no_yaml_at_all_is_told_once() {
        assertThat(places("a: b\n...\n{b}: c\n{d}: e\n...\n{f}: g\nx\ny: z\n")).hasSizeLessThan(4);
    }

    @Test
    void versions_in_conflict_are_told_as_such() {
        assertThat(places("""
                services:
                <<<<<<< HEAD
                  web: {image: a}
                =======
                  web: {image: b}
                >>>>>>> other
                """)).singleElement().asString().contains("left in conflict");
    }

    @Test
    void no_more_is_told_than_anybody_reads() {
        var file = new StringBuilder("services:\n");
        for (int i = 0; i < 3_000; i++) {
            file.append("  s%d: {image: x, foo: y}\n".formatted(i));
        }
        List<Problem> problems = problems(new MemoryFiles().with("compose.yaml", file.toString()));
        assertThat(problems).hasSize(1_001);
        assertThat(problems.getLast().message()).isEqualTo("2000 more problems are not shown");
    }

    @Test
    void what_a_file_says_can_not_play_with_the_terminal() {
        String text = told("services: {web: {image: x, \"\\e[31m\\n\\u202Eo\": 5, \"" + "k".repeat(900) + "\": 5}}");
        assertThat(text).contains("a service has no `\\u001B[31m\\n\\u202Eo`").contains("kkk … kkk");
        assertThat(text.lines()).hasSize(4).allMatch(line -> line.length() < 2_000);
        assertThat(text.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    }

    @Test
    void a_silence_of_the_doctors_wants_a_reason() {
        assertThat(told("""
                services:
                  web:
                    image: web:1
                    x-hauban: {doctor: {ignore: {moving-tag: }}}
                  db:
                    image: db:1
                    x-hauban: {doctor: {ignored: {}, ignore: [moving-tag]}}
                  fine:
                    image: fine:1
                    x-hauban: {doctor: {ignore: {moving-tag: built every night}}}
                x-hauban: {doctor: moving-tag}
                """)).isEqualTo("""
                compose.yaml:4:45: services.web.x-hauban.doctor.ignore.moving-tag: must be the reason, in words, not nothing
                  write it as in `doctor: {ignore: {moving-tag: we build it every night}}`
                compose.yaml:7:25: services.db.x-hauban.doctor.ignored: x-hauban has no `ignored` here
                  did you mean `ignore`?
                compose.yaml:7:46: services.db.x-hauban.doctor.ignore: must be a mapping of rules to reasons, not a list
                  write it as in `doctor: {ignore: {moving-tag: we build it every night}}`
                compose.yaml:11:20: x-hauban.doctor: must be a mapping with `ignore`, not a string
                  write it as in `doctor: {ignore: {moving-tag: we build it every night}}`
                """);
    }

    private static String told(String file) {
        var text = new StringBuilder();
        problems(new MemoryFiles().with("compose.yaml", file))
                .forEach(problem -> text.append(problem.text()).append('\n'));
        return text.toString();
    }

    private static List<String> places(String file) {
        return places(new MemoryFiles().with("compose.yaml", file));
    }

    /// `line:column what is wrong`; each with a remedy.
    private static List<String> places(MemoryFiles files) {
        List<Problem> problems = problems(files);
        assertThat(problems).allSatisfy(problem -> assertThat(problem.remedy()).isPresent());
        return problems.stream()
                .map(problem -> problem.place().orElseThrow().line() + ":"
                        + problem.place().orElseThrow().column() + " " + problem.message())
                .toList();
    }

    private static List<Problem> problems(MemoryFiles files) {
        Reading reading = new ComposeReader(files).read(ComposeRequest.in(Path.of("/work"), Map.of()));
        return ((Reading.Refused) reading).problems();
    }
}
