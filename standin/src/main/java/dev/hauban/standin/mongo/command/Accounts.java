package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.LOG_IN;
import static dev.hauban.standin.mongo.access.Privilege.USERS;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.access.User;
import dev.hauban.standin.mongo.access.Users;
import dev.hauban.standin.mongo.bson.Bson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Commands about users. Roles of one's own are refused: with them, what a user may do would only seem to be limited.
final class Accounts {
    private final Server server;

    Accounts(Server server) {
        this.server = server;
    }

    void addTo(Map<String, Command> table) {
        Users users = server.users();
        table.put("createuser", Command.writing(USERS, call -> {
            users.create(call.database(), call.words());
            return Bson.ok();
        }));
        table.put("updateuser", Command.writing(USERS, call -> {
            users.update(call.database(), call.words());
            return Bson.ok();
        }));
        table.put("dropuser", Command.writing(USERS, call -> {
            users.drop(call.database(), name(call));
            return Bson.ok();
        }));
        table.put(
                "dropallusersfromdatabase",
                Command.writing(USERS, call -> new Document("n", users.dropAll(call.database())).append("ok", 1.0)));
        table.put("grantrolestouser", Command.writing(USERS, call -> {
            users.grant(call.database(), name(call), Bson.list(call.words(), "roles"));
            return Bson.ok();
        }));
        table.put("revokerolesfromuser", Command.writing(USERS, call -> {
            users.revoke(call.database(), name(call), Bson.list(call.words(), "roles"));
            return Bson.ok();
        }));
        table.put("usersinfo", Command.of(LOG_IN, this::info));
        table.put("rolesinfo", Command.of(LOG_IN, _ -> new Document("roles", List.of()).append("ok", 1.0)));
        for (String command : List.of("createrole", "updaterole", "grantprivilegestorole", "grantrolestorole")) {
            table.put(command, Command.of(USERS, _ -> {
                throw Commands.notImplemented("roles of one's own");
            }));
        }
    }

    private static String name(Command.Call call) {
        return Bson.text(call.words(), call.name());
    }

    private Document info(Command.Call call) {
        List<User> found = asked(call.words().get(call.name()), call.database());
        List<User> own = call.caller().users(server);
        boolean isOwn = !found.isEmpty()
                && found.stream()
                        .allMatch(user -> own.stream()
                                .anyMatch(known -> known.database().equals(user.database())
                                        && known.name().equals(user.name())));
        if (!isOwn && !call.caller().may(server, USERS, call.database())) {
            throw new MongoServerError(
                    13,
                    "Unauthorized",
                    "not authorized on " + call.database() + " to execute command { usersInfo: … }");
        }
        boolean withCredentials = Bson.isTrue(call.words(), "showCredentials");
        return new Document(
                        "users",
                        found.stream()
                                .map(user -> Users.shown(user, withCredentials))
                                .toList())
                .append("ok", 1.0);
    }

    private List<User> asked(@Nullable Object who, String database) {
        List<User> found = new ArrayList<>();
        switch (who) {
            case String name -> server.users().find(database, name).ifPresent(found::add);
            case Document named
            when named.containsKey("forAllDBs") -> found.addAll(server.users().all());
            case Document named ->
                server.users()
                        .find(Bson.text(named, "db"), Bson.text(named, "user"))
                        .ifPresent(found::add);
            case List<?> several -> several.forEach(each -> found.addAll(asked(each, database)));
            case null, default -> found.addAll(server.users().of(database));
        }
        return found;
    }
}
