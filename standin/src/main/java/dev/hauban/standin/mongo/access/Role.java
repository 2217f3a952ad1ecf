package dev.hauban.standin.mongo.access;

import static dev.hauban.standin.mongo.access.Privilege.ADMINISTER;
import static dev.hauban.standin.mongo.access.Privilege.MANAGE;
import static dev.hauban.standin.mongo.access.Privilege.MONITOR;
import static dev.hauban.standin.mongo.access.Privilege.READ;
import static dev.hauban.standin.mongo.access.Privilege.SHAPE;
import static dev.hauban.standin.mongo.access.Privilege.USERS;
import static dev.hauban.standin.mongo.access.Privilege.WRITE;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// A role that somebody has, on one database.
///
/// @param name one of MongoDB's own; there are no others here
public record Role(String name, String database) {
    private static final String ADMIN = "admin";

    /// Source: MongoDB's documentation of its built-in roles.
    private static final Map<String, Set<Privilege>> ON_ITS_DATABASE = Map.of(
            "read", EnumSet.of(READ),
            "readWrite", EnumSet.of(READ, WRITE, SHAPE),
            "dbAdmin", EnumSet.of(SHAPE, ADMINISTER),
            "userAdmin", EnumSet.of(USERS),
            "dbOwner", EnumSet.of(READ, WRITE, SHAPE, ADMINISTER, USERS));

    /// Those of the database `admin`, good for all databases.
    private static final Map<String, Set<Privilege>> EVERYWHERE = Map.of(
            "readAnyDatabase", EnumSet.of(READ),
            "readWriteAnyDatabase", EnumSet.of(READ, WRITE, SHAPE),
            "dbAdminAnyDatabase", EnumSet.of(SHAPE, ADMINISTER),
            "userAdminAnyDatabase", EnumSet.of(USERS),
            "root", EnumSet.allOf(Privilege.class),
            "__system", EnumSet.allOf(Privilege.class),
            "backup", EnumSet.of(READ),
            "restore", EnumSet.of(READ, WRITE, SHAPE, ADMINISTER, USERS));

    /// Those of the database `admin` for the server itself.
    private static final Map<String, Set<Privilege>> OF_THE_SERVER = Map.of(
            "clusterMonitor", EnumSet.of(MONITOR),
            "clusterManager", EnumSet.of(MONITOR),
            "hostManager", EnumSet.of(MONITOR, MANAGE),
            "clusterAdmin", EnumSet.of(MONITOR, MANAGE));

    /// Whether MongoDB has such a role on such a database.
    public boolean isKnown() {
        return ON_ITS_DATABASE.containsKey(name)
                || database.equals(ADMIN) && (EVERYWHERE.containsKey(name) || OF_THE_SERVER.containsKey(name));
    }

    boolean allows(Privilege privilege, String where) {
        Set<Privilege> own = ON_ITS_DATABASE.getOrDefault(name, Set.of());
        if (database.equals(where) && own.contains(privilege)) {
            return true;
        }
        if (!database.equals(ADMIN)) {
            return false;
        }
        return EVERYWHERE.getOrDefault(name, Set.of()).contains(privilege)
                || OF_THE_SERVER.getOrDefault(name, Set.of()).contains(privilege);
    }
}
