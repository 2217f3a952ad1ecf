package dev.hauban.standin.mongo;

import dev.hauban.standin.mongo.access.Users;
import dev.hauban.standin.mongo.command.Commands;
import dev.hauban.standin.mongo.command.Server;
import dev.hauban.standin.mongo.data.Store;
import dev.hauban.standin.mongo.wire.Door;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Stands in for `mongod`: `java … Mongod WORDS OF MONGOD`. Runs until it is asked to end.
public final class Mongod {
    /// What `mongod` ends with where its words are wrong, and where it can't open its data.
    private static final int WRONG_WORDS = 2;

    private static final int UNCLEAN = 100;

    /// The one file of the data; the entrypoint knows it as well.
    static final String FILE = "standin.mv";

    /// How long after a write the disk has it, too; as MongoDB's journal.
    private static final Duration FORCED_AFTER = Duration.ofMillis(100);

    /// Of an orderly end; whoever waits for it has a limit of his own.
    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private static final Duration TIDIED_EVERY = Duration.ofSeconds(2);
    private static final Duration LOOKED_FOR_FORGOTTEN_EVERY = Duration.ofMinutes(1);

    private final Options options;
    private final Consumer<String> log;
    private final CountDownLatch ending = new CountDownLatch(1);

    private Mongod(Options options, Consumer<String> log) {
        this.options = options;
        this.log = log;
    }

    /// Begins here.
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        if (List.of(arguments).contains("--version")) {
            out.println("db version v" + Server.VERSION + "\nHauban's stand-in for MongoDB, on mongo-java-server");
            return;
        }
        Consumer<String> log = line -> out.println(InstantSource.system().instant() + " " + line);
        int code;
        try {
            code = new Mongod(Options.of(List.of(arguments)), log).run();
        } catch (Options.Wrong wrong) {
            log.accept(wrong.getMessage());
            code = WRONG_WORDS;
        } catch (InterruptedException nobodyDoesThat) {
            code = UNCLEAN;
        }
        out.flush();
        Runtime.getRuntime().halt(code);
    }

    private int run() throws InterruptedException {
        log.accept(
                "This is Hauban's stand-in for MongoDB " + Server.VERSION + " (mongo-java-server on H2's MVStore), not"
                        + " MongoDB: good for development. It has no transactions, no change streams and no replica sets.");
        options.remarks().forEach(log);
        Path file = options.data().resolve(FILE);
        try {
            Files.createDirectories(options.data());
            try (Store store = Store.open(file)) {
                return serve(store);
            }
        } catch (IOException unusable) {
            log.accept("cannot open the data: " + unusable.getMessage());
            return UNCLEAN;
        } catch (Store.BrokenFile full) {
            log.accept(full.getMessageWithoutErrorCode() + ". Ending; what was acknowledged is in " + file
                    + ". Make room and start it again.");
            return UNCLEAN;
        }
    }

    private int serve(Store store) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::endInOrder));
        var users = new Users(store.users());
        var tally = new Server.Tally();
        var settings = new Server.Settings(
                options.isGuarded(),
                List.of(),
                options.port(),
                InstantSource.system().instant(),
                tally);
        var guests = new Door[1];
        var server = new Server(
                store, users, settings, InstantSource.system(), () -> guests[0].guests(), log, ending::countDown);
        try (Door door = new Door(new Commands(server), log)) {
            guests[0] = door;
            listen(door);
            log.accept(options.isGuarded() ? "Who has not logged in may do nothing." : "Everybody may do everything.");
            keepHouse(store, tally);
        } catch (IOException taken) {
            log.accept("cannot listen: " + taken.getMessage());
            return 1;
        } finally {
            log.accept("Ending.");
        }
        return 0;
    }

    /// Asked to end from outside: the JVM is gone as soon as this returns, so it doesn't. `main` halts it when the data
    /// is closed.
    private void endInOrder() {
        ending.countDown();
        try {
            Thread.sleep(LONGEST_END);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Door door) throws IOException {
        List<String> places = new ArrayList<>();
        for (String address : options.addresses()) {
            if (address.startsWith("/")) {
                door.listen(Path.of(address));
                places.add(address);
            } else {
                InetAddress where =
                        address.equals("*") ? InetAddress.getByName("0.0.0.0") : InetAddress.getByName(address.strip());
                places.add(address + ":" + door.listen(where, options.port()));
            }
        }
        log.accept("Waiting for connections on " + String.join(", ", places));
    }

    /// Forces to the disk what was written, takes away what has expired, and keeps the file small.
    private void keepHouse(Store store, Server.Tally tally) throws InterruptedException {
        long rounds = 0;
        long perTtl = Duration.ofSeconds(options.ttlSeconds()).dividedBy(FORCED_AFTER);
        long perTidying = TIDIED_EVERY.dividedBy(FORCED_AFTER);
        long perLook = LOOKED_FOR_FORGOTTEN_EVERY.dividedBy(FORCED_AFTER);
        while (!ending.await(FORCED_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
            rounds++;
            store.force();
            if (rounds % perTtl == 0) {
                List<String> told = new ArrayList<>();
                tally.expired(store.expire(InstantSource.system().instant(), told));
                told.forEach(log);
            }
            if (rounds % perTidying == 0) {
                store.tidy();
            }
            if (rounds % perLook == 0) {
                store.closeForgotten();
            }
        }
    }
}
