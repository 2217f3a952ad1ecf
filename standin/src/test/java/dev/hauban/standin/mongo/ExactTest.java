package dev.hauban.standin.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is read is what was written, to the byte, and what a collection says of itself is enough to make it anew: so
/// whoever copies a database through the protocol has all of it.
class ExactTest {
    private static TestServer server;
    private static MongoClient client;
    private MongoDatabase database;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
        client = server.client();
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        database = client.getDatabase("exact");
        database.drop();
    }

    static List<BsonValue> values() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        return List.of(
                new BsonInt32(1),
                new BsonInt64(1),
                new BsonDouble(1.0),
                new BsonDouble(-0.0),
                new BsonDouble(Double.NaN),
                new BsonDouble(Double.NEGATIVE_INFINITY),
                new BsonInt64(Long.MIN_VALUE),
                new BsonDecimal128(Decimal128.parse("1.50")),
                new BsonDecimal128(Decimal128.parse("NaN")),
                new BsonDecimal128(Decimal128.parse("-0E+3")),
                new BsonString(""),
                new BsonString("a\0b \u00e4\u20ac\ud83d\ude00"),
                new BsonBoolean(false),
                new BsonNull(),
                new BsonDateTime(-1),
                new BsonDateTime(253_402_300_799_999L),
                new BsonObjectId(new ObjectId("0123456789abcdef01234567")),
                new BsonBinary((byte) 0, bytes),
                new BsonBinary((byte) 0, new byte[0]),
                new BsonBinary((byte) 3, bytes),
                new BsonBinary((byte) 4, bytes),
                new BsonBinary((byte) 5, bytes),
                new BsonBinary((byte) 6, bytes),
                new BsonBinary((byte) 0x80, bytes),
                new BsonRegularExpression("^a/b", "imsx"),
                new BsonRegularExpression("", ""),
                new BsonTimestamp(7, 9),
                new BsonTimestamp(-1, -1),
                new BsonJavaScript("function() { return 1; }"),
                new BsonMinKey(),
                new BsonMaxKey(),
                new BsonArray(),
                new BsonArray(List.of(new BsonNull(), new BsonArray(), new BsonDocument())),
                new BsonDocument(),
                new BsonDocument("b", new BsonInt32(1))
                        .append("a", new BsonInt32(2))
                        .append("", new BsonNull()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void every_kind_of_value_comes_back_as_the_bytes_that_it_was(BsonValue value) {
        MongoCollection<RawBsonDocument> all = database.getCollection("values", RawBsonDocument.class);
        RawBsonDocument written = new RawBsonDocument(
                new BsonDocument("_id", new BsonInt32(1))
                        .append("value", value)
                        .append("inside", new BsonArray(List.of(value, new BsonDocument("value", value)))),
                new BsonDocumentCodec());
        all.insertOne(written);
        assertThat(bytes(all.find().first())).isEqualTo(bytes(written));
        boolean isId = !value.isArray() && !value.isRegularExpression();
        if (isId) {
            RawBsonDocument known = new RawBsonDocument(
                    new BsonDocument("_id", new BsonDocument("is", value)), new BsonDocumentCodec());
            all.insertOne(known);
            assertThat(all.countDocuments()).isEqualTo(2);
            assertThat(bytes(all.find().skip(1).first())).isEqualTo(bytes(known));
        }
    }

    private static String bytes(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void the_order_of_fields_stays_and_an_id_comes_first() {
        MongoCollection<Document> all = database.getCollection("order");
        all.insertOne(Document.parse("{z: 1, a: 2, m: {y: 1, b: 2}, _id: 5}"));
        assertThat(all.find().first().toJson())
                .isEqualTo("{\"_id\": 5, \"z\": 1, \"a\": 2, \"m\": {\"y\": 1, \"b\": 2}}");
        all.updateOne(new Document("_id", 5), Document.parse("{$set: {a: 3, new: 1}, $unset: {z: ''}}"));
        assertThat(all.find().first().toJson())
                .isEqualTo("{\"_id\": 5, \"a\": 3, \"m\": {\"y\": 1, \"b\": 2}, \"new\": 1}");
    }

    @Test
    void a_collection_says_with_which_options_and_indexes_it_is_made_anew() {
        String validator =
                "{$jsonSchema: {bsonType: 'object', required: ['b', 'a'], properties: {b: {bsonType: 'int'}}},"
                        + " c: {$gte: 5}}";
        database.runCommand(Document.parse("{create: 'made', validator: " + validator
                + ", validationLevel: 'moderate', validationAction: 'warn'}"));
        database.runCommand(Document.parse("{createIndexes: 'made', indexes: ["
                + "{key: {a: 1, b: -1}, name: 'both', unique: true},"
                + "{key: {when: 1}, name: 'when_1', expireAfterSeconds: 3600},"
                + "{key: {c: 1}, name: 'some', partialFilterExpression: {c: {$gt: 5}}},"
                + "{key: {s: 1}, name: 's_1', sparse: true},"
                + "{key: {'in.side': 1}, name: 'in.side_1', hidden: true},"
                + "{key: {h: 'hashed'}, name: 'h_hashed'}]}"));
        database.createCollection("plain");

        List<Document> collections = database.listCollections().into(new ArrayList<>());
        assertThat(collections).extracting(each -> each.getString("name")).containsExactly("made", "plain");
        Document made = collections.getFirst();
        assertThat(made.get("options", Document.class).toJson())
                .isEqualTo(Document.parse(
                                "{validator: " + validator + ", validationLevel: 'moderate', validationAction: 'warn'}")
                        .toJson());
        assertThat(made.getString("type")).isEqualTo("collection");
        assertThat(made.get("info", Document.class).getBoolean("readOnly")).isFalse();
        assertThat(made.get("info", Document.class)).containsKey("uuid");
        assertThat(collections.getLast().get("options", Document.class)).isEmpty();
        assertThat(database.listCollections()
                        .filter(Document.parse("{name: 'plain'}"))
                        .into(new ArrayList<>()))
                .hasSize(1);

        List<String> indexes = database.getCollection("made")
                .listIndexes()
                .map(Document::toJson)
                .into(new ArrayList<>());
        assertThat(indexes)
                .containsExactly(
                        json("{v: 2, key: {_id: 1}, name: '_id_'}"),
                        json("{v: 2, key: {a: 1, b: -1}, name: 'both', unique: true}"),
                        json("{v: 2, key: {when: 1}, name: 'when_1', expireAfterSeconds: 3600}"),
                        json("{v: 2, key: {c: 1}, name: 'some', partialFilterExpression: {c: {$gt: 5}}}"),
                        json("{v: 2, key: {s: 1}, name: 's_1', sparse: true}"),
                        json("{v: 2, key: {'in.side': 1}, name: 'in.side_1', hidden: true}"),
                        json("{v: 2, key: {h: 'hashed'}, name: 'h_hashed'}"));

        // Made anew from nothing but that.
        MongoDatabase other = client.getDatabase("exact_copy");
        other.drop();
        other.runCommand(new Document("create", "made")
                .append("validator", made.get("options", Document.class).get("validator"))
                .append("validationLevel", "moderate")
                .append("validationAction", "warn"));
        other.runCommand(new Document("createIndexes", "made")
                .append("indexes", indexes.stream().skip(1).map(Document::parse).toList()));
        assertThat(other.getCollection("made")
                        .listIndexes()
                        .map(Document::toJson)
                        .into(new ArrayList<>()))
                .isEqualTo(indexes);
        other.drop();
    }

    private static String json(String text) {
        return Document.parse(text).toJson();
    }

    @Test
    void what_is_not_there_is_said() {
        assertThatThrownBy(() -> database.runCommand(Document.parse("{listIndexes: 'nowhere'}")))
                .isInstanceOf(MongoCommandException.class)
                .hasMessageContaining("ns does not exist");
        assertThat(database.getCollection("nowhere").find()).isEmpty();
        assertThatThrownBy(() -> database.runCommand(Document.parse("{find: 'c', tailable: true}")))
                .hasMessageContaining("tailable");
        assertThatThrownBy(() -> database.runCommand(
                        Document.parse("{create: 'c', changeStreamPreAndPostImages: {enabled: true}}")))
                .hasMessageContaining("change streams");
    }

    @Test
    void a_result_is_handed_out_in_batches_of_every_size_each_document_once() {
        MongoCollection<Document> all = database.getCollection("many");
        all.insertMany(IntStream.range(0, 1_000)
                .mapToObj(number -> new Document("_id", number).append("text", "x".repeat(100)))
                .toList());
        for (int size : List.of(1, 2, 7, 101, 999, 1_000, 1_001, 5_000)) {
            assertThat(ids(all.find().batchSize(size).into(new ArrayList<>())))
                    .as("batches of %s", size)
                    .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
        }
        Document none = database.runCommand(Document.parse("{find: 'many', batchSize: 0}"));
        assertThat(batch(none, "firstBatch")).isEmpty();
        Document more = database.runCommand(
                new Document("getMore", none.get("cursor", Document.class).getLong("id")).append("collection", "many"));
        assertThat(batch(more, "nextBatch")).hasSize(1_000);
        assertThat(more.get("cursor", Document.class).getLong("id")).isZero();
        Document first = database.runCommand(Document.parse("{find: 'many', batchSize: 3, singleBatch: true}"));
        assertThat(batch(first, "firstBatch")).hasSize(3);
        assertThat(first.get("cursor", Document.class).getLong("id")).isZero();
        Document exact = database.runCommand(Document.parse("{find: 'many', limit: 5, batchSize: 5}"));
        assertThat(exact.get("cursor", Document.class).getLong("id")).isZero();
        assertThat(all.find().limit(250).batchSize(100).into(new ArrayList<>())).hasSize(250);
        assertThat(ids(all.find().sort(new Document("_id", -1)).skip(990).into(new ArrayList<>())))
                .containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    private static List<Document> batch(Document answer, String name) {
        return answer.get("cursor", Document.class).getList(name, Document.class);
    }

    private static List<Integer> ids(List<Document> documents) {
        return documents.stream().map(each -> each.getInteger("_id")).toList();
    }

    /// As MongoDB does it: no answer is longer than its longest message.
    @Test
    void no_answer_is_longer_than_a_client_may_read() {
        MongoCollection<Document> all = database.getCollection("large");
        String megabytes = "x".repeat(3 << 20);
        for (int number = 0; number < 20; number++) {
            all.insertOne(new Document("_id", number).append("text", megabytes));
        }
        assertThat(ids(all.find().batchSize(1_000).into(new ArrayList<>()))).hasSize(20);
        Document answer = database.runCommand(Document.parse("{find: 'large'}"));
        assertThat(batch(answer, "firstBatch")).hasSizeBetween(1, 6);
    }

    @Test
    void a_cursor_shows_the_collection_as_it_was_when_it_was_opened() {
        MongoCollection<Document> all = database.getCollection("moving");
        all.insertMany(IntStream.range(0, 500)
                .mapToObj(number -> new Document("_id", number).append("round", 0))
                .toList());
        try (var cursor = all.find().batchSize(10).cursor()) {
            cursor.next();
            all.updateMany(new Document(), Document.parse("{$set: {round: 1}}"));
            all.deleteMany(Document.parse("{_id: {$gte: 250}}"));
            all.insertOne(new Document("_id", 1_000));
            List<Integer> rest = new ArrayList<>();
            cursor.forEachRemaining(each -> {
                assertThat(each.getInteger("round")).isZero();
                rest.add(each.getInteger("_id"));
            });
            assertThat(rest)
                    .containsExactlyElementsOf(IntStream.range(1, 500).boxed().toList());
        }
        assertThat(all.countDocuments()).isEqualTo(251);
    }

    @Test
    void pages_get_the_projections_that_they_ask_for() {
        MongoCollection<Document> all = database.getCollection("pages");
        all.insertMany(List.of(
                Document.parse("{_id: 1, a: {x: 1, y: 2}, n: 5}"), Document.parse("{_id: 2, a: {x: 3, y: 4}, n: 6}")));
        assertThat(aggregated(
                        all,
                        "{$facet: {data: [{$match: {n: {$gt: 5}}}]}}",
                        "{$project: {'metadata.total': {$size: '$data'}, data: {$slice: ['$data', 0, 10]}}}"))
                .isEqualTo(
                        "{\"metadata\": {\"total\": 1}, \"data\": [{\"_id\": 2, \"a\": {\"x\": 3, \"y\": 4}, \"n\": 6}]}");
        assertThat(aggregated(all, "{$match: {_id: 1}}", "{$project: {_id: 0, a: {x: 1}}}"))
                .isEqualTo("{\"a\": {\"x\": 1}}");
        assertThat(aggregated(all, "{$match: {_id: 1}}", "{$project: {_id: 0, 'a.x': 1, 'a.z': {$add: ['$n', 1]}}}"))
                .isEqualTo("{\"a\": {\"x\": 1, \"z\": 6}}");
        assertThat(aggregated(all, "{$match: {_id: 1}}", "{$set: {'a.z': '$n', n: 0}}"))
                .isEqualTo("{\"_id\": 1, \"a\": {\"x\": 1, \"y\": 2, \"z\": 5}, \"n\": 0}");
        assertThat(aggregated(all, "{$match: {_id: 1}}", "{$replaceWith: '$a'}"))
                .isEqualTo("{\"x\": 1, \"y\": 2}");
        assertThat(all.find(new Document("_id", 1)).first().toJson())
                .as("what is stored stays as it is")
                .isEqualTo("{\"_id\": 1, \"a\": {\"x\": 1, \"y\": 2}, \"n\": 5}");
    }

    private static String aggregated(MongoCollection<Document> all, String... stages) {
        return all.aggregate(
                        java.util.stream.Stream.of(stages).map(Document::parse).toList())
                .first()
                .toJson();
    }
}
