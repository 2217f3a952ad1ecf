package dev.todolist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the environment says. Everything that is wrong is said at once. A value may also stand in a file that
/// `NAME_FILE` names, as with the official images.
public final class Settings {

    /// Settings that a program can't run with.
    public static final class Wrong extends RuntimeException {
        private final List<String> problems;

        Wrong(List<String> problems) {
            super(String.join("\n", problems), null, false, false);
            this.problems = List.copyOf(problems);
        }

        public List<String> problems() {
            return problems;
        }
    }

    /// What the site needs.
    ///
    /// @param database a connection string of MongoDB, with name and password
    /// @param secret signs sessions: a new one logs everybody out
    /// @param environment `production` or `development`
    public record Site(int port, String database, String databaseName, String secret, String environment) {}

    private static final int SECRET_LENGTH = 32;

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public Site site() {
        var site = new Site(
                number("PORT", 3000),
                required("MONGODB_URI", 1),
                text("MONGO_INITDB_DATABASE", "todolist"),
                required("SESSION_SECRET", SECRET_LENGTH),
                text("NODE_ENV", "production"));
        check();
        return site;
    }

    public String text(String name, String otherwise) {
        return value(name).orElse(otherwise);
    }

    public String required(String name, int length) {
        var value = value(name).orElse("");
        if (value.isEmpty()) {
            problems.add(name + " is not set.");
        } else if (value.length() < length) {
            problems.add(name + " is too short: it needs at least " + length + " characters.");
        }
        return value;
    }

    public int number(String name, int otherwise) {
        var text = value(name);
        try {
            return text.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException _) {
            problems.add(name + " is not a number: " + text.orElse(""));
            return otherwise;
        }
    }

    /// To be called when everything was read.
    public void check() {
        if (!problems.isEmpty()) {
            throw new Wrong(problems);
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isEmpty())
                .or(() -> fromFile(name));
    }

    private Optional<String> fromFile(String name) {
        return Optional.ofNullable(environment.get(name + "_FILE")).flatMap(file -> {
            try {
                return Optional.of(Files.readString(Path.of(file)).strip());
            } catch (IOException _) {
                problems.add(name + "_FILE names a file that can't be read: " + file);
                return Optional.empty();
            }
        });
    }
}
