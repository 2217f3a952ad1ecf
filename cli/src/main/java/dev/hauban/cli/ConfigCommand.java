package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandLine;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Nearest;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Ink;
import dev.hauban.cli.screen.Table;
import dev.hauban.compose.CanonicalDocument;
import dev.hauban.compose.DocumentReading;
import dev.hauban.compose.OriginReading;
import dev.hauban.compose.TemplateVariables;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Shows what the files mean, all filled in, or one thing of it.
final class ConfigCommand implements Command {
    /// What can be asked for instead of the document. Where several are, the first of these is answered, as by Docker
    /// Compose.
    private enum Part {
        SERVICES,
        VOLUMES,
        NETWORKS,
        MODELS,
        HASH,
        PROFILES,
        IMAGES,
        VARIABLES,
        ENVIRONMENT,
        ORIGIN,
        DOCUMENT;

        static Part of(CommandLine line) {
            for (Part part : values()) {
                boolean isAsked = part == HASH
                        ? !line.text("hash").orElse("").isEmpty()
                        : part == DOCUMENT || line.has(part.name().toLowerCase(Locale.ROOT));
                if (isAsked) {
                    return part;
                }
            }
            return DOCUMENT;
        }
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("config", "Check the files and show what they mean")
                .words(Descriptions.SERVICES)
                .options(
                        Option.choice("format", List.of("yaml", "json", "table"), "How it is written"),
                        Option.flag("quiet", "Only check").letter('q'),
                        Option.text("output", "FILE", "Write it to a file").letter('o'),
                        Option.flag("services", "The names of services alone"),
                        Option.flag("volumes", "The keys of volumes alone"),
                        Option.flag("networks", "The keys of networks alone"),
                        Option.flag("models", "The names of models alone"),
                        Option.flag("profiles", "The names of profiles alone"),
                        Option.flag("images", "The images alone"),
                        Option.text("hash", "SERVICES", "The config hash of services, \"*\" for all"),
                        Option.flag("variables", "What is to be filled in, with defaults"),
                        Option.flag("environment", "The variables that were there to be filled in"),
                        Option.flag("origin", "Where each value comes from; secrets are masked"),
                        Option.flag("no-interpolate", "Leave variables as they are written"),
                        Option.flag("no-normalize", "Leave out what only follows from what is written"),
                        Option.flag("no-path-resolution", "Leave paths relative"),
                        Option.flag("no-consistency", "Don't refuse what doesn't belong together"),
                        Option.flag("no-env-resolution", "Leave env_file of services that only their name switches on"),
                        Option.flag("resolve-image-digests", "Name images by the digests that are in the files"),
                        Option.flag("lock-image-digests", "Such names alone, as a file to lay over the others"))
                .exits(ExitCode.FILES, ExitCode.MACHINE)
                .examples(
                        "hauban config --quiet",
                        "hauban config --services",
                        "hauban config --variables",
                        "hauban config --origin web",
                        "hauban config --format json web");
    }

    @Override
    public int run(Call call) throws IOException {
        Part part = Part.of(call.line());
        if (call.line().text("format").orElse("").equals("table") && part == Part.DOCUMENT) {
            throw new ProblemException(LineProblems.wrongWord(
                    "a document can't be written as a table", "--variables can; the document is yaml or json."));
        }
        String answer = answer(call, part);
        // A list is asked for to be seen; what remains is there to be checked.
        boolean isChecked = part == Part.DOCUMENT || part == Part.ENVIRONMENT || part == Part.ORIGIN;
        if (!(isChecked && call.line().has("quiet"))) {
            write(call, part, answer);
        }
        return ExitCode.SUCCESS.number();
    }

    private static String answer(Call call, Part part) throws IOException {
        ReadingOptions written = options(call);
        // Lists are of what is written: they need no env_file.
        ReadingOptions asList =
                written.withFoldedEnvironment(ReadingOptions.Reach.NONE).withoutContainerNames();
        ReadingOptions asProject = asList.completed();
        List<String> words = call.line().words();
        return switch (part) {
            case SERVICES -> lines(services(read(call, List.of(), asList)));
            case VOLUMES -> lines(read(call, List.of(), asProject).names("volumes"));
            case NETWORKS -> lines(read(call, List.of(), asProject).names("networks"));
            case MODELS -> lines(read(call, List.of(), asProject).models());
            case HASH ->
                lines(hashes(
                        read(call, List.of(), asProject),
                        call.line().text("hash").orElse("")));
            case PROFILES -> lines(read(call, words, asProject).profiles());
            case IMAGES -> lines(read(call, words, asProject).images());
            case VARIABLES ->
                variables(
                        call,
                        read(call, List.of(), written.withoutInterpolation()).variables());
            case ENVIRONMENT ->
                lines(read(call, words, written.withoutContainerNames().completed())
                        .environment());
            case ORIGIN -> origins(call, words);
            case DOCUMENT -> document(call, read(call, words, written));
        };
    }

    private static ReadingOptions options(Call call) {
        CommandLine line = call.line();
        ReadingOptions options = ReadingOptions.ALL;
        options = line.has("no-interpolate") ? options.withoutInterpolation() : options;
        options = line.has("no-normalize") ? options.withoutNormalization() : options;
        options = line.has("no-path-resolution") ? options.withoutPathResolution() : options;
        options = line.has("no-env-resolution") ? options.withFoldedEnvironment(ReadingOptions.Reach.CHOSEN) : options;
        return line.has("no-consistency") ? options.withConsistency(ReadingOptions.Reach.NONE) : options;
    }

    private static CanonicalDocument read(Call call, List<String> words, ReadingOptions options) throws IOException {
        CommonOptions.Source source = call.options().source();
        DocumentReading.Read read;
        try {
            read = call.house().document(source, words, options);
        } catch (ProblemException refused) {
            if (!areUnknownServices(refused.problems())) {
                throw refused;
            }
            read = call.house().document(source, services(call, words), options);
        }
        call.tell(read.warnings());
        return read.document();
    }

    /// They are gone through with what they depend on: that has to be there, also where nothing else was checked.
    private static List<String> services(CanonicalDocument document) {
        List<Problem> missing = document.missingServices();
        if (!missing.isEmpty()) {
            throw new ProblemException(missing);
        }
        return document.names("services");
    }

    /// Groups are looked up only where a word is no service: that takes a second reading.
    private static List<String> services(Call call, List<String> words) throws IOException {
        var services = new ArrayList<String>();
        for (ServiceName name :
                Names.of(call.house().read(call.options().source(), words).stack(), words)) {
            services.add(name.text());
        }
        return services;
    }

    private static boolean areUnknownServices(List<Problem> problems) {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        return !errors.isEmpty()
                && errors.stream().allMatch(problem -> problem.code().equals("compose.no-service"));
    }

    private static String origins(Call call, List<String> words) throws IOException {
        if (call.line().has("no-interpolate")) {
            throw new ProblemException(LineProblems.wrongWord(
                    "--origin and --no-interpolate don't go together", "Leave one of them out."));
        }
        CommonOptions.Source source = call.options().source();
        OriginReading reading = call.house().origins(source, words);
        if (areUnknownServices(reading.problems())) {
            reading = call.house().origins(source, services(call, words));
        }
        call.tell(reading.problems());
        var report = new OriginReport(reading.origins());
        if (call.line().text("format").orElse("yaml").equals("json")) {
            return report.json();
        }
        boolean isSeen = call.surroundings().terminal().showsOutput()
                && call.line().text("output").isEmpty();
        return report.text(new Ink(call.options().color() && isSeen));
    }

    private static String document(Call call, CanonicalDocument read) {
        CommandLine line = call.line();
        CanonicalDocument document = read;
        if (line.has("resolve-image-digests") || line.has("lock-image-digests")) {
            List<Problem> unknown = read.unknownDigests();
            if (!unknown.isEmpty()) {
                throw new ProblemException(unknown);
            }
            document = line.has("lock-image-digests") ? read.withDigests().imagesAlone() : read.withDigests();
        }
        if (line.has("quiet")) {
            return "";
        }
        return line.text("format").orElse("yaml").equals("json") ? document.json() : document.yaml();
    }

    private static String variables(Call call, TemplateVariables variables) {
        String format = call.line().text("format").orElse("table");
        if (format.equals("json")) {
            return variables.json();
        }
        if (format.equals("yaml")) {
            return variables.yaml();
        }
        Table table = Table.likeCompose("NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE");
        for (TemplateVariables.Variable variable : variables.all()) {
            String required = Boolean.toString(variable.isRequired());
            table.row(variable.name(), required, variable.defaultValue(), variable.alternative());
        }
        return table.text();
    }

    private static List<String> hashes(CanonicalDocument document, String names) {
        Map<String, String> hashes = document.hashes();
        List<String> wanted = names.equals("*")
                ? List.copyOf(hashes.keySet())
                : List.of(names.split(",", -1)).stream().sorted().toList();
        var lines = new ArrayList<String>();
        var unknown = new ArrayList<Problem>();
        for (String name : wanted) {
            String hash = hashes.get(name);
            if (hash == null) {
                unknown.add(unknown(name, hashes));
            } else {
                lines.add(name + " " + hash);
            }
        }
        if (!unknown.isEmpty()) {
            throw new ProblemException(unknown);
        }
        return lines;
    }

    private static Problem unknown(String name, Map<String, String> hashes) {
        Optional<String> nearest = Nearest.to(name, hashes.keySet());
        return LineProblems.wrongWord(
                "no such service: " + name,
                nearest.map(near -> "Did you mean \"" + near + "\"?").orElse("--hash '*' shows those of all."));
    }

    /// To Docker Compose a file is for the document. What is asked for instead of it is printed all the same.
    private static void write(Call call, Part part, String answer) throws IOException {
        String file = call.line().text("output").orElse("");
        if (file.isEmpty() || part != Part.DOCUMENT && part != Part.ORIGIN) {
            call.out().print(answer);
        } else {
            OutputFile.write(call.surroundings().directory().resolve(file), answer);
        }
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
