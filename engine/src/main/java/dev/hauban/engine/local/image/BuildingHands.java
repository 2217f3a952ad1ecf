package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.engine.local.dockerfile.RunLine;
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

/// Hands that really build: into the stage's tree.
final class BuildingHands implements StageHands {
    private static final int LAST_LINES = 15;

    private final int stage;
    private final StageTree tree;
    private final Surroundings surroundings;
    private int runs;

    BuildingHands(int stage, StageTree tree, Surroundings surroundings) {
        this.stage = stage;
        this.tree = tree;
        this.surroundings = surroundings;
    }

    /// What a stage is built from and with.
    ///
    /// @param stages the trees of the stages before, by name and by number
    /// @param caches a folder for what `--mount=type=cache` keeps
    /// @param home the user's own: builds share its package caches (`.m2`, `.npm` …)
    /// @param work a folder for what is there only during the build
    /// @param deeds gets what RUN lines have done besides
    record Surroundings(
            BuildContext context,
            StageCopy copying,
            Map<String, StageTree> stages,
            BuildRunner runner,
            Path caches,
            Path home,
            Path work,
            Deeds deeds,
            Progress progress) {}

    @Override
    public void makeFolder(String path) throws IOException {
        tree.makeFolder(path);
    }

    @Override
    public void own(String path, StageTree.Owner owner) throws IOException {
        tree.ownAll(path, owner);
    }

    /// What is the machine's own stays as it is.
    @Override
    public void mode(Place place, RunLine.Part.Mode mode) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(mode.isDeep() ? List.of("chmod", "-R") : List.of("chmod"));
        words.add(mode.mode());
        words.add("--");
        int options = words.size();
        for (String path : mode.paths()) {
            if (Files.exists(tree.place(path), LinkOption.NOFOLLOW_LINKS)) {
                words.add(tree.place(path).toString());
            } else if (!Files.exists(Path.of(path))) {
                throw new ProblemException(BuildProblems.noModeOf(place, path));
            }
        }
        if (words.size() > options) {
            Subtool.run(words);
        }
    }

    @Override
    public void copy(Instruction.Copy copy, Configuration configuration) throws IOException, InterruptedException {
        Optional<StageTree.Owner> owner = copy.owner()
                .map(text -> configuration
                        .owner(text)
                        .map(StageTree.Owner::orRoot)
                        .orElseThrow(() -> new ProblemException(BuildProblems.noSuchOwner(copy.place(), text))));
        surroundings.copying().copy(copy, tree, new StageTree.Looks(owner, copy.mode()));
    }

    @Override
    public List<Deed> run(Instruction.Run run, List<String> words, Configuration configuration)
            throws IOException, InterruptedException {
        Path scratch = Files.createDirectories(surroundings.work().resolve("run-" + stage + "-" + runs));
        PreparingCommands commands = PreparingCommands.in(scratch.resolve("commands"));
        Deque<String> said = new ArrayDeque<>();
        try (var pieces = new RunPieces(tree, surroundings, scratch)) {
            List<Piece> all = new ArrayList<>(pieces.of(run, configuration));
            all.add(commands.piece());
            var command = new BuildRunner.Command(
                    words,
                    environment(configuration),
                    configuration.workingDirectory,
                    tree.root(),
                    all,
                    configuration.identity());
            int code = surroundings.runner().run(command, line -> hear(line, said, run.place()));
            if (code != 0) {
                throw new ProblemException(BuildProblems.failed(run.place(), code, List.copyOf(said)));
            }
        }
        List<Deed> deeds = commands.deeds(tree.root());
        surroundings.deeds().add(stage, runs++, deeds);
        return deeds;
    }

    private static Map<String, String> environment(Configuration configuration) {
        Map<String, String> environment = new LinkedHashMap<>(configuration.arguments);
        environment.putAll(configuration.environment);
        environment.putIfAbsent("HOME", configuration.home());
        environment.merge("PATH", PreparingCommands.FOLDER, (path, folder) -> folder + ":" + path);
        return environment;
    }

    private void hear(String line, Deque<String> said, Place place) {
        said.addLast(line);
        if (said.size() > LAST_LINES) {
            said.removeFirst();
        }
        String shown = line.length() > 120 ? line.substring(0, 120) : line;
        surroundings.progress().at("building, line " + place.line() + ": " + shown, 0, 0);
    }
}
