package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.LOG_IN;
import static dev.hauban.standin.mongo.access.Privilege.MANAGE;
import static dev.hauban.standin.mongo.access.Privilege.MONITOR;
import static dev.hauban.standin.mongo.access.Privilege.READ;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.access.Privilege;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.data.StoredCollection;
import dev.hauban.standin.mongo.data.StoredDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the server tells of itself: what is true of the stand-in, in the places where administration pages and
/// exporters look for it.
final class Statistics {
    private static final int NO_REPLICATION = 76;
    /// Of the file, in one command.
    private static final int MOST_PARTS = 100;

    private static final int MOST_CONNECTIONS = 65_536;

    private final Server server;

    Statistics(Server server) {
        this.server = server;
    }

    void addTo(Map<String, Command> table) {
        table.put("serverstatus", Command.of(MONITOR, _ -> status().append("ok", 1.0)));
        table.put("dbstats", Command.of(READ, this::database));
        table.put(
                "collstats",
                Command.of(
                        READ,
                        call -> collection(call.database(), call.collection()).append("ok", 1.0)));
        table.put(
                "datasize",
                Command.of(
                        READ,
                        call -> new Document("size", 0).append("numObjects", 0).append("ok", 1.0)));
        table.put("top", Command.of(MONITOR, _ -> new Document("totals", new Document()).append("ok", 1.0)));
        table.put("currentop", Command.of(MONITOR, _ -> new Document("inprog", List.of()).append("ok", 1.0)));
        table.put("hostinfo", Command.of(MONITOR, _ -> host()));
        table.put(
                "getcmdlineopts",
                Command.of(
                        MONITOR,
                        _ -> new Document("argv", server.settings().words())
                                .append("parsed", new Document())
                                .append("ok", 1.0)));
        table.put("getlog", Command.of(MONITOR, this::log));
        table.put("getparameter", Command.of(MONITOR, Statistics::parameter));
        table.put("connpoolstats", Command.of(MONITOR, _ -> Bson.ok()));
        table.put(
                "getdiagnosticdata",
                Command.of(
                        MONITOR, _ -> new Document("data", new Document("serverStatus", status())).append("ok", 1.0)));
        table.put(
                "profile",
                Command.of(
                        LOG_IN,
                        _ -> new Document("was", 0).append("slowms", 100).append("ok", 1.0)));
        table.put("listcommands", Command.of(LOG_IN, _ -> commands(table)));
        table.put("fsync", Command.of(MANAGE, _ -> {
            server.store().force();
            return new Document("numFiles", 1).append("ok", 1.0);
        }));
        table.put(
                "killop", Command.of(MANAGE, _ -> new Document("info", "there is nothing to kill").append("ok", 1.0)));
        table.put("compact", Command.of(MANAGE, _ -> compact()));
        table.put("shutdown", Command.of(MANAGE, _ -> {
            server.stop().run();
            return Bson.ok();
        }));
        for (String command : List.of(
                "replsetgetstatus", "replsetinitiate", "replsetgetconfig", "replsetreconfig", "replsetstepdown")) {
            table.put(command, Command.of(MONITOR, _ -> {
                throw new MongoServerError(
                        NO_REPLICATION,
                        "NoReplicationEnabled",
                        "not running with --replSet. There are no replica sets: " + Server.INSTEAD);
            }));
        }
    }

    /// All collections lie in one file.
    private Document compact() {
        long before = server.store().size();
        int parts = 0;
        while (server.store().tidy() && parts < MOST_PARTS) {
            parts++;
        }
        return new Document("bytesFreed", Math.max(0, before - server.store().size())).append("ok", 1.0);
    }

    private static Document commands(Map<String, Command> table) {
        Document all = new Document();
        new java.util.TreeMap<>(table)
                .forEach((name, command) ->
                        all.put(name, new Document("requiresAuth", command.privilege() != Privilege.NOTHING)));
        return new Document("commands", all).append("ok", 1.0);
    }

    private Document status() {
        Duration up = Duration.between(server.settings().started(), server.now());
        Runtime runtime = Runtime.getRuntime();
        int current = server.guests().getAsInt();
        Server.Tally tally = server.settings().tally();
        long megabytes = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        return new Document("host", "localhost:" + server.settings().port())
                .append("version", Server.VERSION)
                .append("process", "mongod")
                .append("pid", ProcessHandle.current().pid())
                .append("uptime", (double) up.toSeconds())
                .append("uptimeMillis", up.toMillis())
                .append("uptimeEstimate", up.toSeconds())
                .append("localTime", server.now())
                .append(
                        "asserts",
                        new Document("regular", 0)
                                .append("warning", 0)
                                .append("msg", 0)
                                .append("user", 0)
                                .append("rollovers", 0))
                .append(
                        "connections",
                        new Document("current", current)
                                .append("available", MOST_CONNECTIONS - current)
                                .append("totalCreated", tally.connections.get())
                                .append("active", current))
                .append("extra_info", new Document("note", "Hauban's stand-in for MongoDB").append("page_faults", 0))
                .append(
                        "globalLock",
                        new Document("totalTime", up.toNanos() / 1000)
                                .append("currentQueue", counts())
                                .append("activeClients", counts()))
                .append(
                        "mem",
                        new Document("bits", Long.SIZE)
                                .append("resident", megabytes)
                                .append("virtual", runtime.maxMemory() >> 20)
                                .append("supported", true))
                .append(
                        "network",
                        new Document("bytesIn", 0L).append("bytesOut", 0L).append("numRequests", tally.commands.sum()))
                .append("opcounters", tally.document())
                .append("opcountersRepl", new Document())
                .append(
                        "storageEngine",
                        new Document("name", "mvstore")
                                .append("persistent", true)
                                .append("supportsCommittedReads", false))
                .append("metrics", metrics(tally));
    }

    private static Document counts() {
        return new Document("total", 0).append("readers", 0).append("writers", 0);
    }

    private Document metrics(Server.Tally tally) {
        return new Document(
                        "cursor",
                        new Document("timedOut", 0L)
                                .append(
                                        "open",
                                        new Document("noTimeout", 0L)
                                                .append("pinned", 0L)
                                                .append("total", (long)
                                                        server.store().openCursors())))
                .append(
                        "document",
                        new Document("deleted", tally.deleted.sum())
                                .append("inserted", tally.inserted.sum())
                                .append("returned", 0L)
                                .append("updated", tally.updated.sum()))
                .append("ttl", new Document("deletedDocuments", tally.ttlDeleted.get()).append("passes", 0L));
    }

    private Document database(Command.Call call) {
        Optional<StoredDatabase> database = server.store().existing(call.database());
        long count = 0;
        long size = 0;
        long indexes = 0;
        long indexSize = 0;
        List<String> names = database.map(StoredDatabase::collectionNames).orElse(List.of());
        for (String name : names) {
            Document statistics = collection(call.database(), name);
            count += Bson.number(statistics, "count", 0);
            size += Bson.number(statistics, "size", 0);
            indexes += Bson.number(statistics, "nindexes", 0);
            indexSize += Bson.number(statistics, "totalIndexSize", 0);
        }
        double scale = Math.max(1, Bson.number(call.words(), "scale", 1));
        return new Document("db", call.database())
                .append("collections", (long) names.size())
                .append("views", 0L)
                .append("objects", count)
                .append("avgObjSize", count == 0 ? 0.0 : (double) size / count)
                .append("dataSize", size / scale)
                .append("storageSize", size / scale)
                .append("indexes", indexes)
                .append("indexSize", indexSize / scale)
                .append("totalSize", (size + indexSize) / scale)
                .append("scaleFactor", (long) scale)
                .append("fsUsedSize", 0.0)
                .append("fsTotalSize", 0.0)
                .append("ok", 1.0);
    }

    private Document collection(String database, String name) {
        Document none = new Document("ns", database + "." + name)
                .append("size", 0)
                .append("count", 0)
                .append("storageSize", 0)
                .append("totalIndexSize", 0)
                .append("totalSize", 0)
                .append("nindexes", 0)
                .append("indexSizes", new Document());
        return server.store()
                .existing(database)
                .flatMap(known -> known.collection(name))
                .map(StoredCollection::getStats)
                .map(known -> of(known))
                .orElse(none);
    }

    private static Document of(Document known) {
        Document indexSizes = Bson.childOrEmpty(known, "indexSize");
        long all = indexSizes.values().stream()
                .mapToLong(size -> ((Number) size).longValue())
                .sum();
        long size = Bson.number(known, "size", 0);
        return new Document("ns", known.get("ns"))
                .append("size", size)
                .append("count", known.get("count"))
                .append("avgObjSize", known.get("avgObjSize"))
                .append("numOrphanDocs", 0)
                .append("storageSize", size)
                .append("freeStorageSize", 0)
                .append("capped", false)
                .append("nindexes", known.get("nindexes"))
                .append("indexDetails", new Document())
                .append("indexBuilds", List.of())
                .append("totalIndexSize", all)
                .append("totalSize", size + all)
                .append("indexSizes", indexSizes)
                .append("scaleFactor", 1);
    }

    /// The document of the stage `$collStats`.
    Document storage(String database, String name) {
        Document statistics = collection(database, name);
        statistics.remove("ns");
        return new Document("ns", database + "." + name)
                .append("host", "localhost:" + server.settings().port())
                .append("localTime", server.now())
                .append("storageStats", statistics)
                .append("count", statistics.get("count"));
    }

    private Document host() {
        return new Document(
                        "system",
                        new Document("currentTime", server.now())
                                .append("hostname", "localhost")
                                .append("cpuAddrSize", Long.SIZE)
                                .append("numCores", Runtime.getRuntime().availableProcessors()))
                .append("os", new Document("type", "Linux").append("name", "").append("version", ""))
                .append("extra", new Document())
                .append("ok", 1.0);
    }

    /// A shell shows the warnings of the start to whoever connects, and whoever connects should know.
    private Document log(Command.Call call) {
        if ("*".equals(call.words().get(call.name()))) {
            return new Document("names", List.of("global", "startupWarnings")).append("ok", 1.0);
        }
        String line = "{\"t\":{\"$date\":\"" + server.settings().started()
                + "\"},\"s\":\"W\",\"c\":\"CONTROL\",\"id\":22120,\"ctx\":\"initandlisten\",\"msg\":"
                + "\"This is Hauban's stand-in for MongoDB: good for development, not for production\","
                + "\"tags\":[\"startupWarnings\"]}";
        return new Document("totalLinesWritten", 1).append("log", List.of(line)).append("ok", 1.0);
    }

    private static Document parameter(Command.Call call) {
        Document known = new Document("featureCompatibilityVersion", new Document("version", "7.0"))
                .append("authenticationMechanisms", List.of("SCRAM-SHA-256", "SCRAM-SHA-1"));
        Document answer = new Document();
        known.forEach((name, value) -> {
            if (call.words().containsKey(name) || "*".equals(call.words().get(call.name()))) {
                answer.put(name, value);
            }
        });
        if (answer.isEmpty()) {
            throw new MongoServerError(72, "InvalidOptions", "no option found to get");
        }
        return answer.append("ok", 1.0);
    }
}
