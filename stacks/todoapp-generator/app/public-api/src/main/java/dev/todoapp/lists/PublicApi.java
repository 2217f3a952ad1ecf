package dev.todoapp.lists;

import dev.todoapp.database.Database;
import dev.todoapp.database.Migrations;
import dev.todoapp.service.Health;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Metrics;
import dev.todoapp.service.Neighbor;
import dev.todoapp.service.Program;
import dev.todoapp.service.Server;
import dev.todoapp.service.Settings;
import dev.todoapp.service.Tokens;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The public API as a program.
public final class PublicApi implements Program.Running {
    private static final int PORT = 5050;

    private final Server server;
    private final Database users;
    private final Neighbor privateApi;
    private final Thread migration;

    private PublicApi(Server server, Database users, Neighbor privateApi, Thread migration) {
        this.server = server;
        this.users = users;
        this.privateApi = privateApi;
        this.migration = migration;
    }

    public static void main(String[] words) {
        new Program("public API", PublicApi::start, rehearsal()).run(words);
    }

    private static Program.Rehearsal rehearsal() {
        return new Program.Rehearsal(
                Map.of(
                        "PORT", "0",
                        "JWT_SECRET", "a rehearsal has no secrets to keep",
                        "POSTGRES_PASSWORD", "none",
                        "USER_DATABASE_HOST", "127.0.0.1",
                        "USER_DATABASE_PORT", "1",
                        "USER_DATABASE_NAME", "none",
                        "PRIVATE_API_URL", "http://127.0.0.1:1"),
                List.of("/health", "/metrics", "/lists", "/lists/x"));
    }

    static PublicApi start(Map<String, String> environment, Clock clock) {
        var settings = new Settings(environment);
        var ports = settings.ports(PORT);
        var tokens = new Tokens(settings.secret("JWT_SECRET"), clock);
        var address = Database.Address.of(settings, "USER");
        var generatorAddress = Neighbor.address(settings, "PRIVATE_API_URL");
        settings.check();

        var users = Database.at("postgres-user", address);
        var privateApi = new Neighbor("private API", generatorAddress);
        var metrics = new Metrics();
        Database.count(metrics, List.of(users));
        var api = new Api(
                new Api.Rooms(
                        new Accounts(users, clock),
                        new Sessions(users, tokens, clock),
                        new Lists(users, clock),
                        new Generator(privateApi, tokens)),
                metrics.counter("tasks_total", "Tasks, by what was done with them", "event"));
        // Without the private API people still have their lists.
        var health = new Health(
                "public-api",
                clock,
                List.of(
                        users.part(),
                        new Health.Part("private-api", Health.Need.PARTLY, () -> privateApi.trouble("/health/own"))));
        var server = Server.start(ports, new Server.Parts(health, metrics, JsonDocument::apologize), api::addTo);
        return new PublicApi(server, users, privateApi, new Migrations(users, Accounts.steps()).start());
    }

    @Override
    public int port() {
        return server.port();
    }

    /// First the requests that are being answered, then what they need.
    @Override
    public void close() {
        migration.interrupt();
        server.close();
        privateApi.close();
        users.close();
    }
}
