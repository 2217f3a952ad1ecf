package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.ADMINISTER;
import static dev.hauban.standin.mongo.access.Privilege.LOG_IN;
import static dev.hauban.standin.mongo.access.Privilege.MONITOR;
import static dev.hauban.standin.mongo.access.Privilege.READ;
import static dev.hauban.standin.mongo.access.Privilege.SHAPE;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.data.StoredCollection;
import dev.hauban.standin.mongo.data.StoredDatabase;
import dev.hauban.standin.mongo.data.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Commands that make, change, list and drop collections and databases.
final class Shaping {
    private static final int NOT_FOUND = 26;
    private static final List<String> VALIDATION = List.of("validator", "validationLevel", "validationAction");

    private final Server server;

    Shaping(Server server) {
        this.server = server;
    }

    void addTo(Map<String, Command> table) {
        table.put("create", Command.writing(SHAPE, this::create));
        table.put("collmod", Command.writing(ADMINISTER, this::modify));
        table.put("drop", Command.writing(SHAPE, this::drop));
        table.put("dropdatabase", Command.writing(ADMINISTER, this::dropDatabase));
        table.put("renamecollection", Command.writing(ADMINISTER, this::rename));
        table.put("listcollections", Command.of(LOG_IN, this::listCollections));
        table.put("listdatabases", Command.of(LOG_IN, this::listDatabases));
        table.put("validate", Command.of(ADMINISTER, this::validate));
    }

    private StoredDatabase database(Command.Call call) {
        return server.store().database(call.database());
    }

    private Document create(Command.Call call) {
        String name = call.collection();
        for (Map.Entry<String, String> missing : Map.of(
                        "capped", "capped collections",
                        "viewOn", "views",
                        "timeseries", "time series collections",
                        "clusteredIndex", "clustered indexes",
                        "changeStreamPreAndPostImages", "change streams")
                .entrySet()) {
            Object asked = call.words().get(missing.getKey());
            if (asked != null && !Boolean.FALSE.equals(asked)) {
                throw Commands.notImplemented(missing.getValue());
            }
        }
        if (name.startsWith("system.") || name.contains("$")) {
            throw new MongoServerError(ErrorCode.InvalidNamespace, "Invalid collection name: " + name);
        }
        Document options = new Document();
        VALIDATION.forEach(key -> options.putIfNotNull(key, call.words().get(key)));
        // Refused before anything is made.
        Validator.of(options);
        database(call).createCollectionOrThrowIfExists(name, CollectionOptions.withDefaults());
        if (!options.isEmpty()) {
            database(call).setOptions(name, options);
        }
        return Bson.ok();
    }

    private void mustExist(Command.Call call, String collection) {
        if (database(call).collection(collection).isEmpty()) {
            throw new MongoServerError(
                    NOT_FOUND, "NamespaceNotFound", "ns does not exist: " + call.database() + "." + collection);
        }
    }

    private Document modify(Command.Call call) {
        String name = call.collection();
        mustExist(call, name);
        Document options = database(call).options(name);
        if (call.words().containsKey("changeStreamPreAndPostImages")) {
            throw Commands.notImplemented("change streams");
        }
        boolean changes = false;
        for (String key : VALIDATION) {
            if (call.words().containsKey(key)) {
                options.put(key, call.words().get(key));
                changes = true;
            }
        }
        if (changes) {
            Validator.of(options);
            database(call).setOptions(name, options);
        }
        Document index = Bson.child(call.words(), "index");
        return index == null ? Bson.ok() : modifyIndex(call, name, index);
    }

    private Document modifyIndex(Command.Call call, String collection, Document wanted) {
        Document index = database(call).indexes(collection).stream()
                .filter(known -> Objects.equals(known.get("name"), wanted.get("name"))
                        || Objects.equals(known.get("key"), wanted.get("keyPattern")))
                .findFirst()
                .orElseThrow(() -> new MongoServerError(
                        ErrorCode.IndexNotFound, "cannot find index " + wanted + " for ns " + call.namespace()));
        Document changes = new Document();
        Document answer = new Document();
        for (String key : List.of("expireAfterSeconds", "hidden")) {
            if (wanted.containsKey(key)) {
                changes.put(key, wanted.get(key));
                answer.putIfNotNull(key + "_old", index.get(key));
                answer.put(key + "_new", wanted.get(key));
            }
        }
        if (changes.isEmpty()) {
            throw Commands.notImplemented("other changes of an index");
        }
        database(call).describeIndex(collection, Bson.text(index, "name"), changes);
        return answer.append("ok", 1.0);
    }

    private Document drop(Command.Call call) {
        String name = call.collection();
        if (database(call).collection(name).isEmpty()) {
            return Bson.ok();
        }
        int indexes = database(call).indexes(name).size();
        database(call).dropCollection(name, NoopOplog.get());
        return new Document("nIndexesWas", indexes)
                .append("ns", call.namespace())
                .append("ok", 1.0);
    }

    private Document dropDatabase(Command.Call call) {
        server.store().drop(call.database());
        return new Document("dropped", call.database()).append("ok", 1.0);
    }

    private Document rename(Command.Call call) {
        String from = Bson.text(call.words(), call.name());
        String to = Bson.text(call.words(), "to");
        int dot = from.indexOf('.');
        String name = from.substring(dot + 1);
        if (dot < 1 || !to.startsWith(from.substring(0, dot + 1))) {
            throw Commands.notImplemented("renamings into another database");
        }
        StoredDatabase database = server.store().database(from.substring(0, dot));
        StoredCollection collection = database.collection(name)
                .orElseThrow(() -> new MongoServerError(
                        NOT_FOUND, "NamespaceNotFound", "Source collection " + from + " does not exist"));
        String newName = to.substring(dot + 1);
        if (database.collection(newName).isPresent()) {
            if (!Bson.isTrue(call.words(), "dropTarget")) {
                throw new MongoServerError(ErrorCode.NamespaceExists, "target namespace exists");
            }
            database.dropCollection(newName, NoopOplog.get());
        }
        database.moveCollection(database, collection, newName);
        return Bson.ok();
    }

    private Document listCollections(Command.Call call) {
        boolean maySeeAll = call.caller().may(server, READ, call.database())
                || call.caller().may(server, SHAPE, call.database());
        if (!maySeeAll) {
            throw new MongoServerError(
                    13,
                    "Unauthorized",
                    "not authorized on " + call.database() + " to execute command { listCollections: 1 }");
        }
        var matcher = new DefaultQueryMatcher();
        Document filter = Bson.childOrEmpty(call.words(), "filter");
        boolean onlyNames = Bson.isTrue(call.words(), "nameOnly");
        List<Document> found = new ArrayList<>();
        server.store().existing(call.database()).ifPresent(database -> {
            for (String name : database.collectionNames()) {
                Document shown = shown(database, name);
                if (matcher.matches(shown, filter)) {
                    found.add(onlyNames ? new Document("name", name).append("type", "collection") : shown);
                }
            }
        });
        return Reading.first(call.database() + ".$cmd.listCollections", found);
    }

    private static Document shown(StoredDatabase database, String name) {
        Document info = new Document("readOnly", false);
        database.collection(name).ifPresent(collection -> info.append("uuid", collection.getUuid()));
        return new Document("name", name)
                .append("type", "collection")
                .append("options", database.options(name))
                .append("info", info)
                .append(
                        "idIndex",
                        new Document("v", 2)
                                .append("key", new Document("_id", 1))
                                .append("name", "_id_"));
    }

    private Document listDatabases(Command.Call call) {
        boolean onlyNames = Bson.isTrue(call.words(), "nameOnly");
        boolean maySeeAll =
                call.caller().may(server, MONITOR, "admin") || call.caller().may(server, READ, "*");
        Map<String, Long> sizes = new TreeMap<>();
        sizes.put("admin", server.store().users().isEmpty() ? 0L : 1L);
        server.store().databases().forEach((name, database) -> sizes.put(name, onlyNames ? 1L : size(database)));
        var matcher = new DefaultQueryMatcher();
        Document filter = Bson.childOrEmpty(call.words(), "filter");
        List<Document> shown = new ArrayList<>();
        sizes.forEach((name, size) -> {
            Document document = new Document("name", name);
            if (!onlyNames) {
                document.append("sizeOnDisk", size).append("empty", size == 0);
            }
            boolean maySee = maySeeAll
                    || call.caller().may(server, READ, name)
                    || call.caller().may(server, SHAPE, name);
            if (maySee && matcher.matches(document, filter)) {
                shown.add(document);
            }
        });
        Document answer = new Document("databases", shown);
        if (!onlyNames) {
            long sum = sizes.values().stream().mapToLong(Long::longValue).sum();
            answer.append("totalSize", sum).append("totalSizeMb", sum >> 20);
        }
        return answer.append("ok", 1.0);
    }

    private static long size(StoredDatabase database) {
        return database.collectionNames().stream()
                .map(database::collection)
                .flatMap(java.util.Optional::stream)
                .mapToLong(collection -> Bson.number(collection.getStats(), "size", 0))
                .sum();
    }

    private Document validate(Command.Call call) {
        mustExist(call, call.collection());
        return database(call).run(call.caller().token(), "validate", call.words());
    }
}
