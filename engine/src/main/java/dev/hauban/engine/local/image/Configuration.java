package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.stack.HealthCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a stage's instructions have said so far. It changes from instruction to instruction and belongs to one stage.
final class Configuration {
    final Map<String, String> environment;
    /// Build arguments that are in scope, with their values.
    final Map<String, String> arguments = new LinkedHashMap<>();

    final List<LocalProgram.User> users;
    final List<LocalProgram.Group> groups;
    final Set<String> volumes;
    final Set<String> exposed;
    final List<BuiltImage.Package> packages;
    final List<Problem> remarks;
    final List<Piece> pieces;
    List<String> entrypoint;
    List<String> command;
    List<String> shell = List.of("/bin/sh", "-c");
    String workingDirectory;
    Optional<String> user;
    Optional<HealthCheck> healthCheck;
    Optional<String> stopSignal;
    final List<String> notes;

    private Configuration(Configuration other) {
        environment = new LinkedHashMap<>(other.environment);
        users = new ArrayList<>(other.users);
        groups = new ArrayList<>(other.groups);
        volumes = new LinkedHashSet<>(other.volumes);
        exposed = new LinkedHashSet<>(other.exposed);
        packages = new ArrayList<>(other.packages);
        remarks = new ArrayList<>(other.remarks);
        pieces = new ArrayList<>(other.pieces);
        entrypoint = other.entrypoint;
        command = other.command;
        shell = other.shell;
        workingDirectory = other.workingDirectory;
        user = other.user;
        healthCheck = other.healthCheck;
        stopSignal = other.stopSignal;
        notes = new ArrayList<>(other.notes);
    }

    Configuration(BaseImage base) {
        environment = new LinkedHashMap<>(base.environment());
        users = new ArrayList<>(base.account().users());
        groups = new ArrayList<>(base.account().groups());
        volumes = new LinkedHashSet<>(base.traits().volumes());
        exposed = new LinkedHashSet<>(base.traits().exposed());
        packages = new ArrayList<>();
        remarks = new ArrayList<>(base.remarks());
        pieces = new ArrayList<>(base.pieces());
        entrypoint = base.entrypoint();
        command = base.command();
        workingDirectory = base.workingDirectory();
        user = base.account().user();
        healthCheck = base.traits().healthCheck();
        stopSignal = base.traits().stopSignal();
        notes = new ArrayList<>(base.traits().notes());
    }

    /// As the next stage finds it that begins with this one: build arguments stay behind.
    Configuration inherited() {
        return new Configuration(this);
    }

    /// What may be filled in: ENV wins over ARG.
    Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>(arguments);
        all.putAll(environment);
        return all;
    }

    /// A command as words: what is written for a shell is given to it.
    List<String> words(Instruction.Form form) {
        return switch (form) {
            case Instruction.Form.Exec exec -> exec.words();
            case Instruction.Form.Line line -> {
                List<String> words = new ArrayList<>(shell);
                words.add(line.text());
                yield words;
            }
        };
    }

    void install(List<String> names, Place place) {
        names.forEach(name -> packages.add(new BuiltImage.Package(name, place)));
    }

    void addGroup(String name, Optional<Integer> gid) {
        groups.removeIf(group -> group.name().equals(name));
        groups.add(new LocalProgram.Group(name, gid.orElseGet(this::freeId), List.of()));
    }

    LocalProgram.User addUser(String name, Optional<Integer> uid, Optional<String> group, Optional<String> home) {
        int id = uid.orElseGet(this::freeId);
        int gid = group.map(this::groupId).orElse(id);
        if (groups.stream().noneMatch(known -> known.gid() == gid)) {
            groups.add(new LocalProgram.Group(name, gid, List.of()));
        }
        users.removeIf(user -> user.name().equals(name));
        var added = new LocalProgram.User(name, id, gid, home.orElse("/home/" + name));
        users.add(added);
        return added;
    }

    void adoptAccounts(Configuration other) {
        other.users.forEach(user -> {
            removeUser(user.name());
            users.add(user);
        });
        other.groups.forEach(group -> {
            removeGroup(group.name());
            groups.add(group);
        });
    }

    void changeUser(String name, Optional<Integer> uid, Optional<String> group) {
        users.replaceAll(user -> user.name().equals(name)
                ? new LocalProgram.User(
                        name, uid.orElse(user.uid()), group.map(this::groupId).orElse(user.gid()), user.home())
                : user);
    }

    void changeGroup(String name, Optional<Integer> gid) {
        Optional<LocalProgram.Group> known =
                groups.stream().filter(group -> group.name().equals(name)).findFirst();
        if (known.isEmpty() || gid.isEmpty()) {
            return;
        }
        int before = known.get().gid();
        groups.replaceAll(
                group -> group.name().equals(name) ? new LocalProgram.Group(name, gid.get(), group.members()) : group);
        users.replaceAll(user ->
                user.gid() == before ? new LocalProgram.User(user.name(), user.uid(), gid.get(), user.home()) : user);
    }

    void removeUser(String name) {
        users.removeIf(user -> user.name().equals(name));
    }

    void removeGroup(String name) {
        groups.removeIf(group -> group.name().equals(name));
    }

    private int groupId(String nameOrNumber) {
        if (nameOrNumber.matches("[0-9]+")) {
            return Integer.parseInt(nameOrNumber);
        }
        return groups.stream()
                .filter(group -> group.name().equals(nameOrNumber))
                .map(LocalProgram.Group::gid)
                .findFirst()
                .orElseGet(this::freeId);
    }

    /// As useradd counts in an image that has none yet.
    private int freeId() {
        int id = 1000;
        while (isTaken(id)) {
            id++;
        }
        return id;
    }

    private boolean isTaken(int id) {
        return users.stream().anyMatch(user -> user.uid() == id)
                || groups.stream().anyMatch(group -> group.gid() == id);
    }

    /// The ids that `user[:group]` means, as far as the image knows them.
    Optional<StageTree.Owner> owner(String text) {
        String[] parts = text.split(":", 2);
        Optional<LocalProgram.User> known =
                users.stream().filter(each -> each.name().equals(parts[0])).findFirst();
        Optional<Integer> uid = number(parts[0]).or(() -> known.map(LocalProgram.User::uid));
        if (parts[0].isEmpty()) {
            uid = Optional.of(StageTree.Owner.UNCHANGED);
        } else if (parts[0].equals("root")) {
            uid = Optional.of(0);
        }
        if (uid.isEmpty()) {
            return Optional.empty();
        }
        int gid = known.map(LocalProgram.User::gid).orElse(uid.get());
        if (parts.length == 2 && !parts[1].isEmpty()) {
            gid = parts[1].equals("root") ? 0 : groupId(parts[1]);
        }
        return Optional.of(new StageTree.Owner(uid.get(), gid));
    }

    /// Whom RUN lines run as: what `USER` said last.
    Optional<BuildRunner.Identity> identity() {
        return user.flatMap(this::owner)
                .filter(owner -> owner.uid() != 0)
                .map(owner -> new BuildRunner.Identity(owner.uid(), owner.gid()));
    }

    /// The home of that user.
    String home() {
        String name = user.orElse("root").split(":", 2)[0];
        return users.stream()
                .filter(known -> known.name().equals(name)
                        || Integer.toString(known.uid()).equals(name))
                .map(LocalProgram.User::home)
                .findFirst()
                .orElse("/root");
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
