package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What appears to a RUN line: the runtime's files, the stage's own, what the line mounts. Mount points that the line
/// leaves in the stage are taken away at the end.
final class RunPieces implements AutoCloseable {
    private final StageTree tree;
    private final BuildingHands.Surroundings surroundings;
    private final Path scratch;
    private final List<Path> stubs = new ArrayList<>();

    /// @param scratch a folder for what is there only as long as the line runs
    RunPieces(StageTree tree, BuildingHands.Surroundings surroundings, Path scratch) {
        this.tree = tree;
        this.surroundings = surroundings;
        this.scratch = scratch;
    }

    List<Piece> of(Instruction.Run run, Configuration configuration) throws IOException {
        tree.makeFolder(configuration.workingDirectory);
        tree.makeTemporaryFolder();
        List<Piece> pieces = new ArrayList<>(packageCaches());
        for (Instruction.RunMount mount : run.mounts()) {
            pieces.add(mounted(run, mount, configuration.workingDirectory));
        }
        // Behind the mounts, because these may make folders in the stage.
        pieces.addAll(0, TreePieces.of(tree, scratch.resolve("wrappers"), Piece.Use.WRITE_THROUGH));
        pieces.addAll(0, configuration.pieces);
        return pieces;
    }

    /// Package managers keep what they fetched in the user's home; a build finds it there, and the user's mirrors.
    private List<Piece> packageCaches() throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (String name : List.of(".m2", ".npm", ".gradle", ".cache")) {
            Path folder = surroundings.home().resolve(name);
            if (Files.isDirectory(folder)) {
                tree.makeFolder("/root/" + name);
                pieces.add(new Piece(folder, "/root/" + name, Piece.Use.WRITE_THROUGH));
            }
        }
        return pieces;
    }

    private Piece mounted(Instruction.Run run, Instruction.RunMount mount, String workingDirectory) throws IOException {
        String written = mount.target();
        String target = Path.of(written.startsWith("/") ? written : workingDirectory + "/" + written)
                .normalize()
                .toString();
        Path place = tree.place(target);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            stubs.add(place);
            Files.createDirectories(place.getParent());
        }
        return switch (mount) {
            case Instruction.RunMount.Cache cache -> {
                String name = cache.id().replaceAll("[^A-Za-z0-9._-]", "_");
                yield writable(surroundings.caches().resolve(name), target);
            }
            case Instruction.RunMount.Temporary _ -> writable(scratch.resolve("mount-" + stubs.size()), target);
            case Instruction.RunMount.Bind bind -> {
                Path source = source(run, bind);
                if (!bind.isCopy()) {
                    yield new Piece(source, target, Piece.Use.READ_ONLY);
                }
                Path copy = scratch.resolve("mount-" + stubs.size());
                copy(source, copy);
                yield new Piece(copy, target, Piece.Use.WRITE_THROUGH);
            }
        };
    }

    private static Piece writable(Path folder, String target) throws IOException {
        return new Piece(Files.createDirectories(folder), target, Piece.Use.WRITE_THROUGH);
    }

    private Path source(Instruction.Run run, Instruction.RunMount.Bind bind) {
        Path folder = surroundings.context().folder();
        if (bind.from().isPresent()) {
            StageTree stage = surroundings.stages().get(bind.from().get().toLowerCase(Locale.ROOT));
            if (stage == null) {
                throw new ProblemException(
                        BuildProblems.noSuchStage(run.place(), bind.from().get()));
            }
            folder = stage.root();
        }
        Path source = folder.resolve(
                        Path.of("/").relativize(Path.of("/" + bind.source()).normalize()))
                .normalize();
        if (!Files.exists(source)) {
            String where = bind.from().map(stage -> "stage " + stage).orElse("the build context");
            throw new ProblemException(BuildProblems.noSuchSource(run.place(), bind.source(), where));
        }
        return source;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Path stub : stubs) {
            if (isStub(stub)) {
                Files.delete(stub);
            }
        }
    }

    private static boolean isStub(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(path)) {
                return children.findAny().isEmpty();
            }
        }
        boolean isEmptyFile = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) == 0;
        return isEmptyFile || Files.isSymbolicLink(path);
    }
}
