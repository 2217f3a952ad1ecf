package dev.hauban.standin.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.standin.mongo.shell.Shell;
import dev.hauban.standin.mongo.shell.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The small shell of our own, on a server.
class ShellTest {
    private static TestServer server;

    @TempDir
    Path folder;

    private int code;
    private String out = "";
    private String err = "";

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
    }

    @BeforeEach
    void empty() {
        evaluate("db.dropDatabase(); db.dropAllUsers()");
    }

    /// What `quit` does in place of ending the JVM of the tests.
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Ended(int code) {
            super("ended with " + code);
            this.code = code;
        }
    }

    private void run(String input, Map<String, String> environment, String... words) {
        var written = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        int[] ended = {-1};
        var surroundings = new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(written, true, StandardCharsets.UTF_8),
                new PrintStream(complained, true, StandardCharsets.UTF_8),
                wanted -> {
                    ended[0] = ended[0] < 0 ? wanted : ended[0];
                    throw new Ended(wanted);
                },
                false);
        int last = new Shell(surroundings).run(List.of(words));
        code = ended[0] < 0 ? last : ended[0];
        out = written.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
    }

    private void shell(String... words) {
        List<String> all = new ArrayList<>(List.of("--quiet", server.uri("shop")));
        all.addAll(List.of(words));
        run("", Map.of("APP_PASSWORD", "from the environment"), all.toArray(String[]::new));
    }

    private String evaluate(String text) {
        shell("--eval", text);
        return out.stripTrailing();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            db.adminCommand('ping')                                | { ok: 1 }
            db.adminCommand("ping").ok                             | 1
            db.runCommand({ ping: 1 })                             | { ok: 1 }
            db.runCommand({"ping":1}).ok;                          | 1
            db.getSiblingDB('admin').runCommand('ping').ok         | 1
            db.hello().ok                                          | 1
            db.stats().ok                                          | 1
            print(db.adminCommand('ping').ok)                      | 1
            """)
    void answers_health_checks_the_same_way_with_and_without_javascript(String question, String answer) {
        assertThat(evaluate(question)).isEqualTo(answer);
        assertThat(code).isZero();
        // Whatever stands before it is more than a short question.
        assertThat(evaluate("null;" + question)).isEqualTo(answer);
    }

    @Test
    void makes_exit_codes_of_answers() {
        evaluate("quit(db.runCommand({ ping: 1 }).ok ? 0 : 2)");
        assertThat(code).isZero();
        evaluate("let ok = db.runCommand({ ping: 1 }).ok; quit(ok ? 0 : 2)");
        assertThat(code).isZero();
        evaluate("try { rs.status(); quit(0) } catch (none) { quit(3) }");
        assertThat(code).isEqualTo(3);
        evaluate("db.runCommand({ nonsense: 1 })");
        assertThat(code).isEqualTo(1);
        assertThat(err).startsWith("MongoServerError: no such command: 'nonsense'");
        evaluate("throw new Error('x')");
        assertThat(code).isEqualTo(1);
        assertThat(err).isEqualToIgnoringNewLines("Error: x");
        evaluate("let a = ;");
        assertThat(code).isEqualTo(1);
        assertThat(err).startsWith("SyntaxError");
    }

    @Test
    void says_where_nobody_listens() {
        run("", Map.of(), "--quiet", "--port", "1", "--eval", "db.adminCommand('ping')");
        assertThat(code).isEqualTo(1);
        assertThat(err).startsWith("MongoNetworkError: connect ECONNREFUSED 127.0.0.1:1");
    }

    @Test
    void runs_an_init_script_of_today() throws Exception {
        Path script = folder.resolve("init.js");
        Files.writeString(script, """
                #!/usr/bin/env mongosh
                const shop = db.getSiblingDB('shop');
                class Field { #type; constructor(type) { this.#type = type; } get rule() { return { bsonType: this.#type }; } }
                const fields = { name: new Field('string'), age: new Field('int') };
                const properties = {};
                for (const [name, field] of Object.entries(fields)) { properties[name] = { ...field.rule, description: `the ${name}` }; }
                shop.createUser({ user: 'app', pwd: process.env.APP_PASSWORD ?? 'none', roles: [{ role: 'readWrite', db: 'shop' }] });
                shop.createCollection('people', { validator: { $jsonSchema: { bsonType: 'object', required: ['name'], properties } } });
                shop.people.createIndex({ name: 1 }, { unique: true, name: 'by name' });
                const insert = (...people) => people.forEach(person => shop.people.insertOne(person));
                insert({ name: 'Ann', age: 3 }, { name: 'Bob', age: NumberInt(4), since: ISODate('2024-01-02'), big: NumberLong('9007199254740993') });
                try { shop.people.insertOne({ name: 5 }); } catch ({ code, errInfo }) {
                  print('refused', code, errInfo?.details?.operatorName);
                }
                shop['other-things'].insertMany([{ _id: 1 }, { _id: 2 }]);
                print(`made ${shop.getCollectionNames().join(', ')}`);
                """);
        shell(script.toString());
        assertThat(err).isEmpty();
        assertThat(code).isZero();
        assertThat(out).isEqualTo("refused 121 $jsonSchema\nmade other-things, people\n");
        assertThat(evaluate("db.people.find({}, { _id: 0 }).sort({ name: -1 })"))
                .isEqualTo("""
                [
                  {
                    name: 'Bob',
                    age: 4,
                    since: ISODate('2024-01-02T00:00:00.000Z'),
                    big: Long('9007199254740993')
                  },
                  { name: 'Ann', age: 3 }
                ]""");
        assertThat(evaluate("db.people.getIndexes().map(index => index.name)")).isEqualTo("[ '_id_', 'by name' ]");
        assertThat(evaluate("db.getUser('app').roles")).isEqualTo("[ { role: 'readWrite', db: 'shop' } ]");
    }

    @Test
    void tells_the_line_of_a_script_that_fails() throws Exception {
        Path script = folder.resolve("bad.js");
        Files.writeString(script, "print('begun');\n\ndb.createUser({ user: 'x' });\nprint('not reached');\n");
        shell(script.toString());
        assertThat(code).isEqualTo(1);
        assertThat(out).isEqualTo("begun\n");
        assertThat(err).contains("User needs a password").contains("bad.js:3");
    }

    @Test
    void reads_what_comes_through_a_pipe() {
        run("""
                use shop
                db.people.insertMany([
                  { _id: 1, name: 'Ann' },
                  { _id: 2, name: 'Bob' }
                ]);
                nonsense(
                )
                db.people.countDocuments()
                show collections
                """, Map.of(), "--quiet", "--port", "" + server.port());
        assertThat(out).isEqualTo("""
                switched to db shop
                { acknowledged: true, insertedIds: { '0': 1, '1': 2 } }
                2
                people
                """);
        assertThat(err).startsWith("ReferenceError");
        assertThat(code).isZero();
    }

    @Test
    void logs_in_by_words_and_by_connection_string() {
        evaluate("db.createUser({ user: 'ann', pwd: 'p@:/w', roles: ['read'] })");
        String status = "db.runCommand('connectionStatus').authInfo.authenticatedUsers";
        String ann = "[ { user: 'ann', db: 'shop' } ]";
        String port = "" + server.port();
        run(
                "",
                Map.of(),
                "--quiet",
                "--host",
                "localhost",
                "--port",
                port,
                "-u",
                "ann",
                "-p",
                "p@:/w",
                "--authenticationDatabase",
                "shop",
                "shop",
                "--eval",
                status);
        assertThat(out.strip()).isEqualTo(ann);
        run("", Map.of(), "--quiet", "mongodb://ann:p%40%3A%2Fw@localhost:" + port + "/shop", "--eval", status);
        assertThat(out.strip()).isEqualTo(ann);
        run(
                "",
                Map.of(),
                "--quiet",
                "mongodb://ann:p%40%3A%2Fw@localhost:" + port + "/other?authSource=shop",
                "--eval",
                status);
        assertThat(out.strip()).isEqualTo(ann);
        run(
                "",
                Map.of(),
                "--quiet",
                "localhost:" + port + "/shop",
                "--username=ann",
                "--password=wrong",
                "--eval",
                status);
        assertThat(code).isEqualTo(1);
        assertThat(err).isEqualToIgnoringNewLines("MongoServerError: Authentication failed.");
        assertThat(evaluate("db.auth('ann', 'p@:/w'); " + status)).isEqualTo(ann);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tls", "--nodb", "--unknown"})
    void refuses_words_that_it_does_not_know(String word) {
        run("", Map.of(), word);
        assertThat(code).isEqualTo(1);
        assertThat(err).contains(word);
    }

    @Test
    void writes_extended_json() {
        evaluate("db.a.insertOne({ _id: 1, n: 1.5, l: NumberLong('5'), d: new Date(0) })");
        shell("--json=relaxed", "--eval", "db.a.findOne()");
        assertThat(out)
                .isEqualToIgnoringWhitespace(
                        "{\"_id\":1,\"n\":1.5,\"l\":5,\"d\":{\"$date\":\"1970-01-01T00:00:00Z\"}}");
        shell("--json", "--eval", "db.a.findOne()");
        assertThat(out)
                .isEqualToIgnoringWhitespace("{\"_id\":{\"$numberInt\":\"1\"},\"n\":{\"$numberDouble\":\"1.5\"},"
                        + "\"l\":{\"$numberLong\":\"5\"},\"d\":{\"$date\":{\"$numberLong\":\"0\"}}}");
        assertThat(evaluate("EJSON.stringify(db.a.findOne({}, { n: 1 }))")).isEqualTo("{\"_id\":1,\"n\":1.5}");
    }

    @Test
    void refuses_transactions_and_change_streams() {
        evaluate("db.getMongo().startSession().startTransaction()");
        assertThat(err).contains("There are no transactions");
        evaluate("db.a.watch()");
        assertThat(err).contains("There are no change streams");
        evaluate("rs.initiate()");
        assertThat(err).contains("There are no replica sets");
    }
}
