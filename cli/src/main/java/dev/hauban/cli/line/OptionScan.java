package dev.hauban.cli.line;

import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One pass over arguments with a list of options; the first of two with the same name counts.
final class OptionScan {
    private final Map<String, Option> byName = new HashMap<>();
    private final Map<Character, Option> byLetter = new HashMap<>();
    private final boolean endsAtFirstWord;
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private List<String> arguments = List.of();
    private int next;

    OptionScan(List<Option> options, boolean endsAtFirstWord) {
        this.endsAtFirstWord = endsAtFirstWord;
        for (Option option : options) {
            byName.putIfAbsent(option.name(), option);
            if (option.letter().isPresent()) {
                byLetter.putIfAbsent(option.letter().get(), option);
            }
        }
    }

    CommandLine read(List<String> typed) {
        arguments = typed;
        while (next < arguments.size()) {
            String argument = arguments.get(next++);
            if (argument.equals("--")) {
                takeTheRest();
            } else if (argument.startsWith("--")) {
                readName(argument);
            } else if (argument.startsWith("-") && argument.length() > 1) {
                readLetters(argument);
            } else {
                words.add(argument);
                if (endsAtFirstWord) {
                    takeTheRest();
                }
            }
        }
        return new CommandLine(names(), values, words, problems);
    }

    private Set<String> names() {
        return new HashSet<>(byName.keySet());
    }

    private void takeTheRest() {
        words.addAll(arguments.subList(next, arguments.size()));
        next = arguments.size();
    }

    private void readName(String argument) {
        int equals = argument.indexOf('=');
        String name = argument.substring(2, equals < 0 ? argument.length() : equals);
        Option option = byName.get(name);
        if (option == null) {
            problems.add(LineProblems.unknownOption("--" + name, Nearest.to(name, byName.keySet())));
            return;
        }
        take(option, "--" + name, equals < 0 ? null : argument.substring(equals + 1));
    }

    private void readLetters(String argument) {
        for (int at = 1; at < argument.length(); at++) {
            Option option = byLetter.get(argument.charAt(at));
            String shown = "-" + argument.charAt(at);
            if (option == null) {
                problems.add(LineProblems.unknownLetter(shown, argument));
                return;
            }
            String rest = argument.substring(at + 1);
            boolean hasEquals = rest.startsWith("=");
            if (option.takesValue() || hasEquals) {
                String attached = hasEquals ? rest.substring(1) : rest;
                take(option, shown, attached.isEmpty() && !hasEquals ? null : attached);
                return;
            }
            put(option, "true");
        }
    }

    private void take(Option option, String shown, @Nullable String attached) {
        if (!option.takesValue()) {
            takeFlag(option, shown, attached);
        } else if (attached != null) {
            takeValue(option, shown, attached);
        } else if (next < arguments.size()) {
            takeValue(option, shown, arguments.get(next++));
        } else {
            problems.add(LineProblems.missingValue(shown, option.value()));
        }
    }

    private void takeFlag(Option option, String shown, @Nullable String attached) {
        String text = attached == null ? "true" : attached;
        switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> put(option, "true");
            case "0", "f", "F", "false", "FALSE", "False" -> put(option, "false");
            default -> problems.add(LineProblems.wrongValue(shown, text, "true or false"));
        }
    }

    private void takeValue(Option option, String shown, String value) {
        if (!option.choices().isEmpty() && !option.choices().contains(value)) {
            problems.add(LineProblems.wrongValue(shown, value, "one of: " + String.join(", ", option.choices())));
        } else if (option.kind() == Option.Kind.NUMBER && !isNumber(value)) {
            problems.add(LineProblems.wrongValue(shown, value, "a whole number"));
        } else {
            put(option, value);
        }
    }

    private static boolean isNumber(String text) {
        try {
            Integer.parseInt(text);
            return true;
        } catch (NumberFormatException notOne) {
            return false;
        }
    }

    private void put(Option option, String value) {
        List<String> all = values.get(option.name());
        if (all == null) {
            all = new ArrayList<>();
            values.put(option.name(), all);
        }
        all.add(value);
    }
}
