package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.LOG_IN;
import static dev.hauban.standin.mongo.access.Privilege.NOTHING;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.access.User;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.wire.Message;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How a driver and a server get to know each other, and what sessions are here: accepted, and nothing else.
final class Greetings {
    /// Of MongoDB 7.0.
    private static final int WIRE_VERSION = 21;

    private static final int LARGEST_DOCUMENT = 16 * 1024 * 1024;
    private static final int LARGEST_BATCH = 100_000;
    private static final int SESSION_MINUTES = 30;

    private final Server server;

    Greetings(Server server) {
        this.server = server;
    }

    void addTo(Map<String, Command> table) {
        table.put("hello", Command.of(NOTHING, call -> hello(call, "isWritablePrimary")));
        table.put("ismaster", Command.of(NOTHING, call -> hello(call, "ismaster")));
        table.put("ping", Command.of(NOTHING, _ -> Bson.ok()));
        table.put("buildinfo", Command.of(NOTHING, _ -> buildInfo()));
        table.put("whatsmyuri", Command.of(NOTHING, this::address));
        table.put("connectionstatus", Command.of(NOTHING, this::status));
        table.put(
                "saslstart",
                Command.of(NOTHING, call -> call.caller().beginLogIn(server, call.database(), call.words())));
        table.put("saslcontinue", Command.of(NOTHING, call -> call.caller().goOnLogIn(call.words())));
        table.put("logout", Command.of(NOTHING, call -> {
            call.caller().logOut(call.database());
            return Bson.ok();
        }));
        table.put(
                "startsession",
                Command.of(
                        LOG_IN,
                        _ -> new Document("id", new Document("id", UUID.randomUUID()))
                                .append("timeoutMinutes", SESSION_MINUTES)
                                .append("ok", 1.0)));
        for (String command : List.of("endsessions", "refreshsessions", "killsessions", "killallsessions")) {
            table.put(command, Command.of(NOTHING, _ -> Bson.ok()));
        }
        for (String command : List.of("committransaction", "aborttransaction")) {
            table.put(command, Command.of(NOTHING, _ -> {
                throw new MongoServerError(20, "IllegalOperation", "There are no transactions: " + Server.INSTEAD);
            }));
        }
    }

    private Document hello(Command.Call call, String primary) {
        Document answer = new Document(primary, true);
        if (Bson.isTrue(call.words(), "helloOk")) {
            answer.append("helloOk", true);
        }
        answer.append("maxBsonObjectSize", LARGEST_DOCUMENT)
                .append("maxMessageSizeBytes", Message.LONGEST)
                .append("maxWriteBatchSize", LARGEST_BATCH)
                .append("localTime", server.now())
                .append("logicalSessionTimeoutMinutes", SESSION_MINUTES)
                .append("connectionId", call.caller().number())
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("readOnly", false);
        if (call.words().get("saslSupportedMechs") instanceof String who) {
            mechanisms(who, answer);
        }
        Document speculative = Bson.child(call.words(), "speculativeAuthenticate");
        if (speculative != null) {
            speculate(call, speculative, answer);
        }
        return answer.append("ok", 1.0);
    }

    private void mechanisms(String who, Document answer) {
        int dot = who.indexOf('.');
        if (dot > 0) {
            server.users()
                    .find(who.substring(0, dot), who.substring(dot + 1))
                    .ifPresent(user -> answer.append(
                            "saslSupportedMechs", List.copyOf(user.credentials().keySet())));
        }
    }

    /// A driver that guesses right saves itself a question; one that does not is told nothing.
    private void speculate(Command.Call call, Document speculative, Document answer) {
        if (!speculative.containsKey("saslStart")) {
            return;
        }
        try {
            Document begun = call.caller().beginLogIn(server, Bson.text(speculative, "db"), speculative);
            answer.append("speculativeAuthenticate", begun);
        } catch (MongoServerError notThisWay) {
            answer.remove("speculativeAuthenticate");
        }
    }

    static Document buildInfo() {
        return new Document("version", Server.VERSION)
                .append("gitVersion", "hauban-stand-in")
                .append("modules", List.of("hauban-stand-in"))
                .append("allocator", "java")
                .append("javascriptEngine", "none")
                .append("sysInfo", "deprecated")
                .append("versionArray", List.of(7, 0, 0, 0))
                .append("openssl", new Document("running", "none"))
                .append("buildEnvironment", new Document("target_os", "linux"))
                .append("bits", Long.SIZE)
                .append("debug", false)
                .append("maxBsonObjectSize", LARGEST_DOCUMENT)
                .append("storageEngines", List.of("mvstore"))
                .append("ok", 1.0);
    }

    private Document address(Command.Call call) {
        String address = call.caller().peer() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress() + ":" + peer.getPort()
                : "anonymous unix socket";
        return new Document("you", address).append("ok", 1.0);
    }

    private Document status(Command.Call call) {
        List<User> users = call.caller().users(server);
        Document info = new Document(
                        "authenticatedUsers",
                        users.stream()
                                .map(user -> new Document("user", user.name()).append("db", user.database()))
                                .toList())
                .append(
                        "authenticatedUserRoles",
                        users.stream()
                                .flatMap(user -> user.roleDocuments().stream())
                                .distinct()
                                .toList());
        if (Bson.isTrue(call.words(), "showPrivileges")) {
            info.append("authenticatedUserPrivileges", List.of());
        }
        return new Document("authInfo", info).append("ok", 1.0);
    }
}
