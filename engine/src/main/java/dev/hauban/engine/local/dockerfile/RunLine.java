package dev.hauban.engine.local.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a RUN line does, as far as it only prepares a container: accounts, folders, packages. The rest is for a shell.
///
/// A line is taken apart only at `&&`, `;` and line ends that stand outside of quotes; a line with anything more
/// (pipes, loops, conditions, redirections) is for a shell as a whole.
public final class RunLine {
    private static final Set<String> NOTHING = Set.of("true", ":", "set", "sync", "ldconfig", "update-ca-certificates");

    private RunLine() {}

    /// A part of the line.
    public sealed interface Part {
        record AddGroup(String name, Optional<Integer> gid) implements Part {}

        /// @param group name or number
        record AddUser(String name, Optional<Integer> uid, Optional<String> group, Optional<String> home)
                implements Part {}

        record MakeFolders(List<String> paths) implements Part {}

        /// @param owner `user`, `user:group`, `:group`
        record Own(String owner, List<String> paths) implements Part {}

        record Mode(String mode, List<String> paths, boolean isDeep) implements Part {}

        /// Packages of the image's distribution, without versions.
        record Install(List<String> packages) implements Part {}

        /// Something that only tidies the image up.
        record Nothing() implements Part {}

        record Shell(String line) implements Part {}
    }

    /// The parts, in order; neighbors that are for a shell are one.
    public static List<Part> parts(String line) {
        Optional<List<String>> commands = commands(line);
        if (commands.isEmpty()) {
            return List.of(new Part.Shell(line));
        }
        List<Part> parts = new ArrayList<>();
        for (String command : commands.get()) {
            Part part = part(command);
            if (part instanceof Part.Shell shell && !parts.isEmpty() && parts.getLast() instanceof Part.Shell before) {
                parts.set(parts.size() - 1, new Part.Shell(before.line() + " && " + shell.line()));
            } else if (!(part instanceof Part.Nothing)) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static Optional<List<String>> commands(String line) {
        List<String> commands = new ArrayList<>();
        var command = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                command.append(c).append(line.charAt(++i));
            } else if (quote != 0 || c == '"' || c == '\'') {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
                command.append(c);
            } else if (line.startsWith("&&", i)) {
                end(command, commands);
                i++;
            } else if (c == ';' || c == '\n') {
                end(command, commands);
            } else if ("|&<>(){}`".indexOf(c) >= 0) {
                return Optional.empty();
            } else {
                command.append(c);
            }
        }
        end(command, commands);
        boolean hasControl = commands.stream().anyMatch(text -> CONTROL.contains(text.split("\\s", 2)[0]));
        return hasControl ? Optional.empty() : Optional.of(commands);
    }

    private static final Set<String> CONTROL = Set.of(
            "if", "then", "else", "elif", "fi", "for", "do", "done", "while", "until", "case", "esac", "cd", "export");

    private static void end(StringBuilder command, List<String> commands) {
        String text = command.toString().strip();
        if (!text.isEmpty()) {
            commands.add(text);
        }
        command.setLength(0);
    }

    private static Part part(String command) {
        boolean needsShell = command.chars().anyMatch(c -> "$*?[".indexOf(c) >= 0)
                && !isTidying(command)
                && !isInstallation(command);
        if (needsShell) {
            return new Part.Shell(command);
        }
        List<String> words = new ArrayList<>(Words.raw(command));
        words.replaceAll(word -> Substitution.word(word, java.util.Map.of()));
        while (!words.isEmpty() && words.getFirst().matches("[A-Za-z_]+=.*")) {
            words.removeFirst();
        }
        if (words.isEmpty() || NOTHING.contains(words.getFirst()) || isTidying(command)) {
            return new Part.Nothing();
        }
        return known(new Arguments(words.getFirst(), words.subList(1, words.size())))
                .orElseGet(() -> new Part.Shell(command));
    }

    /// A package's version may hold a star.
    private static boolean isInstallation(String command) {
        return !command.contains("$")
                && command.matches("(apt-get|apt|apk|yum|dnf|microdnf)(\\s+-\\S+)*\\s+(install|add)\\b.*");
    }

    private static boolean isTidying(String command) {
        return command.matches("rm\\s+-[rRf]+\\s+(/var/(lib/apt/lists|cache/(apt|apk|yum|dnf))\\S*\\s*|/tmp/\\S*\\s*)+")
                || command.matches(
                        "(sudo\\s+)?(apt-get|apt|yum|dnf|microdnf)(\\s+-\\S+)*\\s+(clean|autoremove|autoclean|update|upgrade|purge)\\b.*")
                || command.matches("apk(\\s+-\\S+)*\\s+(update|upgrade|cache\\s+clean)\\b.*");
    }

    private static Optional<Part> known(Arguments arguments) {
        return switch (arguments.program()) {
            case "groupadd", "addgroup" -> AccountCommands.group(arguments);
            case "useradd", "adduser" -> AccountCommands.user(arguments);
            case "mkdir" -> paths(arguments, Set.of("-p", "--parents", "-v")).map(Part.MakeFolders::new);
            case "chown" -> owned(arguments);
            case "chmod" -> moded(arguments);
            case "apt-get", "apt", "apk", "yum", "dnf", "microdnf" -> installed(arguments);
            default -> Optional.empty();
        };
    }

    record Arguments(String program, List<String> words) {
        /// Words that are no options.
        List<String> plain() {
            return words.stream().filter(word -> !word.startsWith("-")).toList();
        }
    }

    private static Optional<List<String>> paths(Arguments arguments, Set<String> allowed) {
        boolean isPlain = arguments.words().stream().allMatch(word -> !word.startsWith("-") || allowed.contains(word));
        return isPlain && !arguments.plain().isEmpty() ? Optional.of(arguments.plain()) : Optional.empty();
    }

    private static Optional<Part> owned(Arguments arguments) {
        return paths(arguments, Set.of("-R", "--recursive", "-v", "-h"))
                .filter(words -> words.size() >= 2)
                .map(words -> new Part.Own(words.getFirst(), words.subList(1, words.size())));
    }

    private static Optional<Part> moded(Arguments arguments) {
        boolean isDeep = arguments.words().contains("-R");
        return paths(arguments, Set.of("-R", "--recursive", "-v"))
                .filter(words -> words.size() >= 2)
                .map(words -> new Part.Mode(words.getFirst(), words.subList(1, words.size()), isDeep));
    }

    private static Optional<Part> installed(Arguments arguments) {
        List<String> plain = arguments.plain();
        boolean installs = !plain.isEmpty() && Set.of("install", "add").contains(plain.getFirst());
        if (!installs) {
            return Optional.empty();
        }
        return Optional.of(new Part.Install(plain.subList(1, plain.size()).stream()
                .map(name -> name.replaceFirst("[=~<>].*$", ""))
                .toList()));
    }
}
