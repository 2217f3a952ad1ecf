package dev.hauban.standin.mongo.access;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.wire.Scram;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Somebody who may log in.
///
/// @param database where he is known, and logs in
/// @param credentials what is kept of his password, by mechanism: never the password itself
/// @param about `customData`
public record User(String database, String name, List<Role> roles, Document credentials, Document about) {
    /// The least that drivers accept: it is what a log-in costs.
    static final int ITERATIONS = 4096;

    private static final int LONGEST_SALT = 28;

    public User {
        roles = List.copyOf(roles);
    }

    static String key(String database, String name) {
        return database + "." + name;
    }

    String key() {
        return key(database, name);
    }

    /// Whether one of the roles allows it.
    public boolean may(Privilege privilege, String where) {
        return roles.stream().anyMatch(role -> role.allows(privilege, where));
    }

    User withRoles(List<Role> others) {
        return new User(database, name, others, credentials, about);
    }

    User withCredentials(Document others) {
        return new User(database, name, roles, others, about);
    }

    User withAbout(Document other) {
        return new User(database, name, roles, credentials, other);
    }

    /// What is kept of a password.
    static Document credentials(String name, String password, List<Scram> mechanisms) {
        Document kept = new Document();
        for (Scram scram : mechanisms) {
            byte[] salt = new byte[scram == Scram.SHA_256 ? LONGEST_SALT : LONGEST_SALT - 12];
            new SecureRandom().nextBytes(salt);
            byte[] salted = scram.salted(scram.prepared(name, password), salt, ITERATIONS);
            kept.put(
                    scram.mechanism(),
                    new Document("iterationCount", ITERATIONS)
                            .append("salt", new BinData(salt))
                            .append("storedKey", new BinData(scram.hash(scram.keyed(salted, "Client Key"))))
                            .append("serverKey", new BinData(scram.keyed(salted, "Server Key"))));
        }
        return kept;
    }

    Document kept() {
        return new Document("db", database)
                .append("user", name)
                .append("roles", roleDocuments())
                .append("credentials", credentials)
                .append("customData", about);
    }

    static User of(Document kept) {
        return new User(
                Bson.text(kept, "db"),
                Bson.text(kept, "user"),
                roles(Bson.list(kept, "roles"), Bson.text(kept, "db")),
                Bson.childOrEmpty(kept, "credentials"),
                Bson.childOrEmpty(kept, "customData"));
    }

    /// As commands show them.
    public List<Document> roleDocuments() {
        return roles.stream()
                .map(role -> new Document("role", role.name()).append("db", role.database()))
                .toList();
    }

    /// Roles as commands name them: a bare name is one of the command's own database.
    static List<Role> roles(List<?> named, String database) {
        List<Role> roles = new ArrayList<>();
        for (Object each : named) {
            roles.add(
                    each instanceof Document role
                            ? new Role(Bson.text(role, "role"), Bson.text(role, "db"))
                            : new Role(String.valueOf(each), database));
        }
        return roles;
    }
}
