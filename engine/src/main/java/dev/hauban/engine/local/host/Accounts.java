package dev.hauban.engine.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is who: the machine's users and groups, with those that an image adds.
///
/// @param users by name
/// @param groups by name
public record Accounts(Map<String, User> users, Map<String, Group> groups) {
    public record User(String name, int uid, int gid, String home) {}

    public record Group(String name, int gid, List<String> members) {}

    /// Who a service runs as, in numbers.
    ///
    /// @param home as `HOME`
    /// @param further groups that it belongs to besides
    public record Identity(int uid, int gid, String home, List<Integer> further) {}

    public static Accounts of(Path passwd, Path group) throws IOException {
        var users = new LinkedHashMap<String, User>();
        for (String[] words : rows(passwd, 6)) {
            users.putIfAbsent(
                    words[0], new User(words[0], Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[5]));
        }
        var groups = new LinkedHashMap<String, Group>();
        for (String[] words : rows(group, 3)) {
            List<String> members = words.length > 3 && !words[3].isBlank() ? List.of(words[3].split(",")) : List.of();
            groups.putIfAbsent(words[0], new Group(words[0], Integer.parseInt(words[2]), members));
        }
        return new Accounts(users, groups);
    }

    /// An image's accounts count more than the machine's of the same name.
    public Accounts with(List<User> addedUsers, List<Group> addedGroups) {
        // In front, because a number means the first who has it.
        var allUsers = new LinkedHashMap<String, User>();
        addedUsers.forEach(user -> allUsers.put(user.name(), user));
        users.forEach(allUsers::putIfAbsent);
        var allGroups = new LinkedHashMap<String, Group>();
        addedGroups.forEach(group -> allGroups.put(group.name(), group));
        groups.forEach(allGroups::putIfAbsent);
        return new Accounts(allUsers, allGroups);
    }

    /// Reads `name`, `uid`, `name:group` or `uid:gid`.
    ///
    /// @return empty when a name in it is nobody's
    public Optional<Identity> identity(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Optional<User> user = name.isEmpty() ? user(0) : isNumber(name) ? user(Integer.parseInt(name)) : named(name);
        if (user.isEmpty() && !isNumber(name)) {
            return Optional.empty();
        }
        int uid = user.map(User::uid).orElseGet(() -> Integer.parseInt(name));
        Optional<Integer> gid = colon < 0
                // As Docker does for a number that nobody has: the group of root.
                ? Optional.of(user.map(User::gid).orElse(0))
                : group(text.substring(colon + 1));
        String home = user.map(User::home).orElse("/");
        return gid.map(number -> new Identity(uid, number, home, further(user)));
    }

    /// As /etc/passwd.
    public String passwd() {
        var text = new StringBuilder();
        users.values()
                .forEach(user -> text.append(user.name())
                        .append(":x:")
                        .append(user.uid())
                        .append(':')
                        .append(user.gid())
                        .append("::")
                        .append(user.home())
                        .append(":/bin/sh\n"));
        return text.toString();
    }

    /// As /etc/group.
    public String group() {
        var text = new StringBuilder();
        groups.values()
                .forEach(group -> text.append(group.name())
                        .append(":x:")
                        .append(group.gid())
                        .append(':')
                        .append(String.join(",", group.members()))
                        .append('\n'));
        return text.toString();
    }

    private Optional<User> named(String name) {
        return Optional.ofNullable(users.get(name));
    }

    private Optional<User> user(int uid) {
        return users.values().stream().filter(user -> user.uid() == uid).findFirst();
    }

    private Optional<Integer> group(String text) {
        return isNumber(text)
                ? Optional.of(Integer.parseInt(text))
                : Optional.ofNullable(groups.get(text)).map(Group::gid);
    }

    private List<Integer> further(Optional<User> user) {
        return user.stream()
                .flatMap(known -> groups.values().stream()
                        .filter(group -> group.members().contains(known.name()))
                        .map(Group::gid))
                .distinct()
                .toList();
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}");
    }

    private static List<String[]> rows(Path file, int words) throws IOException {
        var rows = new ArrayList<String[]>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] row = line.split(":", -1);
                if (row.length >= words && isNumber(row[2]) && (words < 6 || isNumber(row[3]))) {
                    rows.add(row);
                }
            }
        } catch (NoSuchFileException none) {
            // A machine without accounts: then only numbers name users.
            return rows;
        }
        return rows;
    }
}
