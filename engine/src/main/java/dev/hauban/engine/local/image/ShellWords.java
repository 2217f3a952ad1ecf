package dev.hauban.engine.local.image;

import dev.hauban.stack.HealthCheck;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which programs a command line calls, found by a quick look at the words where a shell expects one. It may miss some
/// (what a variable holds), but doesn't invent any.
final class ShellWords {
    private static final Pattern TOKEN = Pattern.compile(
            "'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(&&|\\|\\||[;|&(){}`\\n]|\\$\\()|((?:\\$+\\{[^}]*\\}|[^\\s;|&(){}`'\"])+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*");
    private static final Set<String> BEFORE_A_COMMAND = Set.of(
            "if", "then", "else", "elif", "while", "until", "do", "!", "exec", "time", "command", "nohup", "env",
            "sudo", "gosu", "su-exec");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash");

    private ShellWords() {}

    static Set<String> programs(HealthCheck.Test test) {
        return switch (test) {
            case HealthCheck.Test.Command command -> programs(command.words());
            case HealthCheck.Test.Shell shell -> programs(shell.line());
            case HealthCheck.Test.None _, HealthCheck.Test.Inherited _ -> Set.of();
        };
    }

    /// Of a program with its arguments, which may be a shell with a line.
    static Set<String> programs(List<String> words) {
        Set<String> found = new LinkedHashSet<>();
        if (words.isEmpty()) {
            return found;
        }
        String first = fileName(words.getFirst());
        found.add(first);
        int index = 1;
        if (SHELLS.contains(first)) {
            while (index < words.size() && words.get(index).startsWith("-")) {
                boolean isLine = words.get(index).endsWith("c");
                index++;
                if (isLine && index < words.size()) {
                    found.addAll(programs(words.get(index)));
                }
            }
        } else if (words.size() > 1) {
            // An entrypoint that becomes another program: `tini -- psql …`, `docker-entrypoint.sh redis-server`.
            words.stream()
                    .skip(1)
                    .filter(word -> !word.startsWith("-"))
                    .findFirst()
                    .map(ShellWords::fileName)
                    .filter(_ -> Set.of("tini", "dumb-init", "docker-entrypoint.sh", "exec", "env")
                            .contains(first))
                    .ifPresent(found::add);
        }
        return found;
    }

    /// Of a line for the shell.
    static Set<String> programs(String line) {
        Set<String> found = new LinkedHashSet<>();
        boolean isCommand = true;
        Matcher token = TOKEN.matcher(line);
        while (token.find()) {
            String operator = token.group(3);
            if (operator != null) {
                isCommand = true;
                continue;
            }
            String inQuotes = token.group(2);
            if (inQuotes != null && inQuotes.contains("$(")) {
                found.addAll(programs(inQuotes.substring(inQuotes.indexOf("$(") + 2)));
            }
            if (isCommand) {
                String word = token.group(4) == null ? quotedText(token) : token.group(4);
                isCommand = BEFORE_A_COMMAND.contains(word)
                        || ASSIGNMENT.matcher(word).matches();
                if (!isCommand) {
                    found.add(fileName(word));
                }
            }
        }
        return found;
    }

    private static String quotedText(Matcher token) {
        return token.group(1) != null ? token.group(1) : token.group(2);
    }

    private static String fileName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
