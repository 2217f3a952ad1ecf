package dev.hauban.engine.local.dockerfile;

import dev.hauban.engine.local.dockerfile.RunLine.Arguments;
import dev.hauban.engine.local.dockerfile.RunLine.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The commands that make accounts: shadow's (useradd, groupadd), Debian's and BusyBox's (adduser, addgroup).
final class AccountCommands {
    private static final Set<String> WITH_VALUE = Set.of(
            "-u",
            "--uid",
            "-g",
            "--gid",
            "-G",
            "--groups",
            "--ingroup",
            "-d",
            "--home",
            "--home-dir",
            "-h",
            "-s",
            "--shell",
            "-c",
            "--comment",
            "--gecos",
            "-k",
            "--skel",
            "-p",
            "--password",
            "-K",
            "-b",
            "--base-dir",
            "-e",
            "-f");

    private AccountCommands() {}

    static Optional<Part> group(Arguments arguments) {
        Read read = read(arguments.words());
        if (read.plain().size() == 2 && arguments.program().equals("addgroup")) {
            // `addgroup user group` puts an existing user into a group: the user's main group is what counts here.
            return Optional.of(new Part.Nothing());
        }
        if (read.plain().size() != 1) {
            return Optional.empty();
        }
        return Optional.of(new Part.AddGroup(
                read.plain().getFirst(), read.value("-g", "--gid").flatMap(AccountCommands::number)));
    }

    static Optional<Part> user(Arguments arguments) {
        Read read = read(arguments.words());
        if (read.plain().size() == 2 && arguments.program().equals("adduser")) {
            return Optional.of(new Part.Nothing());
        }
        if (read.plain().size() != 1) {
            return Optional.empty();
        }
        boolean isBusyBox = arguments.program().equals("adduser");
        Optional<String> group = isBusyBox ? read.value("-G", "--ingroup", "--gid") : read.value("-g", "--gid");
        Optional<String> home = isBusyBox ? read.value("-h", "--home") : read.value("-d", "--home-dir", "--home");
        return Optional.of(new Part.AddUser(
                read.plain().getFirst(),
                read.value("-u", "--uid").flatMap(AccountCommands::number),
                group,
                home,
                makesHome(arguments, isBusyBox)));
    }

    private static boolean makesHome(Arguments arguments, boolean isBusyBox) {
        return isBusyBox
                ? arguments.words().stream()
                        .noneMatch(word -> word.equals("--no-create-home") || word.matches("-\\w*H\\w*"))
                : arguments.words().stream()
                        .anyMatch(word -> word.equals("--create-home") || word.matches("-[a-zA-Z]*m[a-zA-Z]*"));
    }

    static Optional<Part> changedUser(Arguments arguments) {
        Read read = read(arguments.words());
        return only(read)
                .map(name -> new Part.ChangeUser(
                        name, read.value("-u", "--uid").flatMap(AccountCommands::number), read.value("-g", "--gid")));
    }

    static Optional<Part> changedGroup(Arguments arguments) {
        Read read = read(arguments.words());
        return only(read)
                .map(name ->
                        new Part.ChangeGroup(name, read.value("-g", "--gid").flatMap(AccountCommands::number)));
    }

    /// `deluser user group` takes a user out of a group.
    static Optional<Part> removed(Arguments arguments, boolean isUser) {
        Read read = read(arguments.words());
        if (read.plain().size() == 2) {
            return Optional.of(new Part.Nothing());
        }
        return only(read).map(name -> isUser ? new Part.RemoveUser(name) : new Part.RemoveGroup(name));
    }

    private static Optional<String> only(Read read) {
        return read.plain().size() == 1 ? Optional.of(read.plain().getFirst()) : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private record Option(String name, String value) {}

    private record Read(List<Option> options, List<String> plain) {
        Optional<String> value(String... names) {
            return options.stream()
                    .filter(option -> List.of(names).contains(option.name()))
                    .map(Option::value)
                    .findFirst();
        }
    }

    private static Read read(List<String> words) {
        List<Option> options = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String last = word.length() > 2 && !word.startsWith("--") ? "-" + word.charAt(word.length() - 1) : word;
            if (word.startsWith("--") && equals > 0) {
                options.add(new Option(word.substring(0, equals), word.substring(equals + 1)));
            } else if (word.startsWith("-") && WITH_VALUE.contains(last) && i + 1 < words.size()) {
                options.add(new Option(last, words.get(++i)));
            } else if (!word.startsWith("-")) {
                plain.add(word);
            }
        }
        return new Read(options, plain);
    }
}
