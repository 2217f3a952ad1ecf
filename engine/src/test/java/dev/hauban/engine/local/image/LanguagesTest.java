package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.local.supply.Progress;
import dev.hauban.problem.Problem;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eclipse-temurin:25-jre|Java[major=25, needsCompiler=false, tool=Optional.empty]",
                "maven:3.9-eclipse-temurin-21|Java[major=21, needsCompiler=true, tool=Optional[mvn]]",
                "gradle:8.10-jdk17|Java[major=17, needsCompiler=true, tool=Optional[gradle]]",
                "node:20-alpine|Other[name=node, program=node, major=20]",
                "node:lts|Other[name=node, program=node, major=-1]",
                "python:3.11-slim|Python[wanted=3011]",
                "golang:1.22|Other[name=golang, program=go, major=1]",
                "alpine|Userland[isEmpty=false]",
                "scratch|Userland[isEmpty=true]",
                "gcr.io/distroless/java21-debian12:nonroot|Java[major=21, needsCompiler=false, tool=Optional.empty]",
            })
    void knows_what_an_image_is_of(String image, String kind) {
        assertThat(Languages.of(ImageReference.parse(image)).orElseThrow()).hasToString(kind);
    }

    @Test
    void somebody_elses_image_is_none_of_them() {
        assertThat(Languages.of(ImageReference.parse("ghcr.io/somebody/node-thing:1")))
                .isEmpty();
        assertThat(Languages.of(ImageReference.parse("php:8-fpm"))).isEmpty();
    }

    @Test
    void a_jdk_of_the_version_or_the_nearest_newer_one_is_taken() throws Exception {
        for (int version : new int[] {17, 21, 25}) {
            Path home = folder.resolve(".jdks/jdk-" + version);
            Files.createDirectories(home.resolve("bin"));
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
            Files.writeString(home.resolve("bin/java"), "").toFile().setExecutable(true);
        }
        var machine = new dev.hauban.engine.local.supply.Machine(
                java.util.Map.of(), folder, folder.resolve("cache"), "amd64");
        assertThat(new Runtimes(machine).java(21, false).map(Runtime::major)).isEqualTo(Optional.of(21));
        assertThat(new Runtimes(machine).java(18, false).map(Runtime::major)).isEqualTo(Optional.of(21));
    }

    @Test
    void an_image_without_a_local_way_is_one_problem_with_service_line_and_ways_out() throws Exception {
        var nowhere = new Provision.Places(folder, folder);
        var provision = new Provision(Sandbox.machine("/nonexistent"), nowhere, (_, _) -> 1);
        var problems = provision.check(Services.of("ghcr.io/somebody/thing:1").service());
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().text())
                .startsWith("compose.yaml:3:5: services.db: the image ghcr.io/somebody/thing:1 is not among")
                .contains("x-hauban")
                .contains("Docker Compose");
        assertThat(problems).allMatch(Problem::isError);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curl -f http://localhost/ && exit 1|[curl, exit]",
                "pg_isready -U $${POSTGRES_USER} && psql -c 'select curl'|[pg_isready, psql]",
                "test \"$(redis-cli ping)\" = PONG|[test, redis-cli]",
                "PGPASSWORD=x until /usr/bin/psql -h db; do sleep 1; done|[psql, sleep, done]",
                "echo wget|[echo]",
            })
    void programs_are_found_where_a_shell_expects_them(String line, String programs) {
        assertThat(ShellWords.programs(new HealthCheck.Test.Shell(line))).hasToString(programs);
    }

    @ParameterizedTest
    @CsvSource({
        "1,pip install bread,1",
        "1,python -m pip install bread,1",
        "1,python3 app.py,1",
        "1,pip install --prefix=/install bread,''",
        "1,pip install --root-user-action=ignore bread,1",
        "1,pip install -t /libraries bread,''",
        "'',pip install bread,''",
    })
    void pip_installs_into_the_stage_where_a_build_without_a_view_says_so(
            String isWithoutView, String line, String user) throws Exception {
        Path python = Files.writeString(
                folder.resolve("python3"),
                "#!/bin/sh\ncase $1 in --version) echo Python 3.99.1 ;; *) echo \"<${PIP_USER-}>\" ;; esac\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        var nowhere = new Provision.Places(folder, folder);
        var provision = new Provision(Sandbox.machine(folder + ":/usr/bin:/bin"), nowhere, (_, _) -> 1);
        LocalProgram program = provision
                .of(Services.of("python:3.99-slim").service(), Progress.ignored())
                .program();

        var run = new ProcessBuilder("/bin/sh", "-c", line);
        run.environment().clear();
        run.environment().put("PATH", program.start().environment().get("PATH"));
        run.environment().put("HAUBAN_PIP_USER", isWithoutView);
        Process process = run.start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("<" + user + ">\n");
    }
}
