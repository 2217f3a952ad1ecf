package dev.todolist;

import dev.todolist.account.Accounts;
import dev.todolist.account.Passwords;
import dev.todolist.account.Sessions;
import dev.todolist.certificate.Certificate;
import dev.todolist.database.Database;
import dev.todolist.database.Migrations;
import dev.todolist.todo.Lists;
import dev.todolist.watch.Watch;
import dev.todolist.web.Health;
import dev.todolist.web.Metrics;
import dev.todolist.web.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// The program. `serve` is the site, `watch` looks after the stack, `certificate FOLDER` makes a certificate.
public final class TodoList implements AutoCloseable {
    /// Wrong settings or words, by the convention of sysexits.h.
    private static final int USAGE = 64;

    private static final int CONFIGURATION = 78;
    private static final int FAILED = 1;

    private final Database database;
    private final Site site;
    private final Thread migration;

    private TodoList(Database database, Site site, Thread migration) {
        this.database = database;
        this.site = site;
        this.migration = migration;
    }

    public static void main(String[] words) {
        logAs(System.getenv().getOrDefault("NODE_ENV", "production"));
        try {
            run(words);
        } catch (Settings.Wrong wrong) {
            System.err.println("The to-do list can't start:");
            wrong.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(CONFIGURATION);
        } catch (IOException problem) {
            System.err.println("The to-do list can't start: " + problem.getMessage());
            System.exit(FAILED);
        } catch (InterruptedException _) {
            System.exit(FAILED);
        }
    }

    private static void run(String[] words) throws IOException, InterruptedException {
        switch (words.length == 0 ? "serve" : words[0]) {
            case "serve" -> {
                var todoList = start(new Settings(System.getenv()).site(), Clock.systemDefaultZone());
                closeWhenTold(todoList);
                LoggerFactory.getLogger(TodoList.class)
                        .atInfo()
                        .addKeyValue("port", todoList.port())
                        .log("listening");
            }
            case "watch" -> closeWhenTold(Watch.start(new Settings(System.getenv())));
            case "certificate" -> Certificate.makeUnlessThere(Path.of(words.length > 1 ? words[1] : "."));
            case "rehearse" -> Rehearsal.run();
            default -> {
                System.err.println("usage: todolist serve | watch | certificate FOLDER");
                System.exit(USAGE);
            }
        }
    }

    /// Logback reads its settings when the first logger is asked for.
    private static void logAs(String environment) {
        System.setProperty(
                "logback.configurationFile",
                environment.equals("development") ? "dev/todolist/plain-logs.xml" : "dev/todolist/json-logs.xml");
    }

    /// Starts the site. The database may still be away: it is asked until it answers, and until then the health says
    /// so.
    static TodoList start(Settings.Site settings, Clock clock) {
        var database = Database.at(settings.database(), settings.databaseName());
        var accounts = new Accounts(database, new Passwords(), clock);
        var sessions = new Sessions(database, settings.secret(), clock);
        var lists = new Lists(database, clock);
        var health = new Health(database, settings.environment(), clock);
        var site =
                Site.start(settings.port(), new Site.Rooms(accounts, sessions, lists, health, new Metrics(database)));
        var migration = Thread.ofVirtual().name("migration").start(new Migrations(database)::runWhenReachable);
        return new TodoList(database, site, migration);
    }

    static TodoList start(Map<String, String> environment, Clock clock) {
        return start(new Settings(environment).site(), clock);
    }

    int port() {
        return site.port();
    }

    private static void closeWhenTold(AutoCloseable part) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                part.close();
                            } catch (Exception problem) {
                                System.err.println("The end was not clean: " + problem);
                            }
                        },
                        "shutdown"));
    }

    /// First the requests that are being answered, then what they need.
    @Override
    public void close() {
        migration.interrupt();
        site.close();
        database.close();
    }
}
