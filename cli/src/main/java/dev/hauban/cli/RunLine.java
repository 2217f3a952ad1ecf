package dev.hauban.cli;

import dev.hauban.cli.line.CommandLine;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.OneOff;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.Specification;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// What is typed behind `run`, as Docker Compose has it.
///
/// @param isTerminal whether there is a terminal
record RunLine(CommandLine line, boolean isTerminal) {
    /// What is typed in the words of a Compose file, and there is more of afterwards.
    private static final List<String> ADDED = List.of("ports", "volumes");

    static List<Option> options() {
        return List.of(
                Option.flag("rm", "Nothing of it is left when it has ended"),
                Option.flag("detach", "Say its id, and return at once").letter('d'),
                Option.list("env", "NAME=VALUE", "A variable for it; NAME alone takes yours")
                        .letter('e'),
                Option.list("env-from-file", "FILE", "Variables for it, from a file"),
                Option.list("volume", "SOURCE:TARGET", "Something more to mount")
                        .letter('v'),
                Option.flag("service-ports", "Publish the service's ports").letter('P'),
                Option.list("publish", "HOST:PORT", "A port to publish").letter('p'),
                Option.text("user", "USER", "Who runs it").letter('u'),
                Option.text("workdir", "FOLDER", "Where it runs, inside").letter('w'),
                Option.text("entrypoint", "COMMAND", "Instead of the service's; its command goes, too"),
                Option.text("name", "NAME", "What it is called"),
                Option.list("label", "NAME=VALUE", "A label for it").letter('l'),
                Option.flag("no-deps", "Leave services alone that it depends on"),
                Option.flag("use-aliases", "Others find it by the service's name"),
                Option.flag("no-TTY", "No terminal, even where there is one").letter('T'),
                Option.flag("interactive", "What is typed reaches it; =false: it doesn't")
                        .letter('i'),
                Option.list("cap-add", "CAPABILITY", "Something more that it may do"),
                Option.list("cap-drop", "CAPABILITY", "Something that it may not do"),
                Option.choice("pull", List.of("always", "missing", "never"), "When to pull, whatever the files say"),
                Option.flag("quiet-pull", "No progress of pulls"),
                Option.flag("build", "Build images before, though they are here"),
                Option.flag("remove-orphans", "Take away services that the files no longer have"),
                Option.flag("quiet", "No progress at all").letter('q'),
                Option.flag("quiet-build", "As in Docker Compose").hidden(),
                Option.flag("tty", "As in Docker Compose, where it always is so")
                        .letter('t')
                        .hidden());
    }

    ImageWishes images() {
        return new ImageWishes(line.text("pull"), line.has("build"), false);
    }

    boolean tellsPreparation() {
        return !line.has("quiet-pull");
    }

    boolean isQuiet() {
        return line.has("quiet");
    }

    boolean isDetached() {
        return line.has("detach");
    }

    boolean needsOthers() {
        return !line.has("no-deps");
    }

    boolean removesOrphans() {
        return line.has("remove-orphans");
    }

    boolean hasInput() {
        return !line.says("interactive") || line.has("interactive");
    }

    boolean hasTerminal() {
        return isTerminal && !line.has("no-TTY") && !isDetached();
    }

    /// Behind the service's name.
    List<String> command() {
        return line.words().subList(1, line.words().size());
    }

    OneOff oneOff(RandomGenerator chance) {
        byte[] slug = new byte[32];
        chance.nextBytes(slug);
        return new OneOff(HexFormat.of().formatHex(slug), line.text("name"), line.has("use-aliases"), line.has("rm"));
    }

    /// What has rules of its own in a Compose file, as a service of one would have it.
    Json.Members typed(Surroundings surroundings) {
        var service = Json.object()
                .with("ports", texts("publish"))
                .with("volumes", texts("volume"))
                .with("env_file", texts("env-from-file"))
                .with("environment", environment(surroundings));
        line.text("entrypoint").ifPresent(words -> service.with("entrypoint", literal(words)));
        return service.build();
    }

    private Json environment(Surroundings surroundings) {
        var environment = new TreeMap<String, Json>();
        for (String setting : line.texts("env")) {
            int equals = setting.indexOf('=');
            String name = equals < 0 ? setting : setting.substring(0, equals);
            if (name.isEmpty()) {
                throw new ProblemException(
                        LineProblems.wrongWord("\"" + setting + "\" names no variable", "Write NAME=VALUE."));
            }
            environment.put(name, literal(equals < 0 ? surroundings.variable(name) : setting.substring(equals + 1)));
        }
        return new Json.Members(environment);
    }

    private Json texts(String option) {
        return Json.array(line.texts(option).stream().map(RunLine::literal).toList());
    }

    /// What is typed was filled in by the shell already.
    private static Json literal(String text) {
        return Json.text(text.replace("$", "$$"));
    }

    /// The service as the instance shall be.
    ///
    /// @param typed what [#typed] says, as a Compose file's reader understands it
    Service in(Service service, Service typed) {
        Json.Members more = typed.specification().members();
        Specification words = service.specification();
        if (!line.has("service-ports")) {
            words = words.with("ports", Optional.empty());
        }
        for (String key : ADDED) {
            words = added(words, more, key);
        }
        words = merged(
                words,
                "environment",
                more.find("environment").orElse(Json.object().build()));
        words = merged(words, "labels", labels());
        words = capabilities(capabilities(words, "cap_add", "cap-add"), "cap_drop", "cap-drop");
        words = program(words, more);
        words = words.with("tty", Optional.of(Json.bool(hasTerminal())))
                .with("stdin_open", Optional.of(Json.bool(hasInput())));
        return service.with(service.program(), words);
    }

    private Specification program(Specification words, Json.Members more) {
        Specification changed = words;
        if (line.says("entrypoint")) {
            changed = changed.with("entrypoint", more.find("entrypoint"));
        }
        if (!command().isEmpty() || line.says("entrypoint")) {
            changed = changed.with("command", Optional.of(Json.texts(command())));
        }
        changed = line.says("user") ? changed.with("user", line.text("user").map(Json::text)) : changed;
        return line.says("workdir")
                ? changed.with("working_dir", line.text("workdir").map(Json::text))
                : changed;
    }

    private static Specification added(Specification words, Json.Members more, String key) {
        if (!(more.find(key).orElse(null) instanceof Json.Array(List<Json> extra)) || extra.isEmpty()) {
            return words;
        }
        var all = new ArrayList<Json>();
        if (words.members().find(key).orElse(null) instanceof Json.Array(List<Json> own)) {
            all.addAll(own);
        }
        all.addAll(extra);
        return words.with(key, Optional.of(Json.array(all)));
    }

    private static Specification merged(Specification words, String key, Json more) {
        if (!(more instanceof Json.Members extra) || extra.values().isEmpty()) {
            return words;
        }
        var all = new TreeMap<String, Json>();
        if (words.members().find(key).orElse(null) instanceof Json.Members own) {
            all.putAll(own.values());
        }
        all.putAll(extra.values());
        return words.with(key, Optional.of(new Json.Members(all)));
    }

    private Json labels() {
        var labels = new TreeMap<String, Json>();
        for (String label : line.texts("label")) {
            int equals = label.indexOf('=');
            labels.put(
                    equals < 0 ? label : label.substring(0, equals),
                    Json.text(equals < 0 ? "" : label.substring(equals + 1)));
        }
        return new Json.Members(labels);
    }

    private Specification capabilities(Specification words, String key, String option) {
        return line.texts(option).isEmpty()
                ? words
                : added(
                        words,
                        Json.object().with(key, Json.texts(line.texts(option))).build(),
                        key);
    }
}
