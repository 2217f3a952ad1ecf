package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Carries COPY and ADD out. What a stage has not put there itself is the machine's, as its programs see it: a copy
/// of that comes from the machine.
final class StageCopy {
    private static final Set<String> ACCOUNTS = Set.of("/etc/passwd", "/etc/group", "/etc/shadow");

    private final BuildContext context;
    private final Map<String, StageTree> stages = new HashMap<>();
    private final SearchPrograms programs;

    /// @param programs finds a program of this machine by its name
    StageCopy(BuildContext context, SearchPrograms programs) {
        this.context = context;
        this.programs = programs;
    }

    /// Where this machine has a program of this name.
    interface SearchPrograms {
        Optional<Path> find(String name);
    }

    /// Another stage to copy from.
    void know(String nameOrNumber, StageTree tree) {
        stages.put(nameOrNumber.toLowerCase(Locale.ROOT), tree);
    }

    /// Files that say who the users are: an instance gets its own, which say the same.
    static boolean isOfAccounts(String source) {
        return ACCOUNTS.contains(normal(source));
    }

    /// What it takes from where.
    private sealed interface Source {
        /// @param path relative to the folder
        record Found(BuildContext from, Path path) implements Source {}

        /// A program out of an image that isn't here, by which this machine's is called.
        record Program(Path program) implements Source {}
    }

    void copy(Instruction.Copy copy, StageTree tree, StageTree.Looks looks) throws IOException, InterruptedException {
        List<Source> sources = new ArrayList<>();
        for (String source : copy.sources()) {
            if (copy.from().isEmpty() || !isOfAccounts(source)) {
                sources.addAll(found(copy, source));
            }
        }
        boolean isFolder =
                copy.target().endsWith("/") || sources.size() + copy.texts().size() > 1;
        for (Source source : sources) {
            switch (source) {
                case Source.Found found -> copyOne(copy, found, tree, new Destination(copy.target(), isFolder, looks));
                case Source.Program(Path program) -> {
                    var destination = new Destination(copy.target(), isFolder, looks.withMode("755"));
                    tree.write(
                            destination.of(program),
                            "#!/bin/sh\nexec " + quoted(program) + " \"$@\"\n",
                            destination.looks());
                }
            }
        }
        for (Instruction.Text text : copy.texts()) {
            tree.write(isFolder ? copy.target() + "/" + text.name() : copy.target(), text.content(), looks);
        }
    }

    private static String quoted(Path program) {
        return "'" + program.toString().replace("'", "'\\''") + "'";
    }

    /// What is wrong with a copy, as far as that shows before any stage is built.
    ///
    /// @param isStage whether it copies from a stage of the same file
    List<Problem> check(Instruction.Copy copy, boolean isStage) throws IOException {
        var problems = new ArrayList<Problem>();
        if (copy.from().isPresent() && !isStage) {
            List<String> missing = copy.sources().stream()
                    .filter(source -> program(source).isEmpty())
                    .toList();
            if (!missing.isEmpty()) {
                problems.add(BuildProblems.notInImage(copy.place(), copy.from().get(), missing));
            }
            return problems;
        }
        for (String source : copy.sources()) {
            if (isRemote(copy, source)) {
                problems.add(BuildProblems.remoteSource(copy.place(), source));
            } else if (copy.from().isEmpty()
                    && !Globs.isGlob(source)
                    && context.matching(source).isEmpty()) {
                problems.add(BuildProblems.noSuchSource(copy.place(), source, "the build context"));
            }
        }
        return problems;
    }

    private static boolean isRemote(Instruction.Copy copy, String source) {
        return copy.isAdd() && source.matches("(https?|git|ssh)://.*|git@.*");
    }

    private Optional<Path> program(String source) {
        Path name = Path.of(source).getFileName();
        return name == null ? Optional.empty() : programs.find(name.toString());
    }

    private List<Source> found(Instruction.Copy copy, String source) throws IOException {
        if (isRemote(copy, source)) {
            throw new ProblemException(BuildProblems.remoteSource(copy.place(), source));
        }
        if (copy.from().isEmpty()) {
            return in(context, copy, source, "the build context");
        }
        StageTree stage = stages.get(copy.from().get().toLowerCase(Locale.ROOT));
        if (stage == null) {
            Path program = program(source)
                    .orElseThrow(() -> new ProblemException(
                            BuildProblems.notInImage(copy.place(), copy.from().get(), List.of(source))));
            return List.of(new Source.Program(program));
        }
        BuildContext own = whole(stage.root());
        String inStage = StageTree.canonical(source);
        if (own.matching(inStage).isEmpty()) {
            inStage = PythonFolders.moved(stage.root(), inStage).orElse(inStage);
        }
        if (!own.matching(inStage).isEmpty() || !StageTree.isShared(inStage)) {
            return in(own, copy, inStage, "stage " + copy.from().get());
        }
        // What goes where it is already needs no copy.
        boolean staysThere = normal(source).equals(normal(copy.target()))
                || copy.target().endsWith("/")
                        && normal(source)
                                .equals(normal(
                                        copy.target() + "/" + Path.of(source).getFileName()));
        List<Source> machines =
                in(whole(Path.of("/")), copy, source, "stage " + copy.from().get());
        return staysThere ? List.of() : machines;
    }

    private static List<Source> in(BuildContext from, Instruction.Copy copy, String source, String where)
            throws IOException {
        List<Path> found = from.matching(source);
        // A pattern may fit nothing: `package.json yarn.lock*`.
        if (found.isEmpty() && !Globs.isGlob(source)) {
            throw new ProblemException(BuildProblems.noSuchSource(copy.place(), source, where));
        }
        return found.stream().map(path -> (Source) new Source.Found(from, path)).toList();
    }

    private static BuildContext whole(Path folder) {
        return new BuildContext(folder, IgnoreFile.parse(List.of()));
    }

    private static String normal(String path) {
        return Path.of("/" + path).normalize().toString();
    }

    private record Destination(String target, boolean isFolder, StageTree.Looks looks) {
        String of(Path source) {
            return isFolder ? target + "/" + source.getFileName() : target;
        }
    }

    private static void copyOne(Instruction.Copy copy, Source.Found found, StageTree tree, Destination destination)
            throws IOException, InterruptedException {
        BuildContext from = found.from();
        Path source = found.path();
        Path real = from.folder().resolve(source);
        if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            tree.makeFolder(destination.target());
            for (Path path : from.below(source)) {
                Path inside = source.toString().isEmpty() ? path : source.relativize(path);
                tree.copy(from.folder().resolve(path), destination.target() + "/" + inside, destination.looks());
            }
        } else if (copy.isAdd() && isArchive(real)) {
            tree.makeFolder(destination.target());
            String place = tree.place(destination.target()).toString();
            Subtool.run(List.of("tar", "-xf", real.toString(), "-C", place));
        } else {
            boolean isFolder = destination.isFolder() || Files.isDirectory(tree.place(destination.target()));
            tree.copy(
                    real,
                    new Destination(destination.target(), isFolder, destination.looks()).of(source),
                    destination.looks());
        }
    }

    private static boolean isArchive(Path file) {
        return file.getFileName().toString().matches(".*\\.(tar|tar\\.(gz|bz2|xz)|tgz|tbz2|txz)");
    }
}
