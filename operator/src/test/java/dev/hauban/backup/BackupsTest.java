package dev.hauban.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.backup.keep.Encryption;
import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.Proof;
import dev.hauban.backup.keep.SetFolder;
import dev.hauban.backup.keep.Subject;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.BackupWish;
import dev.hauban.stack.Mount;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.StackExtension;
import dev.hauban.testkit.FakeEngine;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
    private static final ProjectName SHOP = new ProjectName("shop");
    private static final ProjectName PROOF = new ProjectName("shop-proof");
    private static final InstanceId DATABASE = new InstanceId(new ServiceName("db"), 1);
    private static final String PUBLIC = "age1fa54yh5ge84h9f0uh488vvtpmzn0fs52mmyw6djtfhnmwcjve4yqnemp04";
    private static final String SECRET = "AGE-SECRET-KEY-18FH4QUC6LSL4TNF2CMJTVTX6GEGHK4AW0QVJV52YNGX97ZRZ53AS73KGKE";
    private static final String COPY = """
            \\connect shop
            COPY public.orders (id) FROM stdin;
            1
            2
            \\.
            -- PostgreSQL database cluster dump complete
            """;

    @TempDir
    Path temporary;

    private final InstantSource time = InstantSource.fixed(Instant.parse("2026-01-02T02:00:00Z"));
    private final FakeEngine engine = new FakeEngine(time);
    private final List<String> told = new ArrayList<>();
    private final FakeDatabases databases = new FakeDatabases();
    private Stack stack;

    @BeforeEach
    void begin() throws Exception {
        stack = ServiceBuilder.stack("shop", database());
        engine.runWith(databases);
        databases.put(SHOP, COPY);
        start();
    }

    private static Service database() {
        return ServiceBuilder.named("db")
                .image("postgres:17")
                .mount(new Mount.Named("data", "/var/lib/postgresql/data", false, Optional.empty()))
                .build();
    }

    private void start() throws InterruptedException {
        engine.perform(stack, new Step.Create(DATABASE), _ -> {});
        engine.perform(stack, new Step.Start(DATABASE), _ -> {});
    }

    private SetFolder folder() {
        return new SetFolder(temporary.resolve("backups"), SHOP, _ -> Long.MAX_VALUE / 2);
    }

    private Backups backups() {
        return new Backups(
                new Backups.Around(engine, _ -> engine, folder(), time, ZoneOffset.UTC, "Hauban test"), stack);
    }

    private KeptSet made() throws Exception {
        return backups().make(List.of(), telling());
    }

    private Telling telling() {
        return new Telling() {
            @Override
            public void copying(Subject subject) {
                told.add("copying " + subject.text());
            }

            @Override
            public void copied(Part part) {
                told.add("copied " + part.holdings().count());
            }

            @Override
            public void restoring(Part part) {
                told.add("restoring " + part.subject().text());
            }

            @Override
            public void proving(Part part) {
                told.add("proving " + part.subject().text());
            }

            @Override
            public void proven(Part part, List<String> differences) {
                told.add("proven " + differences);
            }
        };
    }

    @Test
    void copies_and_proves_a_database() throws Exception {
        KeptSet set = backups().verify(made(), telling());

        assertThat(set.name()).isEqualTo("shop-20260102-020000");
        assertThat(set.proof()).isEqualTo(new Proof.Verified(time.instant()));
        assertThat(folder().find("latest")).isEqualTo(set);
        assertThat(told).containsExactly("copying db", "copied 2", "proving db", "proven []");
        assertThat(databases.loaded(PROOF)).isEqualTo(COPY);
    }

    @Test
    void leaves_nothing_of_the_throw_away_instance_and_what_runs_alone() throws Exception {
        backups().verify(made(), telling());

        assertThat(engine.observe(PROOF).instances()).isEmpty();
        assertThat(engine.instance(SHOP, DATABASE).isRunning()).isTrue();
        assertThat(databases.loaded(SHOP)).isEmpty();
    }

    @Test
    void a_row_that_was_lost_on_the_way_fails_the_proof() throws Exception {
        databases.mend(text -> text.replace("2\n", ""));

        KeptSet set = backups().verify(made(), telling());

        assertThat(set.proof())
                .isEqualTo(new Proof.Failed(
                        time.instant(), List.of("db: shop.public.orders: 2 in the backup, 1 restored")));
        assertThat(folder().find("latest").proof()).isEqualTo(set.proof());
    }

    @Test
    void a_row_that_became_another_one_fails_the_proof() throws Exception {
        databases.mend(text -> text.replace("2\n", "3\n"));

        assertThat(backups().verify(made(), telling()).proof()).isInstanceOf(Proof.Failed.class);
    }

    @Test
    void a_proof_that_can_not_be_carried_out_has_failed() throws Exception {
        KeptSet set = made();
        engine.failNext(
                new Step.Prepare(DATABASE.service()),
                new Outcome.Failed(Problem.error("test.gone", Actor.OUTSIDE, "the image is gone"), false));

        assertThat(backups().verify(set, telling()).proof())
                .isEqualTo(new Proof.Failed(time.instant(), List.of("db: the image is gone")));
    }

    @Test
    void a_throw_away_instance_that_ends_fails_the_proof_with_its_last_words() throws Exception {
        KeptSet set = made();
        databases.refuse(PROOF, () -> {
            engine.write(PROOF, DATABASE, "out of memory");
            engine.exit(PROOF, DATABASE, 137);
        });

        assertThat(backups().verify(set, telling()).proof())
                .isEqualTo(new Proof.Failed(
                        time.instant(),
                        List.of("db: the throw-away instance of db ended; it said last:\nout of memory")));
        assertThat(engine.observe(PROOF).instances()).isEmpty();
    }

    @Test
    void a_damaged_set_fails_the_proof_before_anything_wrong_is_restored() throws Exception {
        KeptSet set = made();
        Path file = set.folder().resolve("db.sql.zst");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(backups().verify(set, telling()).proof())
                .isInstanceOfSatisfying(
                        Proof.Failed.class,
                        failed -> assertThat(failed.why())
                                .singleElement()
                                .asString()
                                .startsWith("db: db.sql.zst is not what was written"));
        assertThat(databases.loaded(PROOF)).isEmpty();
    }

    @Test
    void what_a_killed_proof_has_left_is_taken_away_before_the_next() throws Exception {
        Stack left = ServiceBuilder.stack("shop-proof", database());
        engine.perform(left, new Step.Create(DATABASE), _ -> {});
        engine.perform(left, new Step.Start(DATABASE), _ -> {});
        databases.put(PROOF, "old");

        assertThat(backups().verify(made(), telling()).proof()).isInstanceOf(Proof.Verified.class);
        assertThat(engine.observe(PROOF).instances()).isEmpty();
    }

    @Test
    void the_throw_away_instance_has_its_settings_and_nothing_else_of_the_project() throws Exception {
        Service service = ServiceBuilder.named("db")
                .image("postgres:17")
                .containerName("shop-db")
                .environment("POSTGRES_PASSWORD", "secret")
                .network("back", NetworkAttachment.plain())
                .mount(new Mount.Named("data", "/var/lib/postgresql/data", false, Optional.empty()))
                .mount(new Mount.Bind(Path.of("/srv/init"), "/docker-entrypoint-initdb.d", true, false))
                .mount(new Mount.Bind(Path.of("/srv/tuned"), "/etc/tuned.conf", false, true))
                .build();
        Stack alone =
                new Alone(ServiceBuilder.stack("shop", service)).forProof(service, List.of("/var/lib/postgresql/data"));

        assertThat(alone.name()).isEqualTo(PROOF);
        assertThat(alone.networks()).isEmpty();
        assertThat(alone.volumes()).isEmpty();
        Service there = alone.services().get(DATABASE.service());
        assertThat(there.program()).isEqualTo(service.program());
        assertThat(there.attachments().mounts())
                .containsExactly(new Mount.Bind(Path.of("/srv/tuned"), "/etc/tuned.conf", true, false));
        assertThat(there.attachments().networks()).isEmpty();
        assertThat(there.attachments().networkMode()).contains("none");
        assertThat(there.attachments().containerName()).isEmpty();
    }

    @Test
    void a_tool_that_fails_leaves_no_set_and_says_why() throws Exception {
        databases.fail(2, "pg_dumpall: error: connection lost");

        assertThatThrownBy(this::made)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the tool inside db-1 ended with 2: pg_dumpall: error: connection lost");
        nothingIsThere();
    }

    @Test
    void a_copy_that_breaks_off_is_no_copy() throws Exception {
        databases.put(SHOP, COPY.substring(0, COPY.indexOf("\\.")));

        assertThatThrownBy(this::made).hasMessageContaining("the copy of db breaks off before its end");
        nothingIsThere();
    }

    private void nothingIsThere() throws IOException {
        assertThat(folder().list()).isEmpty();
        try (Stream<Path> left = Files.list(temporary.resolve("backups"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".gitignore", ".lock");
        }
    }

    @Test
    void all_that_does_not_run_is_told_before_anything_is_begun() throws Exception {
        stack = ServiceBuilder.stack(
                "shop",
                database(),
                ServiceBuilder.named("old").image("mysql:8.0").build(),
                ServiceBuilder.named("web")
                        .image("web:1")
                        .mount(new Mount.Named("uploads", "/uploads", false, Optional.empty()))
                        .build());

        assertThatThrownBy(this::made)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        told -> assertThat(told.problems())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "old can't be copied, for old does not run",
                                        "web: uploads can't be copied, for web does not run"));
        assertThat(temporary.resolve("backups")).doesNotExist();
    }

    @Test
    void a_stack_that_keeps_nothing_has_nothing_to_copy() {
        stack = ServiceBuilder.stack(
                "shop", ServiceBuilder.named("web").image("nginx:1").build());

        assertThatThrownBy(this::made).hasMessageContaining("there is nothing here that could be copied");
    }

    @Test
    void says_which_database_it_can_not_copy_and_does_not_take_its_files_for_a_copy() {
        stack = ServiceBuilder.stack(
                "shop",
                database(),
                ServiceBuilder.named("documents")
                        .image("mongo:7")
                        .mount(new Mount.Named("documents", "/data/db", false, Optional.empty()))
                        .build());

        assertThat(backups().subjects(List.of())).containsExactly("db");
        assertThat(backups().missing(List.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text())
                        .contains("degraded: documents is not copied: this Hauban doesn't know how to copy mongo:7"));
        assertThat(backups().missing(List.of(new ServiceName("db")))).isEmpty();
    }

    @Test
    void takes_away_what_nobody_wants_kept_and_leaves_what_can_not_be_read() throws Exception {
        var wish = new BackupWish(Optional.empty(), List.of(), new BackupWish.Keep(1, 0, 0, 0), List.of());
        stack = new Stack(
                stack.name(),
                stack.services(),
                List.of(),
                stack.networks(),
                stack.volumes(),
                stack.configs(),
                stack.secrets(),
                stack.groups(),
                new StackExtension(Optional.empty(), false, false, wish),
                stack.origin());
        KeptSet verified = backups().verify(made(), telling());
        KeptSet old = made();
        KeptSet newest = made();
        Path broken = Files.createDirectory(folder().path().resolve("shop-1"));
        Files.writeString(broken.resolve("manifest.json"), "{}");

        assertThat(backups().tidy()).containsExactly(old.name());
        assertThat(folder().list())
                .extracting(SetFolder.Listed::name)
                .containsExactly("shop-1", verified.name(), newest.name());
        assertThat(old.folder()).doesNotExist();
        assertThat(backups().tidy()).isEmpty();
    }

    // ---- encrypted

    private Backups encrypted(String... keys) {
        var encryption = new Encryption(List.of(PUBLIC), List.of(keys));
        var folder = new SetFolder(temporary.resolve("backups"), SHOP, _ -> Long.MAX_VALUE / 2, encryption);
        return new Backups(new Backups.Around(engine, _ -> engine, folder, time, ZoneOffset.UTC, "Hauban test"), stack);
    }

    @Test
    void an_encrypted_set_is_proven_with_the_key_and_holds_nothing_readable() throws Exception {
        KeptSet set = encrypted(SECRET).make(List.of(), telling());

        assertThat(encrypted(SECRET).verify(set, telling()).proof()).isInstanceOf(Proof.Verified.class);
        assertThat(set.manifest().recipients()).containsExactly(PUBLIC);
        assertThat(Files.readString(set.folder().resolve("db.sql.zst.age"), StandardCharsets.ISO_8859_1))
                .startsWith("age-encryption.org/v1");
        assertThatThrownBy(() -> encrypted(SECRET).writePlainly(set))
                .hasMessageContaining("--plain would write them readably");
    }

    @Test
    void a_wrong_key_is_one_problem_however_many_parts_there_are() throws Exception {
        encrypted(SECRET).make(List.of(), telling());

        for (Backups other : List.of(encrypted(), encrypted("AGE-SECRET-KEY-1NONE"))) {
            assertThat(other.verify(other.find("latest"), telling()).proof())
                    .isInstanceOfSatisfying(
                            Proof.Failed.class,
                            failed -> assertThat(failed.why()).hasSize(1));
        }
        assertThat(told).containsExactly("copying db", "copied 2");
    }

    @Test
    void a_set_that_can_not_be_opened_is_not_restored_and_nothing_is_begun() throws Exception {
        KeptSet set = encrypted(SECRET).make(List.of(), telling());
        Backups other = encrypted();

        assertThatThrownBy(() ->
                        other.restore(other.find(set.name()), set.manifest().parts(), new NoKeeping(), telling()))
                .hasMessageContaining("no key is given here");
        assertThat(other.list()).hasSize(1);
    }

    private static final class NoKeeping implements Keeping {
        @Override
        public void bringUp(java.util.Collection<ServiceName> services) {
            throw new AssertionError("nothing is to be brought up");
        }

        @Override
        public void stop(java.util.Collection<ServiceName> services) {
            throw new AssertionError("nothing is to be stopped");
        }
    }

    @Test
    void copies_volumes_and_written_folders_that_are_no_databases_own_once() {
        stack = ServiceBuilder.stack(
                "shop",
                database(),
                ServiceBuilder.named("api")
                        .image("api:1")
                        .mount(new Mount.Named("uploads", "/uploads", false, Optional.empty()))
                        .mount(new Mount.Named("settings", "/etc/api", true, Optional.empty()))
                        .mount(new Mount.Bind(Path.of("/var/run/docker.sock"), "/var/run/docker.sock", false, false))
                        .build(),
                ServiceBuilder.named("web")
                        .image("web:1")
                        .mount(new Mount.Named("uploads", "/srv", false, Optional.empty()))
                        .build());

        assertThat(backups().subjects(List.of())).containsExactly("api: uploads", "db");
        assertThat(backups().subjects(List.of(new ServiceName("web")))).containsExactly("web: uploads");
    }
}
