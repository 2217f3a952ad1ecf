package dev.hauban.setup;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A text of settings as others see it: what a variable has, the same text with another value, and what its line
/// asks of a new one.
public final class Settings {
    private final SettingsText text;

    private Settings(SettingsText text) {
        this.text = text;
    }

    public static Settings of(String text) {
        return new Settings(SettingsText.of(text));
    }

    /// Without its quotes; of several lines, the last counts.
    public Optional<String> value(String name) {
        Optional<String> found = Optional.empty();
        for (SettingsText.Line line : text.lines()) {
            if (line instanceof SettingsText.Line.Setting setting
                    && setting.name().equals(name)) {
                found = Optional.of(read(setting));
            }
        }
        return found;
    }

    private static String read(SettingsText.Line.Setting setting) {
        boolean isDouble = setting.text().startsWith("\"", setting.front().length());
        return isDouble ? setting.value().replaceAll("\\\\([\"\\\\$])", "$1") : setting.value();
    }

    /// The whole text with another value in each line of the variable; with one more line where there is none.
    ///
    /// @throws ProblemException if the value can't stand there, or the present one goes over several lines
    public String with(String name, String value) {
        String written = written(name, value);
        var lines = new ArrayList<SettingsText.Line>();
        boolean isThere = false;
        for (SettingsText.Line line : text.lines()) {
            if (line instanceof SettingsText.Line.Setting setting
                    && setting.name().equals(name)) {
                refuseOpenQuote(setting);
                lines.add(setting.with(written));
                isThere = true;
            } else {
                lines.add(line);
            }
        }
        if (!isThere) {
            append(lines, name + "=" + written);
        }
        return new SettingsText(lines).text();
    }

    private static void append(List<SettingsText.Line> lines, String line) {
        if (!lines.isEmpty() && lines.getLast().text().isEmpty()) {
            lines.removeLast();
        }
        lines.add(new SettingsText.Line.Other(line));
        lines.add(new SettingsText.Line.Other(""));
    }

    private static void refuseOpenQuote(SettingsText.Line.Setting setting) {
        String rest = setting.text().substring(setting.front().length());
        if ((rest.startsWith("\"") || rest.startsWith("'")) && SettingsText.closing(rest) < 0) {
            throw new ProblemException(
                    Problem.error(
                                    "setup.many-lines",
                                    Actor.AUTHOR,
                                    "the value of " + setting.name() + " goes over several lines")
                            .remedy(
                                    "Change it in the file by hand, or keep it in a file of its own: secrets: in compose.yaml."));
        }
    }

    /// As a line has to have it so that it is read as what it is.
    private static String written(String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
            throw new ProblemException(
                    Problem.error("setup.many-lines", Actor.AUTHOR, "the new value of " + name + " has several lines")
                            .remedy("Keep it in a file of its own: secrets: in compose.yaml."));
        }
        if (value.matches("[A-Za-z0-9_./+=:@%,^~-]*")) {
            return value;
        }
        if (value.indexOf('\'') < 0 && value.indexOf('\\') < 0) {
            return "'" + value + "'";
        }
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + "\"";
    }

    /// Makes a new value as the line of the variable asks for one.
    ///
    /// @param what of it is made: `64 hex digits`
    /// @param isOrdered whether the line says outright that it is to be generated
    public record Fresh(String value, String what, boolean isOrdered) {
        @Override
        public String toString() {
            return what;
        }
    }

    /// @param texts whose line counts: the first that has one, such as the example's and then the file's own
    public static Fresh fresh(String name, List<String> texts, RandomGenerator chance) {
        Demand demand = texts.stream()
                .map(SettingsText::of)
                .flatMap(text -> demand(text, name).stream())
                .filter(found -> found.isOrdered()
                        || found.recipe().isPresent()
                        || found.minimum().isPresent())
                .findFirst()
                .orElseGet(() -> Demand.of(List.of(), ""));
        Recipe recipe = demand.recipeOrUsual();
        return new Fresh(recipe.make(chance), recipe.words(), demand.isOrdered());
    }

    private static Optional<Demand> demand(SettingsText text, String name) {
        for (int at = 0; at < text.lines().size(); at++) {
            if (text.lines().get(at) instanceof SettingsText.Line.Setting setting
                    && setting.name().equals(name)) {
                var remarks = new ArrayList<>(text.remarksAbove(at));
                remarks.add(setting.back());
                return Optional.of(Demand.of(remarks, setting.value()));
            }
        }
        return Optional.empty();
    }
}
