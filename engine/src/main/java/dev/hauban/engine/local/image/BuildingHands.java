package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.problem.Place;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Hands that really build: into the stage's tree.
final class BuildingHands implements StageHands {
    private static final int LAST_LINES = 15;
    private static final long MOST_SECONDS_FOR_A_TOOL = 120;

    private final StageTree tree;
    private final Surroundings surroundings;

    BuildingHands(StageTree tree, Surroundings surroundings) {
        this.tree = tree;
        this.surroundings = surroundings;
    }

    /// What a stage is built from and with.
    ///
    /// @param stages the trees of the stages before, by name and by number
    /// @param caches a folder for what `--mount=type=cache` keeps
    /// @param home the user's own: builds share its package caches (`.m2`, `.npm` …)
    record Surroundings(
            BuildContext context,
            Map<String, StageTree> stages,
            BuildRunner runner,
            Path caches,
            Path home,
            Progress progress) {}

    @Override
    public void makeFolder(String path) throws IOException {
        tree.makeFolder(path);
    }

    @Override
    public void own(String path, StageTree.Owner owner) throws IOException {
        tree.ownAll(path, owner);
    }

    @Override
    public void mode(String mode, List<String> paths, boolean isDeep) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("chmod"));
        if (isDeep) {
            words.add("-R");
        }
        words.add(mode);
        words.add("--");
        paths.stream().map(path -> tree.place(path).toString()).forEach(words::add);
        tool(words);
    }

    private static void tool(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(MOST_SECONDS_FOR_A_TOOL, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(words.getFirst() + ": " + said.strip());
        }
    }

    @Override
    public void copy(Instruction.Copy copy, Configuration configuration) throws IOException, InterruptedException {
        BuildContext from = from(copy);
        Optional<StageTree.Owner> owner = copy.owner()
                .map(text -> configuration
                        .owner(text)
                        .orElseThrow(() -> new ProblemException(BuildProblems.noSuchOwner(copy.place(), text))));
        var looks = new StageTree.Looks(owner, copy.mode());
        List<Path> sources = sources(copy, from);
        boolean isFolder =
                copy.target().endsWith("/") || sources.size() + copy.texts().size() > 1;
        for (Path source : sources) {
            copyOne(copy, from, source, new Destination(copy.target(), isFolder, looks));
        }
        for (Instruction.Text text : copy.texts()) {
            tree.write(isFolder ? copy.target() + "/" + text.name() : copy.target(), text.content(), looks);
        }
    }

    private BuildContext from(Instruction.Copy copy) {
        if (copy.from().isEmpty()) {
            return surroundings.context();
        }
        StageTree stage = surroundings.stages().get(copy.from().get().toLowerCase(java.util.Locale.ROOT));
        if (stage == null) {
            throw new ProblemException(
                    BuildProblems.noSuchStage(copy.place(), copy.from().get()));
        }
        return new BuildContext(stage.root(), IgnoreFile.parse(List.of()));
    }

    private static List<Path> sources(Instruction.Copy copy, BuildContext from) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String source : copy.sources()) {
            if (copy.isAdd() && source.matches("(https?|git|ssh)://.*|git@.*")) {
                throw new ProblemException(BuildProblems.remoteSource(copy.place(), source));
            }
            List<Path> found = from.matching(source);
            if (found.isEmpty()) {
                String where = copy.from().map(stage -> "stage " + stage).orElse("the build context");
                throw new ProblemException(BuildProblems.noSuchSource(copy.place(), source, where));
            }
            all.addAll(found);
        }
        return all;
    }

    private record Destination(String target, boolean isFolder, StageTree.Looks looks) {
        String of(Path source) {
            return isFolder ? target + "/" + source.getFileName() : target;
        }
    }

    private void copyOne(Instruction.Copy copy, BuildContext from, Path source, Destination destination)
            throws IOException, InterruptedException {
        Path real = from.folder().resolve(source);
        if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            tree.makeFolder(destination.target());
            for (Path path : from.below(source)) {
                Path inside = source.toString().isEmpty() ? path : source.relativize(path);
                tree.copy(from.folder().resolve(path), destination.target() + "/" + inside, destination.looks());
            }
        } else if (copy.isAdd() && isArchive(real)) {
            tree.makeFolder(destination.target());
            tool(List.of(
                    "tar",
                    "-xf",
                    real.toString(),
                    "-C",
                    tree.place(destination.target()).toString()));
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

    @Override
    public void run(Instruction.Run run, List<String> words, Configuration configuration)
            throws IOException, InterruptedException {
        tree.makeFolder(configuration.workingDirectory);
        tree.makeFolder("/tmp");
        List<Piece> pieces = new ArrayList<>(configuration.pieces);
        pieces.addAll(tree.pieces(Piece.Use.WRITE_THROUGH));
        pieces.addAll(shared(run));
        Map<String, String> environment = new LinkedHashMap<>(configuration.arguments);
        environment.putAll(configuration.environment);
        environment.putIfAbsent("HOME", "/root");
        Deque<String> said = new ArrayDeque<>();
        var command = new BuildRunner.Command(words, environment, configuration.workingDirectory, tree.root(), pieces);
        int code = surroundings.runner().run(command, line -> hear(line, said, run.place()));
        if (code != 0) {
            throw new ProblemException(BuildProblems.failed(run.place(), code, List.copyOf(said)));
        }
    }

    private void hear(String line, Deque<String> said, Place place) {
        said.addLast(line);
        if (said.size() > LAST_LINES) {
            said.removeFirst();
        }
        String shown = line.length() > 120 ? line.substring(0, 120) : line;
        surroundings.progress().at("building, line " + place.line() + ": " + shown, 0, 0);
    }

    /// Package managers keep what they fetched in the user's home; a build finds it there, and the user's mirrors.
    private List<Piece> shared(Instruction.Run run) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (String name : List.of(".m2", ".npm", ".gradle", ".cache")) {
            Path folder = surroundings.home().resolve(name);
            if (Files.isDirectory(folder)) {
                tree.makeFolder("/root/" + name);
                pieces.add(new Piece(folder, "/root/" + name, Piece.Use.WRITE_THROUGH));
            }
        }
        for (Instruction.CacheMount cache : run.caches()) {
            Path folder = surroundings.caches().resolve(cache.id().replaceAll("[^A-Za-z0-9._-]", "_"));
            Files.createDirectories(folder);
            tree.makeFolder(cache.target());
            pieces.add(new Piece(folder, cache.target(), Piece.Use.WRITE_THROUGH));
        }
        return pieces;
    }
}
