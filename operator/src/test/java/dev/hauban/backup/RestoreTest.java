package dev.hauban.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.SetFolder;
import dev.hauban.backup.keep.Subject;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.Mount;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeEngine;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    private static final ServiceName DB = new ServiceName("db");
    private static final ServiceName WEB = new ServiceName("web");
    private static final String OLD = copy("old");
    private static final String NEW = copy("new");

    @TempDir
    Path temporary;

    private final FakeEngine engine = new FakeEngine(() -> Instant.parse("2026-01-02T02:00:00Z"));
    private final FolderDatabases databases = new FolderDatabases();
    private final List<String> kept = new ArrayList<>();
    private Path data;
    private Stack stack;
    private KeptSet set;

    private static String copy(String row) {
        return "\\connect shop\nCOPY public.orders (id) FROM stdin;\n" + row
                + "\n\\.\n-- PostgreSQL database cluster dump complete\n";
    }

    /// A set of what is new; then there is what is old.
    @BeforeEach
    void begin() throws Exception {
        data = Files.createDirectories(temporary.resolve("data/pg"));
        Service db = ServiceBuilder.named("db")
                .image("postgres:17")
                .mount(new Mount.Bind(data, "/var/lib/postgresql/data", false, true))
                .build();
        Service web = ServiceBuilder.named("web")
                .image("web:1")
                .dependsOn("db", Dependency.Condition.HEALTHY)
                .build();
        stack = ServiceBuilder.stack("shop", db, web);
        databases.know(stack);
        engine.runWith(databases);
        for (ServiceName service : List.of(DB, WEB)) {
            engine.perform(stack, new Step.Create(new InstanceId(service, 1)), _ -> {});
            engine.perform(stack, new Step.Start(new InstanceId(service, 1)), _ -> {});
        }
        Files.writeString(data.resolve("copy.sql"), NEW);
        set = backups().make(List.of(), new Silence());
        Files.writeString(data.resolve("copy.sql"), OLD);
    }

    private SetFolder folder() {
        return new SetFolder(temporary.resolve("backups"), new ProjectName("shop"), _ -> Long.MAX_VALUE / 2);
    }

    private Backups backups() {
        var around = new Backups.Around(
                engine,
                other -> {
                    databases.know(other);
                    return engine;
                },
                folder(),
                () -> Instant.parse("2026-01-02T02:00:00Z"),
                ZoneOffset.UTC,
                "Hauban test");
        return new Backups(around, stack);
    }

    private KeptSet restore() throws Exception {
        return backups().restore(set, backups().parts(set, List.of()), new Kept(), new Silence());
    }

    private String content() throws IOException {
        return Files.readString(data.resolve("copy.sql"));
    }

    private void nothingIsBeside() throws IOException {
        try (Stream<Path> beside = Files.list(data.getParent())) {
            assertThat(beside).containsExactly(data);
        }
        for (String purpose : List.of("-mover", "-beside", "-proof")) {
            assertThat(engine.observe(new ProjectName("shop" + purpose)).instances())
                    .isEmpty();
        }
    }

    /// Services start and stop as they are told.
    private final class Kept implements Keeping {
        private int failures;

        @Override
        public void bringUp(Collection<ServiceName> services) throws InterruptedException {
            databases.call();
            kept.add("up " + services);
            if (failures > 0 && isNew()) {
                failures--;
                throw new ProblemException(Problem.error("test.sick", Actor.SERVICE, "db is sick"));
            }
            for (ServiceName service : services) {
                engine.perform(stack, new Step.Create(new InstanceId(service, 1)), _ -> {});
                engine.perform(stack, new Step.Start(new InstanceId(service, 1)), _ -> {});
            }
        }

        private boolean isNew() {
            try {
                return content().equals(NEW);
            } catch (IOException unreadable) {
                throw new java.io.UncheckedIOException(unreadable);
            }
        }

        @Override
        public void stop(Collection<ServiceName> services) throws InterruptedException {
            databases.call();
            kept.add("stop " + services);
            for (ServiceName service : services) {
                engine.perform(stack, new Step.Stop(new InstanceId(service, 1), java.time.Duration.ZERO), _ -> {});
            }
        }
    }

    private static final class Silence implements Telling {
        @Override
        public void copying(Subject subject) {}

        @Override
        public void copied(Part part) {}

        @Override
        public void restoring(Part part) {}

        @Override
        public void proving(Part part) {}

        @Override
        public void proven(Part part, List<String> differences) {}
    }

    @Test
    void puts_the_set_in_the_place_of_what_is_there_and_keeps_that_in_another_set() throws Exception {
        KeptSet safety = restore();

        assertThat(content()).isEqualTo(NEW);
        assertThat(kept).containsExactly("up [db]", "stop [db, web]", "up [db, web]");
        nothingIsBeside();
        set = safety;
        restore();
        assertThat(content()).isEqualTo(OLD);
    }

    @Test
    void what_did_not_run_is_not_started() throws Exception {
        engine.perform(stack, new Step.Stop(new InstanceId(WEB, 1), java.time.Duration.ZERO), _ -> {});

        restore();

        assertThat(kept).containsExactly("up [db]", "stop [db, web]", "up [db]");
    }

    @Test
    void on_an_empty_machine_everything_is_brought_up() throws Exception {
        engine.vanish(stack.name(), new InstanceId(DB, 1));
        engine.vanish(stack.name(), new InstanceId(WEB, 1));

        restore();

        assertThat(content()).isEqualTo(NEW);
        assertThat(kept).containsExactly("up [db]", "stop [db, web]", "up [db]", "up [db, web]");
    }

    @Test
    void where_something_else_comes_of_it_nothing_is_stopped_and_nothing_changes() throws Exception {
        databases.lose(text -> text.replace("new\n", ""));

        assertThatThrownBy(this::restore)
                .hasMessageContaining("db was not restored")
                .hasMessageContaining("shop.public.orders: 1 in the backup, 0 restored");

        assertThat(content()).isEqualTo(OLD);
        assertThat(kept).containsExactly("up [db]");
        nothingIsBeside();
    }

    @Test
    void a_damaged_set_changes_nothing() throws Exception {
        Path file = set.folder().resolve("db.sql.zst");
        byte[] bytes = Files.readAllBytes(file);
        bytes[10] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(this::restore).hasMessageContaining("db.sql.zst is not what was written");
        assertThat(content()).isEqualTo(OLD);
        assertThat(kept).containsExactly("up [db]");
        nothingIsBeside();
    }

    @Test
    void what_does_not_start_with_the_new_starts_with_the_old_again() throws Exception {
        var keeping = new Kept();
        keeping.failures = 1;

        assertThatThrownBy(() -> backups().restore(set, backups().parts(set, List.of()), keeping, new Silence()))
                .hasMessageContaining("db is sick");

        assertThat(content()).isEqualTo(OLD);
        assertThat(kept).containsExactly("up [db]", "stop [db, web]", "up [db, web]", "stop [db, web]", "up [db, web]");
        nothingIsBeside();
    }

    /// At each call that leads out of Hauban.
    @Test
    void killed_anywhere_there_is_the_old_or_the_new_whole_and_the_same_command_finishes_it() throws Exception {
        int kills = 0;
        for (int calls = 0; !restoredWithKillAfter(calls); calls++) {
            kills++;
            assertThat(content()).as("killed at call " + calls).isIn(OLD, NEW);
            databases.live();
            for (ServiceName service : List.of(DB, WEB)) {
                engine.perform(stack, new Step.Start(new InstanceId(service, 1)), _ -> {});
            }
            restore();
            assertThat(content()).isEqualTo(NEW);
            nothingIsBeside();
            Files.writeString(data.resolve("copy.sql"), OLD);
        }
        assertThat(kills).isGreaterThan(10);
    }

    private boolean restoredWithKillAfter(int calls) throws Exception {
        databases.killAfter(calls);
        try {
            restore();
            return true;
        } catch (FolderDatabases.Killed killed) {
            return false;
        }
    }

    /// As a machine without power leaves it between the two renamings.
    @Test
    void finds_the_old_beside_its_place_and_puts_it_back() throws Exception {
        Files.move(data, data.resolveSibling("pg.hauban-old"));
        Files.createDirectories(data.resolveSibling("pg.hauban-new"));
        try (Mover mover = Mover.start(
                other -> {
                    databases.know(other);
                    return engine;
                },
                new Alone(stack),
                stack.services().get(DB),
                data)) {
            mover.clear();
        }
        assertThat(content()).isEqualTo(OLD);
        nothingIsBeside();
    }

    @Test
    void a_file_of_sql_is_read_into_what_is_there_beside_and_then_takes_its_place() throws Exception {
        Path file = Files.writeString(temporary.resolve("by-hand.sql"), "-- PostgreSQL database cluster dump\n" + NEW);

        KeptSet safety = backups().restore(backups().dump(file, List.of(DB)), new Kept(), new Silence());

        assertThat(content()).isEqualTo("-- PostgreSQL database cluster dump\n" + NEW);
        assertThat(safety.part("db").orElseThrow().count()).isEqualTo(1);
        assertThat(kept).containsExactly("up [db]", "stop [db, web]", "up [db, web]");
        nothingIsBeside();
    }

    @Test
    void a_file_of_which_rows_are_lost_changes_nothing() throws Exception {
        Path file = Files.writeString(temporary.resolve("by-hand.sql"), "-- PostgreSQL database cluster dump\n" + NEW);
        PlainDump dump = backups().dump(file, List.of());
        databases.lose(copy -> copy.replace("new\n", ""));

        assertThatThrownBy(() -> backups().restore(dump, new Kept(), new Silence()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "was not restored, for something else came of it: shop.public.orders: 1 in the file");
        assertThat(content()).isEqualTo(OLD);
        nothingIsBeside();
    }

    @Test
    void what_is_sql_in_a_set_is_written_plainly_beside_it() throws Exception {
        assertThat(backups().writePlainly(set))
                .singleElement()
                .satisfies(written ->
                        assertThat(written.path()).hasContent(NEW).hasFileName("shop_backup_20260102_020000.sql"));
        assertThatThrownBy(() -> backups().writePlainly(set)).hasMessageContaining("is there already");
        assertThat(folder().list()).hasSize(1);
        try (Stream<Path> left = Files.list(folder().path())) {
            assertThat(left.map(each -> each.getFileName().toString()).filter(name -> name.endsWith(".part")))
                    .isEmpty();
        }
    }

    @Test
    void a_service_of_which_the_set_has_nothing_is_told() {
        assertThatThrownBy(() -> backups().parts(set, List.of(WEB)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("has nothing of web");
    }
}
