package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ReadingOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What Docker Compose does that nobody would expect who has only read the specification: each a rule of its own.
class SurprisesTest {
    @Test
    void a_dollar_sign_is_written_twice() {
        assertThat(Composed.service("environment: {A: $$5}").app()).isEqualTo("""
                environment:
                  A: $$5
                """);
    }

    @Test
    void sizes_are_strings_and_cpus_a_number() {
        assertThat(Composed.service("""
                mem_limit: 1k
                shm_size: 64
                cpus: "0.50"
                """).app()).isEqualTo("""
                cpus: 0.5
                mem_limit: "1024"
                shm_size: "64"
                """);
    }

    @Test
    void zero_vanishes() {
        assertThat(Composed.service("""
                mem_limit: 0
                cpus: 0
                cpu_shares: 0
                privileged: false
                hostname: ""
                """).app()).isEmpty();
    }

    @Test
    void durations_take_gos_form() {
        assertThat(Composed.service("stop_grace_period: 60s").app()).isEqualTo("stop_grace_period: 1m0s\n");
        assertThat(Composed.service("stop_grace_period: 1d").app()).isEqualTo("stop_grace_period: 24h0m0s\n");
        assertThat(Composed.service("stop_grace_period: 1w").app()).isEqualTo("stop_grace_period: 168h0m0s\n");
        assertThat(Composed.service("stop_grace_period: -5s").app()).isEqualTo("stop_grace_period: -5s\n");
    }

    @Test
    void a_bare_number_is_no_duration() {
        Composed.service("stop_grace_period: 30").isRefused();
        Composed.service("stop_grace_period: \"30\"").isRefused();
    }

    @Test
    void file_modes_are_octal_strings() {
        String configs = "configs: {c: {content: x}}\nservices: {app: {image: a, configs: [{source: c, mode: %s}]}}";
        for (String mode : List.of("0440", "\"0440\"", "288")) {
            assertThat(Composed.of(configs.formatted(mode)).yaml()).contains("mode: \"0440\"");
        }
    }

    @Test
    void a_secret_gets_a_target_and_a_config_none() {
        assertThat(Composed.of("""
                services: {app: {image: "app:1", secrets: [s], configs: [c]}}
                secrets: {s: {file: ./s}}
                configs: {c: {file: ./c}}
                """).app()).isEqualTo("""
                configs:
                  - source: c
                secrets:
                  - source: s
                    target: /run/secrets/s
                """);
    }

    @Test
    void what_no_service_uses_is_dropped_unless_all_is_asked_for() {
        String file = """
                services: {app: {image: app}}
                networks: {n: {}}
                volumes: {v: {}}
                secrets: {s: {file: s}}
                configs: {c: {file: c}}
                """;
        assertThat(Composed.of(file).yaml()).doesNotContain("work_n", "volumes:", "secrets:", "configs:");
        assertThat(Composed.of(file).with(ReadingOptions.ALL.withAllResources()).yaml())
                .contains("work_n", "volumes:", "secrets:", "configs:");
    }

    @Test
    void links_and_shared_namespaces_and_volumes_are_dependencies() {
        assertThat(Composed.of("""
                services:
                  app: {image: "app:1", links: ["db:database"], ipc: "service:ipc", volumes_from: ["files:ro"], network_mode: "service:net"}
                  db: {image: db}
                  files: {image: files}
                  ipc: {image: ipc}
                  net: {image: net}
                """).app()).startsWith("""
                depends_on:
                  db:
                    condition: service_started
                    restart: true
                    required: true
                  files:
                    condition: service_started
                    required: true
                  ipc:
                    condition: service_started
                    restart: true
                    required: true
                  net:
                    condition: service_started
                    restart: true
                    required: true
                """);
    }

    @Test
    void a_range_of_ports_is_expanded_in_pairs_only() {
        assertThat(Composed.service("ports: [\"80-81:90-91\"]").app()).isEqualTo("""
                ports:
                  - mode: ingress
                    target: 90
                    published: "80"
                    protocol: tcp
                  - mode: ingress
                    target: 91
                    published: "81"
                    protocol: tcp
                """);
        assertThat(Composed.service("ports: [\"80-81:90\"]").app()).contains("published: 80-81");
        Composed.service("ports: [\"80-82:90-91\"]").isRefused();
    }

    @Test
    void files_of_variables_and_labels_are_folded_in() {
        assertThat(Composed.service("""
                env_file: my.env
                label_file: my.labels
                """)
                        .with("my.env", "A=1")
                        .with("my.labels", "b=2")
                        .app())
                .isEqualTo("""
                environment:
                  A: "1"
                labels:
                  b: "2"
                """);
    }

    @Test
    void only_the_short_syntax_makes_the_path_on_the_host() {
        assertThat(Composed.service("volumes: [\"./a:/a\"]").app()).contains("create_host_path: true");
        assertThat(Composed.service("volumes: [{type: bind, source: ./a, target: /a}]")
                        .app())
                .doesNotContain("create_host_path");
    }

    @Test
    void extra_hosts_are_sorted() {
        assertThat(Composed.service("extra_hosts: [\"b:1.1.1.1\", \"a=::1\"]").app())
                .isEqualTo("""
                extra_hosts:
                  - a=::1
                  - b=1.1.1.1
                """);
    }

    @Test
    void extending_leaves_some_paths_as_they_are() {
        assertThat(Composed.service("extends: {file: sub/base.yaml, service: base}")
                        .with("sub/base.yaml", """
                        services:
                          base:
                            build: {context: ., cache_from: ["type=local,src=./cache"]}
                            credential_spec: {file: ./spec.json}
                            devices: ["./dev:/dev/x"]
                        """)
                        .app())
                .isEqualTo("""
                build:
                  context: /work/sub
                  dockerfile: Dockerfile
                  cache_from:
                    - type=local,src=./cache
                credential_spec:
                  file: ./spec.json
                devices:
                  - source: ./dev
                    target: /dev/x
                    permissions: rwm
                """);
    }

    @Test
    void numbers_are_those_of_yaml_1_1() {
        assertThat(Composed.service("environment: {A: 0755, B: 1_000, C: 1.50, D: 1e20, E: 0o17, F: 0b11}")
                        .app())
                .isEqualTo("""
                environment:
                  A: "493"
                  B: "1000"
                  C: "1.5"
                  D: "1e+20"
                  E: "15"
                  F: "3"
                """);
    }

    @Test
    void a_date_has_to_be_in_quotes() {
        Composed.service("environment: {A: 2026-01-02}").isRefused();
        Composed.service("labels: {a: 2026-01-02}").isRefused();
        assertThat(Composed.service("labels: {a: \"2026-01-02\"}").app()).contains("2026-01-02");
    }

    @Test
    void another_version_of_yaml_is_refused() {
        Composed.of("%YAML 1.2\n---\nservices: {app: {image: app}}").isRefused();
        assertThat(Composed.of("%YAML 1.1\n---\nservices: {app: {image: app}}").yaml())
                .contains("image: app");
    }

    @Test
    void old_booleans_are_strings_that_become_booleans_where_one_is_wanted() {
        assertThat(Composed.service("environment: {A: yes, B: on}\ntty: yes\ninit: off")
                        .app())
                .isEqualTo("""
                environment:
                  A: "yes"
                  B: "on"
                init: false
                tty: true
                """);
        Composed.service("tty: \"1\"").isRefused();
        Composed.service("tty: t").isRefused();
    }

    @Test
    void one_letter_before_a_colon_is_a_windows_drive() {
        assertThat(Composed.service("volumes: [\"v:/data\"]").app()).isEqualTo("""
                volumes:
                  - type: volume
                    target: v:/data
                    volume: {}
                """);
    }

    @Test
    void another_users_home_is_a_folder_in_ones_own() {
        assertThat(Composed.service("volumes: [\"~root/x:/x\"]").app()).contains("source: /home/me/root/x");
    }

    @Test
    void unknown_options_of_a_volume_are_ignored() {
        assertThat(Composed.service("volumes: [\"./a:/a:ro,cached,foo\"]").app())
                .contains("read_only: true");
    }

    @Test
    void a_command_line_ends_at_the_first_sign_of_a_second_one() {
        for (String sign : List.of("&&", "|", ";", ">")) {
            assertThat(Composed.service("command: \"a b " + sign + " c\"").app())
                    .isEqualTo("""
                    command:
                      - a
                      - b
                    """);
        }
    }

    @Test
    void a_container_name_has_two_characters() {
        Composed.service("container_name: a").isRefused();
        assertThat(Composed.service("container_name: ab").app()).contains("container_name: ab");
    }

    @Test
    void of_two_volumes_with_one_target_the_last_wins_but_not_beside_a_tmpfs() {
        assertThat(Composed.service("volumes: [\"./a:/x\", \"./b:/x\"]").app())
                .contains("/work/b")
                .doesNotContain("/work/a");
        Composed.service("volumes: [\"./a:/x\"]\ntmpfs: /x").isRefused();
    }

    @Test
    void two_lists_that_are_merged_may_not_say_the_same_in_some_attributes() {
        for (String key : List.of("group_add", "security_opt")) {
            String file = "services: {app: {image: app, %s: [one]}}".formatted(key);
            Composed.of(file, file).isRefused();
        }
        for (String key : List.of("cap_add", "dns_opt", "profiles", "links")) {
            String file = "services: {app: {image: app, %s: [one]}, one: {image: one}}".formatted(key);
            assertThat(Composed.of(file, file)
                            .with(ReadingOptions.ALL.withAllResources())
                            .yaml())
                    .isNotEmpty();
        }
    }

    @Test
    void a_limit_of_memory_needs_its_twin_where_there_are_other_limits() {
        Composed.service("mem_limit: 1g\ndeploy: {resources: {limits: {cpus: 1}}}")
                .isRefused();
        assertThat(Composed.service("mem_limit: 1g\ndeploy: {resources: {limits: {memory: 1g}}}")
                        .app())
                .contains("mem_limit");
    }

    @Test
    void what_is_not_required_has_to_be_there_all_the_same() {
        Composed.service("depends_on: {ghost: {required: false}}").isRefused();
    }

    @Test
    void a_dependency_restarts_by_a_word_but_is_required_by_a_boolean_only() {
        String file =
                "services: {app: {image: app, depends_on: {db: {condition: service_started, %s}}}, db: {image: db}}";
        assertThat(Composed.of(file.formatted("restart: \"true\"")).yaml()).contains("restart: true");
        Composed.of(file.formatted("required: \"true\"")).isRefused();
    }

    @Test
    void what_docker_compose_panics_at_or_never_ends_with_is_refused() {
        Composed.service("pid:").isRefused();
        Composed.service("mem_limit: \"1e30\"").isRefused();
        Composed.service("ulimits: {nofile: {soft: 1.0, hard: 2}}").isRefused();
        Composed.service("build: {context: ., additional_contexts: {a: 1}}").isRefused();
        Composed.of("networks: {\"\": text}\nservices: {app: {image: app}}").isRefused();
        var bomb = new StringBuilder("x-0: &a0 [lol]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("x-%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        Composed.of(bomb + "services: {app: {image: app}}").isRefused();
    }

    @Test
    void json_has_what_yaml_has() {
        Composed file = Composed.of("""
                services:
                  app: {image: app, x-note: {a: 1}, models: [m], blkio_config: {weight: 5}, build: {context: ., ssh: [k=v]}}
                models: {m: {model: ai/m}}
                """);
        assertThat(file.json())
                .contains("\"x-note\": {", "\"models\": {", "\"model\": \"ai/m\"", "\"weight\": 5", "\"ssh\": [");
        assertThat(file.yaml()).contains("x-note:", "models:", "model: ai/m", "weight: 5", "ssh:");
    }

    @Test
    void the_document_of_surprises_names_these_tests_and_the_rules_that_they_test() throws IOException {
        var tests = new TreeSet<String>();
        for (String row : Files.readAllLines(Path.of("../docs/compose-files.md"))) {
            if (row.startsWith("| ") && row.endsWith("` |")) {
                String[] cells = row.replace("\\|", "").split("\\|");
                tests.add(cells[3].strip().replace("`", ""));
                for (String rule : cells[2].strip().replace("`", "").split(", ")) {
                    assertThat(Path.of("src/main/java/dev/hauban/compose", rule.replace('.', '/') + ".java"))
                            .exists();
                }
            }
        }
        var own = new TreeSet<String>();
        for (Method method : SurprisesTest.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                own.add(method.getName());
            }
        }
        own.remove("the_document_of_surprises_names_these_tests_and_the_rules_that_they_test");
        assertThat(tests).isEqualTo(own);
    }
}
