package dev.checkin.backend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the environment says. Everything that is wrong is said at once. A value may also stand in a file that
/// `NAME_FILE` names, as with the official images.
///
/// @param database a connection string of MongoDB, with name and password
/// @param tokenSecret signs who is logged in: a new one logs everybody out
/// @param frontendKey by it the frontend is known when it says who asked
/// @param environment `development`, `staging` or `production`
/// @param isOpen whether anybody may make an account
record Settings(
        int port,
        String database,
        URI redis,
        String tokenSecret,
        String frontendKey,
        String environment,
        boolean isOpen) {

    private static final int SECRET_LENGTH = 32;
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
                reader.number("PORT", 3001),
                reader.required("MONGODB_URI", 1),
                reader.address("REDIS_URL", "redis://redis:6379"),
                reader.required("JWT_SECRET", SECRET_LENGTH),
                reader.required("FRONTEND_KEY", KEY_LENGTH),
                reader.oneOf("ENVIRONMENT", List.of("production", "staging", "development")),
                reader.oneOf("REGISTRATION", List.of("open", "closed")).equals("open"));
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

        URI address(String name, String otherwise) {
            var text = value(name).orElse(otherwise);
            try {
                var address = URI.create(text);
                if (address.getHost() != null) {
                    return address;
                }
            } catch (IllegalArgumentException _) {
                // Told below.
            }
            // Not shown: there may be a password in it.
            problems.add(name + " is not an address such as " + otherwise);
            return URI.create(otherwise);
        }

        /// The first is what holds without the variable.
        String oneOf(String name, List<String> words) {
            var word = value(name).orElse(words.getFirst());
            if (!words.contains(word)) {
                problems.add(name + " is none of " + String.join(", ", words) + ": " + word);
            }
            return word;
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
