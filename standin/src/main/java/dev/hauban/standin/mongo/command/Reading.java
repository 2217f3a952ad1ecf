package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.LOG_IN;
import static dev.hauban.standin.mongo.access.Privilege.READ;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.data.Rest;
import dev.hauban.standin.mongo.data.StoredCollection;
import dev.hauban.standin.mongo.data.StoredDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Commands that answer with documents.
final class Reading {
    private static final int FIRST_BATCH = 101;

    /// Without them a query asks for all that there is, as it is.
    private static final List<String> WORDS_THAT_CHOOSE =
            List.of("filter", "sort", "projection", "skip", "limit", "hint");

    private final Server server;

    Reading(Server server) {
        this.server = server;
    }

    void addTo(Map<String, Command> table) {
        table.put("find", Command.of(READ, this::find));
        table.put("aggregate", Command.of(READ, this::aggregate));
        for (String command : List.of("count", "distinct")) {
            table.put(command, Command.of(READ, this::passedOn));
        }
        // Whoever has a cursor was allowed to open it, and its number can't be guessed by who was not.
        table.put("getmore", Command.of(LOG_IN, this::more));
        table.put("killcursors", Command.of(LOG_IN, this::kill));
        table.put("explain", Command.of(READ, this::explain));
    }

    private Document passedOn(Command.Call call) {
        return database(call).run(call.caller().token(), call.name(), call.words());
    }

    private StoredDatabase database(Command.Call call) {
        return server.store().database(call.database());
    }

    private Document find(Command.Call call) {
        Document words = call.words();
        String collection = call.collection();
        if (collection.equals("system.users") && call.database().equals("admin")) {
            return first(
                    call.namespace(),
                    server.users().all().stream()
                            .map(user -> dev.hauban.standin.mongo.access.Users.shown(user, false))
                            .toList());
        }
        refuse(words);
        long limit = Bson.number(words, "limit", 0);
        boolean isOneAnswer = Bson.isTrue(words, "singleBatch") || limit < 0;
        long size = Bson.number(words, "batchSize", FIRST_BATCH);
        Rest found = server.store().restOf(found(call));
        return answer(call.namespace(), found, isOneAnswer && limit < 0 ? -limit : size, isOneAnswer);
    }

    /// A whole collection is not made into objects first.
    private Stream<Document> found(Command.Call call) {
        Document words = call.words();
        boolean isWhole = WORDS_THAT_CHOOSE.stream().noneMatch(word -> isSaid(words.get(word)));
        if (isWhole) {
            return database(call)
                    .collection(call.collection())
                    .map(StoredCollection::everything)
                    .orElseGet(Stream::of);
        }
        Document asked = words.clone();
        asked.put("limit", Math.abs(Bson.number(words, "limit", 0)));
        asked.put("batchSize", 0);
        asked.remove("singleBatch");
        Document answer = database(call).run(call.caller().token(), "find", asked);
        return Bson.documents(Bson.childOrEmpty(answer, "cursor"), "firstBatch").stream();
    }

    private static boolean isSaid(@Nullable Object word) {
        return word instanceof Document document
                ? !document.isEmpty()
                : word instanceof Number number && number.longValue() != 0;
    }

    private static void refuse(Document words) {
        if (Bson.isTrue(words, "tailable")) {
            throw new MongoServerError(
                    ErrorCode.BadValue, "error processing query: tailable cursor requested on non capped collection");
        }
        for (String word : List.of("min", "max", "returnKey", "showRecordId")) {
            if (isSaid(words.get(word)) || Bson.isTrue(words, word)) {
                throw Commands.notImplemented("queries with " + word);
            }
        }
    }

    /// The first part of a result; the rest waits behind a cursor, unless all of it shall come at once.
    private Document answer(String namespace, Rest found, long size, boolean isOneAnswer) {
        List<Document> first = found.take(size);
        boolean isLeft = !isOneAnswer && !found.isEmpty();
        if (isLeft) {
            server.store().keep(found);
        }
        return new Document(
                        "cursor",
                        new Document("firstBatch", first)
                                .append("id", isLeft ? found.id() : 0L)
                                .append("ns", namespace))
                .append("ok", 1.0);
    }

    private Document aggregate(Command.Call call) {
        List<Document> pipeline = Bson.documents(call.words(), "pipeline");
        Document firstStage = pipeline.isEmpty() ? new Document() : pipeline.getFirst();
        boolean ofCollection = call.words().get(call.name()) instanceof String;
        if (firstStage.containsKey("$currentOp")) {
            return first(call.database() + ".$cmd.aggregate", List.of());
        }
        if (ofCollection && firstStage.containsKey("$collStats")) {
            return first(call.namespace(), List.of(new Statistics(server).storage(call.database(), call.collection())));
        }
        if (ofCollection && firstStage.containsKey("$indexStats")) {
            return first(call.namespace(), indexStatistics(call));
        }
        Document asked = call.words().clone();
        asked.put("cursor", new Document());
        asked.put("pipeline", Pipelines.translated(pipeline));
        Document answer = database(call).run(call.caller().token(), "aggregate", asked);
        Document cursor = Bson.childOrEmpty(answer, "cursor");
        long size = Bson.number(Bson.childOrEmpty(call.words(), "cursor"), "batchSize", FIRST_BATCH);
        Rest found = server.store().restOf(Bson.documents(cursor, "firstBatch").stream());
        return answer(Bson.text(cursor, "ns"), found, size, false);
    }

    private List<Document> indexStatistics(Command.Call call) {
        return database(call).indexes(call.collection()).stream()
                .map(index -> new Document("name", index.get("name"))
                        .append("key", index.get("key"))
                        .append("host", "localhost:" + server.settings().port())
                        .append(
                                "accesses",
                                new Document("ops", 0L)
                                        .append("since", server.settings().started())))
                .toList();
    }

    static Document first(String namespace, List<Document> documents) {
        return new Document(
                        "cursor",
                        new Document("firstBatch", documents).append("id", 0L).append("ns", namespace))
                .append("ok", 1.0);
    }

    private Document more(Command.Call call) {
        long id = Bson.number(call.words(), call.name(), 0);
        long size = Bson.number(call.words(), "batchSize", 0);
        Rest rest = server.store().rest(id);
        List<Document> next = rest.take(size > 0 ? size : Long.MAX_VALUE);
        boolean isLeft = !rest.isEmpty();
        if (!isLeft) {
            server.store().closeRest(id);
        }
        return new Document(
                        "cursor",
                        new Document("nextBatch", next)
                                .append("id", isLeft ? id : 0L)
                                .append("ns", call.database() + "." + Bson.text(call.words(), "collection")))
                .append("ok", 1.0);
    }

    private Document kill(Command.Call call) {
        List<Object> killed = new ArrayList<>();
        List<Object> notFound = new ArrayList<>();
        for (Object id : Bson.list(call.words(), "cursors")) {
            boolean wasThere = id instanceof Number number && server.store().closeRest(number.longValue());
            (wasThere ? killed : notFound).add(id);
        }
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", notFound)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of())
                .append("ok", 1.0);
    }

    /// Nothing is planned here: a collection is read, or one of its indexes is asked.
    private Document explain(Command.Call call) {
        Document asked = Bson.childOrEmpty(call.words(), call.name());
        String collection = asked.isEmpty()
                ? ""
                : String.valueOf(asked.get(asked.keySet().iterator().next()));
        Document filter = Bson.childOrEmpty(asked, "filter");
        if (filter.isEmpty()) {
            filter = Bson.childOrEmpty(asked, "query");
        }
        Document plan = database(call).plan(collection, filter);
        return new Document(
                        "queryPlanner",
                        new Document("namespace", call.database() + "." + collection)
                                .append("parsedQuery", filter)
                                .append("winningPlan", plan)
                                .append("rejectedPlans", List.of()))
                .append("command", asked)
                .append("serverInfo", new Document("version", Server.VERSION).append("gitVersion", "hauban-stand-in"))
                .append("ok", 1.0);
    }
}
