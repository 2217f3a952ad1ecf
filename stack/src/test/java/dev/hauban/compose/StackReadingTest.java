package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.json.Json;
import dev.hauban.problem.Problem;
import dev.hauban.stack.BackupWish;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Origin;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Stacks such as teams have: what they mean.
class StackReadingTest {
    @Test
    void two_services_may_listen_on_one_port_inside() {
        Stack stack = stack("""
                services:
                  one:
                    image: app:1
                    ports: ["127.0.0.1:8081:8080"]
                    environment: {OTHER: "http://two:8080"}
                  two:
                    image: app:1
                    ports: ["8082:8080/udp", "9000"]
                    expose: ["8080"]
                """);
        assertThat(service(stack, "one").attachments().ports()).singleElement().satisfies(port -> {
            assertThat(port.hostAddress()).contains("127.0.0.1");
            assertThat(port.published()).contains("8081");
            assertThat(port.target()).isEqualTo(8080);
            assertThat(port.protocol()).isEqualTo("tcp");
        });
        assertThat(service(stack, "two").attachments().ports())
                .hasSize(2)
                .last()
                .satisfies(port -> {
                    assertThat(port.published()).isEmpty();
                    assertThat(port.target()).isEqualTo(9000);
                });
        assertThat(service(stack, "one").attachments().networks()).containsOnlyKeys("default");
        assertThat(stack.networks().get("default").name()).isEqualTo("work_default");
    }

    @Test
    void profiles_switch_services_on() {
        String file = """
                services:
                  web: {image: web}
                  debug: {image: debug, profiles: [debug]}
                """;
        assertThat(stack(file).services()).containsOnlyKeys(new ServiceName("web"));
        assertThat(stack(file).disabled()).containsExactly(new ServiceName("debug"));
        Reading both = read(files(file), request().withProfiles(List.of("debug")));
        assertThat(((Reading.Read) both).stack().services()).hasSize(2);
        Reading named = read(files(file), request().withServices(List.of("debug")));
        assertThat(((Reading.Read) named).stack().services()).containsOnlyKeys(new ServiceName("debug"));
    }

    @Test
    void a_merge_key_brings_what_the_service_does_not_say_itself() {
        Stack stack = stack("""
                x-base: &base
                  image: app:1
                  restart: unless-stopped
                  environment: {A: "1"}
                services:
                  one: {<<: *base}
                  two:
                    <<: *base
                    image: app:2
                """);
        assertThat(service(stack, "one").program().image().orElseThrow().tag()).contains("1");
        assertThat(service(stack, "two").program().image().orElseThrow().tag()).contains("2");
        assertThat(service(stack, "two").lifecycle().restart()).isEqualTo(new RestartPolicy.UnlessStopped());
        assertThat(service(stack, "two").program().environment()).containsEntry("A", "1");
    }

    @Test
    void a_variable_that_is_demanded_and_missing_is_told_with_the_place_that_wants_it() {
        assertThat(problems("""
                services:
                  db:
                    image: postgres
                    environment:
                      POSTGRES_PASSWORD: ${DB_PASSWORD:?set it in .env}
                """)).containsExactly("""
                compose.yaml:5:26: services.db.environment.POSTGRES_PASSWORD: required variable DB_PASSWORD is missing a value: set it in .env
                  set DB_PASSWORD in the environment or in the .env file""");
    }

    @Test
    void a_file_of_variables_beside_the_stack_is_read() {
        Reading reading =
                read(files("services: {db: {image: \"postgres:${TAG}\"}}").with(".env", "TAG=17\n"), request());
        Stack stack = ((Reading.Read) reading).stack();
        assertThat(service(stack, "db").program().image().orElseThrow().tag()).contains("17");
        assertThat(stack.origin().environmentFiles()).containsExactly(Path.of("/work/.env"));
    }

    @Test
    void a_service_carries_all_of_its_words_as_they_stand_in_the_canonical_document() {
        Stack stack = stack("""
                services:
                  web:
                    image: web
                    cap_add: [NET_ADMIN]
                    entrypoint: []
                    environment: {LEVEL: "$$1", UNSET: }
                    secrets: [key]
                    x-note: {kept: true}
                networks:
                  default: {attachable: true, ipam: {config: [{subnet: 172.20.0.0/16, ip_range: 172.20.5.0/24}]}}
                volumes:
                  data: {driver_opts: {size: 1}}
                secrets:
                  key: {file: ./key}
                """);
        assertThat(service(stack, "web").specification().members().compact())
                .isEqualTo("{\"cap_add\":[\"NET_ADMIN\"],\"command\":null,\"entrypoint\":[],"
                        + "\"environment\":{\"LEVEL\":\"$1\",\"UNSET\":null},\"image\":\"web\","
                        + "\"networks\":{\"default\":null},"
                        + "\"secrets\":[{\"source\":\"key\",\"target\":\"/run/secrets/key\"}],"
                        + "\"x-note\":{\"kept\":true}}");
        assertThat(stack.networks().get("default").specification().members().compact())
                .isEqualTo("{\"name\":\"work_default\",\"ipam\":{\"config\":[{\"subnet\":\"172.20.0.0/16\","
                        + "\"ip_range\":\"172.20.5.0/24\"}]},\"attachable\":true}");
        assertThat(stack.origin())
                .isEqualTo(new Origin(Optional.of(Path.of("/work")), List.of("/work/compose.yaml"), List.of(), false));
    }

    @Test
    void what_the_hash_is_taken_of_travels_along_where_the_engine_has_a_word_in_it() {
        Stack stack = stack("""
                services:
                  web: {image: web}
                  beside: {image: beside, network_mode: "service:web", scale: 2, x-note: 1}
                """);
        assertThat(service(stack, "web").specification().hashed()).isEmpty();
        assertThat(service(stack, "beside").specification().hashed().map(Json::compact))
                .contains("{\"command\":null,\"entrypoint\":null,\"image\":\"beside\","
                        + "\"network_mode\":\"service:web\"}");
    }

    @Test
    void a_mount_that_only_containers_have_stays_one() {
        Stack stack = stack("""
                services:
                  web: {image: web, volumes: [{type: image, source: tools, target: /tools, read_only: true}]}
                """);
        assertThat(service(stack, "web").attachments().mounts())
                .containsExactly(new Mount.Foreign("image", "/tools", true));
    }

    @Test
    void what_other_programs_would_have_to_give_is_refused() {
        assertThat(problems("""
                services:
                  web: {image: web, secrets: [a, b], configs: [c]}
                  model: {provider: {type: model}}
                secrets:
                  a: {file: ./a, driver: vault, driver_opts: {x: y}}
                  b: {file: ./b, template_driver: golang}
                configs:
                  c: {content: c, template_driver: golang}
                """)).containsExactly("""
                compose.yaml:3:10: services.model: services that a provider runs are not supported
                  remove the service, or give it an image""", """
                compose.yaml:5:6: secrets.a: a driver of its own is not supported
                  give it a file, an environment variable or a content""", """
                compose.yaml:6:6: secrets.b: a driver of its own is not supported
                  give it a file, an environment variable or a content""", """
                compose.yaml:8:6: configs.c: a driver of its own is not supported
                  give it a file, an environment variable or a content""");
    }

    @Test
    void secrets_come_as_files() {
        Stack stack = stack("""
                services:
                  db:
                    image: postgres
                    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/password}
                    secrets:
                      - password
                      - {source: token, target: t, uid: "999", mode: 0400}
                secrets:
                  password: {file: ./password.txt}
                  token: {environment: TOKEN}
                """);
        assertThat(stack.secrets().get("password")).isEqualTo(new FileSource.FromFile(Path.of("/work/password.txt")));
        assertThat(stack.secrets().get("token"))
                .isEqualTo(new FileSource.FromEnvironment("TOKEN", Optional.of("t0ken")));
        assertThat(service(stack, "db").attachments().mounts())
                .containsExactly(
                        new Mount.Supplied(
                                Mount.Kind.SECRET,
                                "password",
                                "/run/secrets/password",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new Mount.Supplied(
                                Mount.Kind.SECRET,
                                "token",
                                "/run/secrets/t",
                                Optional.of("999"),
                                Optional.empty(),
                                Optional.of(0_400)));
    }

    @Test
    void a_service_is_read_to_its_last_word() {
        Service web = service(stack("""
                services:
                  web:
                    build: {context: ./app, target: run, args: {VERSION: "1"}}
                    command: ["java", "-jar", "app.jar"]
                    entrypoint: sh -c 'exec "$$@"'
                    user: "1001:1001"
                    working_dir: /srv
                    hostname: www
                    init: true
                    stop_signal: SIGQUIT
                    stop_grace_period: 1m30s
                    restart: on-failure:3
                    depends_on: {db: {condition: service_healthy, restart: true}}
                    healthcheck: {test: curl -f localhost, interval: 5s, retries: 7}
                    mem_limit: 512m
                    cpus: "0.5"
                    pids_limit: 100
                    ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 5}
                    extra_hosts: ["other:10.0.0.1"]
                    volumes: ["./data:/data:ro", "cache:/cache", "/anonymous"]
                    tmpfs: "/tmp:size=64m,mode=1777"
                    labels: [a=b]
                  db: {image: postgres}
                volumes: {cache: {}}
                """), "web");
        assertThat(web.program().build().orElseThrow().dockerfile()).contains(Path.of("/work/app/Dockerfile"));
        assertThat(web.program().entrypoint()).contains(List.of("sh", "-c", "exec \"$@\""));
        assertThat(web.lifecycle().restart()).isEqualTo(new RestartPolicy.OnFailure(java.util.OptionalInt.of(3)));
        assertThat(web.lifecycle().stopGrace()).isEqualTo(Duration.ofSeconds(90));
        assertThat(web.lifecycle().dependencies())
                .containsEntry(new ServiceName("db"), new Dependency(Dependency.Condition.HEALTHY, true, true));
        HealthCheck check = web.lifecycle().healthCheck().orElseThrow();
        assertThat(check.test()).isEqualTo(new HealthCheck.Test.Shell("curl -f localhost"));
        assertThat(check.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(check.timeout()).isEqualTo(HealthCheck.DEFAULT_TIMEOUT);
        assertThat(check.retries()).isEqualTo(7);
        assertThat(web.limits().memory()).hasValue(512L << 20);
        assertThat(web.limits().cpus()).contains(0.5);
        assertThat(web.limits().rlimits().get("nproc").hard()).isEqualTo(5);
        assertThat(web.attachments().extraHosts()).containsEntry("other", List.of("10.0.0.1"));
        assertThat(web.attachments().mounts())
                .containsExactly(
                        new Mount.Bind(Path.of("/work/data"), "/data", true, true),
                        new Mount.Named("cache", "/cache", false, Optional.empty()),
                        new Mount.Anonymous("/anonymous", false),
                        new Mount.Temporary("/tmp", Optional.of(64L << 20), Optional.of(0_1777)));
        assertThat(web.place()).hasToString("compose.yaml:2:3");
    }

    @Test
    void what_hauban_adds_stands_below_its_own_key() {
        Stack stack = stack("""
                x-hauban:
                  engine: local
                  keep_order: true
                  groups: {shop: [web]}
                services:
                  web:
                    image: web
                    x-hauban:
                      category: application
                      restart_unhealthy: false
                      local: {command: java -jar "my app.jar"}
                """);
        assertThat(stack.extension().engine()).contains("local");
        assertThat(stack.extension().keepOrder()).isTrue();
        assertThat(stack.groups()).containsEntry("shop", List.of(new ServiceName("web")));
        assertThat(service(stack, "web").extension().localCommand()).contains(List.of("java", "-jar", "my app.jar"));
        assertThat(service(stack, "web").extension().restartUnhealthy()).contains(false);
        assertThat(service(stack, "web").extension().category()).contains("application");
    }

    @Test
    void which_backups_are_kept_stands_below_haubans_own_key() {
        BackupWish wish = stack("""
                x-hauban: {backup: {path: ./copies, leave_out: [web], keep: {last: 3, daily: 7, monthly: "6"}}}
                services: {web: {image: web}}
                """).extension().backup();
        assertThat(wish)
                .isEqualTo(new BackupWish(
                        Optional.of("./copies"), List.of("web"), new BackupWish.Keep(3, 7, 0, 6), List.of()));
    }

    @Test
    void what_would_keep_no_backup_and_what_is_no_number_of_them_is_told() {
        String remedy = "\n  write it as in `keep: {last: 3, daily: 7, weekly: 4, monthly: 6}`";
        assertThat(problems("""
                x-hauban: {backup: {keep: {daly: 7, weekly: some}}}
                services: {web: {image: web}}
                """))
                .containsExactly(
                        "compose.yaml:1:28: x-hauban.backup.keep.daly: x-hauban has no `daly` here\n"
                                + "  did you mean `daily`?",
                        "compose.yaml:1:45: x-hauban.backup.keep.weekly: must be a number of sets, up to 9999, not a"
                                + " string" + remedy);
        assertThat(problems("x-hauban: {backup: {keep: {daily: 0}}}\nservices: {web: {image: web}}\n"))
                .containsExactly("compose.yaml:1:27: x-hauban.backup.keep: must be at least one number above 0, not a"
                        + " mapping" + remedy);
        assertThat(problems("x-hauban: {backup: {keep: 7}}\nservices: {web: {image: web}}\n"))
                .containsExactly("compose.yaml:1:27: x-hauban.backup.keep: must be a mapping of last, daily, weekly and"
                        + " monthly to numbers, not a whole number" + remedy);
    }

    @Test
    void a_misspelt_key_of_haubans_own_is_told() {
        assertThat(problems("""
                x-hauban: {grups: {}}
                services:
                  web: {image: web, x-hauban: {catgory: application, local: {comand: x}}}
                """))
                .containsExactly(
                        "compose.yaml:1:12: x-hauban.grups: x-hauban has no `grups` here\n  did you mean `groups`?",
                        "compose.yaml:3:32: services.web.x-hauban.catgory: x-hauban has no `catgory` here\n"
                                + "  did you mean `category`?",
                        "compose.yaml:3:62: services.web.x-hauban.local.comand: x-hauban has no `comand` here\n"
                                + "  did you mean `command`?");
    }

    @Test
    void all_mistakes_of_all_files_are_told_at_once_in_their_order() {
        MemoryFiles files = files("""
                services:
                  web:
                    imge: nginx
                    ports: ["80:80:80:80", "99999"]
                    restart: true
                  api:
                    image: api
                    networks: [front]
                """).with("second.yaml", """
                services:
                  api:
                    depend_on: [web]
                """);
        Reading reading = read(files, request().withFiles(List.of("compose.yaml", "second.yaml")));
        assertThat(((Reading.Refused) reading)
                        .problems().stream().map(problem -> problem.place().orElseThrow() + " " + problem.code()))
                .containsExactly(
                        "compose.yaml:3:5 compose.unknown-key",
                        "compose.yaml:4:13 compose.port",
                        "compose.yaml:4:28 compose.port",
                        "compose.yaml:5:14 compose.type",
                        "compose.yaml:8:16 compose.undefined",
                        "second.yaml:3:5 compose.unknown-key");
        assertThat(text(reading)).contains("did you mean `image`?").contains("did you mean `depends_on`?");
    }

    @Test
    void a_circle_of_dependencies_is_told_with_its_path() {
        assertThat(problems("""
                services:
                  a: {image: x, depends_on: [b]}
                  b: {image: x, depends_on: [c]}
                  c: {image: x, depends_on: [a]}
                """)).singleElement().asString().contains("dependency cycle detected: a -> b -> c -> a");
    }

    private static Stack stack(String file) {
        Reading reading = read(files(file), request());
        assertThat(text(reading)).as("problems").isEmpty();
        return ((Reading.Read) reading).stack();
    }

    private static List<String> problems(String file) {
        return ((Reading.Refused) read(files(file), request()))
                .problems().stream().map(Problem::text).toList();
    }

    private static String text(Reading reading) {
        return switch (reading) {
            case Reading.Read _ -> "";
            case Reading.Refused refused ->
                refused.problems().stream().map(Problem::text).collect(Collectors.joining("\n"));
        };
    }

    private static Service service(Stack stack, String name) {
        return stack.service(new ServiceName(name)).orElseThrow();
    }

    private static MemoryFiles files(String composeFile) {
        return new MemoryFiles().with("compose.yaml", composeFile);
    }

    private static ComposeRequest request() {
        return ComposeRequest.in(Path.of("/work"), Map.of("HOME", "/home/me", "TOKEN", "t0ken"));
    }

    private static Reading read(MemoryFiles files, ComposeRequest request) {
        return new ComposeReader(files).read(request);
    }
}
