package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.LOG_IN;
import static dev.hauban.standin.mongo.access.Privilege.READ;
import static dev.hauban.standin.mongo.access.Privilege.SHAPE;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.data.StoredDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Commands about indexes. What an index does is `data`'s; which are refused, and when one is there already, is here.
final class Indexing {
    private static final int CANNOT_CREATE = 67;
    private static final int OPTIONS_CONFLICT = 85;
    private static final int NOT_FOUND = 26;
    private static final List<String> MEANING =
            List.of("unique", "sparse", "expireAfterSeconds", "partialFilterExpression");

    private final Server server;

    Indexing(Server server) {
        this.server = server;
    }

    void addTo(Map<String, Command> table) {
        table.put("createindexes", Command.writing(SHAPE, this::create));
        table.put("dropindexes", Command.writing(SHAPE, this::drop));
        table.put("deleteindexes", Command.writing(SHAPE, this::drop));
        table.put("listindexes", Command.of(LOG_IN, this::list));
        table.put("reindex", Command.writing(SHAPE, _ -> Bson.ok()));
    }

    private Document create(Command.Call call) {
        StoredDatabase database = server.store().database(call.database());
        String collection = call.collection();
        List<Document> wanted = Bson.documents(call.words(), "indexes");
        // All are looked at before the first is made.
        wanted.forEach(Indexing::check);
        boolean isNew = database.collection(collection).isEmpty();
        database.collectionMade(collection);
        int before = database.indexes(collection).size();
        for (Document index : wanted) {
            Document described = index.clone();
            described.putIfAbsent("name", name(Bson.childOrEmpty(index, "key")));
            described.put("ns", call.namespace());
            if (!isThere(database.indexes(collection), described)) {
                database.createIndex(described);
            }
        }
        int after = database.indexes(collection).size();
        Document answer = new Document("numIndexesBefore", before)
                .append("numIndexesAfter", after)
                .append("createdCollectionAutomatically", isNew);
        if (before == after) {
            answer.append("note", "all indexes already exist");
        }
        return answer.append("ok", 1.0);
    }

    private static String name(Document key) {
        return key.entrySet().stream()
                .map(each -> each.getKey() + "_" + number(each.getValue()))
                .collect(Collectors.joining("_"));
    }

    private static String number(@Nullable Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }

    private static void check(Document index) {
        Document key = Bson.childOrEmpty(index, "key");
        if (key.isEmpty()) {
            throw refused("Index keys cannot be empty.");
        }
        for (Map.Entry<String, Object> each : key.entrySet()) {
            boolean isKnown = each.getValue() instanceof Number number && number.doubleValue() != 0
                    || "hashed".equals(each.getValue());
            if (!isKnown) {
                throw refused("An index of kind '" + each.getValue() + "' is not implemented. " + Server.INSTEAD);
            }
        }
        Object expiry = index.get("expireAfterSeconds");
        if (expiry != null) {
            if (!(expiry instanceof Number seconds)
                    || seconds.doubleValue() < 0
                    || seconds.doubleValue() > Integer.MAX_VALUE) {
                throw refused("TTL index 'expireAfterSeconds' option must be within an acceptable range");
            }
            if (key.size() != 1 || key.containsKey("_id")) {
                throw refused(
                        "TTL indexes are single-field indexes, compound indexes do not support TTL, nor does _id");
            }
        }
        if (index.containsKey("partialFilterExpression") && Bson.isTrue(index, "sparse")) {
            throw refused("cannot mix \"partialFilterExpression\" and \"sparse\" options");
        }
    }

    private static MongoServerError refused(String why) {
        return new MongoServerError(CANNOT_CREATE, "CannotCreateIndex", why);
    }

    private static boolean isThere(List<Document> known, Document wanted) {
        for (Document index : known) {
            boolean hasName = Objects.equals(index.get("name"), wanted.get("name"));
            boolean hasKey = sameKey(Bson.childOrEmpty(index, "key"), Bson.childOrEmpty(wanted, "key"));
            boolean isId = hasKey && Bson.childOrEmpty(index, "key").keySet().equals(java.util.Set.of("_id"));
            if (hasName && hasKey && sameMeaning(index, wanted) || isId) {
                return true;
            }
            if (hasName) {
                throw new MongoServerError(
                        ErrorCode.IndexKeySpecsConflict,
                        "An existing index has the same name as the requested index. Requested index: " + shown(wanted)
                                + ", existing index: " + shown(index));
            }
            if (hasKey && sameMeaning(index, wanted)) {
                throw new MongoServerError(
                        OPTIONS_CONFLICT,
                        "IndexOptionsConflict",
                        "Index already exists with a different name: " + index.get("name"));
            }
        }
        return false;
    }

    private static String shown(Document index) {
        Document shown = index.clone();
        shown.remove("ns");
        return shown.toString(true, "{ ", " }");
    }

    private static boolean sameKey(Document one, Document other) {
        return List.copyOf(one.keySet()).equals(List.copyOf(other.keySet()))
                && one.keySet().stream().allMatch(key -> number(one.get(key)).equals(number(other.get(key))));
    }

    private static boolean sameMeaning(Document one, Document other) {
        return MEANING.stream().allMatch(option -> {
            Object first = one.get(option);
            Object second = other.get(option);
            return first instanceof Number a && second instanceof Number b
                    ? a.longValue() == b.longValue()
                    : Objects.equals(no(first), no(second));
        });
    }

    private static Object no(@Nullable Object option) {
        return option == null ? Boolean.FALSE : option;
    }

    private Document drop(Command.Call call) {
        StoredDatabase database = server.store().database(call.database());
        String collection = call.collection();
        if (database.collection(collection).isEmpty()) {
            throw new MongoServerError(NOT_FOUND, "NamespaceNotFound", "ns not found " + call.namespace());
        }
        List<Document> known = database.indexes(collection);
        Object which = call.words().get("index");
        if ("*".equals(which)) {
            known.stream()
                    .map(index -> Bson.text(index, "name"))
                    .filter(name -> !name.equals("_id_"))
                    .forEach(name -> database.dropIndex(collection, name));
        } else {
            for (Object each : which instanceof List<?> list ? list : List.of(Objects.requireNonNullElse(which, ""))) {
                database.dropIndex(collection, named(known, each));
            }
        }
        return new Document("nIndexesWas", known.size()).append("ok", 1.0);
    }

    private static String named(List<Document> known, Object which) {
        Optional<Document> index = known.stream()
                .filter(each -> which.equals(each.get("name"))
                        || which instanceof Document key && sameKey(Bson.childOrEmpty(each, "key"), key))
                .findFirst();
        String name = index.map(found -> Bson.text(found, "name"))
                .orElseThrow(() ->
                        new MongoServerError(ErrorCode.IndexNotFound, "index not found with name [" + which + "]"));
        if (name.equals("_id_")) {
            throw new MongoServerError(ErrorCode.InvalidOptions, "cannot drop _id index");
        }
        return name;
    }

    private Document list(Command.Call call) {
        boolean maySee = call.caller().may(server, READ, call.database())
                || call.caller().may(server, SHAPE, call.database());
        if (!maySee) {
            throw new MongoServerError(
                    13,
                    "Unauthorized",
                    "not authorized on " + call.database() + " to execute command { listIndexes: … }");
        }
        StoredDatabase database = server.store().database(call.database());
        if (database.collection(call.collection()).isEmpty()) {
            throw new MongoServerError(NOT_FOUND, "NamespaceNotFound", "ns does not exist: " + call.namespace());
        }
        List<Document> shown = database.indexes(call.collection()).stream()
                .map(Indexing::described)
                .toList();
        return Reading.first(call.namespace(), shown);
    }

    /// In the order in which MongoDB says it.
    private static Document described(Document index) {
        Document described = new Document("v", index.getOrDefault("v", 2))
                .append("key", index.get("key"))
                .append("name", index.get("name"));
        index.forEach((option, value) -> {
            if (!option.equals("ns") && !option.equals("background")) {
                described.putIfAbsent(option, value);
            }
        });
        return described;
    }
}
