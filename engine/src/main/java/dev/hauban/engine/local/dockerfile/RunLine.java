package dev.hauban.engine.local.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
        /// @param makesHome whether its home comes with it
        record AddUser(
                String name, Optional<Integer> uid, Optional<String> group, Optional<String> home, boolean makesHome)
                implements Part {}

        /// An account that gets other numbers.
        record ChangeUser(String name, Optional<Integer> uid, Optional<String> group) implements Part {}

        record ChangeGroup(String name, Optional<Integer> gid) implements Part {}

        record RemoveUser(String name) implements Part {}

        record RemoveGroup(String name) implements Part {}

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

    /// A command of a list.
    ///
    /// @param isTolerated whether what stands behind it is done although it fails
    private record Listed(String text, boolean isTolerated) {}

    /// The parts, in order; neighbors that are for a shell are one.
    public static List<Part> parts(String line) {
        Optional<List<Listed>> commands = commands(line);
        if (commands.isEmpty()) {
            return List.of(new Part.Shell(line));
        }
        List<Part> parts = new ArrayList<>();
        boolean isTolerated = false;
        for (Listed command : commands.get()) {
            Part part = part(command.text());
            if (part instanceof Part.Shell shell && !parts.isEmpty() && parts.getLast() instanceof Part.Shell before) {
                String joint = isTolerated ? "; " : " && ";
                parts.set(parts.size() - 1, new Part.Shell(before.line() + joint + shell.line()));
            } else if (!(part instanceof Part.Nothing)) {
                tolerate(parts, isTolerated);
                parts.add(part);
            }
            isTolerated =
                    command.isTolerated() && part instanceof Part.Shell || isTolerated && part instanceof Part.Nothing;
        }
        return parts;
    }

    /// What is no shell's comes after a command whose failure counts for nothing.
    private static void tolerate(List<Part> parts, boolean isTolerated) {
        if (isTolerated && parts.getLast() instanceof Part.Shell before) {
            parts.set(parts.size() - 1, new Part.Shell(before.line() + "; true"));
        }
    }

    private static Optional<List<Listed>> commands(String line) {
        List<Listed> commands = new ArrayList<>();
        var command = new StringBuilder();
        char quote = 0;
        boolean stopsAtFailure = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                command.append(c).append(line.charAt(++i));
            } else if (quote != 0 || c == '"' || c == '\'') {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
                command.append(c);
            } else if (line.startsWith("&&", i)) {
                end(command, commands, false);
                i++;
            } else if (c == ';' || c == '\n') {
                stopsAtFailure |= STOPS_AT_FAILURE.matcher(command).matches();
                end(command, commands, !stopsAtFailure);
            } else if ("|&<>(){}`".indexOf(c) >= 0) {
                return Optional.empty();
            } else {
                command.append(c);
            }
        }
        end(command, commands, false);
        boolean hasControl = commands.stream()
                .map(Listed::text)
                .anyMatch(text -> CONTROL.contains(text.split("\\s", 2)[0])
                        || SETTING.matcher(text).matches());
        return hasControl ? Optional.empty() : Optional.of(commands);
    }

    private static final Pattern STOPS_AT_FAILURE = Pattern.compile("\\s*set\\s+-\\w*e.*");

    /// A variable that the commands behind it use.
    private static final Pattern SETTING = Pattern.compile("[A-Za-z_]\\w*=\\S*");

    private static final Set<String> CONTROL = Set.of(
            "if", "then", "else", "elif", "fi", "for", "do", "done", "while", "until", "case", "esac", "cd", "export");

    private static void end(StringBuilder command, List<Listed> commands, boolean isTolerated) {
        String text = command.toString().strip();
        if (!text.isEmpty()) {
            commands.add(new Listed(text, isTolerated));
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

    /// What a command that has its words from a shell prepares; empty when it is none of those.
    ///
    /// @param words the first is the program
    public static Optional<Part> of(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        return NOTHING.contains(words.getFirst()) || isTidying(String.join(" ", words))
                ? Optional.of(new Part.Nothing())
                : known(new Arguments(words.getFirst(), words.subList(1, words.size())));
    }

    private static Optional<Part> known(Arguments arguments) {
        return switch (arguments.program()) {
            case "groupadd", "addgroup" -> AccountCommands.group(arguments);
            case "useradd", "adduser" -> AccountCommands.user(arguments);
            case "usermod" -> AccountCommands.changedUser(arguments);
            case "groupmod" -> AccountCommands.changedGroup(arguments);
            case "userdel", "deluser" -> AccountCommands.removed(arguments, true);
            case "groupdel", "delgroup" -> AccountCommands.removed(arguments, false);
            case "mkdir" -> paths(arguments, Set.of("-p", "--parents", "-v")).map(Part.MakeFolders::new);
            case "chown" -> owned(arguments).map(own -> own);
            case "chgrp" -> owned(arguments).map(own -> new Part.Own(":" + own.owner(), own.paths()));
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

    private static Optional<Part.Own> owned(Arguments arguments) {
        return paths(arguments, Set.of("-R", "--recursive", "-v", "-h", "-f", "-Rf", "-Rv", "-hR", "-Rh", "-c"))
                .filter(words -> words.size() >= 2)
                .map(words -> new Part.Own(words.getFirst(), words.subList(1, words.size())));
    }

    private static Optional<Part> moded(Arguments arguments) {
        boolean isDeep = arguments.words().contains("-R");
        return paths(arguments, Set.of("-R", "--recursive", "-v"))
                .filter(words -> words.size() >= 2)
                .map(words -> new Part.Mode(words.getFirst(), words.subList(1, words.size()), isDeep));
    }

    /// Whatever else a package manager does, it tidies up.
    private static Optional<Part> installed(Arguments arguments) {
        List<String> plain = new ArrayList<>();
        List<String> words = arguments.words();
        for (int i = 0; i < words.size(); i++) {
            if (WITH_VALUE.contains(words.get(i))) {
                i++;
            } else if (!words.get(i).startsWith("-")) {
                plain.add(words.get(i));
            }
        }
        boolean installs = !plain.isEmpty() && Set.of("install", "add").contains(plain.getFirst());
        if (!installs) {
            return Optional.of(new Part.Nothing());
        }
        return Optional.of(new Part.Install(plain.subList(1, plain.size()).stream()
                .map(name -> name.replaceFirst("[=~<>].*$", ""))
                .toList()));
    }

    /// Options of package managers whose value is a word of its own.
    private static final Set<String> WITH_VALUE =
            Set.of("-t", "--virtual", "--target-release", "-o", "--option", "-c", "-X", "--repository", "-p", "--root");
}
