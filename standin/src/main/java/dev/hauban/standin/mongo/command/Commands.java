package dev.hauban.standin.mongo.command;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import dev.hauban.standin.mongo.access.Privilege;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.data.ValidationFailure;
import dev.hauban.standin.mongo.data.Validator;
import dev.hauban.standin.mongo.wire.Door;
import dev.hauban.standin.mongo.wire.Message;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Answers every command: finds it, asks whether the caller may, has it done, and makes an answer of whatever came of
/// it.
public final class Commands implements Door.Reception {
    private static final int UNKNOWN_ERROR = 8;
    private static final int UNAUTHORIZED = 13;
    private static final int ILLEGAL_OPERATION = 20;
    private static final int INVALID_BSON = 22;
    private static final int NOT_FOUND = 59;
    private static final int NOT_IMPLEMENTED = 238;

    /// Parts of other commands, or of every one.
    private static final Set<String> WITHOUT_LOGIN_ONLY_HELLO = Set.of("saslstart", "saslcontinue");

    private final Server server;
    private final Map<String, Command> table = new HashMap<>();

    public Commands(Server server) {
        this.server = server;
        new Greetings(server).addTo(table);
        new Reading(server).addTo(table);
        new Writing(server).addTo(table);
        new Shaping(server).addTo(table);
        new Indexing(server).addTo(table);
        new Accounts(server).addTo(table);
        new Statistics(server).addTo(table);
    }

    @Override
    public Door.Guest welcome(SocketAddress peer) {
        return new Caller(this, peer, server.settings().tally().connections.incrementAndGet());
    }

    void forget(Caller caller) {
        server.store().databases().values().forEach(database -> database.handleClose(caller.token()));
    }

    Document answer(Caller caller, String database, Document words) {
        if (words.isEmpty()) {
            return error(new MongoServerError(NOT_FOUND, "CommandNotFound", "no command given"));
        }
        String name = words.keySet().iterator().next();
        if (name.equals(Message.UNREADABLE)) {
            return error(new MongoServerError(
                    INVALID_BSON,
                    "InvalidBSON",
                    Bson.text(words, name) + ". Hauban's stand-in for MongoDB runs here."));
        }
        var call = new Command.Call(caller, database, name, words);
        try {
            return run(call);
        } catch (MongoServerException refused) {
            return error(refused);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return error(new MongoServerError(11_600, "InterruptedAtShutdown", "the server is ending"));
        } catch (RuntimeException odd) {
            // mongo-java-server meets a question that it did not think of: the answer is an error, for this client
            // only.
            server.log().accept("cannot answer " + name + ": " + odd);
            return error(new MongoServerError(
                    UNKNOWN_ERROR, "UnknownError", "the stand-in can't answer this " + name + ": " + odd.getMessage()));
        }
    }

    private Document run(Command.Call call) throws InterruptedException {
        String key = call.name().toLowerCase(Locale.ROOT);
        Command command = table.get(key);
        if (command == null) {
            throw new MongoServerError(NOT_FOUND, "CommandNotFound", "no such command: '" + call.name() + "'");
        }
        permit(call, command, key);
        refuseWhatIsMissing(call.words());
        server.settings().tally().count(key);
        if (!command.writes() && !writes(call.words())) {
            return command.work().answer(call);
        }
        return ScopedValue.where(Validator.BYPASSED, Bson.isTrue(call.words(), "bypassDocumentValidation"))
                .where(Validator.WARNED, server.log())
                .call(() -> server.store().writing(() -> command.work().answer(call)));
    }

    /// A pipeline that ends by writing what it found.
    private static boolean writes(Document words) {
        return Bson.documents(words, "pipeline").stream()
                .anyMatch(stage -> stage.containsKey("$out") || stage.containsKey("$merge"));
    }

    private void permit(Command.Call call, Command command, String key) {
        boolean mayBegin = server.settings().isGuarded()
                && server.users().isEmpty()
                && call.caller().isLocal()
                && key.equals("createuser")
                && call.database().equals("admin");
        if (mayBegin || WITHOUT_LOGIN_ONLY_HELLO.contains(key)) {
            return;
        }
        boolean may = call.caller().may(server, command.privilege(), call.database())
                && (!writes(call.words()) || call.caller().may(server, Privilege.WRITE, call.database()));
        if (!may) {
            boolean isKnown = !call.caller().users(server).isEmpty();
            throw new MongoServerError(
                    UNAUTHORIZED,
                    "Unauthorized",
                    isKnown
                            ? "not authorized on " + call.database() + " to execute command { " + call.name() + ": … }"
                            : "Command " + call.name() + " requires authentication");
        }
    }

    private static void refuseWhatIsMissing(Document words) {
        // Not in MongoDB's own words: for those drivers put advice about retryable writes.
        if (words.containsKey("txnNumber") || words.containsKey("startTransaction")) {
            throw new MongoServerError(
                    ILLEGAL_OPERATION, "IllegalOperation", "There are no transactions: " + Server.INSTEAD);
        }
        if (Bson.documents(words, "pipeline").stream().anyMatch(stage -> stage.containsKey("$changeStream"))) {
            throw new MongoServerError(
                    40_573,
                    "The $changeStream stage is only supported on replica sets. There are no change streams: "
                            + Server.INSTEAD);
        }
        refuseCollation(words);
        Object acknowledged = Bson.childOrEmpty(words, "writeConcern").get("w");
        if (acknowledged instanceof Number number && number.intValue() > 1) {
            throw new MongoServerError(2, "BadValue", "cannot use 'w' > 1 when a host is not replicated");
        }
    }

    /// Sorting and comparing by a language would silently be done by letters' numbers.
    static void refuseCollation(Document words) {
        Document collation = Bson.childOrEmpty(words, "collation");
        if (!collation.isEmpty() && !"simple".equals(collation.get("locale"))) {
            throw notImplemented("collations");
        }
        for (String list : List.of("updates", "deletes", "indexes")) {
            Bson.documents(words, list).forEach(Commands::refuseCollation);
        }
    }

    static MongoServerError notImplemented(String what) {
        return new MongoServerError(
                NOT_IMPLEMENTED, "NotImplemented", what + " are not implemented. " + Server.INSTEAD);
    }

    static Document error(MongoServerException refused) {
        Document answer = new Document("ok", 0.0).append("errmsg", refused.getMessageWithoutErrorCode());
        if (refused instanceof MongoServerError error) {
            answer.append("code", error.getCode()).append("codeName", error.getCodeName());
        } else {
            answer.append("code", UNKNOWN_ERROR).append("codeName", "UnknownError");
        }
        if (refused instanceof ValidationFailure failure) {
            answer.append("errInfo", failure.details());
        }
        return answer;
    }
}
