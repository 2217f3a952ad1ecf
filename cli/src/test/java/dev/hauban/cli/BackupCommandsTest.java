package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.backup.Backups;
import dev.hauban.backup.keep.SetFolder;
import dev.hauban.engine.Engine;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Step;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeEngine;
import dev.hauban.testkit.ServiceBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands about backups, with a database in memory that always gives the same copy.
class BackupCommandsTest {
    private static final String NAME = "shop-20260101-120000";

    @TempDir
    Path temporary;

    private final FakeEngine engine = new FakeEngine(() -> Shop.NOW);
    private final Stack stack = ServiceBuilder.stack(
            "shop",
            ServiceBuilder.named("db").image("postgres:17").build(),
            ServiceBuilder.named("mongo").image("mongo:7").build());
    private final MemoryHouse house = new MemoryHouse(stack);
    private String copy = """
            \\connect shop
            COPY public.orders (id) FROM stdin;
            1
            2
            \\.
            -- PostgreSQL database cluster dump complete
            """;

    @BeforeEach
    void begin() throws InterruptedException {
        var id = new InstanceId(Shop.DB, 1);
        engine.perform(stack, new Step.Create(id), _ -> {});
        engine.perform(stack, new Step.Start(id), _ -> {});
        engine.runWith((_, _, _, streams) -> {
            streams.input().transferTo(streams.error());
            streams.output().write(copy.getBytes(StandardCharsets.UTF_8));
            return 0;
        });
        house.backups = Optional.of(this::backups);
    }

    private Backups backups(Engine given) {
        assertThat(given).isSameAs(house.engine);
        var folder = new SetFolder(temporary, stack.name(), _ -> Long.MAX_VALUE / 2);
        return new Backups(
                new Backups.Around(engine, _ -> engine, folder, () -> Shop.NOW, ZoneOffset.UTC, "Hauban test"), stack);
    }

    @Test
    void makes_a_set_tries_it_and_names_it_alone_on_standard_output() throws Exception {
        var typed = new Typed(house);
        assertThat(typed.run("backup")).isZero();

        assertThat(typed.out()).isEqualTo(NAME + "\n");
        assertThat(typed.err())
                .contains("Copied db: 2 rows, ")
                .contains("Verified db, in ")
                .contains("degraded: mongo is not copied");
    }

    @Test
    void sets_are_part_of_what_takes_room() throws Exception {
        new Typed(house).run("backup", "db", "--no-verify");
        var typed = new Typed(house);

        assertThat(typed.run("disk")).isZero();

        assertThat(typed.out()).startsWith("""
                        Logs                    4MB
                          shop-web-1            4MB
                          shop-db-1             unknown
                        Volumes                 1.34MB
                          shop_data             1.34MB
                          shop_more             2kB
                        Services' own files     70kB
                          shop-web-1            70kB
                        Backups""").contains("\n  " + NAME).contains("\nTogether                5.41MB\n");
        var json = new Typed(house);
        json.run("disk", "--format", "json");
        assertThat(json.out())
                .contains("{\"Kind\":\"Logs\",\"Name\":\"shop-web-1\",\"Bytes\":4000000}")
                .contains("{\"Kind\":\"Logs\",\"Name\":\"shop-db-1\"}");
    }

    @Test
    void a_set_that_fails_its_proof_stays_and_is_told() throws Exception {
        new Typed(house).run("backup", "db", "--no-verify");
        copy = copy.replace("2\n", "");

        var typed = new Typed(house);
        assertThat(typed.run("backup", "verify", "latest")).isEqualTo(4);
        assertThat(typed.err())
                .contains("the set " + NAME + " can't be relied on")
                .contains("db: shop.public.orders: 2 in the backup, 1 restored");

        var list = new Typed(house);
        list.run("backup", "list");
        assertThat(list.out()).contains(NAME).contains("failed: db: shop.public.orders: 2 in the backup, 1 restored");
    }

    @Test
    void lists_what_there_is_as_a_table_and_as_json() throws Exception {
        new Typed(house).run("backup", "db", "--no-verify");
        Files.writeString(Files.createDirectory(temporary.resolve("shop-1")).resolve("manifest.json"), "{}");

        var table = new Typed(house);
        assertThat(table.run("backup", "list")).isZero();
        assertThat(table.out()).matches("""
                SET +AGE +SIZE +SERVICES +STATE
                shop-1 +failed: manifest.json is not what was written.*
                shop-20260101-120000 +Less than a second +\\d+B +db +unverified: nobody has tried it yet
                """);
        var json = new Typed(house);
        json.run("backup", "list", "--format", "json");
        assertThat(json.out())
                .contains("\"set\":\"" + NAME + "\"")
                .contains("\"state\":\"unverified\"")
                .contains("\"subject\":\"db\"")
                .contains("\"rows\":2");
    }

    @Test
    void a_dry_run_says_what_would_be_copied_and_makes_nothing() throws Exception {
        var typed = new Typed(house);
        assertThat(typed.run("backup", "--dry-run")).isZero();

        assertThat(typed.out()).isEqualTo("Would copy db\n");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void strictly_what_can_not_be_copied_is_an_error() throws Exception {
        assertThat(new Typed(house).run("backup", "--strict")).isEqualTo(9);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void a_restore_says_what_it_replaces_and_asks_first() throws Exception {
        new Typed(house).run("backup", "db", "--no-verify");

        for (String[] words : List.of(new String[] {"restore", "latest"}, new String[] {"restore", NAME, "db"})) {
            var typed = new Typed(house);
            assertThat(typed.run(words)).isEqualTo(2);
            assertThat(typed.out())
                    .contains("From the set " + NAME)
                    .contains("  db (2 rows) takes the place of what is there")
                    .endsWith("Are you sure? [yN] \n");
            assertThat(typed.err()).contains("nothing was restored, for there is nobody who could be asked");
        }
        assertThat(house.asked).isEmpty();
        var dry = new Typed(house);
        assertThat(dry.run("restore", "latest", "--dry-run", "--yes")).isZero();
        assertThat(dry.out()).doesNotContain("Restored");
    }

    @Test
    void a_no_restores_nothing_and_is_seen_in_the_exit_code() throws Exception {
        new Typed(house).run("backup", "db", "--no-verify");

        var typed = new Typed(house, new AnsweringTerminal("n"));
        assertThat(typed.run("restore", "latest")).isEqualTo(130);
        assertThat(typed.out()).endsWith("Are you sure? [yN] Nothing was restored.\n");
        assertThat(house.asked).isEmpty();
    }

    @Test
    void a_service_that_the_set_has_nothing_of_can_not_be_restored() throws Exception {
        new Typed(house).run("backup", "db", "--no-verify");

        var typed = new Typed(house);
        assertThat(typed.run("restore", "latest", "mongo", "--yes")).isEqualTo(2);
        assertThat(typed.err()).contains("the set " + NAME + " has nothing of mongo");
    }

    @Test
    void an_unknown_set_or_service_is_a_mistake_in_typing() throws Exception {
        var set = new Typed(house);
        assertThat(set.run("backup", "verify", "yesterday")).isEqualTo(2);
        assertThat(set.err()).contains("there is no set \"yesterday\"").contains("hauban backup makes one");

        var service = new Typed(house);
        assertThat(service.run("backup", "lists")).isEqualTo(2);
        assertThat(service.err()).contains("no such service: lists");
    }
}
