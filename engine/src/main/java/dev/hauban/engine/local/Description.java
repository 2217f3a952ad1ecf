package dev.hauban.engine.local;

import dev.hauban.engine.Engine.Finding;
import dev.hauban.engine.local.host.ControlGroups;
import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.image.Provision;
import dev.hauban.engine.local.shim.Rungs;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What `doctor` tells of this engine.
final class Description {
    private static final long LITTLE_SPACE = 1L << 30;

    private final LocalProject project;

    Description(LocalProject project) {
        this.project = project;
    }

    List<Finding> of(Stack stack) throws InterruptedException {
        var findings = new ArrayList<Finding>();
        try {
            isolation(findings);
            findings.add(user());
            findings.add(limits());
            findings.add(space());
        } catch (ProblemException told) {
            told.problems().forEach(problem -> findings.add(new Finding("isolation", problem.message(), false)));
        } catch (IOException failed) {
            findings.add(new Finding(
                    "disk", LocalProblems.disk(project.folder().root(), failed).message(), false));
        }
        for (Service service : stack.services().values()) {
            findings.add(program(service));
            // Several programs of a health check may come from one place.
            for (Provision.Finding source :
                    new LinkedHashSet<>(project.programs().sources(service))) {
                findings.add(new Finding(
                        "service " + service.name(),
                        source.subject() + ": " + source.origin().text(),
                        source.origin().isPossible()));
            }
        }
        return findings;
    }

    private void isolation(List<Finding> findings) throws IOException, InterruptedException {
        Rungs rungs = project.ladder().rungs();
        int rung = project.ladder().rung();
        String text = switch (rung) {
            case 1 -> "rung 1: services have files and networks of their own, static addresses, any port";
            case 2 -> "rung 2: services have files of their own and one loopback address each";
            default -> "rung 3: names and container paths are rewritten in arguments and environment";
        };
        findings.add(new Finding("isolation", text, rung == 1));
        rungs.ownNetwork().ifPresent(why -> findings.add(new Finding("isolation", "no rung 1: " + why, false)));
        rungs.ownFiles().ifPresent(why -> findings.add(new Finding("isolation", "no rung 2: " + why, false)));
        String wanted = project.ladder().wanted();
        if (project.ladder().foothold().isPresent() && rung != Ladder.rung(Optional.empty(), rungs, wanted)) {
            findings.add(new Finding(
                    "isolation", "the project keeps the rung on which it was begun until `hauban down`", true));
        } else if (!wanted.isEmpty() && rung > rungs.best()) {
            findings.add(
                    new Finding("isolation", Ladder.VARIABLE + " asks for this rung, a better one is there", true));
        }
        findings.add(rungs.ownAddresses()
                .map(why -> new Finding("addresses", "services share localhost and its ports: " + why, false))
                .orElseGet(() -> new Finding("addresses", "every service has a localhost of its own", true)));
    }

    private static Finding user() throws IOException {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return Trees.isRoot()
                ? new Finding("user", "root: services run as the users that they ask for", true)
                : new Finding("user", "uid " + uid + ": everything that services write is yours", true);
    }

    private Finding limits() {
        var wish = new ControlGroups.Wish(OptionalLong.of(1 << 30), Optional.of(1.0), OptionalLong.of(1000));
        List<String> missing = project.controlGroups().missing(wish);
        return missing.isEmpty()
                ? new Finding("limits", "memory, processor time and processes can be limited", true)
                : new Finding("limits", "can't be limited by this user: " + String.join(", ", missing), false);
    }

    private Finding space() throws IOException {
        Path there = project.surroundings().project();
        FileStore disk = Files.getFileStore(there);
        String text = project.surroundings().state().path() + ": " + disk.getUsableSpace() / (1 << 20) + " MB are free";
        return new Finding("disk", text, disk.getUsableSpace() > LITTLE_SPACE);
    }

    private Finding program(Service service) throws InterruptedException {
        String topic = "service " + service.name();
        List<Problem> problems = project.programs().check(service);
        Optional<Problem> error = problems.stream().filter(Problem::isError).findFirst();
        if (error.isPresent()) {
            return new Finding(topic, error.get().message(), false);
        }
        return project.programs()
                .known(service)
                .map(program -> new Finding(topic, notes(program), problems.isEmpty()))
                .orElseGet(() -> new Finding(
                        topic,
                        problems.isEmpty()
                                ? "can be run here"
                                : problems.getFirst().message(),
                        problems.isEmpty()));
    }

    private static String notes(LocalProgram program) {
        List<String> notes = program.traits().notes();
        return notes.isEmpty() ? "runs " + program.start().words().getFirst() : String.join("; ", notes);
    }
}
