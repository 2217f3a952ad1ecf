package dev.emailight;

import dev.emailight.account.Accounts;
import dev.emailight.account.Passwords;
import dev.emailight.account.Sessions;
import dev.emailight.catcher.Catcher;
import dev.emailight.database.Database;
import dev.emailight.database.Migrations;
import dev.emailight.message.Desk;
import dev.emailight.message.Outbox;
import dev.emailight.operation.Health;
import dev.emailight.operation.Metrics;
import dev.emailight.operation.Window;
import dev.emailight.redis.Cache;
import dev.emailight.redis.Limit;
import dev.emailight.redis.Queue;
import dev.emailight.redis.Redis;
import dev.emailight.sending.Carrier;
import dev.emailight.sending.Delivering;
import dev.emailight.sending.Worker;
import dev.emailight.trouble.Trouble;
import dev.emailight.web.Site;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The programs. `serve` is the site, `worker` sends, `mail` catches e-mails in development.
public final class Emailight implements AutoCloseable {
    /// Wrong settings or words, by the convention of sysexits.h.
    private static final int USAGE = 64;

    private static final int CONFIGURATION = 78;
    private static final int FAILED = 1;
    private static final Duration HOUR = Duration.ofHours(1);

    /// What is to be closed, the latest first.
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private int port;

    private Emailight() {}

    public static void main(String[] words) {
        logAs(System.getenv().getOrDefault("NODE_ENV", "production"));
        try {
            run(words.length == 0 ? "serve" : words[0]);
        } catch (Settings.Wrong wrong) {
            System.err.println("Emailight can't start:");
            wrong.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(CONFIGURATION);
        } catch (IOException problem) {
            System.err.println("Emailight can't start: " + problem.getMessage());
            System.exit(FAILED);
        } catch (InterruptedException _) {
            System.exit(FAILED);
        }
    }

    private static void run(String part) throws IOException, InterruptedException {
        var settings = new Settings(System.getenv());
        var clock = Clock.systemUTC();
        switch (part) {
            case "serve" -> runUntilTold(serve(settings.site(), clock), part, settings);
            case "worker" -> runUntilTold(work(settings.worker(), clock), part, settings);
            case "mail" -> runUntilTold(catchAll(settings.catcher(), clock), part, settings);
            case "rehearse" -> Rehearsal.run();
            default -> {
                System.err.println("usage: emailight serve | worker | mail");
                System.exit(USAGE);
            }
        }
    }

    /// Logback reads its settings when the first logger is asked for.
    private static void logAs(String environment) {
        System.setProperty(
                "logback.configurationFile",
                environment.equals("development") ? "dev/emailight/plain-logs.xml" : "dev/emailight/json-logs.xml");
    }

    /// The databases may still be away: they are asked until they answer, and until then the health says so.
    static Emailight serve(Settings.Site settings, Clock clock) {
        var emailight = new Emailight();
        var stores = emailight.open(settings.stores());
        var cache = new Cache(stores.redis());
        var queue = new Queue(stores.redis());
        var limit = new Limit(stores.redis(), settings.perHour(), HOUR);
        var rooms = new Site.Rooms(
                new Accounts(stores.database(), stores.redis(), new Passwords(), clock),
                new Sessions(stores.redis(), settings.secret(), clock),
                new Desk(stores.database(), new Desk.Memory(queue, cache, limit), clock),
                new Health(settings.environment(), clock)
                        .with(stores.database())
                        .with(stores.redis()),
                new Metrics().with(stores.database()).with(cache).with(queue));
        emailight.port = emailight.add(Site.start(settings.port(), rooms)).port();
        return emailight;
    }

    static Emailight work(Settings.Worker settings, Clock clock) throws IOException {
        var emailight = new Emailight();
        var stores = emailight.open(settings.stores());
        var queue = new Queue(stores.redis());
        var outbox = new Outbox(stores.database(), new Cache(stores.redis()), clock);
        var metrics = new Metrics().with(stores.database()).with(queue);
        var delivering = new Delivering(outbox, Carrier.to(settings.carrier(), settings.from()), metrics, clock);
        var worker = emailight.add(new Worker(queue, outbox, delivering, clock, "worker-" + UUID.randomUUID()));
        var health = new Health(settings.environment(), clock)
                .with(stores.database())
                .with(stores.redis())
                .with("worker", () -> worker.isAtWork() ? Optional.empty() : Optional.of("has not gone round lately"));
        emailight.port =
                emailight.add(Window.open(settings.port(), health, metrics)).port();
        return emailight;
    }

    static Emailight catchAll(Settings.Catcher settings, Clock clock) {
        var emailight = new Emailight();
        var health = new Health(settings.environment(), clock);
        emailight.port = emailight
                .add(Catcher.start(settings.port(), settings.mailPort(), health, clock))
                .port();
        return emailight;
    }

    private record Stores(Database database, Redis redis) {}

    private Stores open(Settings.Stores settings) {
        var redis = add(Redis.at(settings.redis()));
        var database = add(Database.at(settings.database()));
        var migration = Thread.ofVirtual().name("migration").start(new Migrations(database)::runWhenReachable);
        add(migration::interrupt);
        return new Stores(database, redis);
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    int port() {
        return port;
    }

    private static void runUntilTold(Emailight emailight, String part, Settings settings) {
        settings.dsn().ifPresent(dsn -> emailight.parts.addLast(Trouble.tellTo(dsn, settings.environment(), part)));
        Runtime.getRuntime().addShutdownHook(new Thread(emailight::close, "shutdown"));
        log().atInfo()
                .addKeyValue("part", part)
                .addKeyValue("port", emailight.port())
                .log("listening");
    }

    /// First what takes requests and work, then what that needs; last, the one who tells of errors.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception problem) {
                log().atError().setCause(problem).log("a part did not end well");
            }
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Emailight.class);
    }
}
