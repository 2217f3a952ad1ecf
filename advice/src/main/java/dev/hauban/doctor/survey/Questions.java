package dev.hauban.doctor.survey;

import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.ProjectFiles.Git;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Questions to other programs. They are asked early and answered late; who takes too long is not heard.
final class Questions implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /// There where systemd runs the machine.
    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    private final Path project;
    private final List<Process> asked = new ArrayList<>();
    private Optional<Process> clock = Optional.empty();
    private Optional<Process> committed = Optional.empty();
    private Optional<Process> ignored = Optional.empty();

    Questions(Path project) {
        this.project = project;
    }

    void askClock() {
        if (Files.isDirectory(SYSTEMD)) {
            clock = ask(List.of("timedatectl", "show", "--property=NTPSynchronized", "--value"), "");
        }
    }

    void askGit(List<Paper> files) {
        if (files.isEmpty() || !isInRepository()) {
            return;
        }
        var paths = files.stream().map(Paper::path).toList();
        var listing = new ArrayList<>(List.of("git", "ls-files", "-z", "--full-name", "--"));
        listing.addAll(paths);
        committed = ask(listing, "");
        ignored = ask(List.of("git", "check-ignore", "-z", "--stdin"), String.join("\0", paths));
    }

    private boolean isInRepository() {
        for (Path folder = project.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return true;
            }
        }
        return false;
    }

    private Optional<Process> ask(List<String> command, String input) {
        try {
            var builder = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
            Process process = builder.start();
            asked.add(process);
            try (OutputStream toIt = process.getOutputStream()) {
                toIt.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return Optional.of(process);
        } catch (IOException _) {
            // It isn't installed, or doesn't listen: nobody to ask.
            return Optional.empty();
        }
    }

    Optional<Boolean> clockIsKept() throws InterruptedException {
        return answer(clock, Set.of(0))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map("yes"::equals);
    }

    /// Nothing where git doesn't answer: then nobody knows.
    Map<String, Git> git(List<Paper> files) throws InterruptedException {
        var states = new TreeMap<String, Git>();
        Optional<String> inIt = answer(committed, Set.of(0));
        Optional<String> outside = answer(ignored, Set.of(0, 1));
        if (inIt.isEmpty() || outside.isEmpty()) {
            return states;
        }
        Set<String> known = new HashSet<>(List.of(inIt.get().split("\0")));
        Set<String> left = new HashSet<>(List.of(outside.get().split("\0")));
        for (Paper paper : files) {
            // Names in the repository begin at its top.
            boolean isIn =
                    known.stream().anyMatch(name -> !name.isEmpty() && ("/" + paper.path()).endsWith("/" + name));
            states.put(paper.name(), isIn ? Git.COMMITTED : left.contains(paper.path()) ? Git.IGNORED : Git.SEEN);
        }
        return states;
    }

    private static Optional<String> answer(Optional<Process> process, Set<Integer> codes) throws InterruptedException {
        if (process.isEmpty() || !process.get().waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            String text = new String(process.get().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return codes.contains(process.get().exitValue()) ? Optional.of(text) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        asked.forEach(Process::destroyForcibly);
    }
}
