package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Dockerfile;
import dev.hauban.engine.local.dockerfile.DockerfileReader;
import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.engine.local.dockerfile.RunLine;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Carries Dockerfiles out without a container. What was built is kept under a name made from everything that went
/// into it; a build that was cut short leaves nothing under that name.
final class DockerfileBuild {
    private static final String DEEDS = "deeds.json";

    private final Path images;
    private final Tools tools;

    /// @param images a folder of ours for what is built
    DockerfileBuild(Path images, Tools tools) {
        this.images = images;
        this.tools = tools;
    }

    /// What a build needs besides its sources.
    ///
    /// @param programs this machine's, for copies out of images that aren't here
    /// @param ownsAll whether files can be given to other users (root)
    record Tools(BaseImages bases, BuildRunner runner, StageCopy.SearchPrograms programs, Path home, boolean ownsAll) {}

    /// @param place where the service says `build`
    /// @throws ProblemException with whatever is wrong with the Dockerfile, or went wrong
    BuiltImage build(Build build, Place place, Progress progress) throws IOException, InterruptedException {
        Plan plan = plan(build, place);
        String name =
                BuildName.of(build, plan.text(), plan.identities(), BuildInputs.of(plan.stages(), plan.context()));
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
            Plan plan = plan(build, place);
            List<Problem> problems = new ArrayList<>(plan.remarks());
            problems.addAll(copies(plan));
            return problems;
        } catch (ProblemException told) {
            return told.problems();
        } catch (IOException unreadable) {
            return List.of(BuildProblems.unreadable(place, String.valueOf(unreadable.getMessage())));
        }
    }

    /// Who it will run as, unless that user may come from a part of a RUN line that only running it can tell about.
    ///
    /// @param wanted whom the service names instead of the Dockerfile
    Optional<Provision.Tenant> tenant(Build build, Place place, Optional<String> wanted) throws InterruptedException {
        try {
            Plan plan = plan(build, place);
            Dockerfile.Stage stage = plan.stages().getLast();
            Configuration end = again(plan, stage, new Deeds());
            String user = wanted.or(() -> end.user).orElse("root").split(":", 2)[0];
            boolean isOpen = plan.stages().stream()
                    .flatMap(each -> each.instructions().stream())
                    .anyMatch(instruction -> isMaking(instruction, user));
            Place named = stage.instructions().stream()
                    .filter(Instruction.User.class::isInstance)
                    .map(Instruction::place)
                    .reduce(place, (_, last) -> last);
            var account = new LocalProgram.Account(end.user, end.users, end.groups);
            return isOpen ? Optional.empty() : Optional.of(new Provision.Tenant(account, named));
        } catch (ProblemException | IOException told) {
            // check() tells it.
            return Optional.empty();
        }
    }

    private static boolean isMaking(Instruction instruction, String user) {
        return switch (instruction) {
            case Instruction.Run run ->
                switch (run.form()) {
                    case Instruction.Form.Exec exec -> exec.words().contains(user);
                    case Instruction.Form.Line line ->
                        RunLine.parts(line.text()).stream()
                                .anyMatch(part -> part instanceof RunLine.Part.Shell(String text)
                                        && (text.contains(user) || text.contains("$")));
                };
            case Instruction.Copy copy -> copy.sources().stream().anyMatch(StageCopy::isOfAccounts);
            default -> false;
        };
    }

    /// What can't be copied. Sources with variables show only when the stage is built.
    private List<Problem> copies(Plan plan) throws IOException {
        var copying = new StageCopy(plan.context(), tools.programs());
        List<Problem> problems = new ArrayList<>();
        for (Dockerfile.Stage stage : plan.stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Copy copy
                        && Stream.concat(copy.sources().stream(), copy.from().stream())
                                .noneMatch(text -> text.contains("$"))) {
                    boolean isStage = copy.from().flatMap(plan.file()::stage).isPresent();
                    problems.addAll(copying.check(copy, isStage));
                }
            }
        }
        return problems;
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
            var copying = new StageCopy(plan.context(), tools.programs());
            var deeds = new Deeds();
            Path last = work;
            for (Dockerfile.Stage stage : plan.stages()) {
                StageTree tree =
                        new StageTree(Files.createDirectory(work.resolve("stage-" + stage.number())), tools.ownsAll());
                inherit(plan, stage, trees, tree);
                var surroundings = new BuildingHands.Surroundings(
                        plan.context(),
                        copying,
                        trees,
                        tools.runner(),
                        images.resolve("caches"),
                        tools.home(),
                        work,
                        deeds,
                        progress);
                configuration(plan, stage, deeds, new BuildingHands(stage.number(), tree, surroundings));
                for (String name : stage.names()) {
                    trees.put(name, tree);
                    copying.know(name, tree);
                }
                last = tree.root();
            }
            Path made = Files.createDirectory(work.resolve("made"));
            Files.move(last, made.resolve("root"));
            deeds.write(made.resolve(DEEDS));
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
    private Configuration configuration(Plan plan, Dockerfile.Stage stage, Deeds deeds, StageHands hands)
            throws IOException, InterruptedException {
        String image = Substitution.word(stage.from().image(), plan.global());
        Optional<Dockerfile.Stage> before = NeededStages.before(plan.file(), stage, image);
        Configuration start = before.isPresent()
                ? again(plan, before.get(), deeds).inherited()
                : new Configuration(base(plan, stage));
        Map<String, String> given = new LinkedHashMap<>(plan.global());
        given.putAll(plan.given());
        StageBuild.Others others = name -> {
            Optional<Dockerfile.Stage> other = plan.file().stage(name);
            return other.isPresent() ? Optional.of(again(plan, other.get(), deeds)) : Optional.empty();
        };
        return new StageBuild(start, given, hands, others).run(stage);
    }

    /// The same of a stage that was made already.
    private Configuration again(Plan plan, Dockerfile.Stage stage, Deeds deeds)
            throws IOException, InterruptedException {
        return configuration(plan, stage, deeds, StageHands.remembering(stage.number(), deeds));
    }

    private static BaseImage base(Plan plan, Dockerfile.Stage stage) {
        BaseImage base = plan.bases().get(stage.number());
        if (base == null) {
            throw new DefectException("stage " + stage.number() + " has no base");
        }
        return base;
    }

    private BuiltImage told(Plan plan, Path home) throws IOException, InterruptedException {
        Configuration end = again(plan, plan.stages().getLast(), Deeds.read(home.resolve(DEEDS)));
        Path root = home.resolve("root");
        List<Piece> pieces = new ArrayList<>(end.pieces);
        pieces.addAll(
                TreePieces.of(new StageTree(root, tools.ownsAll()), home.resolve("wrappers"), Piece.Use.OWN_COPY));
        var traits = new LocalProgram.Traits(
                List.copyOf(end.volumes), List.copyOf(end.exposed), end.healthCheck, end.stopSignal, end.notes);
        return new BuiltImage(
                root,
                PythonFolders.added(end.environment, root),
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
