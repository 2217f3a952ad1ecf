package dev.hauban.boot;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;

/// By systemd: root's operator with the machine, anybody else's with their own instance of systemd. That one runs
/// without a login only where they linger.
final class UnitStart implements BootStart {
    private final Ground ground;
    private final Started started;
    private final Shell shell;

    UnitStart(Ground ground, Started started, Shell shell) {
        this.ground = ground;
        this.started = started;
        this.shell = shell;
    }

    @Override
    public String name() {
        return "systemd, unit " + ground.unit();
    }

    @Override
    public boolean isOn() throws IOException, InterruptedException {
        return Files.exists(ground.unit())
                && shell.run(systemctl("is-enabled", Unit.NAME), "").code() == 0;
    }

    @Override
    public String plan() {
        var text = new StringBuilder("write " + ground.unit() + ":\n\n");
        text.append(Unit.text(started, ground.isRoot()).indent(2)).append('\n');
        text.append("run ").append(Started.quoted(systemctl("daemon-reload"))).append('\n');
        text.append("run ")
                .append(Started.quoted(systemctl("enable", Unit.NAME)))
                .append('\n');
        if (!ground.isRoot()) {
            text.append("run ").append(Started.quoted(linger())).append('\n');
        }
        return text.toString();
    }

    @Override
    public List<Problem> turnOn() throws IOException, InterruptedException {
        OwnFile.write(ground.unit(), Unit.text(started, ground.isRoot()), "rw-------");
        must(systemctl("daemon-reload"));
        must(systemctl("enable", Unit.NAME));
        if (ground.isRoot() || lingers() || shell.run(linger(), "").code() == 0) {
            return List.of();
        }
        return List.of(Problem.warning(
                        "boot.no-linger",
                        Actor.MACHINE,
                        "until you linger, it starts with your first login and not with the machine, and your last logout"
                                + " ends it and what it started")
                .remedy("Have an administrator run: " + Started.quoted(linger())));
    }

    @Override
    public boolean turnOff() throws IOException, InterruptedException {
        if (!Files.exists(ground.unit(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        must(systemctl("disable", Unit.NAME));
        Files.delete(ground.unit());
        must(systemctl("daemon-reload"));
        return true;
    }

    private boolean lingers() throws IOException, InterruptedException {
        Shell.Ran ran = shell.run(List.of("loginctl", "show-user", ground.user(), "--property=Linger"), "");
        return ran.code() == 0 && ran.output().strip().equals("Linger=yes");
    }

    private List<String> linger() {
        return List.of("loginctl", "enable-linger", ground.user());
    }

    private List<String> systemctl(String... words) {
        var all = new ArrayList<String>();
        all.add("systemctl");
        if (!ground.isRoot()) {
            all.add("--user");
        }
        all.addAll(List.of(words));
        return all;
    }

    private void must(List<String> words) throws IOException, InterruptedException {
        Shell.Ran ran = shell.run(words, "");
        if (ran.code() != 0) {
            throw new ProblemException(Problem.error(
                            "boot.refused",
                            Actor.MACHINE,
                            Started.quoted(words) + " ended with " + ran.code() + ": "
                                    + ran.output().strip())
                    .remedy("hauban --dry-run operator enable shows what has to be done, to do it by hand."));
        }
    }
}
