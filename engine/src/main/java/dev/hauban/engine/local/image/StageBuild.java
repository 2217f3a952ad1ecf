package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Dockerfile;
import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.engine.local.dockerfile.RunLine;
import dev.hauban.engine.local.dockerfile.Substitution;
import dev.hauban.problem.Place;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Goes through one stage's instructions: keeps what they say in a [Configuration] and lets [StageHands] do what they
/// do. With hands that do nothing it tells again what a stage that is there already was built as.
final class StageBuild {
    private final Configuration configuration;
    private final Map<String, String> given;
    private final StageHands hands;
    private final Others stages;

    /// @param given the values that the file or the command line gives to ARGs
    StageBuild(Configuration configuration, Map<String, String> given, StageHands hands, Others stages) {
        this.configuration = configuration;
        this.given = given;
        this.hands = hands;
        this.stages = stages;
    }

    /// What the stages before have come to.
    interface Others {
        Optional<Configuration> named(String nameOrNumber) throws IOException, InterruptedException;
    }

    Configuration run(Dockerfile.Stage stage) throws IOException, InterruptedException {
        for (Instruction instruction : stage.instructions()) {
            carryOut(instruction);
        }
        return configuration;
    }

    private void carryOut(Instruction instruction) throws IOException, InterruptedException {
        switch (instruction) {
            case Instruction.From _, Instruction.Remark _ -> {}
            case Instruction.Run run -> run(run);
            case Instruction.Copy copy -> copy(filled(copy));
            case Instruction.WorkingDirectory folder -> workingDirectory(filled(folder.folder()));
            case Instruction.Argument argument -> argument.arguments().forEach(this::argument);
            case Instruction.Environment environment -> environment(environment.pairs());
            case Instruction.Command command -> configuration.command = configuration.words(command.form());
            case Instruction.Entrypoint entrypoint -> entrypoint(entrypoint);
            case Instruction.User user -> configuration.user = Optional.of(filled(user.user()));
            case Instruction.Shell shell -> configuration.shell = shell.words();
            case Instruction.StopSignal signal -> configuration.stopSignal = Optional.of(filled(signal.signal()));
            case Instruction.Health health -> configuration.healthCheck = Optional.of(health.check());
            case Instruction.Expose expose -> expose.ports().forEach(port -> configuration.exposed.add(filled(port)));
            case Instruction.Volume volume -> volume.paths().forEach(path -> configuration.volumes.add(filled(path)));
        }
    }

    /// An image's own command is meant for its entrypoint, not for another.
    private void entrypoint(Instruction.Entrypoint entrypoint) {
        configuration.entrypoint = configuration.words(entrypoint.form());
        configuration.command = List.of();
    }

    private String filled(String text) {
        return Substitution.word(text, configuration.variables());
    }

    private Instruction.Copy filled(Instruction.Copy copy) {
        List<Instruction.Text> texts = new ArrayList<>();
        for (Instruction.Text text : copy.texts()) {
            String content =
                    text.isLiteral() ? text.content() : Substitution.text(text.content(), configuration.variables());
            texts.add(new Instruction.Text(text.name(), content, true));
        }
        return new Instruction.Copy(
                copy.place(),
                copy.isAdd(),
                copy.sources().stream().map(this::filled).toList(),
                absolute(filled(copy.target())),
                copy.from().map(this::filled),
                copy.owner().map(this::filled),
                copy.mode().map(this::filled),
                texts);
    }

    /// Who another stage's users are, comes along with its /etc/passwd.
    private void copy(Instruction.Copy copy) throws IOException, InterruptedException {
        if (copy.sources().stream().anyMatch(StageCopy::isOfAccounts)
                && copy.from().isPresent()) {
            stages.named(copy.from().get()).ifPresent(configuration::adoptAccounts);
        }
        hands.copy(copy, configuration);
    }

    private void environment(List<Instruction.Pair> pairs) {
        // All of one instruction see what was before it.
        Map<String, String> before = configuration.variables();
        pairs.forEach(pair -> configuration.environment.put(pair.name(), Substitution.word(pair.value(), before)));
    }

    private void argument(Instruction.Default argument) {
        String value = given.get(argument.name());
        if (value != null) {
            configuration.arguments.put(argument.name(), value);
        } else {
            argument.value().ifPresent(text -> configuration.arguments.put(argument.name(), filled(text)));
        }
    }

    private void workingDirectory(String folder) throws IOException {
        configuration.workingDirectory = absolute(folder);
        hands.makeFolder(configuration.workingDirectory);
    }

    private String absolute(String path) {
        return below(configuration.workingDirectory, path);
    }

    /// A trailing slash has a meaning in COPY and stays.
    private static String below(String folder, String path) {
        String joined = path.startsWith("/") ? path : folder + "/" + path;
        String normal = java.nio.file.Path.of(joined).normalize().toString();
        boolean isFolder = path.endsWith("/") || path.endsWith("/.") || path.equals(".");
        return isFolder && !normal.equals("/") ? normal + "/" : normal;
    }

    private void run(Instruction.Run run) throws IOException, InterruptedException {
        boolean isOrdinaryShell = configuration.shell.getFirst().endsWith("sh");
        if (!(run.form() instanceof Instruction.Form.Line line) || !isOrdinaryShell) {
            runWords(run, configuration.words(run.form()));
            return;
        }
        for (RunLine.Part part : RunLine.parts(line.text())) {
            if (part instanceof RunLine.Part.Shell(String rest)) {
                runWords(run, configuration.words(new Instruction.Form.Line(rest)));
            } else {
                carryOut(run.place(), part, configuration.workingDirectory);
            }
        }
    }

    private void runWords(Instruction.Run run, List<String> words) throws IOException, InterruptedException {
        for (Deed deed : hands.run(run, words, configuration)) {
            Optional<RunLine.Part> part = RunLine.of(deed.words());
            if (part.isPresent()) {
                carryOut(run.place(), part.get(), deed.folder());
            } else {
                configuration.remarks.add(BuildProblems.notUnderstood(run.place(), deed.words()));
            }
        }
    }

    /// @param folder where relative paths begin
    private void carryOut(Place place, RunLine.Part part, String folder) throws IOException, InterruptedException {
        switch (part) {
            case RunLine.Part.AddGroup group -> configuration.addGroup(group.name(), group.gid());
            case RunLine.Part.AddUser user -> addUser(user);
            case RunLine.Part.ChangeUser user -> configuration.changeUser(user.name(), user.uid(), user.group());
            case RunLine.Part.ChangeGroup group -> configuration.changeGroup(group.name(), group.gid());
            case RunLine.Part.RemoveUser user -> configuration.removeUser(user.name());
            case RunLine.Part.RemoveGroup group -> configuration.removeGroup(group.name());
            case RunLine.Part.Install install -> configuration.install(install.packages(), place);
            case RunLine.Part.Nothing _, RunLine.Part.Shell _ -> {}
            case RunLine.Part.MakeFolders folders -> {
                for (String path : folders.paths()) {
                    hands.makeFolder(below(folder, path));
                }
            }
            case RunLine.Part.Own own -> own(place, own, folder);
            case RunLine.Part.Mode mode ->
                hands.mode(place, new RunLine.Part.Mode(mode.mode(), below(folder, mode.paths()), mode.isDeep()));
        }
    }

    private void addUser(RunLine.Part.AddUser user) throws IOException {
        LocalProgram.User made = configuration.addUser(user.name(), user.uid(), user.group(), user.home());
        if (user.makesHome() && !made.home().equals("/nonexistent")) {
            hands.makeFolder(made.home());
            hands.own(made.home(), new StageTree.Owner(made.uid(), made.gid()));
        }
    }

    private static List<String> below(String folder, List<String> paths) {
        return paths.stream().map(path -> below(folder, path)).toList();
    }

    private void own(Place place, RunLine.Part.Own own, String folder) throws IOException {
        StageTree.Owner owner = configuration
                .owner(own.owner())
                .orElseThrow(() -> new ProblemException(BuildProblems.noSuchOwner(place, own.owner())));
        for (String path : own.paths()) {
            hands.own(below(folder, path), owner);
        }
    }
}
