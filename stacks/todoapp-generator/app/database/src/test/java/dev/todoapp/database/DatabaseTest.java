package dev.todoapp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoapp.service.Refusal;
import dev.todoapp.service.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Migrations.Step THINGS = new Migrations.Step(
            "1",
            statements -> statements.run("CREATE TABLE thing (name text PRIMARY KEY); INSERT INTO thing VALUES ('a')"));

    private static Postgres postgres;

    private Map<String, String> settings = Map.of();
    private Database database;

    @BeforeAll
    static void begin() throws Exception {
        postgres = Postgres.start();
    }

    @AfterAll
    static void end() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void open() throws Exception {
        settings = new HashMap<>(postgres.database("THING"));
        settings.put("MAX_CONNECTIONS", "20");
        database = Database.at("things", address());
    }

    private Database.Address address() {
        var read = new Settings(settings);
        var address = Database.Address.of(read, "THING");
        read.check();
        return address;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void migrate(Database at, Migrations.Step... steps) throws InterruptedException {
        var thread = new Migrations(at, List.of(steps)).start();
        thread.join(Duration.ofSeconds(20));
        assertThat(thread.isAlive()).isFalse();
    }

    private List<String> things() {
        return database.query("SELECT name FROM thing ORDER BY name", row -> row.getString(1));
    }

    @Test
    void steps_are_taken_once_and_in_order_also_by_two_at_once() throws Exception {
        var more = new Migrations.Step("2", statements -> statements.run("INSERT INTO thing VALUES ('b')"));
        try (var other = Database.at("others", address())) {
            var one = new Migrations(database, List.of(THINGS, more)).start();
            migrate(other, THINGS, more);
            one.join();
        }
        migrate(database, THINGS, more);
        assertThat(things()).containsExactly("a", "b");
    }

    @Test
    void a_step_that_fails_was_never_begun_and_is_tried_again() throws Exception {
        var tries = new int[1];
        var fragile = new Migrations.Step("2", statements -> {
            statements.run("INSERT INTO thing VALUES ('b')");
            if (++tries[0] < 3) {
                throw new SQLException("cut off");
            }
        });
        migrate(database, THINGS, fragile);
        assertThat(tries[0]).isEqualTo(3);
        assertThat(things()).containsExactly("a", "b");
    }

    @Test
    void what_is_done_together_is_done_as_a_whole_or_not_at_all() throws Exception {
        migrate(database, THINGS);
        assertThatThrownBy(() -> database.together(statements -> {
                    statements.update("INSERT INTO thing VALUES (?)", "b");
                    throw new Refusal(422, "not like this");
                }))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> database.together(statements -> {
                    statements.update("INSERT INTO thing VALUES (?)", "c");
                    return statements.update("INSERT INTO thing VALUES (?)", "a");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(things()).containsExactly("a");
    }

    @Test
    void no_more_connections_are_taken_than_the_settings_allow() throws Exception {
        migrate(database, THINGS);
        // A fifth of 20: the fifth that is asked for at the same time has to wait, and is told when it takes too long.
        assertThat(nested(4)).containsExactly("a");
        assertThatThrownBy(() -> nested(5)).isInstanceOf(Refusal.class);
    }

    /// So many connections at the same time.
    private List<String> nested(int connections) {
        return connections == 1 ? things() : database.together(_ -> nested(connections - 1));
    }

    @Test
    void while_it_is_away_whoever_asks_is_told() throws Exception {
        assertThatThrownBy(this::things)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
        settings.put("THING_DATABASE_PORT", "1");
        try (var nowhere = Database.at("nowhere", address())) {
            nowhere.ready();
            var begin = Instant.now();
            assertThatThrownBy(() -> nowhere.update("DELETE FROM thing")).isInstanceOf(Refusal.class);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }
}
