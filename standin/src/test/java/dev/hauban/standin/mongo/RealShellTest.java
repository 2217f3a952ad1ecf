package dev.hauban.standin.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.standin.mongo.shell.Shell;
import dev.hauban.standin.mongo.shell.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real `mongosh`, from npm: it gets along with our server, and our shell shows what it shows.
class RealShellTest {
    private static final String PINNED = "mongosh@2.5.0";

    /// Kept between runs; a download of half a minute.
    private static final Path PLACE = Path.of("target", "npm").toAbsolutePath();

    private static final Path PROGRAM = PLACE.resolve("node_modules/.bin/mongosh");

    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        assumeTrue(isThere("node") && isThere("npm"), "node and npm are not on PATH, so there is no real mongosh");
        if (!Files.exists(PROGRAM)) {
            Files.createDirectories(PLACE);
            Answer answer = run(
                    240,
                    "npm",
                    "install",
                    "--prefix",
                    PLACE.toString(),
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    PINNED);
            assumeTrue(answer.code() == 0, "mongosh can't be fetched from npm: " + answer.out());
        }
        server = TestServer.start(data);
    }

    @AfterAll
    static void end() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static boolean isThere(String program) {
        return java.util.Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private record Answer(int code, String out) {}

    private static Answer run(int seconds, String... words) throws IOException, InterruptedException {
        Path log = Files.createTempFile("mongosh", ".log");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", words) + " does not end:\n" + Files.readString(log));
            }
            return new Answer(process.exitValue(), Files.readString(log));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static Answer real(String text) throws IOException, InterruptedException {
        return run(60, PROGRAM.toString(), "--quiet", server.uri("shop"), "--eval", text);
    }

    private static Answer ours(String text) {
        var written = new ByteArrayOutputStream();
        var stream = new PrintStream(written, true, StandardCharsets.UTF_8);
        var surroundings = new Surroundings(Map.of(), InputStream.nullInputStream(), stream, stream, _ -> {}, false);
        int code = new Shell(surroundings).run(List.of("--quiet", server.uri("shop"), "--eval", text));
        return new Answer(code, written.toString(StandardCharsets.UTF_8));
    }

    /// What changes nothing, so that both can be asked.
    private static final List<String> QUESTIONS = List.of(
            "db.adminCommand('ping')",
            "db.people.find({}, { _id: 0 }).sort({ name: 1 })",
            "db.people.findOne({ name: 'Ann' }, { _id: 0, home: 1 })",
            "db.people.countDocuments({ age: { $gt: 2 } })",
            "db.people.aggregate([{ $group: { _id: null, sum: { $sum: '$age' } } }])",
            "db.people.getIndexes().map(index => index.key)",
            "db.getCollectionNames()",
            "[1, 1.5, -0, 'a\\'b', true, null, undefined, [], {}, [[]], { a: { b: { c: { d: 1 } } } }]",
            "({ date: new Date(0), id: ObjectId('6b0c1bd6cb47fb800b9800c7'), long: NumberLong('5'), re: /x/i, f: () => 1 })",
            "({ 'a-b': 1, 'c d': [ 'x'.repeat(70), 'y' ], decimal: NumberDecimal('1.50'), t: Timestamp(1, 2) })",
            "print({ a: 1 }, 'x', [1], null); printjson({ a: 1, b: { c: [1] } }); 'last'",
            "db",
            "db.people",
            "EJSON.stringify({ a: 1.5, l: NumberLong('5'), d: new Date(0) })",
            "db.people.find().map(each => each.name).toArray().sort()",
            "db.createCollection('people')",
            "db.runCommand({ nonsense: 1 })",
            "throw new TypeError('no')");

    @Test
    void shows_the_same_as_ours() throws Exception {
        Answer made = real("""
                db.createCollection('people', { validator: { $jsonSchema: { required: ['name'] } } });
                db.people.createIndex({ name: 1 }, { unique: true });
                db.people.insertMany([{ name: 'Ann', age: 3, home: { city: 'Rome', rooms: [1, 2] } },
                  { name: 'Bob', age: NumberLong('4'), since: ISODate('2024-01-02') }]).acknowledged""");
        assertThat(made.out().strip()).isEqualTo("true");
        for (String question : QUESTIONS) {
            Answer real = real(question);
            Answer ours = ours(question);
            assertThat(ours).as(question).isEqualTo(real);
        }
    }

    @Test
    void gets_along_with_the_server() throws Exception {
        assertThat(real("db.serverStatus().process").out().strip()).isEqualTo("mongod");
        assertThat(real("db.people.stats().ok").out().strip()).isEqualTo("1");
        assertThat(real("db.createUser({ user: 'ann', pwd: 'x', roles: ['read'] }).ok")
                        .out()
                        .strip())
                .isEqualTo("1");
        assertThat(run(
                                60,
                                PROGRAM.toString(),
                                "--quiet",
                                "mongodb://ann:x@127.0.0.1:" + server.port() + "/shop",
                                "--eval",
                                "1")
                        .out()
                        .strip())
                .isEqualTo("1");
        // It shows to whoever connects what kind of server this is.
        assertThat(run(60, PROGRAM.toString(), server.uri("shop"), "--eval", "show('startupWarnings')")
                        .out())
                .contains("Hauban's stand-in for MongoDB: good for development");
    }
}
