package dev.hauban.standin.mongo.access;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.wire.Scram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is known, and the commands that change it.
public final class Users {
    private static final int NOT_FOUND = 11;
    private static final int ALREADY_THERE = 51_003;
    private static final int NO_SUCH_ROLE = 31;

    private final Map<String, Document> kept;

    /// @param kept where they are kept, by `database.name`
    public Users(Map<String, Document> kept) {
        this.kept = kept;
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    public Optional<User> find(String database, String name) {
        return Optional.ofNullable(kept.get(User.key(database, name))).map(User::of);
    }

    private User known(String database, String name) {
        return find(database, name)
                .orElseThrow(() -> new MongoServerError(
                        NOT_FOUND, "UserNotFound", "Could not find user \"" + name + "\" for db \"" + database + "\""));
    }

    public void create(String database, Document command) {
        String name = Bson.text(command, "createUser");
        if (name.isEmpty() || !(command.get("pwd") instanceof String password) || password.isEmpty()) {
            throw new MongoServerError(
                    ErrorCode.BadValue,
                    name.isEmpty()
                            ? "User document needs 'user' field to be non-empty"
                            : "User needs a password (pwd)");
        }
        if (!(command.get("roles") instanceof List<?> named)) {
            throw new MongoServerError(40_414, "BSON field 'createUser.roles' is missing but a required field");
        }
        if (find(database, name).isPresent()) {
            throw new MongoServerError(ALREADY_THERE, "User \"" + name + "@" + database + "\" already exists");
        }
        keep(new User(
                database,
                name,
                known(User.roles(named, database)),
                User.credentials(name, password, mechanisms(command)),
                Bson.childOrEmpty(command, "customData")));
    }

    public void update(String database, Document command) {
        User user = known(database, Bson.text(command, "updateUser"));
        if (command.get("roles") instanceof List<?> named) {
            user = user.withRoles(known(User.roles(named, database)));
        }
        if (command.get("pwd") instanceof String password) {
            user = user.withCredentials(User.credentials(user.name(), password, mechanisms(command)));
        }
        Document about = Bson.child(command, "customData");
        keep(about == null ? user : user.withAbout(about));
    }

    public void drop(String database, String name) {
        kept.remove(known(database, name).key());
    }

    public int dropAll(String database) {
        List<User> all = of(database);
        all.forEach(user -> kept.remove(user.key()));
        return all.size();
    }

    public void grant(String database, String name, List<?> roles) {
        User user = known(database, name);
        Set<Role> all = new LinkedHashSet<>(user.roles());
        all.addAll(known(User.roles(roles, database)));
        keep(user.withRoles(List.copyOf(all)));
    }

    public void revoke(String database, String name, List<?> roles) {
        User user = known(database, name);
        List<Role> left = new ArrayList<>(user.roles());
        left.removeAll(User.roles(roles, database));
        keep(user.withRoles(left));
    }

    private void keep(User user) {
        kept.put(user.key(), user.kept());
    }

    public List<User> of(String database) {
        return all().stream().filter(user -> user.database().equals(database)).toList();
    }

    public List<User> all() {
        return kept.values().stream().map(User::of).toList();
    }

    private static List<Role> known(List<Role> roles) {
        for (Role role : roles) {
            if (!role.isKnown()) {
                throw new MongoServerError(
                        NO_SUCH_ROLE, "RoleNotFound", "Could not find role: " + role.name() + "@" + role.database());
            }
        }
        return roles;
    }

    private static List<Scram> mechanisms(Document command) {
        List<?> named = Bson.list(command, "mechanisms");
        List<Scram> wanted = Arrays.stream(Scram.values())
                .filter(scram -> named.isEmpty() || named.contains(scram.mechanism()))
                .toList();
        if (wanted.isEmpty()) {
            throw new MongoServerError(ErrorCode.BadValue, "Unknown auth mechanism: " + named);
        }
        return wanted;
    }

    /// As `usersInfo` shows one.
    public static Document shown(User user, boolean withCredentials) {
        Document shown = new Document("_id", user.key())
                .append("user", user.name())
                .append("db", user.database())
                .append("roles", user.roleDocuments())
                .append("mechanisms", List.copyOf(user.credentials().keySet()));
        if (!user.about().isEmpty()) {
            shown.put("customData", user.about());
        }
        if (withCredentials) {
            shown.put("credentials", user.credentials());
        }
        return shown;
    }
}
