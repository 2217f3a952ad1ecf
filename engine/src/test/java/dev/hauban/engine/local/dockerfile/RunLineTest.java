package dev.hauban.engine.local.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.local.dockerfile.RunLine.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunLineTest {
    @Test
    void accounts_are_recognized_in_every_dialect() {
        assertThat(RunLine.parts("groupadd --gid 1001 nodejs && useradd --uid 1001 -g nodejs -d /app -M app"))
                .containsExactly(
                        new Part.AddGroup("nodejs", Optional.of(1001)),
                        new Part.AddUser("app", Optional.of(1001), Optional.of("nodejs"), Optional.of("/app"), false));
        assertThat(RunLine.parts("addgroup -g 1001 -S nodejs; adduser -S -D -u 1001 -G nodejs nextjs"))
                .containsExactly(
                        new Part.AddGroup("nodejs", Optional.of(1001)),
                        new Part.AddUser("nextjs", Optional.of(1001), Optional.of("nodejs"), Optional.empty(), true));
        assertThat(RunLine.parts(
                        "addgroup --system --gid=7 a && adduser --system --disabled-password --uid 8 --ingroup a b"))
                .containsExactly(
                        new Part.AddGroup("a", Optional.of(7)),
                        new Part.AddUser("b", Optional.of(8), Optional.of("a"), Optional.empty(), true));
    }

    @Test
    void packages_are_named_without_their_versions() {
        assertThat(
                        RunLine.parts(
                                "apt-get update && apt-get install -y --no-install-recommends curl=7.* ca-certificates && rm -rf /var/lib/apt/lists/*"))
                .containsExactly(new Part.Install(List.of("curl", "ca-certificates")));
        assertThat(RunLine.parts("apk add --no-cache wget tzdata"))
                .containsExactly(new Part.Install(List.of("wget", "tzdata")));
    }

    @Test
    void folders_owners_and_modes_are_recognized() {
        assertThat(RunLine.parts("mkdir -p /data /logs && chown -R app:app /data && chmod 0755 /logs"))
                .containsExactly(
                        new Part.MakeFolders(List.of("/data", "/logs")),
                        new Part.Own("app:app", List.of("/data")),
                        new Part.Mode("0755", List.of("/logs"), false));
    }

    @Test
    void the_rest_is_for_a_shell_and_stays_together() {
        assertThat(RunLine.parts("npm ci && npm run build")).containsExactly(new Part.Shell("npm ci && npm run build"));
        assertThat(RunLine.parts("mkdir x && npm ci"))
                .containsExactly(new Part.MakeFolders(List.of("x")), new Part.Shell("npm ci"));
    }

    @Test
    void anything_with_more_than_a_list_of_commands_is_for_a_shell_as_a_whole() {
        for (String line : List.of(
                "if [ -f x ]; then mkdir y; fi",
                "echo a | tee b",
                "(mkdir a)",
                "mkdir a || true",
                "cd /src && mkdir a",
                "echo x > y")) {
            assertThat(RunLine.parts(line)).as(line).containsExactly(new Part.Shell(line));
        }
    }

    @Test
    void what_needs_variables_or_patterns_is_for_a_shell() {
        assertThat(RunLine.parts("mkdir $HOME/x")).containsExactly(new Part.Shell("mkdir $HOME/x"));
        assertThat(RunLine.parts("chown app /data/*")).containsExactly(new Part.Shell("chown app /data/*"));
    }

    @Test
    void a_failure_counts_for_as_much_as_in_a_shell() {
        assertThat(RunLine.parts("a; b && c; mkdir d; e"))
                .containsExactly(
                        new Part.Shell("a; b && c; true"), new Part.MakeFolders(List.of("d")), new Part.Shell("e"));
        assertThat(RunLine.parts("set -eux; a; b; mkdir c"))
                .containsExactly(new Part.Shell("a && b"), new Part.MakeFolders(List.of("c")));
    }

    @Test
    void a_variable_stays_with_the_commands_that_use_it() {
        assertThat(RunLine.parts("X=1 && mkdir $X")).containsExactly(new Part.Shell("X=1 && mkdir $X"));
    }

    @Test
    void what_a_package_manager_takes_away_again_is_nothing() {
        assertThat(RunLine.parts("apk add --virtual .build gcc && apk del .build && apt-get remove -y gcc"))
                .containsExactly(new Part.Install(List.of("gcc")));
    }

    @Test
    void accounts_are_changed_and_removed() {
        assertThat(RunLine.parts("deluser --remove-home node && usermod -u 500 -g 600 app && groupmod -g 7 app"))
                .containsExactly(
                        new Part.RemoveUser("node"),
                        new Part.ChangeUser("app", Optional.of(500), Optional.of("600")),
                        new Part.ChangeGroup("app", Optional.of(7)));
    }

    @Test
    void substitution_knows_its_forms() {
        Map<String, String> variables = Map.of("A", "1", "EMPTY", "");
        assertThat(Substitution.word("$A-${A}-${B:-x}-${EMPTY:-y}-${EMPTY-z}-${A:+set}-\\$A", variables))
                .isEqualTo("1-1-x-y--set-$A");
        assertThat(Substitution.word("'$A' \"$A b\"", variables)).isEqualTo("$A 1 b");
        assertThat(Substitution.word("${B:-${A}}", variables)).isEqualTo("1");
    }
}
