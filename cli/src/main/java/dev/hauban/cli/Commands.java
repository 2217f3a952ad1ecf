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
    private static final List<String> NAMES = List.of(
            "setup",
            "up",
            "down",
            "create",
            "start",
            "stop",
            "restart",
            "scale",
            "kill",
            "pause",
            "unpause",
            "rm",
            "ls",
            "ps",
            "status",
            "logs",
            "events",
            "top",
            "stats",
            "port",
            "clean",
            "volumes",
            "disk",
            "wait",
            "cp",
            "attach",
            "exec",
            "run",
            "build",
            "pull",
            "push",
            "images",
            "config",
            "why",
            "doctor",
            "backup",
            "backup list",
            "backup verify",
            "restore",
            "secret list",
            "secret set",
            "secret rotate",
            "secret encrypt",
            "secret decrypt",
            "operator status",
            "operator stop",
            "operator enable",
            "operator disable",
            "version");

    /// What Docker Compose has and Hauban does not, so that nobody looks for a typing mistake.
    private static final List<String> COMPOSE_ONLY = List.of("bridge", "commit", "export", "publish", "watch");

    private Commands() {}

    static Optional<Command> named(String name) {
        return switch (name) {
            case "setup" -> Optional.of(new SetupCommand());
            case "up" -> Optional.of(new UpCommand());
            case "down" -> Optional.of(new DownCommand());
            case "create" -> Optional.of(new CreateCommand());
            case "start" -> Optional.of(new StartCommand());
            case "stop" -> Optional.of(new StopCommand());
            case "restart" -> Optional.of(new RestartCommand());
            case "scale" -> Optional.of(new ScaleCommand());
            case "kill" -> Optional.of(new KillCommand());
            case "pause" -> Optional.of(PauseCommand.halt());
            case "unpause" -> Optional.of(PauseCommand.goOn());
            case "rm" -> Optional.of(new RmCommand());
            case "ls" -> Optional.of(new LsCommand());
            case "events" -> Optional.of(new EventsCommand());
            case "top" -> Optional.of(new TopCommand());
            case "stats" -> Optional.of(new StatsCommand());
            case "port" -> Optional.of(new PortCommand());
            case "volumes" -> Optional.of(new VolumesCommand());
            case "clean" -> Optional.of(new CleanCommand());
            case "disk" -> Optional.of(new DiskCommand());
            case "wait" -> Optional.of(new WaitCommand());
            case "ps" -> Optional.of(new PsCommand());
            case "status" -> Optional.of(new StatusCommand());
            case "logs" -> Optional.of(new LogsCommand());
            case "cp" -> Optional.of(new CpCommand());
            case "attach" -> Optional.of(new AttachCommand());
            case "run" -> Optional.of(new RunCommand());
            case "exec" -> Optional.of(new ExecCommand());
            case "build" -> Optional.of(new BuildCommand());
            case "pull" -> Optional.of(new PullCommand());
            case "push" -> Optional.of(new PushCommand());
            case "images" -> Optional.of(new ImagesCommand());
            case "config" -> Optional.of(new ConfigCommand());
            case "why" -> Optional.of(new WhyCommand());
            case "doctor" -> Optional.of(new DoctorCommand());
            case "backup" -> Optional.of(new BackupCommands.Make());
            case "backup list" -> Optional.of(new BackupCommands.ListSets());
            case "backup verify" -> Optional.of(new BackupCommands.Verify());
            case "restore" -> Optional.of(new RestoreCommand());
            case "secret list" -> Optional.of(new SecretCommands.ListSecrets());
            case "secret set" -> Optional.of(new SecretCommands.SetSecret());
            case "secret rotate" -> Optional.of(new RotateCommand());
            case "secret encrypt" -> Optional.of(new VaultCommands.Encrypt());
            case "secret decrypt" -> Optional.of(new VaultCommands.Decrypt());
            case "operator status" -> Optional.of(new OperatorCommands.Status());
            case "operator stop" -> Optional.of(new OperatorCommands.Stop());
            case "operator enable" -> Optional.of(new BootCommands.Enable());
            case "operator disable" -> Optional.of(new BootCommands.Disable());
            case "operator run" -> Optional.of(new OperatorCommands.Run());
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
        List<String> longer =
                NAMES.stream().filter(known -> known.startsWith(name + " ")).toList();
        if (!longer.isEmpty()) {
            return LineProblems.unknownCommand(name, Optional.empty(), "There are: " + String.join(", ", longer) + ".");
        }
        return LineProblems.unknownCommand(name, Nearest.to(name, NAMES), "\"hauban --help\" lists the commands.");
    }
}
