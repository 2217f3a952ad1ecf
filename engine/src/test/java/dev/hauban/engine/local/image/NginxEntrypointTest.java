package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NginxEntrypointTest {
    private EntrypointStage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        stage = EntrypointStage.open(
                "nginx", TestPrograms.environment(List.of("nginx"), List.of("nginx", "nginx-common", "libpcre2-8-0")));
        for (String folder : List.of("conf", "log", "cache")) {
            stage.with(
                    "HAUBAN_" + folder.toUpperCase(java.util.Locale.ROOT),
                    stage.folder.resolve(folder).toString());
            stage.put(folder + "/.there", "");
        }
        stage.put(
                "conf/nginx.conf",
                "user nginx;\nevents {}\nhttp {\n  include " + stage.folder + "/conf/conf.d/*.conf;\n}\n");
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private String filled(String template) throws IOException, InterruptedException {
        stage.put("conf/templates/site.conf.template", template);
        stage.run("nginx", "-t");
        return Files.readString(stage.folder.resolve("conf/conf.d/site.conf"));
    }

    @Test
    void templates_get_what_the_environment_has_and_keep_what_nginx_means() throws Exception {
        stage.with("PORT", "81").with("A_PATH", "/a $1 'b' \\ c").with("EMPTY", "");

        assertThat(filled("listen ${PORT}; $PORT! $PORTS $host ${uri} ${ $ $$PORT ${A_PATH}${EMPTY}\n\n"))
                .isEqualTo("listen 81; 81! $PORTS $host ${uri} ${ $ $81 /a $1 'b' \\ c\n\n");
    }

    @Test
    void a_variable_of_the_script_s_own_is_none_of_the_template_s() throws Exception {
        assertThat(filled("$configuration $name ${rest}")).isEqualTo("$configuration $name ${rest}");
    }

    @Test
    void a_server_answers_from_where_it_was_put() throws Exception {
        stage.with("PORT", "" + stage.port);
        // The log is what the service says, which it has to be able to open.
        stage.put("output", "");
        stage.put(
                "conf/templates/site.conf.template",
                "server { listen 127.0.0.1:${PORT}; location / { return 200 \"here\"; } }");
        Process service = stage.start("nginx", "-g", "daemon off;");
        stage.await(
                service,
                () -> stage.ask(
                                "bash",
                                "-c",
                                "exec 3<>/dev/tcp/127.0.0.1/" + stage.port
                                        + "; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3")
                        .contains("here"));
        stage.stop(service);
        assertThat(stage.output()).contains("GET / HTTP/1.0");
    }

    @Test
    void scripts_are_run_before_and_one_that_is_no_program_is_said() throws Exception {
        stage.put("init/10-first.sh", "#!/bin/sh\necho first of all");
        stage.put("init/20-setting.envsh", "export MADE=up");
        stage.put("init/30-note.sh", "echo never");

        assertThat(filled("$MADE")).isEqualTo("up");
        assertThat(stage.output())
                .contains("first of all")
                .contains("30-note.sh is not run")
                .doesNotContain("never\n");
    }

    @Test
    void other_words_are_run_as_they_are() throws Exception {
        assertThat(stage.run("sh", "-c", "exit 4")).isEqualTo(4);
    }

    @Test
    void what_is_wrong_with_the_configuration_is_nginx_s_to_say() throws Exception {
        stage.put("conf/nginx.conf", "events {}\nhttp { nonsense; }\n");
        assertThat(stage.run("nginx", "-t")).isEqualTo(1);
        assertThat(stage.output()).contains("nonsense");
    }

    @Test
    void the_brace_of_a_block_may_stand_on_a_line_of_its_own() throws Exception {
        stage.put("output", "");
        stage.put("conf/nginx.conf", "events\n{\n}\nhttp\n{\n  server { listen 127.0.0.1:" + stage.port + "; }\n}\n");

        assertThat(stage.run("nginx", "-t")).as(stage.output()).isZero();
        assertThat(Files.readString(stage.folder.resolve("conf/nginx.conf.here")))
                .contains("http\n{ access_log " + stage.folder + "/log/access.log;", "events\n{\n}");
    }
}
