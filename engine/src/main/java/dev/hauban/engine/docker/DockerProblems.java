package dev.hauban.engine.docker;

import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;

/// What can go wrong here, in words.
final class DockerProblems {
    private DockerProblems() {}

    static Outcome.Failed failed(Problem problem) {
        return new Outcome.Failed(problem, false);
    }

    /// What the daemon refused is refused the next time, too; a daemon that did not answer may come back.
    static Outcome.Failed failed(DockerException failure) {
        return new Outcome.Failed(failure.problem(), !(failure instanceof DockerRefusal));
    }

    static Problem noSuchService(InstanceId id) {
        return Problem.error("docker.no-such-service", Actor.AUTHOR, "the stack has no service " + id.service());
    }

    static Problem notMade(Service service, DockerRefusal refusal) {
        if (DockerRefusal.isDiskFull(refusal.reason())) {
            return refusal.problem();
        }
        return Problem.error(
                        "docker.not-created",
                        refusal.status() < 500 ? Actor.AUTHOR : Actor.MACHINE,
                        "a container of " + service.name() + " could not be made: " + refusal.reason())
                .at(service.place());
    }

    static Problem ownerWithoutNumber(Service service, String account) {
        return Problem.error(
                        "docker.owner-without-number",
                        Actor.AUTHOR,
                        "a config or secret of " + service.name() + " is to belong to " + account
                                + ": only the number of a user or group can be told to the daemon")
                .at(service.place())
                .remedy("Write the number, such as uid: \"1000\".");
    }

    static Problem notSet(Service service, String source) {
        return Problem.error(
                        "docker.content-missing",
                        Actor.AUTHOR,
                        "service " + service.name() + " takes the config or secret " + source
                                + " from a variable that is not set")
                .at(service.place())
                .remedy("Set the variable where you run hauban up.");
    }

    static Problem hookFailed(Service service, String hook, Command.End end) {
        String how = switch (end) {
            case Command.End.Exited(int code, String output) -> "ended with " + code + told(output);
            case Command.End.TimedOut(String output) -> "did not end" + told(output);
        };
        return Problem.error("docker.hook-failed", Actor.SERVICE, hook + " of " + service.name() + " " + how)
                .at(service.place())
                .about("services." + service.name() + "." + hook);
    }

    private static String told(String output) {
        String last = output.strip();
        return last.isEmpty() ? "" : ": " + last.substring(last.lastIndexOf('\n') + 1);
    }

    static Problem notMade(InstanceId id) {
        return Problem.error("docker.not-made", Actor.HAUBAN, id + " was not made, so it can't be started");
    }

    static Problem notRunning(InstanceId id) {
        return Problem.error("docker.not-running", Actor.SERVICE, id + " is not running")
                .remedy("Start it: hauban start " + id.service());
    }

    static Problem waitCutOff() {
        return Problem.error("docker.wait-cut-off", Actor.MACHINE, "the daemon did not say how the container ended")
                .remedy("See whether it runs: hauban ps --all. Then wait again.");
    }

    /// In the daemon's words, which name the port, the device or the program.
    static Problem notStarted(InstanceId id, Service service, DockerRefusal refusal) {
        return notStarted(id.toString(), service, refusal);
    }

    static Problem notStarted(String what, Service service, DockerRefusal refusal) {
        String reason = refusal.reason();
        if (DockerRefusal.isDiskFull(reason)) {
            return refusal.problem();
        }
        boolean isPort = reason.contains("port is already allocated") || reason.contains("address already in use");
        if (isPort) {
            return Problem.error(
                            "docker.port-taken",
                            Actor.MACHINE,
                            what + " could not be started: a port is taken: " + reason)
                    .at(service.place())
                    .about("services." + service.name() + ".ports")
                    .remedy("See who holds it (docker ps, ss -ltnp), end that, or choose another port.");
        }
        boolean isProgram =
                reason.contains("executable file not found") || reason.contains("no such file or directory");
        boolean isVolume = reason.contains("failed to mount local volume");
        Problem told = Problem.error("docker.not-started", Actor.SERVICE, what + " could not be started: " + reason)
                .at(service.place());
        if (isVolume) {
            return told.remedy(
                    "A volume of the service is a folder that isn't there: make it where the daemon runs (see"
                            + " `device` of the volume), then run the same command again.");
        }
        return isProgram
                ? told.remedy("The image has no such program, or what is mounted over it hides it: see `command`,"
                        + " `entrypoint` and `volumes` of the service.")
                : told;
    }

    static Problem disk(java.io.IOException failed) {
        return Problem.error("docker.failed", Actor.MACHINE, String.valueOf(failed.getMessage()))
                .remedy("Mend it, then run the same command again: it goes on from here.");
    }

    /// As Docker Compose refuses it: taking over what somebody else made would take it away from them.
    static Problem foreignNetwork(String name, String key) {
        return Problem.error(
                        "docker.foreign-network",
                        Actor.AUTHOR,
                        "the network " + name + " is there already, but not as this project's network " + key)
                .remedy("Use it as it is: external: true. Or remove it: docker network rm " + name);
    }

    static Problem externalMissing(String what, String name) {
        return Problem.error(
                        "docker.external-missing",
                        Actor.AUTHOR,
                        "the external " + what + " " + name + " does not exist")
                .remedy("Make it: docker " + what + " create " + name);
    }

    static Problem networkInUse(String name) {
        return Problem.warning(
                "docker.network-in-use", Actor.MACHINE, "the network " + name + " is still in use, and stays");
    }

    static Problem volumeInUse(String name, String reason) {
        return Problem.error("docker.volume-in-use", Actor.MACHINE, "the volume " + name + " stays: " + reason)
                .remedy("See who uses it: docker ps -a --filter volume=" + name);
    }
}
