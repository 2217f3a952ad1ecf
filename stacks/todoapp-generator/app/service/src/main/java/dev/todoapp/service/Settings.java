package dev.todoapp.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final int SECRET_LENGTH = 32;

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public String text(String name, String otherwise) {
        return value(name).orElse(otherwise);
    }

    public String required(String name) {
        return value(name).orElseGet(() -> {
            problems.add(name + " is not set.");
            return "";
        });
    }

    /// Long enough to be one, and not what an example holds.
    public String secret(String name) {
        var value = required(name);
        if (value.startsWith("your-")) {
            problems.add(name + " is still the example's: make one up.");
        } else if (!value.isEmpty() && value.length() < SECRET_LENGTH) {
            problems.add(name + " is too short: it needs at least " + SECRET_LENGTH + " characters.");
        }
        return value;
    }

    public int number(String name, int otherwise, int least) {
        var text = value(name).orElse(Integer.toString(otherwise));
        try {
            var number = Integer.parseInt(text);
            if (number < least) {
                problems.add(name + " is less than " + least + ": " + text);
            }
            return number;
        } catch (NumberFormatException _) {
            problems.add(name + " is not a number: " + text);
            return otherwise;
        }
    }

    /// Separated by commas.
    public List<String> list(String name) {
        return Arrays.stream(text(name, "").split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /// The port of the service, and that of its metrics where they are to have one of their own.
    public Server.Ports ports(int otherwise) {
        var port = number("PORT", otherwise, 0);
        return new Server.Ports(port, value("METRICS_PORT").isPresent() ? number("METRICS_PORT", 0, 0) : port);
    }

    /// Something that is wrong in a way that only who reads it can tell.
    public void wrong(String problem) {
        problems.add(problem);
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
