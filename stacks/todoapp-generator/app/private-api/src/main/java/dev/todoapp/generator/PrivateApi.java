package dev.todoapp.generator;

import dev.todoapp.database.Database;
import dev.todoapp.database.Migrations;
import dev.todoapp.service.Health;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Metrics;
import dev.todoapp.service.Program;
import dev.todoapp.service.Server;
import dev.todoapp.service.Settings;
import dev.todoapp.service.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The private API as a program.
public final class PrivateApi implements Program.Running {
    private static final int PORT = 5555;
    private static final Duration TOKEN = Duration.ofHours(1);

    private final Server server;
    private final Jobs jobs;
    private final List<Database> databases;
    private final List<Thread> migrations;

    private PrivateApi(Server server, Jobs jobs, List<Database> databases, List<Thread> migrations) {
        this.server = server;
        this.jobs = jobs;
        this.databases = databases;
        this.migrations = migrations;
    }

    public static void main(String[] words) {
        if (words.length == 1 && words[0].equals("token")) {
            // For whoever may run programs in this service, and so knows its secrets anyhow.
            var settings = new Settings(System.getenv());
            var tokens = new Tokens(settings.secret("JWT_SECRET"), Clock.systemUTC());
            settings.check();
            System.out.println(tokens.issue(
                    Tokens.Audience.ADMINISTRATION,
                    "administrator",
                    UUID.randomUUID().toString(),
                    TOKEN));
            return;
        }
        new Program("private API", PrivateApi::start, rehearsal()).run(words);
    }

    private static Program.Rehearsal rehearsal() {
        return new Program.Rehearsal(
                Map.of(
                        "PORT", "0",
                        "JWT_SECRET", "a rehearsal has no secrets to keep",
                        "POSTGRES_PASSWORD", "none",
                        "CONFIG_DATABASE_HOST", "127.0.0.1",
                        "CONFIG_DATABASE_PORT", "1",
                        "CONFIG_DATABASE_NAME", "none",
                        "INTERN_DATABASE_HOST", "127.0.0.1",
                        "INTERN_DATABASE_PORT", "1",
                        "INTERN_DATABASE_NAME", "none"),
                List.of("/health", "/metrics", "/templates", "/settings"));
    }

    static PrivateApi start(Map<String, String> environment, Clock clock) {
        var settings = new Settings(environment);
        var ports = settings.ports(PORT);
        var tokens = new Tokens(settings.secret("JWT_SECRET"), clock);
        var forConfig = Database.Address.of(settings, "CONFIG");
        var forIntern = Database.Address.of(settings, "INTERN");
        settings.check();

        var config = Database.at("postgres-config", forConfig);
        var intern = Database.at("postgres-intern", forIntern);
        var siteSettings = new SiteSettings(config);
        var generations = new Generations(intern, siteSettings, clock);
        var jobs = Jobs.start(intern, generations, clock);
        var metrics = new Metrics();
        Database.count(metrics, List.of(config, intern));
        var api = new Api(
                new Api.Rooms(new Templates(config), generations, siteSettings, jobs),
                tokens,
                metrics.counter("generations_total", "Lists generated", "template"));
        var health = new Health("private-api", clock, List.of(config.part(), intern.part()));
        var server = Server.start(ports, new Server.Parts(health, metrics, JsonDocument::apologize), api::addTo);
        return new PrivateApi(
                server,
                jobs,
                List.of(config, intern),
                List.of(
                        new Migrations(config, Templates.steps()).start(),
                        new Migrations(intern, Generations.steps()).start()));
    }

    @Override
    public int port() {
        return server.port();
    }

    Jobs jobs() {
        return jobs;
    }

    /// First the requests that are being answered, then what they need.
    @Override
    public void close() {
        migrations.forEach(Thread::interrupt);
        jobs.close();
        server.close();
        databases.forEach(Database::close);
    }
}
