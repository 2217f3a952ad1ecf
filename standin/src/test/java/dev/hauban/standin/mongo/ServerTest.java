package dev.hauban.standin.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.ValidationAction;
import com.mongodb.client.model.ValidationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the official driver of Java sees.
class ServerTest {
    private static TestServer server;
    private static MongoClient client;
    private MongoDatabase database;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data, "--setParameter", "ttlMonitorSleepSecs=1");
        client = server.client();
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        database = client.getDatabase("shop");
        database.drop();
    }

    private static Document schema(String json) {
        return new Document("$jsonSchema", Document.parse(json));
    }

    private void create(String name, Document validator) {
        database.createCollection(
                name, new CreateCollectionOptions().validationOptions(new ValidationOptions().validator(validator)));
    }

    @Test
    void says_what_it_is_at_its_start() throws Exception {
        assertThat(server.log())
                .contains("This is Hauban's stand-in for MongoDB")
                .contains("no transactions");
    }

    @Test
    void refuses_documents_that_break_the_schema_and_tells_what_of_it() {
        create("people", schema("""
                {bsonType: 'object', required: ['name'], additionalProperties: false,
                 properties: {_id: {}, name: {bsonType: 'string', minLength: 2, description: 'who it is'},
                              age: {bsonType: ['int', 'long'], minimum: 0, maximum: 150}, kind: {enum: ['cat', 'dog']},
                              tags: {bsonType: 'array', uniqueItems: true, maxItems: 2, items: {bsonType: 'string'}},
                              home: {bsonType: 'object', required: ['city'], properties: {city: {pattern: '^[A-Z]'}}}}}"""));
        MongoCollection<Document> people = database.getCollection("people");
        people.insertOne(Document.parse("{name: 'Ann', age: 3, kind: 'cat', tags: ['a', 'b'], home: {city: 'Rome'}}"));
        List.of(
                        "{age: 3}",
                        "{name: 'A'}",
                        "{name: 5}",
                        "{name: 'Ann', age: -1}",
                        "{name: 'Ann', age: 151}",
                        "{name: 'Ann', age: 1.5}",
                        "{name: 'Ann', kind: 'cow'}",
                        "{name: 'Ann', tags: ['a', 'a']}",
                        "{name: 'Ann', tags: ['a', 'b', 'c']}",
                        "{name: 'Ann', tags: [1]}",
                        "{name: 'Ann', home: {}}",
                        "{name: 'Ann', home: {city: 'rome'}}",
                        "{name: 'Ann', other: 1}")
                .forEach(refused -> assertThatThrownBy(() -> people.insertOne(Document.parse(refused)))
                        .as(refused)
                        .isInstanceOfSatisfying(
                                MongoWriteException.class,
                                error -> assertThat(error.getCode()).isEqualTo(121)));
        assertThat(people.countDocuments()).isEqualTo(1);
        MongoWriteException told = catchThrowableOfType(
                MongoWriteException.class, () -> people.insertOne(new Document("_id", 7).append("name", 5)));
        assertThat(told.getError().getDetails().toJson())
                .contains("\"failingDocumentId\": 7", "\"propertyName\": \"name\"", "\"description\": \"who it is\"")
                .contains("\"reason\": \"type did not match\"", "\"consideredType\": \"int\"");
    }

    @Test
    void refuses_updates_and_upserts_that_break_the_schema_and_changes_nothing() {
        create("people", schema("{required: ['name'], properties: {name: {bsonType: 'string'}}}"));
        MongoCollection<Document> people = database.getCollection("people");
        people.insertOne(new Document("_id", 1).append("name", "Ann"));
        assertThatThrownBy(() -> people.updateOne(eq("_id", 1), Updates.set("name", 5)))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> people.updateOne(eq("_id", 1), Updates.unset("name")))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> people.replaceOne(eq("_id", 1), new Document("nom", "Ann")))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> people.findOneAndUpdate(eq("_id", 1), Updates.set("name", 5)))
                .isInstanceOf(MongoCommandException.class)
                .hasMessageContaining("121");
        assertThatThrownBy(
                        () -> people.updateOne(eq("_id", 2), Updates.set("age", 5), new UpdateOptions().upsert(true)))
                .isInstanceOf(MongoWriteException.class);
        assertThat(people.find().into(new ArrayList<>())).containsExactly(new Document("_id", 1).append("name", "Ann"));
    }

    @Test
    void changes_the_rules_with_collMod_and_only_warns_where_that_is_asked() throws Exception {
        create("people", schema("{required: ['name']}"));
        MongoCollection<Document> people = database.getCollection("people");
        people.insertOne(new Document("_id", 1).append("name", "Ann"));
        database.runCommand(new Document("collMod", "people")
                .append("validator", schema("{required: ['age']}"))
                .append("validationLevel", "moderate"));
        // What broke the new rules before may go on doing so.
        assertThat(people.updateOne(eq("_id", 1), Updates.set("name", "Bob")).getModifiedCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> people.insertOne(new Document("name", "Eve"))).isInstanceOf(MongoWriteException.class);
        database.runCommand(
                new Document("collMod", "people").append("validationAction", ValidationAction.WARN.getValue()));
        people.insertOne(new Document("name", "Eve"));
        assertThat(server.log()).contains("Document would fail validation: shop.people");
        Document options = database.listCollections().first().get("options", Document.class);
        assertThat(options.toJson()).contains("\"validationAction\": \"warn\"", "\"required\": [\"age\"]");
    }

    @Test
    void refuses_rules_that_it_does_not_understand() {
        assertThatThrownBy(() -> create("a", schema("{properties: {x: {format: 'email'}}}")))
                .hasMessageContaining("'format' is not currently supported");
        assertThatThrownBy(() -> create("a", schema("{requierd: ['x']}")))
                .hasMessageContaining("Unknown $jsonSchema keyword: requierd");
        assertThatThrownBy(() -> create("a", schema("{bsonType: 'text'}")))
                .hasMessageContaining("Unknown type name alias: text");
        assertThat(database.listCollectionNames().into(new ArrayList<>())).isEmpty();
    }

    @Test
    void holds_documents_to_rules_that_are_queries() {
        create("people", Document.parse("{$or: [{phone: {$type: 'string'}}, {$jsonSchema: {required: ['mail']}}]}"));
        MongoCollection<Document> people = database.getCollection("people");
        people.insertOne(new Document("phone", "1"));
        people.insertOne(new Document("mail", 1));
        assertThatThrownBy(() -> people.insertOne(new Document("phone", 1))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void keeps_unique_compound_sparse_and_partial_indexes() {
        MongoCollection<Document> people = database.getCollection("people");
        people.createIndex(
                Indexes.ascending("mail"), new IndexOptions().unique(true).sparse(true));
        people.createIndex(
                Indexes.compoundIndex(Indexes.ascending("city"), Indexes.descending("street")),
                new IndexOptions().unique(true).partialFilterExpression(exists("street")));
        people.insertMany(List.of(new Document("mail", "a"), new Document(), new Document()));
        assertThatThrownBy(() -> people.insertOne(new Document("mail", "a"))).hasMessageContaining("E11000");
        people.insertMany(List.of(new Document("city", "x"), new Document("city", "x")));
        people.insertOne(new Document("city", "x").append("street", "y"));
        assertThatThrownBy(() -> people.insertOne(new Document("city", "x").append("street", "y")))
                .hasMessageContaining("E11000");
        assertThatThrownBy(() -> people.updateMany(eq("city", "x"), Updates.set("street", "y")))
                .hasMessageContaining("E11000");
        people.deleteOne(eq("street", "y"));
        people.updateOne(and(eq("city", "x")), Updates.set("street", "y"));
        assertThat(people.countDocuments(eq("street", "y"))).isEqualTo(1);
        assertThatThrownBy(() -> people.createIndex(Indexes.ascending("city"), new IndexOptions().unique(true)))
                .hasMessageContaining("E11000");
        assertThat(people.listIndexes().map(index -> index.getString("name")).into(new ArrayList<>()))
                .containsExactly("_id_", "mail_1", "city_1_street_-1");
        people.dropIndex("mail_1");
        people.insertOne(new Document("mail", "a"));
    }

    @Test
    void drops_all_indexes_of_one_collection_and_no_other() {
        database.getCollection("a").createIndex(Indexes.ascending("x"));
        database.getCollection("b").createIndex(Indexes.ascending("x"));
        database.getCollection("a").dropIndexes();
        assertThat(database.getCollection("a").listIndexes()).hasSize(1);
        assertThat(database.getCollection("b").listIndexes()).hasSize(2);
    }

    @Test
    void refuses_indexes_that_it_does_not_have_and_those_that_contradict() {
        MongoCollection<Document> people = database.getCollection("people");
        assertThatThrownBy(() -> people.createIndex(Indexes.text("name"))).hasMessageContaining("not implemented");
        assertThatThrownBy(() -> people.createIndex(
                        Indexes.ascending("a", "b"), new IndexOptions().expireAfter(1L, TimeUnit.SECONDS)))
                .hasMessageContaining("single-field");
        people.createIndex(Indexes.ascending("a"));
        people.createIndex(Indexes.ascending("a"));
        assertThatThrownBy(() -> people.createIndex(Indexes.ascending("a"), new IndexOptions().name("other")))
                .hasMessageContaining("different name");
        assertThatThrownBy(() -> people.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true)))
                .hasMessageContaining("same name");
    }

    @Test
    void takes_documents_away_when_their_time_has_passed() throws Exception {
        MongoCollection<Document> sessions = database.getCollection("sessions");
        sessions.createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(1L, TimeUnit.SECONDS));
        Date now = new Date();
        sessions.insertOne(new Document("_id", "old").append("at", now));
        sessions.insertOne(new Document("_id", "new").append("at", new Date(now.getTime() + 3_600_000)));
        sessions.insertOne(new Document("_id", "never"));
        sessions.insertOne(new Document("_id", "no date").append("at", "soon"));
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (sessions.countDocuments(eq("_id", "old")) > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(sessions.find().map(each -> each.getString("_id")).into(new ArrayList<>()))
                .containsExactly("new", "never", "no date");
    }

    @Test
    void finds_the_same_with_an_index_as_without() {
        MongoCollection<Document> plain = database.getCollection("plain");
        MongoCollection<Document> indexed = database.getCollection("indexed");
        indexed.createIndex(Indexes.ascending("k", "z"));
        List<Document> all = new ArrayList<>(IntStream.range(0, 300)
                .mapToObj(i -> new Document("_id", i)
                        .append("k", i % 5 == 0 ? (Object) List.of(i % 7, "x") : (Object) (long) (i % 7)))
                .toList());
        all.add(new Document("_id", -1));
        all.add(new Document("_id", -2).append("k", null));
        all.add(new Document("_id", -3).append("k", 3.0));
        plain.insertMany(all);
        indexed.insertMany(all);
        for (MongoCollection<Document> each : List.of(plain, indexed)) {
            each.updateMany(eq("k", 4), Updates.set("k", 2));
            each.deleteMany(eq("k", 6L));
        }
        for (String query : List.of(
                "{k: 3}",
                "{k: 'x'}",
                "{k: null}",
                "{k: {$in: [1, 2]}}",
                "{k: {$gt: 2}}",
                "{k: {$ne: 3}}",
                "{k: {$eq: 2}}",
                "{k: /x/}",
                "{k: [0, 'x']}",
                "{k: 2, _id: {$gt: 100}}",
                "{_id: 5, k: 0}",
                "{$or: [{k: 1}, {k: 2}]}")) {
            assertThat(ids(indexed, query)).as(query).isEqualTo(ids(plain, query));
        }
        assertThat(ids(indexed, "{k: 2}")).isNotEmpty();
        assertThat(database.runCommand(Document.parse("{explain: {find: 'indexed', filter: {k: 2}}}"))
                        .toJson())
                .contains("IXSCAN");
    }

    private static List<Object> ids(MongoCollection<Document> collection, String query) {
        return collection
                .find(Document.parse(query))
                .sort(new Document("_id", 1))
                .map(each -> each.get("_id"))
                .into(new ArrayList<>());
    }

    @Test
    void goes_on_after_an_error_only_where_writes_are_not_ordered() {
        MongoCollection<Document> people = database.getCollection("people");
        List<Document> three = List.of(new Document("_id", 1), new Document("_id", 1), new Document("_id", 2));
        MongoBulkWriteException ordered =
                catchThrowableOfType(MongoBulkWriteException.class, () -> people.insertMany(three));
        assertThat(ordered.getWriteResult().getInsertedCount()).isEqualTo(1);
        people.drop();
        MongoBulkWriteException any = catchThrowableOfType(
                MongoBulkWriteException.class, () -> people.insertMany(three, new InsertManyOptions().ordered(false)));
        assertThat(any.getWriteResult().getInsertedCount()).isEqualTo(2);
        assertThat(any.getWriteErrors()).hasSize(1);
    }

    @Test
    void hands_out_long_results_in_batches() {
        MongoCollection<Document> many = database.getCollection("many");
        many.insertMany(IntStream.range(0, 1_000)
                .mapToObj(i -> new Document("_id", i).append("k", i % 3))
                .toList());
        assertThat(many.find().batchSize(7).into(new ArrayList<>())).hasSize(1_000);
        assertThat(many.find()
                        .limit(5)
                        .skip(3)
                        .sort(new Document("_id", -1))
                        .map(each -> each.getInteger("_id"))
                        .into(new ArrayList<>()))
                .containsExactly(996, 995, 994, 993, 992);
        assertThat(many.aggregate(List.of(
                                Aggregates.match(gt("_id", 9)),
                                Aggregates.group("$k", Accumulators.sum("n", 1)),
                                Aggregates.sort(new Document("_id", 1))))
                        .into(new ArrayList<>()))
                .extracting(each -> each.get("n"))
                .containsExactly(330, 330, 330);
        assertThat(many.aggregate(List.of(Aggregates.match(new Document())))
                        .batchSize(9)
                        .into(new ArrayList<>()))
                .hasSize(1_000);
    }

    @Test
    void finds_and_modifies() {
        MongoCollection<Document> counters = database.getCollection("counters");
        var after = new FindOneAndUpdateOptions()
                .upsert(true)
                .returnDocument(ReturnDocument.AFTER)
                .projection(Projections.include("n"));
        assertThat(counters.findOneAndUpdate(eq("_id", "a"), Updates.inc("n", 1), after)
                        .getInteger("n"))
                .isEqualTo(1);
        assertThat(counters.findOneAndUpdate(eq("_id", "a"), Updates.inc("n", 1), after)
                        .getInteger("n"))
                .isEqualTo(2);
        assertThat(counters.findOneAndUpdate(eq("_id", "b"), Updates.inc("n", 1)))
                .isNull();
        assertThat(counters.findOneAndDelete(eq("_id", "a")).getInteger("n")).isEqualTo(2);
        counters.insertOne(Document.parse("{_id: 'c', list: [{k: 1, v: 1}, {k: 2, v: 1}]}"));
        counters.updateOne(
                eq("_id", "c"),
                Updates.set("list.$[each].v", 9),
                new UpdateOptions().arrayFilters(List.of(eq("each.k", 2))));
        assertThat(counters.find(eq("_id", "c")).first().toJson())
                .contains("{\"k\": 2, \"v\": 9}", "{\"k\": 1, \"v\": 1}");
    }

    @Test
    void refuses_transactions_with_words_that_say_what_to_do_and_writes_nothing() {
        MongoCollection<Document> people = database.getCollection("people");
        try (ClientSession session = client.startSession()) {
            assertThatThrownBy(() -> session.withTransaction(() -> people.insertOne(session, new Document())))
                    .isInstanceOf(MongoException.class)
                    .hasMessageContaining("There are no transactions")
                    .hasMessageContaining("put a real mongod on PATH");
            people.insertOne(session, new Document("in", "a session"));
        }
        assertThat(people.countDocuments()).isEqualTo(1);
    }

    @Test
    void refuses_change_streams_collations_and_replica_sets() {
        MongoCollection<Document> people = database.getCollection("people");
        assertThatThrownBy(() -> people.watch().cursor()).hasMessageContaining("There are no change streams");
        assertThatThrownBy(() -> people.find()
                        .collation(com.mongodb.client.model.Collation.builder()
                                .locale("de")
                                .build())
                        .first())
                .hasMessageContaining("collations are not implemented");
        assertThatThrownBy(() -> client.getDatabase("admin").runCommand(new Document("replSetGetStatus", 1)))
                .hasMessageContaining("There are no replica sets");
        assertThatThrownBy(() -> database.createCollection(
                        "view", new CreateCollectionOptions().capped(true).sizeInBytes(9)))
                .hasMessageContaining("capped collections are not implemented");
    }

    @Test
    void renames_and_drops_collections() {
        database.getCollection("a").insertOne(new Document("x", 1));
        database.getCollection("a").createIndex(Indexes.ascending("x"), new IndexOptions().unique(true));
        database.getCollection("a").renameCollection(new com.mongodb.MongoNamespace("shop", "b"));
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactly("b");
        assertThatThrownBy(() -> database.getCollection("b").insertOne(new Document("x", 1)))
                .hasMessageContaining("E11000");
        database.getCollection("b").drop();
        assertThat(database.listCollectionNames().into(new ArrayList<>())).isEmpty();
        assertThat(database.getCollection("b").countDocuments()).isZero();
    }

    @Test
    void tells_of_itself_what_pages_and_exporters_ask() {
        database.getCollection("a").insertOne(new Document("x", 1));
        MongoDatabase admin = client.getDatabase("admin");
        assertThat(admin.runCommand(new Document("serverStatus", 1))
                        .get("connections", Document.class)
                        .getInteger("current"))
                .isPositive();
        assertThat(database.runCommand(new Document("dbStats", 1)).get("objects"))
                .isEqualTo(1L);
        assertThat(database.runCommand(new Document("collStats", "a")).get("indexSizes", Document.class))
                .containsKey("_id_");
        assertThat(client.listDatabaseNames().into(new ArrayList<>())).contains("shop");
        for (String command : List.of(
                "buildInfo", "hostInfo", "getCmdLineOpts", "currentOp", "connectionStatus", "top", "listCommands")) {
            assertThat(admin.runCommand(new Document(command, 1)).get("ok"))
                    .as(command)
                    .isEqualTo(1.0);
        }
    }
}
