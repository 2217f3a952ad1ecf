package dev.hauban.doctor;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.doctor.mend.EditedFiles;
import dev.hauban.doctor.subject.Machine;
import dev.hauban.doctor.subject.ProjectFiles;
import dev.hauban.doctor.subject.ProjectFiles.Copied;
import dev.hauban.doctor.subject.ProjectFiles.Entry;
import dev.hauban.doctor.subject.ProjectFiles.Git;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.doctor.survey.Survey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder with a project, and in `machine.txt` what its machine is like: a fact a line.
record Example(Path folder) {
    /// Of all examples, one folder each, with `bad` and `good` in it.
    static final Path ALL = Path.of("src/test/rules").toAbsolutePath();

    static Example of(String rule, String kind) {
        return new Example(ALL.resolve(rule).resolve(kind));
    }

    Subject subject() throws IOException, InterruptedException {
        return subject(Map.of());
    }

    /// @param texts what files would say, by absolute path
    Subject subject(Map<String, String> texts) throws IOException, InterruptedException {
        var files =
                new EditedFiles(new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0])), texts);
        var reader = new ComposeReader(files);
        ComposeRequest request = ComposeRequest.in(folder, Map.of("HOME", "/home/me"));
        Origins origins = reader.origins(request).origins();
        return switch (reader.read(request)) {
            case Reading.Read read -> {
                var survey = new Survey(folder, () -> Instant.EPOCH, texts);
                yield withFacts(survey.of(read.stack(), origins, "local"));
            }
            case Reading.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    /// Nothing of the machine on which the test runs is left.
    private Subject withFacts(Subject subject) throws IOException {
        Path file = folder.resolve("machine.txt");
        var facts = new Facts();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            facts.add(line.split(" "), folder);
        }
        var papers = new ProjectFiles(subject.files().papers(), facts.entries, facts.git, facts.copied);
        return new Subject(subject.stack(), subject.places(), papers, facts.machine());
    }

    private static final class Facts {
        private final Map<String, Entry> entries = new TreeMap<>();
        private final Map<String, Git> git = new TreeMap<>();
        private final List<Machine.Route> routes = new ArrayList<>();
        private Optional<Copied> copied = Optional.empty();
        private String engine = "local";
        private Optional<Machine.Memory> memory = Optional.empty();
        private Optional<Machine.Disk> disk = Optional.empty();
        private Machine.Clock clock = new Machine.Clock(OptionalLong.empty(), Optional.empty());

        void add(String[] words, Path folder) {
            switch (words[0]) {
                case "engine" -> engine = words[1];
                case "memory" ->
                    memory = Optional.of(new Machine.Memory(Long.parseLong(words[1]), Long.parseLong(words[2])));
                case "disk" -> disk = Optional.of(new Machine.Disk(Long.parseLong(words[1]), Long.parseLong(words[2])));
                case "clock" ->
                    clock = new Machine.Clock(
                            OptionalLong.of(Long.parseLong(words[1])), Optional.of(Boolean.valueOf(words[2])));
                case "copied" -> copied = Optional.of(copied(words));
                case "route" -> routes.add(new Machine.Route(words[1], words[2]));
                case "git" -> git.put(words[1], Git.valueOf(words[2]));
                case "entry" -> entries.put(folder.resolve(words[1]).toString(), entry(words[2]));
                default -> throw new AssertionError("no such fact: " + String.join(" ", words));
            }
        }

        /// `P1D db=400,500`: how old the newest is, and how large the copies were, newest first.
        private static Copied copied(String[] words) {
            var sizes = new TreeMap<String, List<Long>>();
            for (String word : List.of(words).subList(2, words.length)) {
                String[] parts = word.split("[=,]");
                sizes.put(parts[0], Stream.of(parts).skip(1).map(Long::valueOf).toList());
            }
            return new Copied(
                    words[1].equals("never") ? Optional.empty() : Optional.of(Duration.parse(words[1])), sizes);
        }

        private static Entry entry(String text) {
            if (text.equals("missing")) {
                return new Entry.Missing();
            }
            String[] parts = text.split(":");
            return new Entry.There(
                    true, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2], 8));
        }

        Machine machine() {
            return new Machine(engine, memory, disk, clock, routes, Machine.Docker.usual());
        }
    }
}
