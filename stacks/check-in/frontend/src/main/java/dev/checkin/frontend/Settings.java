package dev.checkin.frontend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the environment says. Everything that is wrong is said at once. A value may also stand in a file that
/// `NAME_FILE` names, as with the official images.
///
/// @param backend where the backend is
/// @param frontendKey by it the backend knows us when we say who asked
/// @param publicUrl what the pages are called from outside; empty where they are called as the browser says
/// @param isBehindProxy whether something in front of us says who asked
/// @param zone in which the times of events are meant
record Settings(
        int port, URI backend, String frontendKey, Optional<String> publicUrl, boolean isBehindProxy, ZoneId zone) {

    private static final int KEY_LENGTH = 16;

    /// Settings that the program can't run with.
    static final class Wrong extends RuntimeException {
        private final List<String> problems;

        Wrong(List<String> problems) {
            super(String.join("\n", problems), null, false, false);
            this.problems = List.copyOf(problems);
        }

        List<String> problems() {
            return problems;
        }
    }

    static Settings of(Map<String, String> environment) {
        var reader = new Reader(environment);
        var settings = new Settings(
                reader.number("PORT", 3000),
                reader.address("BACKEND_URL").orElse(URI.create("http://backend:3001")),
                reader.required("FRONTEND_KEY", KEY_LENGTH),
                reader.address("PUBLIC_URL").map(address -> address.toString().replaceAll("/+$", "")),
                reader.oneOf("BEHIND_PROXY", List.of("false", "true")).equals("true"),
                reader.zone("TIME_ZONE", "Europe/Paris"));
        if (!reader.problems.isEmpty()) {
            throw new Wrong(reader.problems);
        }
        return settings;
    }

    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        String required(String name, int length) {
            var value = value(name).orElse("");
            if (value.isEmpty()) {
                problems.add(name + " is not set.");
            } else if (value.length() < length) {
                problems.add(name + " is too short: it needs at least " + length + " characters.");
            }
            return value;
        }

        int number(String name, int otherwise) {
            var text = value(name);
            try {
                return text.map(Integer::parseInt).orElse(otherwise);
            } catch (NumberFormatException _) {
                problems.add(name + " is not a number: " + text.orElse(""));
                return otherwise;
            }
        }

        Optional<URI> address(String name) {
            return value(name).flatMap(text -> {
                try {
                    var address = URI.create(text);
                    if (address.getHost() != null && text.matches("https?://.*")) {
                        return Optional.of(address);
                    }
                } catch (IllegalArgumentException _) {
                    // Told below.
                }
                problems.add(name + " is not an address such as https://checkin.example.org: " + text);
                return Optional.empty();
            });
        }

        /// The first is what holds without the variable.
        String oneOf(String name, List<String> words) {
            var word = value(name).orElse(words.getFirst());
            if (!words.contains(word)) {
                problems.add(name + " is none of " + String.join(", ", words) + ": " + word);
            }
            return word;
        }

        ZoneId zone(String name, String otherwise) {
            var text = value(name).orElse(otherwise);
            try {
                return ZoneId.of(text);
            } catch (DateTimeException _) {
                problems.add(name + " is no time zone such as " + otherwise + ": " + text);
                return ZoneId.of(otherwise);
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
}
