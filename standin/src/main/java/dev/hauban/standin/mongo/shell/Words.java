package dev.hauban.standin.mongo.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the command line of `mongosh` says.
///
/// @param target where to connect; empty for `--nodb`
/// @param evaluated the texts of `--eval`
/// @param files to be run
/// @param json how results are written: `canonical`, `relaxed`, or empty for the shell's own way
/// @param staysOpen whether it goes on after `--eval` and files
record Words(
        Optional<Target> target,
        List<String> evaluated,
        List<String> files,
        String json,
        boolean isQuiet,
        boolean staysOpen) {
    private static final Set<String> WITH_VALUE_PASSED_OVER = Set.of(
            "--apiVersion",
            "--gssapiServiceName",
            "--sspiRealmOverride",
            "--sspiHostnameCanonicalization",
            "--browser",
            "--retryWrites",
            "--authenticationMechanism",
            "--jsContext");
    private static final Set<String> FLAGS_PASSED_OVER = Set.of(
            "--norc",
            "--verbose",
            "--ipv6",
            "--apiStrict",
            "--apiDeprecationErrors",
            "--skipStartupWarnings",
            "--enableJavaScriptProtection",
            "--disableImplicitSessions",
            "--no-retryWrites");

    Words {
        evaluated = List.copyOf(evaluated);
        files = List.copyOf(files);
    }

    /// What is wrong with the words.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    /// @param asksForHelp or for the version: nothing else is done then
    static boolean asks(List<String> words, String... asksForHelp) {
        return words.stream().anyMatch(Set.of(asksForHelp)::contains);
    }

    static Words of(List<String> words) throws Wrong {
        var reading = new Reading();
        reading.read(new ArrayDeque<>(words));
        return reading.words();
    }

    private static final class Reading {
        private final Target.Parts parts = new Target.Parts();
        private final List<String> evaluated = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private String json = "";
        private boolean isQuiet;
        private boolean staysOpen;
        private boolean hasNoTarget;
        private boolean hasAddress;

        void read(Deque<String> words) throws Wrong {
            while (!words.isEmpty()) {
                String word = words.removeFirst();
                if (word.equals("--")) {
                    continue;
                }
                if (!word.startsWith("-") || word.equals("-")) {
                    operand(word);
                } else if (word.startsWith("--")) {
                    int equals = word.indexOf('=');
                    if (equals > 0) {
                        words.addFirst(word.substring(equals + 1));
                        option(word.substring(0, equals), words, true);
                    } else {
                        option(word, words, false);
                    }
                } else if (word.length() > 2 && "up".indexOf(word.charAt(1)) >= 0) {
                    words.addFirst(word.substring(2));
                    option(word.substring(0, 2), words, true);
                } else {
                    option(word, words, false);
                }
            }
        }

        private void operand(String word) {
            boolean isFile = word.matches("(?s).*\\.(js|mongodb|cjs)") && !word.startsWith("mongodb");
            if (isFile || hasAddress) {
                files.add(word);
            } else {
                hasAddress = true;
                parts.address(word);
            }
        }

        private void option(String name, Deque<String> words, boolean hasValue) throws Wrong {
            switch (name) {
                case "--host", "-h" -> parts.host(value(name, words));
                case "--port" -> parts.port(value(name, words));
                case "--username", "-u" -> parts.user(value(name, words));
                case "--password", "-p" -> parts.password(value(name, words));
                case "--authenticationDatabase" -> parts.authenticationDatabase(value(name, words));
                case "--eval" -> evaluated.add(value(name, words));
                case "--file", "-f" -> files.add(value(name, words));
                case "--json" -> json = hasValue ? value(name, words) : "canonical";
                case "--quiet" -> isQuiet = true;
                case "--shell" -> staysOpen = true;
                case "--nodb" -> hasNoTarget = true;
                default -> other(name, words, hasValue);
            }
        }

        private static void other(String name, Deque<String> words, boolean hasValue) throws Wrong {
            if (WITH_VALUE_PASSED_OVER.contains(name)) {
                value(name, words);
            } else if (FLAGS_PASSED_OVER.contains(name)) {
                if (hasValue) {
                    words.removeFirst();
                }
            } else if (name.startsWith("--tls") || name.startsWith("--ssl")) {
                throw new Wrong(name + ": Hauban's mongosh has no TLS; put the real mongosh on PATH");
            } else {
                throw new Wrong("Error parsing command line: unrecognized option: " + name);
            }
        }

        private static String value(String name, Deque<String> words) throws Wrong {
            if (words.isEmpty()) {
                throw new Wrong("Error parsing command line: " + name + " needs a value");
            }
            return words.removeFirst();
        }

        Words words() throws Wrong {
            Optional<Target> target = hasNoTarget ? Optional.empty() : Optional.of(parts.target());
            return new Words(target, evaluated, files, json, isQuiet, staysOpen);
        }
    }
}
