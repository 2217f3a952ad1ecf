package dev.checkin.backend;

import dev.checkin.backend.account.Accounts;
import dev.checkin.backend.account.Visitors;
import dev.checkin.backend.cache.Redis;
import dev.checkin.backend.cache.Remembered;
import dev.checkin.backend.database.Database;
import dev.checkin.backend.database.Migrations;
import dev.checkin.backend.event.Boards;
import dev.checkin.backend.event.CheckIns;
import dev.checkin.backend.event.Events;
import dev.checkin.backend.event.News;
import dev.checkin.backend.event.Participants;
import dev.checkin.backend.event.Sessions;
import dev.checkin.backend.web.Health;
import dev.checkin.backend.web.Metrics;
import dev.checkin.backend.web.Rooms;
import dev.checkin.backend.web.Site;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/// The program. `serve` answers until it is told to end.
public final class Backend implements AutoCloseable {
    /// Wrong settings or words, by the convention of sysexits.h.
    private static final int USAGE = 64;

    private static final int CONFIGURATION = 78;
    private static final int FAILED = 1;

    private final Database database;
    private final Redis redis;
    private final Site site;
    private final Thread migration;

    private Backend(Database database, Redis redis, Site site, Thread migration) {
        this.database = database;
        this.redis = redis;
        this.site = site;
        this.migration = migration;
    }

    public static void main(String[] words) {
        logAs(System.getenv().getOrDefault("LOG_FORMAT", "json"));
        try {
            run(words.length == 0 ? "serve" : words[0]);
        } catch (Settings.Wrong wrong) {
            System.err.println("The backend can't start:");
            wrong.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(CONFIGURATION);
        } catch (IOException | InterruptedException problem) {
            System.err.println("The backend can't start: " + problem.getMessage());
            System.exit(FAILED);
        }
    }

    private static void run(String word) throws IOException, InterruptedException {
        switch (word) {
            case "serve" -> {
                var settings = Settings.of(System.getenv());
                var backend = start(settings, InstantSource.system());
                Runtime.getRuntime().addShutdownHook(new Thread(backend::close, "shutdown"));
                LoggerFactory.getLogger(Backend.class)
                        .atInfo()
                        .addKeyValue("port", backend.port())
                        .addKeyValue("environment", settings.environment())
                        .log("listening");
            }
            case "rehearse" -> Rehearsal.run();
            default -> {
                System.err.println("usage: backend serve");
                System.exit(USAGE);
            }
        }
    }

    /// Logback reads its settings when the first logger is asked for.
    private static void logAs(String format) {
        System.setProperty(
                "logback.configurationFile",
                "dev/checkin/backend/" + (format.equals("plain") ? "plain" : "json") + "-logs.xml");
    }

    /// Starts to answer. The databases may still be away: MongoDB is asked until it answers, and until then the health
    /// says
    /// so; without Redis it goes, too.
    static Backend start(Settings settings, InstantSource clock) {
        var database = Database.at(settings.database());
        var redis = Redis.at(settings.redis());
        var remembered = new Remembered(redis, "checkin:board:");
        var metrics = new Metrics(database, remembered);
        var news = new News(redis, remembered);
        var events = new Events(database, news, clock);
        var sessions = new Sessions(database, events, news, clock);
        var participants = new Participants(database, events, news, clock);
        metrics.count(sessions, participants);
        var rooms = new Rooms(
                new Accounts(database, redis, settings.isOpen(), clock),
                new Visitors(database, settings.tokenSecret(), clock),
                events,
                sessions,
                participants,
                new CheckIns(new CheckIns.Rooms(database, sessions, participants, news), clock, metrics::checkedIn),
                new Boards(database, remembered),
                news,
                settings.frontendKey());
        var site =
                Site.start(settings.port(), rooms, new Health(database, redis, settings.environment(), clock), metrics);
        var migration = Thread.ofVirtual().name("migration").start(new Migrations(database)::runWhenReachable);
        return new Backend(database, redis, site, migration);
    }

    int port() {
        return site.port();
    }

    /// First the requests that are being answered, then what they need.
    @Override
    public void close() {
        migration.interrupt();
        site.close();
        redis.close();
        database.close();
    }
}
