package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Dockerfile;
import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.engine.local.dockerfile.RunLine;
import dev.hauban.engine.local.dockerfile.Substitution;
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

    /// @param given the values that the file or the command line gives to ARGs
    StageBuild(Configuration configuration, Map<String, String> given, StageHands hands) {
        this.configuration = configuration;
        this.given = given;
        this.hands = hands;
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
            case Instruction.Copy copy -> hands.copy(filled(copy), configuration);
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

    /// A trailing slash has a meaning in COPY and stays.
    private String absolute(String path) {
        String joined = path.startsWith("/") ? path : configuration.workingDirectory + "/" + path;
        String normal = java.nio.file.Path.of(joined).normalize().toString();
        boolean isFolder = path.endsWith("/") || path.endsWith("/.") || path.equals(".");
        return isFolder && !normal.equals("/") ? normal + "/" : normal;
    }

    private void run(Instruction.Run run) throws IOException, InterruptedException {
        boolean isOrdinaryShell = configuration.shell.getFirst().endsWith("sh");
        if (!(run.form() instanceof Instruction.Form.Line line) || !isOrdinaryShell) {
            hands.run(run, configuration.words(run.form()), configuration);
            return;
        }
        for (RunLine.Part part : RunLine.parts(line.text())) {
            carryOut(run, part);
        }
    }

    private void carryOut(Instruction.Run run, RunLine.Part part) throws IOException, InterruptedException {
        switch (part) {
            case RunLine.Part.AddGroup group -> configuration.addGroup(group.name(), group.gid());
            case RunLine.Part.AddUser user -> configuration.addUser(user.name(), user.uid(), user.group(), user.home());
            case RunLine.Part.Install install -> configuration.install(install.packages(), run.place());
            case RunLine.Part.Nothing _ -> {}
            case RunLine.Part.MakeFolders folders -> {
                for (String path : folders.paths()) {
                    hands.makeFolder(absolute(path));
                }
            }
            case RunLine.Part.Own own -> own(run, own);
            case RunLine.Part.Mode mode -> hands.mode(mode.mode(), absolute(mode.paths()), mode.isDeep());
            case RunLine.Part.Shell shell ->
                hands.run(run, configuration.words(new Instruction.Form.Line(shell.line())), configuration);
        }
    }

    private List<String> absolute(List<String> paths) {
        return paths.stream().map(this::absolute).toList();
    }

    private void own(Instruction.Run run, RunLine.Part.Own own) throws IOException {
        StageTree.Owner owner = configuration
                .owner(own.owner())
                .orElseThrow(() -> new ProblemException(BuildProblems.noSuchOwner(run.place(), own.owner())));
        for (String path : own.paths()) {
            hands.own(absolute(path), owner);
        }
    }
}
