package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.LOG_IN;
import static dev.hauban.standin.mongo.access.Privilege.READ;

import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.data.StoredDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Commands that answer with documents.
final class Reading {
    private static final int FIRST_BATCH = 101;
    private static final long LARGEST_BATCH = 16L << 20;

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
        boolean isOneAnswer = Bson.isTrue(words, "singleBatch") || Bson.number(words, "limit", 0) < 0;
        Document asked = words.clone();
        if (Bson.number(words, "limit", 0) < 0) {
            asked.put("limit", -Bson.number(words, "limit", 0));
        }
        asked.putIfAbsent("batchSize", FIRST_BATCH);
        if (isOneAnswer) {
            asked.put("batchSize", 0);
        }
        Document answer = database(call).run(call.caller().token(), "find", asked);
        if (Bson.number(words, "batchSize", FIRST_BATCH) == 0 && !isOneAnswer) {
            // The driver wants the cursor alone, and fetches the first documents with it.
            return split(answer, 0);
        }
        return answer;
    }

    /// Puts what is beyond the first batch behind a cursor.
    private Document split(Document answer, int size) {
        Document cursor = Bson.childOrEmpty(answer, "cursor");
        List<Document> all = Bson.documents(cursor, "firstBatch");
        if (Bson.number(cursor, "id", 0) != 0 || all.size() <= size) {
            return answer;
        }
        Cursor rest = server.store().cursorOver(all.subList(size, all.size()));
        cursor.put("id", rest.getId());
        cursor.put("firstBatch", all.subList(0, size));
        return answer;
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
        asked.putIfAbsent("cursor", new Document());
        Document answer = database(call).run(call.caller().token(), "aggregate", asked);
        long size = Bson.number(Bson.childOrEmpty(call.words(), "cursor"), "batchSize", FIRST_BATCH);
        return split(answer, (int) size);
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
        int size = (int) Bson.number(call.words(), "batchSize", 0);
        Cursor cursor = server.store().cursor(id);
        List<Document> next = size > 0 ? cursor.takeDocuments(size) : asManyAsFit(cursor);
        if (cursor.isEmpty()) {
            server.store().closeCursor(id);
        }
        return new Document(
                        "cursor",
                        new Document("nextBatch", next)
                                .append("id", cursor.isEmpty() ? 0L : id)
                                .append("ns", call.database() + "." + Bson.text(call.words(), "collection")))
                .append("ok", 1.0);
    }

    /// What one answer may hold where nobody says how much it shall.
    private static List<Document> asManyAsFit(Cursor cursor) {
        List<Document> taken = new ArrayList<>();
        long bytes = 0;
        while (!cursor.isEmpty() && bytes < LARGEST_BATCH) {
            for (Document document : cursor.takeDocuments(1)) {
                taken.add(document);
                bytes += Bson.bytes(document).length;
            }
        }
        return taken;
    }

    private Document kill(Command.Call call) {
        List<Object> killed = new ArrayList<>();
        List<Object> notFound = new ArrayList<>();
        for (Object id : Bson.list(call.words(), "cursors")) {
            boolean wasThere = id instanceof Number number && server.store().closeCursor(number.longValue());
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
