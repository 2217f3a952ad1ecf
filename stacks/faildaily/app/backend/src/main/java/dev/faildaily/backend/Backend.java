package dev.faildaily.backend;

import static dev.faildaily.web.Log.field;

import dev.faildaily.backend.account.Accounts;
import dev.faildaily.backend.api.Api;
import dev.faildaily.backend.api.Health;
import dev.faildaily.backend.database.Database;
import dev.faildaily.backend.database.Migrations;
import dev.faildaily.backend.fail.Fails;
import dev.faildaily.backend.fail.Pictures;
import dev.faildaily.web.Log;
import dev.faildaily.web.Program;
import dev.faildaily.web.RotatingFile;
import dev.faildaily.web.Server;
import dev.faildaily.web.Settings;
import dev.faildaily.web.Traffic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The backend: puts the parts together and starts them.
public final class Backend implements AutoCloseable {

    private static final int LOG_SIZE = 10 << 20;
    private static final int LOGS_KEPT = 3;

    private final Database database;
    private final Server server;
    private final Thread migration;

    private Backend(Database database, Server server, Thread migration) {
        this.database = database;
        this.server = server;
        this.migration = migration;
    }

    public static void main(String[] arguments) {
        if (List.of(arguments).equals(List.of("--rehearse"))) {
            Program.main("The rehearsal", Rehearsed::run);
            return;
        }
        Program.main("The backend", () -> {
            var settings = Configuration.read(new Settings(System.getenv()));
            var clock = InstantSource.system();
            var log = log("backend", settings.applicationLogs(), settings, System.out);
            var program = new Program(log);
            var access = program.own(log("backend-access", settings.accessLogs(), settings, System.out));
            log.adoptLibraries();
            var backend = program.own(start(settings, clock, log, access));
            program.closeWhenTold();
            log.info("listening", field("port", backend.port()), field("milliseconds", uptime()));
        });
    }

    /// Starts everything. The database may still be away: it is asked until it answers, and until then the
    /// health says so.
    static Backend start(Configuration settings, InstantSource clock, Log log, Log access) throws IOException {
        Server.limit(new Server.Limits(settings.connections(), Duration.ofSeconds(65)));
        makeFolder(settings.uploads(), log);
        var database = Database.at(settings.address(), settings.login(), 10);
        var pictures = new Pictures(settings.uploads());
        var health = new Health(database, pictures, log);
        var accounts = new Accounts(database, settings.secret(), clock);
        var traffic = new Traffic();
        var rooms = new Api.Rooms(accounts, new Fails(database), pictures, health);
        var surroundings = new Api.Surroundings(settings.origins(), settings.proxies());
        var routes = new Api(rooms, surroundings, traffic, clock).routes();
        var migrations = new Migrations(database, log);
        var migration = Thread.ofVirtual().name("migration").start(() -> migrate(migrations, log));
        return new Backend(database, Server.start(settings.port(), routes, traffic, access), migration);
    }

    int port() {
        return server.port();
    }

    private static void migrate(Migrations migrations, Log log) {
        try {
            migrations.runWhenReachable();
        } catch (InterruptedException _) {
            // Told to go before the database came.
            Thread.currentThread().interrupt();
        } catch (RuntimeException problem) {
            log.error("the schema can't be brought up to date", problem);
        }
    }

    /// The health says it when the folder can't be made; the reason stands here.
    private static void makeFolder(Path folder, Log log) {
        try {
            Files.createDirectories(folder);
        } catch (IOException problem) {
            log.warn("no folder for pictures", field("reason", problem.toString()));
        }
    }

    private static Log log(String name, Path folder, Configuration settings, PrintStream console) {
        var log = new Log(name, settings.plainLogs(), console, InstantSource.system());
        try {
            return log.into(RotatingFile.open(folder.resolve(name + ".log"), LOG_SIZE, LOGS_KEPT));
        } catch (IOException problem) {
            log.warn("no log file, only this output", field("reason", problem.toString()));
            return log;
        }
    }

    private static long uptime() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, InstantSource.system().instant())
                        .toMillis())
                .orElse(0L);
    }

    /// First the requests that are being answered, then what they need.
    @Override
    public void close() {
        migration.interrupt();
        server.close();
        database.close();
    }

    /// What the environment says.
    record Configuration(
            int port,
            int connections,
            Database.Address address,
            Database.Login login,
            String secret,
            String origins,
            int proxies,
            Path uploads,
            Path accessLogs,
            Path applicationLogs,
            boolean plainLogs) {

        static Configuration read(Settings settings) {
            var configuration = new Configuration(
                    settings.number("PORT", 3000),
                    settings.number("MAX_CONNECTIONS", 100),
                    new Database.Address(
                            settings.text("DB_HOST", "localhost"),
                            settings.number("DB_PORT", 3306),
                            settings.text("DB_NAME", "faildaily_prod")),
                    new Database.Login(settings.text("DB_USER", "faildaily_user"), settings.required("DB_PASSWORD", 1)),
                    settings.required("JWT_SECRET", 32),
                    settings.text("CORS_ORIGIN", ""),
                    settings.number("TRUSTED_PROXIES", 1),
                    settings.folder("UPLOAD_DIR", "uploads"),
                    settings.folder("LOG_DIR", "logs"),
                    settings.folder("APPLICATION_LOG_DIR", "logs"),
                    settings.text("NODE_ENV", "production").equals("development"));
            settings.check();
            return configuration;
        }

        static Configuration read(Map<String, String> environment) {
            return read(new Settings(environment));
        }
    }
}
