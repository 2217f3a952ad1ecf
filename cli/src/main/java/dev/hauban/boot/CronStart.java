package dev.hauban.boot;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// By cron: a line of the user's own table. It only names a script, because cron takes no long lines. Source:
/// crontab(5).
final class CronStart implements BootStart {
    /// By this the line is known.
    private static final String MARK = "# hauban operator";

    private final Started started;
    private final Shell shell;

    CronStart(Started started, Shell shell) {
        this.started = started;
        this.shell = shell;
    }

    @Override
    public String name() {
        return "cron, an @reboot line of your crontab";
    }

    @Override
    public boolean isOn() throws IOException, InterruptedException {
        return table().stream().anyMatch(CronStart::isOurs);
    }

    @Override
    public String plan() {
        return "write " + script() + ":\n\n" + text().indent(2) + "\nadd to your crontab:\n\n  " + line() + "\n";
    }

    @Override
    public List<Problem> turnOn() throws IOException, InterruptedException {
        List<String> lines = others();
        OwnFile.write(script(), text(), "rwx------");
        lines.add(line());
        install(lines);
        return List.of();
    }

    @Override
    public boolean turnOff() throws IOException, InterruptedException {
        boolean wasOn = isOn();
        if (wasOn) {
            install(others());
            Files.deleteIfExists(script());
        }
        return wasOn;
    }

    private Path script() {
        return started.log().resolveSibling("start-at-boot");
    }

    private String text() {
        var text = new StringBuilder("#!/bin/sh\n# Written by `hauban operator enable`.\n");
        for (Map.Entry<String, String> variable : started.environment().entrySet()) {
            text.append("export ")
                    .append(variable.getKey())
                    .append('=')
                    .append(Started.quoted(variable.getValue()))
                    .append('\n');
        }
        text.append("exec ").append(Started.quoted(started.words())).append(" >>");
        return text.append(Started.quoted(started.log().toString()))
                .append(" 2>&1\n")
                .toString();
    }

    /// `%` is a line's end to cron.
    private String line() {
        return "@reboot " + Started.quoted(script().toString()).replace("%", "\\%") + " " + MARK;
    }

    private List<String> others() throws IOException, InterruptedException {
        var lines = new ArrayList<>(table());
        lines.removeIf(CronStart::isOurs);
        return lines;
    }

    private static boolean isOurs(String line) {
        return line.startsWith("@reboot ") && line.endsWith(MARK);
    }

    /// Nobody's table is taken for an empty one because it could not be read: it would be overwritten.
    private List<String> table() throws IOException, InterruptedException {
        Shell.Ran ran = shell.run(List.of("crontab", "-l"), "");
        if (ran.code() == 0) {
            return ran.output().lines().toList();
        }
        if (ran.output().contains("no crontab for")) {
            return List.of();
        }
        throw refused("crontab -l", ran);
    }

    private void install(List<String> lines) throws IOException, InterruptedException {
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        Shell.Ran ran = shell.run(List.of("crontab", "-"), text);
        if (ran.code() != 0) {
            throw refused("crontab -", ran);
        }
    }

    private static ProblemException refused(String command, Shell.Ran ran) {
        return new ProblemException(Problem.error(
                        "boot.refused",
                        Actor.MACHINE,
                        command + " ended with " + ran.code() + ": "
                                + ran.output().strip())
                .remedy("hauban --dry-run operator enable shows the line, to add it by hand."));
    }
}
