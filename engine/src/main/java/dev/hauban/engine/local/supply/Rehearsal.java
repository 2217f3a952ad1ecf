package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs the stand-in for MongoDB through what it will be asked most, so that the JVM can keep what it learned of it. A
/// start without that is slower, and nothing else.
final class Rehearsal {
    private static final long LONGEST_SECONDS = 60;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final String SERVER = "dev.hauban.standin.mongo.Mongod";
    private static final String SHELL = "dev.hauban.standin.mongo.Mongosh";

    /// What init scripts do, all of it taken back at the end.
    private static final String SCRIPT = """
            const people = db.getSiblingDB('rehearsal');
            people.createUser({ user: 'ann', pwd: 'ann', roles: [{ role: 'readWrite', db: 'rehearsal' }] });
            people.createCollection('people', { validator: { $jsonSchema: { bsonType: 'object', required: ['name'],
              properties: { name: { bsonType: 'string', pattern: '^a' }, age: { bsonType: ['int', 'double'], minimum: 0 } } } } });
            people.people.createIndex({ name: 1 }, { unique: true });
            people.people.createIndex({ age: 1, name: -1 }, { expireAfterSeconds: undefined });
            for (let age = 0; age < 50; age++) { people.people.insertOne({ name: `a${age}`, age, when: new Date() }); }
            try { people.people.insertOne({ age: 'old' }); } catch (refused) { print(refused.code); }
            people.people.updateMany({ age: { $gt: 5 } }, { $set: { tall: true }, $inc: { age: 1 } });
            printjson(people.people.find({ age: { $lt: 9 } }).sort({ age: -1 }).limit(3).toArray());
            print(people.people.aggregate([{ $match: { tall: true } }, { $group: { _id: '$tall', count: { $sum: 1 } } }]).toArray());
            people.people.deleteMany({ age: 3 });
            db.adminCommand('serverStatus');
            people.dropUser('ann');
            people.dropDatabase();
            """;

    private final Machine machine;
    private final Path java;
    private final List<String> flags;

    Rehearsal(Machine machine, Path java, List<String> flags) {
        this.machine = machine;
        this.java = java;
        this.flags = List.copyOf(flags);
    }

    /// The name of the file in which is kept what was learned of a program.
    static String cache(String mainClass) {
        return mainClass.substring(mainClass.lastIndexOf('.') + 1) + ".aot";
    }

    /// @param folder of the cache, being filled
    void of(Path folder, String classPath) throws IOException, InterruptedException {
        Path root = folder.resolve(ProgramFolder.ROOT);
        // Not in the folder: the path of a socket has room for 107 characters.
        Path stage = Files.createTempDirectory("hauban-");
        Path socket = stage.resolve("s");
        Process server = start(
                stage,
                words(
                        root,
                        classPath,
                        SERVER,
                        "--dbpath",
                        stage.resolve("data").toString(),
                        "--bind_ip",
                        socket.toString()));
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
            while (!Files.exists(socket) && server.isAlive() && System.nanoTime() < end) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            String uri = "mongodb://" + socket.toString().replace("/", "%2F") + "/test";
            Subprocess.run(
                    machine, words(root, classPath, SHELL, "--quiet", uri, "--eval", SCRIPT), Map.of(), () -> {});
            server.destroy();
            server.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
            server.waitFor();
            Cache.delete(stage);
        }
    }

    private List<String> words(Path root, String classPath, String mainClass, String... arguments) {
        List<String> words = new ArrayList<>(List.of(java.toString()));
        words.addAll(flags);
        words.add("-XX:AOTCacheOutput=" + root.resolve(cache(mainClass)));
        words.addAll(List.of("-cp", classPath, mainClass));
        words.addAll(List.of(arguments));
        return words;
    }

    private static Process start(Path stage, List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .directory(stage.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(stage.resolve("log").toFile())
                .start();
    }
}
