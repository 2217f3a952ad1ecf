package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Nearest;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every command by its name. Only the one that was typed is made.
final class Commands {
    /// In the order in which help lists them.
    private static final List<String> NAMES = List.of("version");

    /// What Docker Compose has and Hauban does not, so that nobody looks for a typing mistake.
    private static final List<String> COMPOSE_ONLY = List.of(
            "attach", "bridge", "build", "commit", "cp", "create", "events", "export", "images", "kill", "ls", "pause",
            "port", "publish", "pull", "push", "rm", "run", "stats", "top", "unpause", "volumes", "wait", "watch");

    private Commands() {}

    static Optional<Command> named(String name) {
        return switch (name) {
            case "version" -> Optional.of(new VersionCommand());
            default -> Optional.empty();
        };
    }

    /// Everything that help lists.
    static List<CommandDescription> described() {
        var all = new ArrayList<CommandDescription>();
        for (String name : NAMES) {
            all.add(named(name).orElseThrow().description());
        }
        return all;
    }

    static Problem unknown(String name) {
        if (COMPOSE_ONLY.contains(name)) {
            return LineProblems.unknownCommand(name, Optional.empty(), "Docker Compose has it, Hauban does not.");
        }
        return LineProblems.unknownCommand(name, Nearest.to(name, NAMES), "\"hauban --help\" lists the commands.");
    }
}
