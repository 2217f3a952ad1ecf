package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ReadingOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The corners of Docker Compose's behavior that are not in the specification, and that its answers to a great many
/// files brought to light.
class ExactnessTest {
    @Test
    void names_that_begin_with_x_are_lost_where_names_are_free() {
        Composed free = Composed.service("""
                environment: {A: a, x-b: c}
                labels: {x-d: e}
                """);
        assertThat(free.app()).isEqualTo("""
                environment:
                  '#extensions': map[x-b:c]
                  A: a
                labels:
                  '#extensions': map[x-d:e]
                """);
        assertThat(free.warnings())
                .contains("services.app.environment.x-b: Docker Compose takes `x-b` for an extension");
        assertThat(Composed.service("environment: [A=a, x-b=c]").app()).contains("x-b: c");
        Composed.service("extra_hosts: {x-a: 1.1.1.1}").isRefused();
        Composed.service("storage_opt: {x-a: b}").isRefused();
        Composed.service("networks: {x-n: {}}").isRefused();
        assertThat(Composed.of("""
                services: {x-app: {image: app, depends_on: {x-db: {condition: service_started}}}, x-db: {image: db}}
                """).yaml()).contains("x-db:\n        condition: service_started");
    }

    @Test
    void of_a_number_that_is_too_large_for_its_field_the_low_bits_are_kept() {
        assertThat(Composed.service("blkio_config: {weight: 70000}").app()).contains("weight: 4464");
        assertThat(Composed.service("ports: [{target: 4294967376}]").app()).contains("target: 80");
        assertThat(Composed.service("cpu_quota: 9223372036854775807").app()).contains("9223372036854775807");
    }

    @Test
    void what_is_too_large_for_any_field_is_refused() {
        for (String count : List.of("9223372036854775808", "1e20", ".inf", ".nan")) {
            Composed.service("cpu_quota: " + count).isRefused();
        }
        Composed.service("healthcheck: {retries: 1e20}").isRefused();
        Composed.service("cpus: \"1e39\"").isRefused();
    }

    @Test
    void decimals_are_read_as_go_reads_them() {
        assertThat(Composed.service("cpus: \"1_0.5\"").app()).isEqualTo("cpus: 10.5\n");
        assertThat(Composed.service("cpus: \"0x1p-1\"").app()).isEqualTo("cpus: 0.5\n");
        assertThat(Composed.service("cpus: \"+.5e1\"").app()).isEqualTo("cpus: 5\n");
        assertThat(Composed.service("cpus: inf").app()).isEqualTo("cpus: .inf\n");
        assertThat(Composed.service("cpus: .5_1e1").app()).isEqualTo("cpus: 5.1\n");
        assertThat(Composed.of("x-v: [.5_, ._5, 5_.5]\nservices: {app: {image: app}}")
                        .yaml())
                .contains("- .5_\n  - ._5\n  - 5.5\n");
        assertThat(Composed.service("mem_limit: \"1_0 k\"").app()).isEqualTo("mem_limit: \"10240\"\n");
        for (String text :
                List.of("1__0", "_1", "1_", "1_.5", "0x1", "1e", "1e+", ".", "", "1d", " 1", "5e1.5", "1p2")) {
            Composed.service("cpus: \"" + text + "\"").isRefused();
            Composed.service("mem_limit: \"" + text + "x\"").isRefused();
        }
    }

    @Test
    void a_host_without_addresses_leaves_an_empty_list() {
        assertThat(Composed.service("extra_hosts: {h: []}").app()).isEqualTo("extra_hosts: []\n");
        assertThat(Composed.service("extra_hosts: {}").app()).isEmpty();
        for (String name : List.of("", "::1", "a=b")) {
            Composed.service("extra_hosts: {\"%s\": []}".formatted(name)).isRefused();
        }
    }

    @Test
    void an_option_of_a_provider_without_values_is_none() {
        assertThat(Composed.of("services: {app: {provider: {type: p, options: {a: [], b: [1]}}}}")
                        .yaml())
                .contains("b:\n          - \"1\"")
                .doesNotContain("a:\n          ");
    }

    @Test
    void a_volume_of_two_bytes_is_a_path_in_the_container() {
        assertThat(Composed.service("volumes: [\":a\"]").app())
                .contains("target: :a")
                .doesNotContain("volume: {}");
        assertThat(Composed.service("volumes: [\"/\u00e9\"]").app()).contains("volume: {}");
        Composed.service("volumes: [\":\u00e9\"]").isRefused();
    }

    @Test
    void addresses_in_ports_are_told_by_their_brackets() {
        assertThat(Composed.service("ports: [\"[::1]:80:80\"]").app()).contains("host_ip: ::1");
        Composed.service("ports: [\"::1:80:80\"]").isRefused();
        Composed.service("ports: [{target: 80, host_ip: \"0:1.2.3.4::\"}]").isRefused();
    }

    @Test
    void a_port_in_the_container_is_a_whole_number_above_zero() {
        for (String port : List.of("0", "\"0\"", "\"80:0\"", "80.0", "8e1")) {
            Composed.service("ports: [" + port + "]").isRefused();
            Composed.service("ports: [" + port + "]")
                    .with(ReadingOptions.ALL.withoutInterpolation())
                    .isRefused();
        }
    }

    @Test
    void numbers_in_json_have_the_digits_that_are_known() {
        assertThat(json("18446744073709551616")).isEqualTo("1.8446744073709552e+19");
        assertThat(json("-1e16")).isEqualTo("-1e+16");
        assertThat(json("9007199254740992.0")).isEqualTo("9007199254740992");
        assertThat(json("1e-7")).isEqualTo("1e-7");
        assertThat(json("0.25")).isEqualTo("0.25");
        assertThat(json("-.inf")).isEqualTo("-1e999");
        assertThat(json(".nan")).isEqualTo("\"NaN\"");
    }

    private static String json(String value) {
        String json =
                Composed.of("services: {app: {image: app}}\nx-v: " + value).json();
        return json.lines()
                .filter(line -> line.contains("x-v"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*: ", "");
    }

    @Test
    void an_include_says_paths_and_nothing_else() {
        Composed.of("include: [[a.yaml]]\nservices: {app: {image: app}}").isRefused();
        Composed.of("include: [{path: a.yaml, project_directory: 1.5}]\nservices: {app: {image: app}}")
                .with("a.yaml", "services: {a: {image: a}}")
                .isRefused();
        Composed.of("include: [{env_file: missing.env}]\nservices: {app: {image: app}}")
                .isRefused();
        assertThat(Composed.of("include: [{path: 5/a.yaml, project_directory: 5}, null]\nservices: {app: {image: app}}")
                        .with("5/a.yaml", "services: {a: {build: .}}")
                        .yaml())
                .contains("context: /work/5");
    }

    @Test
    void what_comes_from_a_variable_is_named_and_not_shown() {
        String file = """
                services: {app: {image: "app:1", configs: [c], secrets: [s]}}
                configs: {c: {environment: HOME}}
                secrets: {s: {environment: HOME}}
                """;
        assertThat(Composed.of(file).yaml()).contains("environment: HOME").doesNotContain("/home/me", "x-#value");
    }

    @Test
    void nothing_is_known_of_variables_where_they_are_not_filled_in() {
        assertThat(Composed.service("environment: [HOME, A=$HOME]\nbuild: {args: [HOME]}")
                        .with(ReadingOptions.ALL.withoutInterpolation())
                        .yaml())
                .contains("- HOME\n", "- A=$HOME\n")
                .contains("args: []\n")
                .doesNotContain("/home/me");
    }

    @Test
    void what_is_included_has_its_paths_resolved_whatever_is_asked_for() {
        assertThat(Composed.of("include: [sub/a.yaml]\nservices: {app: {build: ./here}}")
                        .with("sub/a.yaml", "services: {a: {build: ./there}}")
                        .with(ReadingOptions.ALL.withoutPathResolution())
                        .yaml())
                .contains("context: ./here", "context: sub/there");
    }

    @Test
    void an_included_secret_that_was_found_differs_from_one_that_is_only_written() {
        String secret = "secrets: {s: {environment: HOME}}";
        Composed.of("include: [a.yaml]\nservices: {app: {image: app}}\n" + secret)
                .with("a.yaml", "services: {a: {image: a}}\n" + secret)
                .isRefused();
        assertThat(Composed.of("include: [a.yaml, b.yaml]\nservices: {app: {image: app, secrets: [s]}}")
                        .with("a.yaml", secret)
                        .with("b.yaml", secret)
                        .yaml())
                .contains("environment: HOME");
    }

    @Test
    void a_resource_that_says_nothing_is_something_and_a_network_of_a_service_is_not() {
        assertThat(Composed.of("services: {app: {image: app, volumes: [\"data:/v\"], networks: {net: null}}}\n"
                                + "volumes: {data: null}\nnetworks: {net: null}")
                        .with(ReadingOptions.ALL.withoutNormalization())
                        .yaml())
                .contains("      net: null\n", "  net: {}\n", "  data: {}\n");
    }

    @Test
    void what_is_reset_in_an_anchor_is_not_reset_where_the_anchor_is_used() {
        assertThat(Composed.of("services: {app: {image: app, hostname: h}, other: {image: other, hostname: h}}", """
                x-base: &base {hostname: !reset null, user: me}
                services:
                  app: *base
                  other: {<<: *base}
                """)
                        .yaml())
                .contains("hostname: h\n")
                .contains("user: me");
        Composed.of("!reset {services: {app: {image: app}}}").isRefused();
    }

    @Test
    void a_block_at_the_end_of_the_file_ends_with_a_line_break_only_if_the_file_does() {
        for (String header : List.of("|", "|+", ">", "|2", "|- ", ">+ # c")) {
            assertThat(Composed.of("services: {app: {image: app}}\nx-a: " + header + "\n  x")
                            .yaml())
                    .endsWith("x-a: x\n");
        }
        assertThat(Composed.of("services: {app: {image: app}}\nx-a: |+\n  x\n  ")
                        .yaml())
                .endsWith("x-a: |\n  x\n");
        assertThat(Composed.of("services: {app: {image: app}}\nx-a: |\n  x\n# c")
                        .yaml())
                .endsWith("x-a: |\n  x\n");
    }

    @Test
    void a_block_of_nothing_but_blanks_is_empty_however_far_in_they_are() {
        String services = "services: {app: {image: app}}\n";
        assertThat(Composed.of(services + "x-a:\n  b: |\n      \n  c: 1\nx-d:\n  - |+\n      \n\n  - e\n")
                        .yaml())
                .endsWith("x-a:\n  b: \"\"\n  c: 1\nx-d:\n  - |2+\n\n\n  - e\n");
        Composed.of(services + "x-a: |\n    \n  b\n").isRefused();
    }

    @Test
    void a_delete_character_is_refused_where_it_is_written() {
        assertThat(Composed.of("services: {app: {image: 'a\u007F'}}").refusal())
                .startsWith("compose.yaml:1:27: the character U+007F can't be in a YAML file");
    }

    @Test
    void line_separators_end_a_line_and_stay_in_values() {
        String text = """
                services: {app: {image: app:1}} # a commentLS
                x-plain: one  LS  two
                  three
                x-both: oneLS

                  two
                x-single: 'it''s  LS  two'
                x-double: "a\\tb \\
                  LS c\\u00e9LSd"
                x-literal: |
                  oneLS  twoLS
                  three
                x-folded: >+
                  oneLS  two
                  three
                  LS
                x-list: [a,LS b]
                """.replace("LS", "\u2028");
        assertThat(Composed.of(text).yaml()).contains("""
                x-both: "one\\L\\n\\ntwo"
                x-double: "a\\tb \\Lcé\\Ld"
                x-folded: "one\\Ltwo three\\n\\L\\n"
                x-list:
                  - a
                  - b
                x-literal: "one\\Ltwo\\L\\nthree\\n"
                x-plain: "one\\Ltwo three"
                x-single: "it's\\Ltwo"
                """);
    }

    @Test
    void a_merge_key_that_is_reset_merges_nothing() {
        assertThat(Composed.of("services: {app: {image: app:1, <<: !reset x}}").app())
                .isEmpty();
    }

    @Test
    void what_a_merge_key_brings_is_there_where_a_reset_takes_away_what_an_earlier_file_says() {
        assertThat(Composed.of(
                                "services: {app: {image: app:1, hostname: h, dns: [1.1.1.1], labels: {a: b}, user: me}}",
                                """
                                x-base: &base {hostname: merged, dns: !override [9.9.9.9], labels: !override {c: d}}
                                services:
                                  app: {<<: *base, hostname: !reset null, labels: {e: f}, user: !reset null}
                                """)
                        .app())
                .isEqualTo("""
                        dns:
                          - 9.9.9.9
                        hostname: merged
                        labels:
                          e: f
                        """);
    }

    @Test
    void bytes_that_are_no_text_are_taken_in_files_of_variables_and_only_there() {
        byte[] latin = {'#', ' ', (byte) 0xE9, '\n', 'A', '=', '1', '\n'};
        Composed dotted = Composed.service("env_file: my.env").with("my.env", latin);
        assertThat(dotted.app()).isEqualTo("environment:\n  A: \"1\"\n");
        assertThat(dotted.warnings()).contains("my.env:1:1: warning: this file is not UTF-8 text");
        Composed.service("env_file: [{path: my.env, format: raw}]")
                .with("my.env", latin)
                .isRefused();
        Composed.service("extends: {file: a.yaml, service: a}")
                .with("a.yaml", latin)
                .isRefused();
    }

    @Test
    void names_of_variables_may_have_any_letter_and_any_number() {
        assertThat(Composed.service("env_file: my.env")
                        .with("my.env", "\u2167=1\n\u00b2=2\n\uD835\uDC00=3\n")
                        .app())
                .contains("\u2167: \"1\"", "\u00b2: \"2\"", "\\U0001D400\": \"3\"");
    }

    @Test
    void a_raw_file_has_lines_of_unix_with_white_space_of_go_before_them() {
        assertThat(Composed.service("env_file: [{path: my.env, format: raw}]")
                        .with("my.env", "\u00a0A=1\r\n\u0085B=2\rC=3\n")
                        .app())
                .isEqualTo("""
                environment:
                  A: "1"
                  B: "2\\rC=3"
                """);
    }

    @Test
    void what_env_says_of_compose_itself_holds_for_env_too() {
        String shows = "environment: {A: \"${A-none}\", P: \"$COMPOSE_PROJECT_NAME\"}";
        assertThat(Composed.service(shows)
                        .with(".env", "A=1\nCOMPOSE_PROJECT_NAME=named\nCOMPOSE_DISABLE_ENV_FILE=1\n")
                        .app())
                .isEqualTo("environment:\n  A: none\n  P: named\n");
        assertThat(Composed.service(shows)
                        .with(".env", "A=$COMPOSE_LATER\nCOMPOSE_LATER=2\n")
                        .app())
                .contains("A: \"2\"");
        Composed.service("").with(".env", "COMPOSE_DISABLE_ENV_FILE=perhaps\n").isRefused();
        Composed.service("").with(".env", "COMPOSE_PARALLEL_LIMIT=many\n").isRefused();
        Composed.service("").with(Map.of("COMPOSE_PARALLEL_LIMIT", "")).isRefused();
        assertThat(Composed.service("")
                        .with(Map.of("COMPOSE_PARALLEL_LIMIT", "+5"))
                        .app())
                .isEmpty();
        assertThat(Composed.service(shows)
                        .with(".env", "A=1\nCOMPOSE_DISABLE_ENV_FILE=1\n")
                        .with(Map.of("COMPOSE_DISABLE_ENV_FILE", "0"))
                        .app())
                .contains("A: \"1\"");
    }

    @Test
    void between_commas_of_compose_profiles_there_may_be_nothing_which_is_a_profile() {
        assertThat(Composed.of("services: {app: {image: app, profiles: [\"\"]}}")
                        .with(Map.of("COMPOSE_PROFILES", "a,"))
                        .yaml())
                .contains("image: app");
    }

    @Test
    void a_number_is_the_twin_of_a_text_before_it_but_not_of_one_behind_it() {
        for (String twins : List.of("[\"1000\", 1000]", "[\"1e3\", 1000]", "[\"0x10\", 16]", "[1, 1.0]")) {
            Composed.service("group_add: " + twins)
                    .with(ReadingOptions.ALL.withoutInterpolation())
                    .isRefused();
        }
        for (String others : List.of("[1000, \"1000\"]", "[\"0777\", 511]", "[\"a\", 10]", "[\"1__0\", 10]")) {
            assertThat(Composed.service("group_add: " + others).app()).contains("group_add");
        }
        // Of more than twenty items, texts and numbers are never the same.
        String more = ", 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19";
        Composed.service("group_add: [\"1\", 1" + more + "]").isRefused();
        assertThat(Composed.service("group_add: [\"1\", 1" + more + ", 20]").app())
                .contains("group_add");
    }

    @Test
    void a_limit_without_its_value_is_refused_even_where_variables_are_left_alone() {
        for (String place : List.of("ulimits: {nofile: \"${N}\"}", "build: {context: ., ulimits: {nofile: \"5\"}}")) {
            Composed.service(place)
                    .with(ReadingOptions.ALL.withoutInterpolation())
                    .isRefused();
        }
    }

    @Test
    void of_a_file_that_is_extended_every_service_is_turned_into_long_syntax() {
        for (String wrong : List.of(
                "env_file: {path: a.env}",
                "build: 5",
                "gpus: 1",
                "ports: 80",
                "volumes: [5]",
                "devices: [5]",
                "configs: [5]",
                "extends: 5",
                "build: {ssh: default}",
                "build: {additional_contexts: a}")) {
            Composed.of("services: {app: {extends: {file: base.yaml, service: base}}}")
                    .with("base.yaml", "services: {base: {image: base}, other: {%s}}".formatted(wrong))
                    .isRefused();
        }
    }

    @Test
    void the_scale_stands_in_deploy_where_its_replicas_do() {
        assertThat(Composed.service("scale: 1\ndeploy: {x-note: mine, labels: [a=b], mode: global}")
                        .app())
                .contains("""
                        deploy:
                          mode: global
                          replicas: 1
                          labels:
                            a: b
                          x-note: mine
                        """);
    }

    @Test
    void a_list_without_items_is_nothing_where_variables_are_left_alone() {
        String json = Composed.service("entrypoint: []\nports: []\nenvironment: []\nbuild: {args: [], tags: []}")
                .with(ReadingOptions.ALL.withoutInterpolation())
                .json();
        assertThat(json)
                .contains("\"entrypoint\": null", "\"ports\": []", "\"environment\": null")
                .contains("\"args\": null", "\"tags\": []");
    }

    @Test
    void containers_of_one_name_are_refused_in_a_document_and_not_in_a_list() {
        String twins = "services: {a: {image: a, container_name: one}, b: {image: b, container_name: one}}";
        Composed.of(twins).isRefused();
        assertThat(Composed.of(twins)
                        .with(ReadingOptions.ALL.withoutContainerNames())
                        .yaml())
                .contains("container_name: one");
    }

    @Test
    void of_a_device_with_too_many_colons_nothing_is_left_where_variables_are_left_alone() {
        Composed device = Composed.service("devices: [\"$A:$B:$C:$D\"]");
        device.isRefused();
        assertThat(device.with(ReadingOptions.ALL.withoutInterpolation()).app()).contains("""
                devices:
                  - permissions: rwm
                    source: ""
                    target: ""
                """);
    }

    @Test
    void a_drive_of_windows_has_a_name_of_one_byte() {
        String mount = "volumes: [{type: bind, source: \"%s:/x\", target: /y}]";
        assertThat(Composed.service(mount.formatted("1")).app()).contains("source: 1:/x");
        assertThat(Composed.service(mount.formatted("\u00e9")).app()).contains("source: /work/\u00e9:/x");
    }
}
