package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where we go further than Docker Compose, which mounts every file and passes over whose it shall be.
class SuppliedFileTest {
    private static final Stack STACK = Stacks.of("""
            services:
              web:
                image: web
                secrets: [plain, {source: plain, target: mine, uid: "1000", gid: "1001", mode: 0o440}]
                configs: [{source: conf, uid: "5"}, {source: conf, target: /a, gid: "6"}, {source: conf, target: /b}]
            secrets: {plain: {file: ./plain}}
            configs: {conf: {file: ./conf}}
            """);

    @Test
    void a_file_that_shall_have_an_owner_or_a_mode_is_copied() {
        assertThat(SuppliedFile.toCopy(STACK, Stacks.service(STACK, "web"), "").stream()
                        .map(file -> file.target() + " " + Integer.toOctalString(file.mode()) + " "
                                + file.mount().owner().orElse("-") + " "
                                + file.mount().group().orElse("-")))
                .containsExactly("/run/secrets/mine 440 1000 1001", "/conf 444 5 -", "/a 444 - 6");
        assertThat(mounts()).containsExactly("/run/secrets/plain", "/b");
    }

    private static List<String> mounts() {
        var body = ContainerBody.of(
                STACK, Stacks.service(STACK, "web"), new ContainerIdentity.Numbered(1), Stacks.alone(Stacks.NEW));
        return new Words(body.json())
                .words("HostConfig").list("Mounts").stream()
                        .map(mount -> mount.text("Target"))
                        .toList();
    }
}
