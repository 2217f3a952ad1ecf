package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Dockerfile;
import dev.hauban.engine.local.dockerfile.DockerfileReader;
import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.engine.local.dockerfile.Substitution;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.problem.DefectException;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Build;
import dev.hauban.stack.ImageReference;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Carries Dockerfiles out without a container. What was built is kept under a name made from everything that went
/// into it; a build that was cut short leaves nothing under that name.
final class DockerfileBuild {
    private final Path images;
    private final Tools tools;

    /// @param images a folder of ours for what is built
    DockerfileBuild(Path images, Tools tools) {
        this.images = images;
        this.tools = tools;
    }

    /// What a build needs besides its sources.
    ///
    /// @param ownsAll whether files can be given to other users (root)
    record Tools(BaseImages bases, BuildRunner runner, Path home, boolean ownsAll) {}

    /// @param place where the service says `build`
    /// @throws ProblemException with whatever is wrong with the Dockerfile, or went wrong
    BuiltImage build(Build build, Place place, Progress progress) throws IOException, InterruptedException {
        Plan plan = plan(build, place);
        String name = BuildName.of(build, plan.text(), plan.identities(), plan.context());
        Path home = images.resolve(name);
        Files.createDirectories(images);
        Path lock = images.resolve("." + name + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = locked(channel)) {
            if (!Files.isDirectory(home)) {
                make(plan, home, progress);
            }
        }
        return told(plan, home);
    }

    /// Two services of one build are made ready at once, by this program or by two: one of them builds.
    private static FileLock locked(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException heldHere) {
                Thread.sleep(50);
            }
        }
    }

    /// Whether it can be carried out, as far as that shows without doing it.
    List<Problem> check(Build build, Place place) throws InterruptedException {
        try {
            return List.copyOf(plan(build, place).remarks());
        } catch (ProblemException told) {
            return told.problems();
        } catch (IOException unreadable) {
            return List.of(BuildProblems.unreadable(place, String.valueOf(unreadable.getMessage())));
        }
    }

    /// @param stages those that are needed, in order; the last is the one that is wanted
    /// @param bases by stage number; a stage that begins with another has none
    private record Plan(
            String text,
            BuildContext context,
            Dockerfile file,
            List<Dockerfile.Stage> stages,
            Map<Integer, BaseImage> bases,
            Map<String, String> given,
            Map<String, String> global) {
        List<String> identities() {
            return bases.values().stream().map(BaseImage::identity).toList();
        }

        List<Problem> remarks() {
            return bases.values().stream()
                    .flatMap(base -> base.remarks().stream())
                    .distinct()
                    .toList();
        }
    }

    private Plan plan(Build build, Place place) throws IOException, InterruptedException {
        Path path = build.dockerfile().orElse(build.context().resolve("Dockerfile"));
        if (build.inline().isEmpty() && !Files.isRegularFile(path)) {
            throw new ProblemException(BuildProblems.unreadable(place, path.toString()));
        }
        String text =
                build.inline().isPresent() ? build.inline().get() : Files.readString(path, StandardCharsets.UTF_8);
        Dockerfile file = DockerfileReader.read(text, build.inline().isPresent() ? place.file() : path.toString());
        Map<String, String> global = global(file, build.arguments());
        Dockerfile.Stage wanted = build.target()
                .map(target -> file.stage(target)
                        .orElseThrow(() -> new ProblemException(BuildProblems.noSuchStage(place, target))))
                .orElse(file.last());
        List<Dockerfile.Stage> stages = NeededStages.of(file, wanted, image -> Substitution.word(image, global));
        Map<Integer, BaseImage> bases = new LinkedHashMap<>();
        for (Dockerfile.Stage stage : stages) {
            String image = Substitution.word(stage.from().image(), global);
            if (NeededStages.before(file, stage, image).isEmpty()) {
                bases.put(
                        stage.number(),
                        tools.bases()
                                .find(ImageReference.parse(image), stage.from().place()));
            }
        }
        BuildContext context = new BuildContext(build.context(), IgnoreFile.of(build.context(), path));
        return new Plan(text, context, file, stages, bases, build.arguments(), global);
    }

    private static Map<String, String> global(Dockerfile file, Map<String, String> given) {
        Map<String, String> global = new LinkedHashMap<>();
        for (Instruction.Argument argument : file.arguments()) {
            for (Instruction.Default each : argument.arguments()) {
                String value = given.get(each.name());
                if (value != null) {
                    global.put(each.name(), value);
                } else {
                    each.value().ifPresent(text -> global.put(each.name(), Substitution.word(text, global)));
                }
            }
        }
        return global;
    }

    private void make(Plan plan, Path home, Progress progress) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(images, ".building-");
        try {
            Map<String, StageTree> trees = new HashMap<>();
            Path last = work;
            for (Dockerfile.Stage stage : plan.stages()) {
                StageTree tree =
                        new StageTree(Files.createDirectory(work.resolve("stage-" + stage.number())), tools.ownsAll());
                inherit(plan, stage, trees, tree);
                var surroundings = new BuildingHands.Surroundings(
                        plan.context(), trees, tools.runner(), images.resolve("caches"), tools.home(), progress);
                configuration(plan, stage, new BuildingHands(tree, surroundings));
                trees.put(Integer.toString(stage.number()), tree);
                stage.from().name().ifPresent(name -> trees.put(name.toLowerCase(Locale.ROOT), tree));
                last = tree.root();
            }
            Path made = Files.createDirectory(work.resolve("made"));
            Files.move(last, made.resolve("root"));
            Files.move(made, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(work);
        }
    }

    private void inherit(Plan plan, Dockerfile.Stage stage, Map<String, StageTree> trees, StageTree tree)
            throws IOException {
        String image = Substitution.word(stage.from().image(), plan.global());
        Optional<Dockerfile.Stage> before = NeededStages.before(plan.file(), stage, image);
        if (before.isPresent()) {
            StageTree from = trees.get(Integer.toString(before.get().number()));
            if (from != null) {
                copyTree(from, tree);
            }
        }
    }

    private static void copyTree(StageTree from, StageTree to) throws IOException {
        for (Path path : new BuildContext(from.root(), IgnoreFile.parse(List.of())).everything()) {
            to.copy(
                    from.root().resolve(path),
                    "/" + path,
                    new StageTree.Looks(Optional.of(from.owner(path)), Optional.empty()));
        }
    }

    /// What the stage says when all of it was carried out; stages that it begins with first.
    private Configuration configuration(Plan plan, Dockerfile.Stage stage, StageHands hands)
            throws IOException, InterruptedException {
        String image = Substitution.word(stage.from().image(), plan.global());
        Optional<Dockerfile.Stage> before = NeededStages.before(plan.file(), stage, image);
        Configuration start = before.isPresent()
                ? configuration(plan, before.get(), StageHands.none()).inherited()
                : new Configuration(base(plan, stage));
        Map<String, String> given = new LinkedHashMap<>(plan.global());
        given.putAll(plan.given());
        return new StageBuild(start, given, hands).run(stage);
    }

    private static BaseImage base(Plan plan, Dockerfile.Stage stage) {
        BaseImage base = plan.bases().get(stage.number());
        if (base == null) {
            throw new DefectException("stage " + stage.number() + " has no base");
        }
        return base;
    }

    private BuiltImage told(Plan plan, Path home) throws IOException, InterruptedException {
        Configuration end = configuration(plan, plan.stages().getLast(), StageHands.none());
        Path root = home.resolve("root");
        List<Piece> pieces = new ArrayList<>(end.pieces);
        pieces.addAll(new StageTree(root, tools.ownsAll()).pieces(Piece.Use.OWN_COPY));
        var traits = new LocalProgram.Traits(
                List.copyOf(end.volumes), List.copyOf(end.exposed), end.healthCheck, end.stopSignal, end.notes);
        return new BuiltImage(
                root,
                end.environment,
                end.entrypoint,
                end.command,
                end.workingDirectory,
                new LocalProgram.Account(end.user, end.users, end.groups),
                pieces,
                traits,
                end.packages,
                end.remarks.stream().distinct().toList());
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
