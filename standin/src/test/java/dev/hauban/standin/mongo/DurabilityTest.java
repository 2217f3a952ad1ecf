package dev.hauban.standin.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is there, however the server ended.
class DurabilityTest {
    @TempDir
    Path data;

    @Test
    void keeps_what_was_acknowledged_when_it_is_killed() throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<Integer>();
        for (int round = 0; round < 3; round++) {
            try (TestServer server = TestServer.start(data);
                    MongoClient client = server.client()) {
                MongoCollection<Document> written = client.getDatabase("d").getCollection("written");
                written.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
                assertThat(numbers(written)).containsAll(acknowledged);
                writeUntilKilled(server, written, round * 1_000_000, acknowledged);
            }
        }
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            MongoCollection<Document> written = client.getDatabase("d").getCollection("written");
            assertThat(numbers(written)).containsAll(acknowledged).doesNotHaveDuplicates();
            // Each command is there whole or not at all, and the index knows all of it.
            for (int number : acknowledged) {
                assertThat(written.countDocuments(new Document("n", number))).isEqualTo(1);
            }
            assertThat(written.countDocuments(new Document("half", true)) % 50).isZero();
        }
        assertThat(acknowledged.size()).isGreaterThan(30);
    }

    private static List<Integer> numbers(MongoCollection<Document> written) {
        return written.find(new Document("half", null))
                .map(each -> each.getInteger("n"))
                .into(new java.util.ArrayList<>());
    }

    private static void writeUntilKilled(
            TestServer server, MongoCollection<Document> written, int from, ConcurrentLinkedQueue<Integer> acknowledged)
            throws InterruptedException {
        int before = acknowledged.size();
        List<Thread> writers = IntStream.range(0, 3)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> {
                    try {
                        for (int i = 0; ; i++) {
                            int number = from + 3 * i + writer;
                            if (i % 10 == 9) {
                                written.insertMany(IntStream.range(0, 50)
                                        .mapToObj(
                                                each -> new Document("half", true).append("n", -(number * 50L + each)))
                                        .toList());
                            } else {
                                written.insertOne(new Document("n", number));
                                acknowledged.add(number);
                            }
                        }
                    } catch (MongoException killed) {
                        assertThat(killed).isNotNull();
                    }
                }))
                .toList();
        while (acknowledged.size() < before + 40) {
            Thread.onSpinWait();
        }
        server.killHard();
        for (Thread writer : writers) {
            // A driver waits this long for a server that may come back.
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void ends_in_order_when_it_is_asked_to() throws Exception {
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            client.getDatabase("d").getCollection("c").insertOne(new Document("_id", 1));
            assertThat(server.end()).isZero();
            assertThat(server.log()).contains("Ending.");
        }
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            assertThat(client.getDatabase("d").getCollection("c").countDocuments())
                    .isEqualTo(1);
        }
    }

    @Test
    void keeps_users_rules_and_indexes_over_a_restart() throws Exception {
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            var database = client.getDatabase("d");
            database.runCommand(Document.parse("{create: 'c', validator: {$jsonSchema: {required: ['a']}}}"));
            database.getCollection("c")
                    .createIndex(
                            Indexes.ascending("a"),
                            new IndexOptions().unique(true).partialFilterExpression(Document.parse("{b: 1}")));
            database.runCommand(Document.parse("{createUser: 'ann', pwd: 'x', roles: ['read']}"));
            database.getCollection("c").insertOne(Document.parse("{a: 1, b: 1}"));
            server.killHard();
        }
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            var database = client.getDatabase("d");
            assertThat(database.runCommand(Document.parse("{insert: 'c', documents: [{}]}"))
                            .toJson())
                    .contains("121");
            assertThat(database.runCommand(Document.parse("{insert: 'c', documents: [{a: 1, b: 1}]}"))
                            .toJson())
                    .contains("11000");
            assertThat(database.runCommand(Document.parse("{insert: 'c', documents: [{a: 1}]}"))
                            .toJson())
                    .doesNotContain("writeErrors");
            assertThat(database.runCommand(Document.parse("{usersInfo: 'ann'}")).toJson())
                    .contains("d.ann");
        }
    }

    @Test
    void leaves_a_file_that_it_cannot_read_as_it_is_and_says_so() throws Exception {
        Path file = data.resolve("standin.mv");
        byte[] other = "not a database at all ".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(file, other);
        assertThat(refusal()).contains("standin.mv can't be read and is left as it is");
        assertThat(Files.readAllBytes(file)).isEqualTo(other);
    }

    @Test
    void refuses_data_that_another_one_works_on() throws Exception {
        try (TestServer server = TestServer.start(data)) {
            assertThat(server.port()).isPositive();
            assertThat(refusal()).contains("is in use by another process");
        }
    }

    @Test
    void opens_a_file_whose_last_write_was_cut() throws Exception {
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            MongoCollection<Document> collection = client.getDatabase("d").getCollection("c");
            collection.insertOne(new Document("_id", 0));
            IntStream.range(1, 50).forEach(i -> collection.insertOne(new Document("_id", i)));
            server.killHard();
        }
        Path file = data.resolve("standin.mv");
        try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3_000);
        }
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            assertThat(client.getDatabase("d").getCollection("c").countDocuments())
                    .isBetween(1L, 50L);
        }
    }

    /// Writes one document after the other, on several connections, so that each is a commit of its own.
    private static void writeSingly(MongoCollection<Document> written, int from, int to) throws InterruptedException {
        List<Thread> writers = IntStream.range(0, 4)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> {
                    for (int number = from + writer; number < to; number += 4) {
                        written.insertOne(new Document("_id", number).append("text", "x".repeat(200)));
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private long length() throws IOException {
        return Files.size(data.resolve("standin.mv"));
    }

    @Test
    void the_file_becomes_small_again() throws Exception {
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            MongoCollection<Document> written = client.getDatabase("d").getCollection("c");
            writeSingly(written, 0, 10_000);
            long living = 10_000 * 230L;
            long longest = length();
            // By itself, within some seconds.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (length() > 4 * living && System.nanoTime() < end) {
                longest = Math.max(longest, length());
                Thread.onSpinWait();
            }
            assertThat(length()).as("of %s at most", longest).isLessThan(4 * living);
            assertThat(written.countDocuments()).isEqualTo(10_000);
            written.deleteMany(new Document("_id", new Document("$gte", 100)));
            while (length() > 5 << 20 && System.nanoTime() < end) {
                client.getDatabase("d").runCommand(Document.parse("{compact: 'c', force: true}"));
            }
            assertThat(length()).isLessThan(5 << 20);
        }
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            assertThat(client.getDatabase("d").getCollection("c").countDocuments())
                    .isEqualTo(100);
        }
    }

    @Test
    void keeps_what_was_acknowledged_when_it_is_killed_while_the_file_is_made_small() throws Exception {
        var there = new java.util.TreeMap<Integer, Integer>();
        var random = new java.util.Random(11);
        for (int round = 1; round <= 6; round++) {
            try (TestServer server = TestServer.start(data);
                    MongoClient client = server.client()) {
                MongoCollection<Document> written = client.getDatabase("d").getCollection("c");
                assertThat(values(written)).as("round %s", round).isEqualTo(there);
                writeSingly(written, round * 10_000, round * 10_000 + 1_500);
                for (int number = round * 10_000; number < round * 10_000 + 1_500; number++) {
                    there.put(number, 0);
                }
                int half = round * 10_000 + 700;
                written.deleteMany(new Document("_id", new Document("$lt", half)));
                there.headMap(half).clear();
                written.updateMany(new Document(), new Document("$set", new Document("n", round)));
                int value = round;
                there.replaceAll((_, _) -> value);
                Thread compacting = Thread.ofVirtual().start(() -> compactUntilKilled(client));
                Thread.sleep(random.nextInt(400));
                server.killHard();
                compacting.interrupt();
                compacting.join();
            }
        }
        try (TestServer server = TestServer.start(data);
                MongoClient client = server.client()) {
            assertThat(values(client.getDatabase("d").getCollection("c"))).isEqualTo(there);
        }
    }

    private static java.util.Map<Integer, Integer> values(MongoCollection<Document> written) {
        var values = new java.util.TreeMap<Integer, Integer>();
        written.find().forEach(each -> values.put(each.getInteger("_id"), each.getInteger("n", 0)));
        return values;
    }

    private static void compactUntilKilled(MongoClient client) {
        try {
            while (true) {
                client.getDatabase("d").runCommand(Document.parse("{compact: 'c', force: true}"));
            }
        } catch (MongoException killed) {
            assertThat(killed).isNotNull();
        }
    }

    /// The disk is full at one place after the other: of an insert, of a delete, of what makes the file small.
    @Test
    void keeps_what_was_acknowledged_when_the_disk_is_full() throws Exception {
        var acknowledged = new java.util.TreeSet<Integer>();
        int number = 0;
        for (int round = 0; round < 6; round++) {
            try (TestServer server = TestServer.start(data);
                    MongoClient client = server.client()) {
                MongoCollection<Document> written = client.getDatabase("d").getCollection("c");
                assertThat(values(written).keySet()).as("round %s", round).containsAll(acknowledged);
                acknowledged.addAll(values(written).keySet());
                for (int each = 0; each < 300; each++) {
                    written.insertOne(new Document("_id", number).append("text", "y".repeat(2_000)));
                    acknowledged.add(number++);
                }
            }
            long room = 20_000L + 70_000L * round;
            try (TestServer server = TestServer.startOnFullDisk(data, length() + room);
                    MongoClient client = server.client()) {
                MongoCollection<Document> written = client.getDatabase("d").getCollection("c");
                String why = "";
                try {
                    for (int each = 0; each < 5_000; each++) {
                        written.insertOne(new Document("_id", number).append("text", "z".repeat(5_000)));
                        acknowledged.add(number++);
                        if (each % 10 == 9) {
                            int gone = acknowledged.first();
                            written.deleteOne(new Document("_id", gone));
                            acknowledged.remove(gone);
                            client.getDatabase("d").runCommand(Document.parse("{compact: 'c'}"));
                        }
                    }
                } catch (MongoException full) {
                    why = full.toString();
                    number++;
                }
                assertThat(why).isNotEmpty();
                assertThat(server.ended()).isEqualTo(100);
                assertThat(server.log()).contains("can't be written any more", "File too large", "Make room");
            }
        }
    }

    private String refusal() throws IOException, InterruptedException {
        Path log = Files.createTempFile(data.getParent(), "refused", ".log");
        Process process = TestServer.process(data, log);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(100);
        return Files.readString(log);
    }
}
