package dev.hauban.compose.meaning;

import dev.hauban.compose.shape.ShellWords;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import dev.hauban.compose.variable.Cast;
import dev.hauban.stack.BackupWish;
import dev.hauban.stack.ServiceExtension;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.StackExtension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `x-hauban`. A key that is not a [HaubanKey] is a mistake.
final class HaubanExtensions {
    static final String NAME = "x-hauban";
    private static final String GROUPS_EXAMPLE = "write it as in `groups: {shop: [web, api]}`";
    private static final String COMMAND_EXAMPLE = "write it as in `local: {command: [java, -jar, app.jar]}`";
    private static final String BACKUP_EXAMPLE =
            "write it as in `backup: {path: ./backups, leave_out: [nginx-cache, ./logs], keep: {daily: 7}}`";
    private static final String KEEP_EXAMPLE = "write it as in `keep: {last: 3, daily: 7, weekly: 4, monthly: 6}`";
    private static final String DOCTOR_EXAMPLE =
            "write it as in `doctor: {ignore: {moving-tag: we build it every night}}`";
    private static final List<String> ENGINES = List.of("local", "docker", "kubernetes");
    private static final List<String> CATEGORIES =
            List.of("application", "infrastructure", "administration", "monitoring");

    private final Problems problems;

    HaubanExtensions(Problems problems) {
        this.problems = problems;
    }

    StackExtension stack(Mapping document) {
        Trail trail = Trail.ROOT.child(NAME);
        Mapping extension = extension(document, HaubanKey.Where.TOP, trail);
        checkDoctor(extension, trail);
        return new StackExtension(
                word(extension, HaubanKey.ENGINE, ENGINES, trail),
                flag(extension, HaubanKey.KEEP_ORDER, trail).orElse(false),
                flag(extension, HaubanKey.RESTART_UNHEALTHY, trail).orElse(false),
                backup(extension, document, trail));
    }

    private BackupWish backup(@Nullable Mapping extension, Mapping document, Trail stackTrail) {
        Node node = extension == null ? null : extension.get(HaubanKey.BACKUP.key());
        Trail trail = stackTrail.child(HaubanKey.BACKUP.key());
        if (!(node instanceof Mapping mapping)) {
            if (node != null) {
                wrong(node, trail, "a mapping with `path`, `leave_out`, `keep` and `encrypt_for`", BACKUP_EXAMPLE);
            }
            return BackupWish.none();
        }
        refuseUnknown(mapping, List.of("path", "leave_out", "keep", "encrypt_for"), trail);
        Optional<String> path = Optional.ofNullable(mapping.get("path")).map(GoText::of);
        BackupWish.Keep keep = keep(mapping.get("keep"), trail.child("keep"));
        List<String> leftOut = switch (mapping.get("leave_out")) {
            case null -> List.of();
            case Sequence sequence -> leftOut(sequence, document, trail.child("leave_out"));
            case Node other -> {
                wrong(other, trail.child("leave_out"), "a list of services, volumes and folders", BACKUP_EXAMPLE);
                yield List.of();
            }
        };
        return new BackupWish(path, leftOut, keep, recipients(mapping.get("encrypt_for"), trail.child("encrypt_for")));
    }

    private List<String> recipients(@Nullable Node node, Trail trail) {
        if (node == null) {
            return List.of();
        }
        List<String> recipients = node instanceof Sequence sequence
                ? sequence.items().stream().map(GoText::of).toList()
                : List.of();
        if (recipients.isEmpty() || !recipients.stream().allMatch(one -> one.matches("age1[0-9a-z]{58}"))) {
            wrong(
                    node,
                    trail,
                    "a list of public keys of age's",
                    "age-keygen makes a key and prints its public key, age1…");
        }
        return recipients;
    }

    private BackupWish.Keep keep(@Nullable Node node, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            if (node != null) {
                wrong(node, trail, "a mapping of last, daily, weekly and monthly to numbers", KEEP_EXAMPLE);
            }
            return BackupWish.Keep.everything();
        }
        refuseUnknown(mapping, List.of("last", "daily", "weekly", "monthly"), trail);
        var keep = new BackupWish.Keep(
                count(mapping, "last", trail),
                count(mapping, "daily", trail),
                count(mapping, "weekly", trail),
                count(mapping, "monthly", trail));
        if (keep.isEverything()) {
            wrong(mapping, trail, "at least one number above 0", KEEP_EXAMPLE);
        }
        return keep;
    }

    private int count(Mapping mapping, String key, Trail trail) {
        Node node = mapping.get(key);
        if (node == null) {
            return 0;
        }
        String text = GoText.of(node);
        if (!text.matches("[0-9]{1,4}")) {
            wrong(node, trail.child(key), "a number of sets, up to 9999", KEEP_EXAMPLE);
            return 1;
        }
        return Integer.parseInt(text);
    }

    /// What names nothing leaves nothing out, and somebody believes it does.
    private List<String> leftOut(Sequence sequence, Mapping document, Trail trail) {
        var leftOut = new ArrayList<String>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Node item = sequence.items().get(i);
            String word = GoText.of(item);
            if (word.startsWith("./") || document.mayHave("services", word) || document.mayHave("volumes", word)) {
                leftOut.add(word.length() > 2 && word.endsWith("/") ? word.substring(0, word.length() - 1) : word);
            } else {
                problems.error(
                        "compose.undefined",
                        item,
                        trail.item(i),
                        "there is no service and no volume `" + Legible.of(word) + "`",
                        "correct the name; a folder begins with ./");
            }
        }
        return leftOut;
    }

    /// @param known the services that the files have, switched on or not
    Map<String, List<ServiceName>> groups(Mapping document, Set<String> known) {
        Trail trail = Trail.ROOT.child(NAME).child(HaubanKey.GROUPS.key());
        Mapping extension = document.mapping(NAME);
        Node node = extension == null ? null : extension.get(HaubanKey.GROUPS.key());
        var groups = new LinkedHashMap<String, List<ServiceName>>();
        switch (node) {
            case null -> {}
            case Mapping mapping ->
                mapping.entries()
                        .forEach((name, members) ->
                                groups.put(name, members(members, document, known, trail.child(name))));
            case Node other -> wrong(other, trail, "a mapping of names to lists of services", GROUPS_EXAMPLE);
        }
        return groups;
    }

    private List<ServiceName> members(Node node, Mapping document, Set<String> known, Trail trail) {
        var members = new ArrayList<ServiceName>();
        if (!(node instanceof Sequence sequence)) {
            wrong(node, trail, "a list of services", GROUPS_EXAMPLE);
            return members;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            Node item = sequence.items().get(i);
            String name = GoText.of(item);
            if (known.contains(name)) {
                members.add(new ServiceName(name));
            } else if (!document.mayHave("services", name)) {
                String nearest = problems.nearest(name, known);
                problems.error(
                        "compose.undefined",
                        item,
                        trail.item(i),
                        "there is no service `" + Legible.of(name) + "`",
                        nearest == null ? "remove it" : "did you mean `" + nearest + "`?");
            }
        }
        return members;
    }

    ServiceExtension service(Mapping service, Trail serviceTrail) {
        Trail trail = serviceTrail.child(NAME);
        Mapping extension = extension(service, HaubanKey.Where.SERVICE, trail);
        checkDoctor(extension, trail);
        return new ServiceExtension(
                localCommand(extension, trail),
                flag(extension, HaubanKey.RESTART_THIS_UNHEALTHY, trail),
                word(extension, HaubanKey.CATEGORY, CATEGORIES, trail));
    }

    private @Nullable Mapping extension(Mapping holder, HaubanKey.Where where, Trail trail) {
        Node node = holder.get(NAME);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!(node instanceof Mapping mapping)) {
            wrong(node, trail, "a mapping", "write it as `key: value`, on lines of its own below x-hauban");
            return null;
        }
        refuseUnknown(mapping, HaubanKey.keys(where), trail);
        return mapping;
    }

    private void refuseUnknown(Mapping mapping, List<String> known, Trail trail) {
        mapping.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                String nearest = problems.nearest(key, known);
                problems.keyError(
                        "compose.unknown-key",
                        value,
                        trail.child(key),
                        "x-hauban has no `" + Legible.of(key) + "` here",
                        nearest == null ? "there are: " + String.join(", ", known) : "did you mean `" + nearest + "`?");
            }
        });
    }

    /// The doctor reads it by itself; a stack has no word of it (docs/decisions/0071).
    private void checkDoctor(@Nullable Mapping extension, Trail trail) {
        Node doctor = extension == null ? null : extension.get(HaubanKey.DOCTOR.key());
        if (doctor == null) {
            return;
        }
        Trail way = trail.child(HaubanKey.DOCTOR.key());
        if (!(doctor instanceof Mapping mapping)) {
            wrong(doctor, way, "a mapping with `ignore`", DOCTOR_EXAMPLE);
            return;
        }
        refuseUnknown(mapping, List.of("ignore"), way);
        switch (mapping.get("ignore")) {
            case null -> {}
            case Mapping rules ->
                rules.entries().forEach((rule, reason) -> {
                    boolean isGiven =
                            reason instanceof Scalar scalar && scalar.text() instanceof String text && !text.isBlank();
                    if (!isGiven) {
                        wrong(reason, way.child("ignore").child(rule), "the reason, in words", DOCTOR_EXAMPLE);
                    }
                });
            case Node other -> wrong(other, way.child("ignore"), "a mapping of rules to reasons", DOCTOR_EXAMPLE);
        }
    }

    private Optional<List<String>> localCommand(@Nullable Mapping extension, Trail trail) {
        Node local = extension == null ? null : extension.get(HaubanKey.LOCAL.key());
        if (local == null) {
            return Optional.empty();
        }
        Trail way = trail.child(HaubanKey.LOCAL.key());
        if (!(local instanceof Mapping mapping)) {
            wrong(local, way, "a mapping with `command`", COMMAND_EXAMPLE);
            return Optional.empty();
        }
        refuseUnknown(mapping, List.of("command"), way);
        return switch (mapping.get("command")) {
            case null -> Optional.empty();
            case Sequence sequence -> Optional.of(StackMaker.texts(sequence));
            case Scalar scalar when scalar.text() != null -> line(scalar, scalar.text(), way);
            case Node other -> {
                wrong(other, way.child("command"), "a list or a line", COMMAND_EXAMPLE);
                yield Optional.empty();
            }
        };
    }

    private Optional<List<String>> line(Scalar scalar, @Nullable String line, Trail trail) {
        List<String> words = line == null ? null : ShellWords.split(line);
        if (words == null) {
            problems.error(
                    "compose.value",
                    scalar,
                    trail.child("command"),
                    "this command line has a quote or parenthesis left open",
                    "close it, or write the command as a list");
        }
        return Optional.ofNullable(words);
    }

    private Optional<String> word(@Nullable Mapping extension, HaubanKey key, List<String> known, Trail trail) {
        Node node = extension == null ? null : extension.get(key.key());
        if (node == null) {
            return Optional.empty();
        }
        String word = GoText.of(node);
        if (!known.contains(word)) {
            String nearest = problems.nearest(word, known);
            problems.error(
                    "compose.value",
                    node,
                    trail.child(key.key()),
                    "`" + Legible.of(word) + "` is not known here",
                    nearest == null ? "use one of " + String.join(", ", known) : "did you mean `" + nearest + "`?");
            return Optional.empty();
        }
        return Optional.of(word);
    }

    private Optional<Boolean> flag(@Nullable Mapping extension, HaubanKey key, Trail trail) {
        Node node = extension == null ? null : extension.get(key.key());
        if (!(node instanceof Scalar scalar)) {
            if (node != null) {
                wrong(node, trail.child(key.key()), "true or false", "write true or false");
            }
            return Optional.empty();
        }
        Object value = scalar.value() instanceof String text ? Cast.BOOLEAN.of(text) : scalar.value();
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        wrong(scalar, trail.child(key.key()), "true or false", "write true or false");
        return Optional.empty();
    }

    private void wrong(Node node, Trail trail, String wanted, String remedy) {
        problems.wrongType(node, trail, wanted, remedy);
    }
}
