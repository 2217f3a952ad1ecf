package dev.hauban.engine.local.dockerfile;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a Dockerfile whole and tells everything that is wrong with it at once.
public final class DockerfileReader {
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Instruction.Argument> arguments = new ArrayList<>();
    private final List<Dockerfile.Stage> stages = new ArrayList<>();
    private Optional<Instruction.From> from = Optional.empty();
    private List<Instruction> instructions = new ArrayList<>();

    private DockerfileReader(String file) {
        this.file = file;
    }

    /// @param file its name in problems
    /// @throws ProblemException with every problem in it
    public static Dockerfile read(String text, String file) {
        return new DockerfileReader(file).read(text);
    }

    private Dockerfile read(String text) {
        for (LogicalLines.Line line : LogicalLines.of(text)) {
            instruction(line);
        }
        endStage();
        if (stages.isEmpty() && problems.isEmpty()) {
            problem(new Place(file, 1, 1), "the Dockerfile has no FROM", "begin it with FROM and an image");
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return new Dockerfile(arguments, stages);
    }

    private void instruction(LogicalLines.Line line) {
        Place place = new Place(file, line.number(), 1);
        String[] parts = line.text().split("\\s+", 2);
        String keyword = parts[0].toUpperCase(Locale.ROOT);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        if (keyword.equals("FROM")) {
            endStage();
            from = from(place, rest);
            return;
        }
        if (keyword.equals("ARG") && from.isEmpty()) {
            arguments.add(argument(place, rest));
            return;
        }
        if (from.isEmpty() && stages.isEmpty()) {
            problem(place, keyword + " stands before the first FROM", "only ARG may stand there");
            return;
        }
        parse(place, keyword, new Rest(rest, line.texts())).ifPresent(instructions::add);
    }

    private record Rest(String text, List<Instruction.Text> texts) {}

    private void endStage() {
        from.ifPresent(begin -> stages.add(new Dockerfile.Stage(stages.size(), begin, instructions)));
        from = Optional.empty();
        instructions = new ArrayList<>();
    }

    private Optional<Instruction> parse(Place place, String keyword, Rest rest) {
        if (rest.text().isEmpty()) {
            problem(place, keyword + " has nothing behind it", "say what it is to do, or take it away");
            return Optional.empty();
        }
        String text = rest.text();
        return switch (keyword) {
            case "RUN" -> run(place, rest);
            case "CMD" -> Optional.of(new Instruction.Command(place, Words.form(text)));
            case "ENTRYPOINT" -> Optional.of(new Instruction.Entrypoint(place, Words.form(text)));
            case "ENV" -> environment(place, text);
            case "ARG" -> Optional.of(argument(place, text));
            case "COPY", "ADD" -> copy(place, keyword, rest);
            case "USER" -> Optional.of(new Instruction.User(place, text));
            case "WORKDIR" -> Optional.of(new Instruction.WorkingDirectory(place, text));
            case "EXPOSE" -> Optional.of(new Instruction.Expose(place, Words.raw(text)));
            case "VOLUME" -> Optional.of(new Instruction.Volume(place, Words.arrayOrRaw(text)));
            case "STOPSIGNAL" -> Optional.of(new Instruction.StopSignal(place, text));
            case "HEALTHCHECK" -> health(place, text);
            case "SHELL" -> shell(place, text);
            case "LABEL", "MAINTAINER", "ONBUILD" -> Optional.of(new Instruction.Remark(place, keyword));
            default -> {
                problem(place, "there is no instruction " + keyword, "a Dockerfile knows FROM, RUN, COPY, ENV, CMD …");
                yield Optional.empty();
            }
        };
    }

    private Optional<Instruction.From> from(Place place, String rest) {
        Flags flags = Flags.of(rest);
        List<String> words = Words.raw(flags.rest());
        boolean isNamed = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !isNamed) {
            problem(place, "FROM takes an image, and a name behind AS", "FROM image AS name");
            return Optional.empty();
        }
        return Optional.of(
                new Instruction.From(place, words.getFirst(), isNamed ? Optional.of(words.get(2)) : Optional.empty()));
    }

    private Optional<Instruction> run(Place place, Rest rest) {
        Flags flags = Flags.of(rest.text());
        List<Instruction.RunMount> mounts = new ArrayList<>();
        for (Flags.Flag flag : flags.flags()) {
            if (flag.name().equals("mount")) {
                RunMounts.read(flag)
                        .ifPresentOrElse(
                                mounts::add,
                                () -> problem(
                                        place,
                                        "RUN --mount=" + flag.value() + " can't be given without a container builder",
                                        "type=bind, type=cache and type=tmpfs can; or run it with Docker Compose"));
            }
        }
        if (rest.texts().isEmpty()) {
            return Optional.of(new Instruction.Run(place, Words.form(flags.rest()), mounts));
        }
        String script = rest.texts().getFirst().content();
        String before = flags.rest()
                .replaceFirst("<<-?[\"']?[A-Za-z_][A-Za-z0-9_]*[\"']?", "")
                .strip();
        String line = before.isEmpty() ? script : before + " <<'HAUBAN_TEXT'\n" + script + "HAUBAN_TEXT";
        return Optional.of(new Instruction.Run(place, new Instruction.Form.Line(line), mounts));
    }

    private Optional<Instruction> environment(Place place, String text) {
        List<String> words = Words.raw(text);
        List<Instruction.Pair> pairs = new ArrayList<>();
        if (!words.getFirst().contains("=")) {
            String name = words.getFirst();
            String value = text.substring(name.length()).strip();
            if (value.isEmpty()) {
                problem(place, "ENV " + name + " has no value", "ENV " + name + "=value");
                return Optional.empty();
            }
            return Optional.of(new Instruction.Environment(place, List.of(new Instruction.Pair(name, value))));
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                problem(place, "ENV: " + word + " is no NAME=value", "quote values that hold spaces");
                return Optional.empty();
            }
            pairs.add(new Instruction.Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return Optional.of(new Instruction.Environment(place, pairs));
    }

    private static Instruction.Argument argument(Place place, String text) {
        List<Instruction.Default> found = new ArrayList<>();
        for (String word : Words.raw(text)) {
            int equals = word.indexOf('=');
            found.add(
                    equals < 0
                            ? new Instruction.Default(word, Optional.empty())
                            : new Instruction.Default(
                                    word.substring(0, equals), Optional.of(word.substring(equals + 1))));
        }
        return new Instruction.Argument(place, found);
    }

    private Optional<Instruction> copy(Place place, String keyword, Rest rest) {
        Flags flags = Flags.of(rest.text());
        for (Flags.Flag flag : flags.flags()) {
            if (List.of("parents", "exclude", "checksum", "keep-git-dir").contains(flag.name())) {
                problem(
                        place,
                        keyword + " --" + flag.name() + " can't be honored without a container builder",
                        "copy without it, or run it with Docker Compose");
            }
        }
        List<String> words = new ArrayList<>(Words.arrayOrRaw(flags.rest()));
        words.removeIf(word -> word.startsWith("<<"));
        if (words.size() + rest.texts().size() < 2 || words.isEmpty()) {
            problem(place, keyword + " takes at least a source and a target", keyword + " source target");
            return Optional.empty();
        }
        return Optional.of(new Instruction.Copy(
                place,
                keyword.equals("ADD"),
                words.subList(0, words.size() - 1),
                words.getLast(),
                flags.value("from"),
                flags.value("chown"),
                flags.value("chmod"),
                rest.texts()));
    }

    private Optional<Instruction> health(Place place, String text) {
        Optional<Instruction> check = HealthReader.read(place, text);
        if (check.isEmpty()) {
            problem(
                    place,
                    "HEALTHCHECK takes NONE, or options and CMD with a command",
                    "HEALTHCHECK --interval=30s CMD curl -f http://localhost/");
        }
        return check;
    }

    private Optional<Instruction> shell(Place place, String text) {
        Optional<List<String>> words = Words.array(text).filter(found -> !found.isEmpty());
        if (words.isEmpty()) {
            problem(place, "SHELL takes a JSON array", "SHELL [\"/bin/bash\", \"-c\"]");
        }
        return words.map(found -> new Instruction.Shell(place, found));
    }

    private void problem(Place place, String message, String remedy) {
        problems.add(Problem.error("dockerfile.malformed", Actor.AUTHOR, message)
                .at(place)
                .remedy(remedy));
    }
}
