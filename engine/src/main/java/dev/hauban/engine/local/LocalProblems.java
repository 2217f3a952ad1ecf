package dev.hauban.engine.local;

import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What can go wrong here, in words.
final class LocalProblems {
    private LocalProblems() {}

    static Outcome.Failed failed(Problem problem) {
        return new Outcome.Failed(problem, false);
    }

    static Problem noSuchService(InstanceId id) {
        return Problem.error("local.no-such-service", Actor.AUTHOR, "the stack has no service " + id.service());
    }

    static Problem notMade(InstanceId id) {
        return Problem.error("local.not-made", Actor.HAUBAN, id + " was not made, so it can't be started");
    }

    static Problem notWhole(InstanceId id) {
        return Problem.error(
                        "local.not-whole", Actor.AUTHOR, "of " + id + " only half is there: its making was cut off")
                .remedy("hauban up " + id.service() + " makes it anew");
    }

    static Problem stillRunning(InstanceId id) {
        return Problem.error("local.still-running", Actor.HAUBAN, id + " still runs, so it can't be taken away");
    }

    static Problem notRunning(InstanceId id) {
        return Problem.error("local.not-running", Actor.AUTHOR, id + " is not running")
                .remedy("Start it: hauban start " + id.service());
    }

    static Problem notStarted(InstanceId id, Service service, String reason) {
        return Problem.error("local.not-started", Actor.SERVICE, id + " could not be started: " + reason)
                .at(service.place());
    }

    static Problem notStopped(InstanceId id) {
        return Problem.error("local.not-stopped", Actor.MACHINE, id + " did not end although it was killed")
                .remedy(
                        "A process of it hangs inside the kernel, on a dead disk or network share perhaps; see ps for D.");
    }

    static Problem noSuchUser(Service service, String user) {
        return Problem.error(
                        "local.no-such-user",
                        Actor.AUTHOR,
                        "service " + service.name() + " is to run as " + user
                                + ", whom neither its image nor this machine knows")
                .at(service.place())
                .about("services." + service.name() + ".user")
                .remedy("Write the number of the user (and group), such as user: \"1000:1000\".");
    }

    static Problem closed(Service service, String account, Path folder) {
        return Problem.error(
                        "local.folder-closed",
                        Actor.MACHINE,
                        "service " + service.name() + " can't get at its data: it runs as " + account
                                + ", who may not go through " + folder
                                + ", and on rung 3 of isolation it has no view of its own")
                .at(service.place())
                .remedy("Move the project to where everybody may go, or let others through (`chmod o+x " + folder
                        + "`), or give it rung 2: `hauban doctor` says what that takes.");
    }

    static Problem sourceMissing(Service service, String source, String target) {
        return Problem.error(
                        "local.mount-source-missing",
                        Actor.AUTHOR,
                        source + ", which service " + service.name() + " wants at " + target + ", does not exist")
                .at(service.place())
                .remedy("Make it, or mend the path.");
    }

    static Problem externalVolumeMissing(String name, String path) {
        return Problem.error(
                        "local.external-volume-missing",
                        Actor.AUTHOR,
                        "the external volume " + name + " does not exist")
                .remedy("Make it: mkdir -p " + path + "  (or take external: true away, then Hauban makes it)");
    }

    /// A file that could not be written or read: which, and how full its disk is.
    static Problem disk(Path folder, IOException failed) {
        String file = failed instanceof FileSystemException known && known.getFile() != null
                ? known.getFile()
                : folder.toString();
        String why = failed instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(failed.getMessage());
        return Problem.error("local.disk", Actor.MACHINE, file + ": " + why + room(folder))
                .remedy(
                        "Make room on that disk or mend the rights, then run the same command again: it goes on from here.");
    }

    private static String room(Path folder) {
        try {
            FileStore disk = Files.getFileStore(Files.exists(folder) ? folder : Path.of("/"));
            return " (" + disk.getUsableSpace() / (1 << 20) + " MB of " + disk.getTotalSpace() / (1 << 20)
                    + " MB are free on the disk " + disk.name() + ")";
        } catch (IOException unknown) {
            return "";
        }
    }

    static Problem notSet(Service service, String variable) {
        return Problem.error(
                        "local.variable-not-set",
                        Actor.AUTHOR,
                        "service " + service.name() + " takes a config or secret from the variable " + variable
                                + ", which is not set")
                .at(service.place())
                .remedy("Set " + variable + " where you run hauban up.");
    }

    static Problem noContent(Service service, String what) {
        return Problem.error("local.no-content", Actor.AUTHOR, what)
                .at(service.place())
                .remedy("The local engine takes configs and secrets from file:, environment: or content:.");
    }
}
