package dev.hauban.doctor.subject;

import dev.hauban.stack.Build;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Dockerfile makes, as far as can be told by its lines: the image at the bottom of its last stage, and the
/// instructions above.
///
/// @param lines of all stages that the last one stands on, from the bottom, in one line each
public record BuildSketch(ImageReference base, List<String> lines) {
    private static final Pattern FROM =
            Pattern.compile("FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ARGUMENT = Pattern.compile("ARG\\s+(\\w+)=(\\S+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAKES_USER =
            Pattern.compile("\\b(?:adduser|useradd)\\b[^&|;]*?(?:-u|--uid)[ =](\\d+)[^&|;]*");

    public BuildSketch {
        lines = List.copyOf(lines);
    }

    private record Stage(String base, List<String> lines) {}

    /// Empty where the service is not built, or nobody has read its Dockerfile.
    public static Optional<BuildSketch> of(Subject subject, Service service) {
        return service.program().build().flatMap(build -> text(subject, build).flatMap(text -> of(text, build)));
    }

    private static Optional<String> text(Subject subject, Build build) {
        return build.inline()
                .or(() -> build.dockerfile()
                        .flatMap(file -> subject.files().at(String.valueOf(file)))
                        .map(Paper::text));
    }

    private static Optional<BuildSketch> of(String text, Build build) {
        var stages = new LinkedHashMap<String, Stage>();
        var arguments = new LinkedHashMap<String, String>();
        String last = "";
        for (String line : instructions(text)) {
            Matcher from = FROM.matcher(line);
            Matcher argument = ARGUMENT.matcher(line);
            if (from.matches()) {
                last = from.group(2) == null
                        ? "#" + stages.size()
                        : from.group(2).toLowerCase(Locale.ROOT);
                stages.put(last, new Stage(filled(from.group(1), arguments), new ArrayList<>()));
            } else if (stages.isEmpty() && argument.matches()) {
                String given = build.arguments().get(argument.group(1));
                arguments.put(argument.group(1), given == null ? argument.group(2) : given);
            } else if (!stages.isEmpty()) {
                stages.values().stream().toList().getLast().lines().add(line);
            }
        }
        String target =
                build.target().map(name -> name.toLowerCase(Locale.ROOT)).orElse(last);
        return standing(stages, target);
    }

    /// From the last stage down to what is not made here.
    private static Optional<BuildSketch> standing(Map<String, Stage> stages, String target) {
        var lines = new ArrayList<String>();
        Stage stage = stages.get(target);
        for (int depth = 0; stage != null && depth < stages.size(); depth++) {
            lines.addAll(0, stage.lines());
            Stage below = stages.get(stage.base().toLowerCase(Locale.ROOT));
            if (below == null) {
                return Optional.of(new BuildSketch(ImageReference.parse(stage.base()), lines));
            }
            stage = below;
        }
        return Optional.empty();
    }

    /// Each on one line, without remarks.
    private static List<String> instructions(String text) {
        var all = new ArrayList<String>();
        var open = new StringBuilder();
        for (String raw : text.split("\n")) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean goesOn = line.endsWith("\\");
            open.append(goesOn ? line.substring(0, line.length() - 1) + " " : line);
            if (!goesOn) {
                all.add(open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            all.add(open.toString());
        }
        return all;
    }

    private static String filled(String text, Map<String, String> arguments) {
        String filled = text;
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            filled = filled.replace("${" + argument.getKey() + "}", argument.getValue())
                    .replace("$" + argument.getKey(), argument.getValue());
        }
        return filled;
    }

    /// Whether any instruction speaks of a program, other than to ask by it for the health.
    public boolean mentions(String program) {
        Pattern word = Pattern.compile("(?<![\\w-])" + Pattern.quote(program) + "(?![\\w-])");
        return lines.stream()
                .filter(line -> !isInstruction(line, "HEALTHCHECK"))
                .anyMatch(line -> word.matcher(line).find());
    }

    public boolean hasHealthCheck() {
        return lines.stream().anyMatch(line -> isInstruction(line, "HEALTHCHECK"));
    }

    /// The number of the user as whom the program runs; empty where that is root or can't be told.
    public OptionalInt user() {
        String user = "";
        for (String line : lines) {
            if (isInstruction(line, "USER")) {
                user = line.substring("USER".length()).strip().split(":", 2)[0];
            }
        }
        if (user.matches("\\d{1,9}")) {
            int number = Integer.parseInt(user);
            return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
        }
        return user.isEmpty() ? OptionalInt.empty() : made(user);
    }

    private OptionalInt made(String user) {
        Pattern name = Pattern.compile("\\b" + Pattern.quote(user) + "\\b");
        for (String line : lines) {
            Matcher makes = MAKES_USER.matcher(line);
            while (makes.find()) {
                if (name.matcher(makes.group()).find()) {
                    return OptionalInt.of(Integer.parseInt(makes.group(1)));
                }
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isInstruction(String line, String name) {
        return line.regionMatches(true, 0, name + " ", 0, name.length() + 1);
    }
}
