package dev.hauban.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Step;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectJournalTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final ServiceName WEB = new ServiceName("web");
    private static final InstanceId INSTANCE = new InstanceId(WEB, 1);
    private static final Step STOP = new Step.Stop(INSTANCE, Duration.ofSeconds(10));

    @TempDir
    private Path temporary;

    private StateFolder folder;

    @BeforeEach
    void make_the_folder() {
        folder = StateFolder.of(temporary, new ProjectName("shop"), temporary);
        folder.make();
    }

    @Test
    void a_look_reads_what_is_kept_and_touches_nothing_even_what_is_torn() throws IOException {
        try (var journal = open().journal()) {
            journal.keep(Wanted.nothing(Stack.empty(new ProjectName("shop"))));
            journal.keep(Memory.empty().begun(STOP, NOW));
        }
        Files.writeString(folder.file("wanted.json"), "{\"torn");
        var before = Files.readString(folder.file("journal"));

        var looked = Remembered.read(folder, new EmptyStacks());

        assertThat(looked.wanted()).isEmpty();
        assertThat(looked.memory()).isEqualTo(Memory.empty().begun(STOP, NOW).awoken());
        assertThat(folder.file("wanted.json")).hasContent("{\"torn");
        assertThat(Files.readString(folder.file("journal"))).isEqualTo(before);
    }

    @Test
    void a_project_without_a_past_wants_nothing() throws IOException {
        try (var journal = open().journal()) {
            assertThat(journal).isNotNull();
        }
        var opened = open();

        assertThat(opened.remembered().wanted()).isEmpty();
        assertThat(opened.remembered().memory()).isEqualTo(Memory.empty());
        assertThat(opened.warnings()).isEmpty();
    }

    @Test
    void what_is_wanted_and_remembered_comes_back() throws IOException {
        var wanted = new Wanted(
                Stack.empty(new ProjectName("shop")),
                Map.of(
                        WEB,
                        new ServiceWanted(
                                ServiceWanted.Goal.STOPPED,
                                2,
                                NOW,
                                ServiceWanted.Until.READY,
                                false,
                                new ServiceWanted.Freshness(
                                        true, true, Optional.of(NOW.minusSeconds(1)), Optional.of(NOW.minusSeconds(3))),
                                Optional.of(NOW.minusSeconds(2)),
                                Optional.of(Duration.ofMillis(300)))),
                Optional.of(new Wanted.Teardown(true)),
                true);
        var memory = Memory.empty()
                .begun(new Step.Probe(INSTANCE), NOW)
                .ended(
                        new Step.Probe(INSTANCE),
                        new Outcome.Probed(new ProbeResult.Failed(Duration.ofMillis(3), 1, "no é\u0000")),
                        NOW.plusMillis(3),
                        Optional.empty())
                .ended(new Step.Prepare(WEB), new Outcome.Succeeded(), NOW, Optional.of("abc"))
                .ended(STOP, new Outcome.Failed(problem(), true), NOW, Optional.empty());
        try (var journal = open().journal()) {
            journal.keep(wanted);
            journal.keep(memory);
        }

        assertThat(open().remembered().wanted()).contains(wanted);
        assertThat(open().remembered().memory()).isEqualTo(memory);
    }

    @Test
    void steps_after_the_memory_was_kept_are_taken_in_again() throws IOException {
        try (var journal = open().journal()) {
            journal.append(begun(new Step.Start(INSTANCE)));
            journal.keep(Memory.empty());
            journal.append(begun(STOP));
        }

        assertThat(open().remembered().memory().instance(INSTANCE).isStopping())
                .as("its end was our doing")
                .isTrue();
        assertThat(open().remembered().memory().underWay())
                .as("after a restart")
                .isEmpty();
    }

    @Test
    void a_torn_tail_is_cut_wherever_it_was_torn_and_the_journal_goes_on() throws IOException {
        try (var journal = open().journal()) {
            journal.append(begun(new Step.Start(INSTANCE)));
            journal.append(begun(STOP));
        }
        Path file = folder.file("journal");
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            boolean isTorn = length != 0 && length != first;

            try (var journal = assertTorn(open(), isTorn, length)) {
                journal.append(begun(STOP));
            }
            var after = open();
            assertThat(after.warnings()).as("after " + length + " bytes").isEmpty();
            assertThat(after.remembered().memory().instance(INSTANCE).isStopping())
                    .as("after " + length + " bytes")
                    .isTrue();
            after.journal().close();
        }
    }

    private static ProjectJournal assertTorn(ProjectJournal.Opened opened, boolean isTorn, int length) {
        assertThat(opened.warnings()).as("torn after " + length + " bytes").hasSize(isTorn ? 1 : 0);
        assertThat(opened.remembered().memory().instance(INSTANCE).isStopping())
                .as("a record that isn't whole is not believed")
                .isFalse();
        return opened.journal();
    }

    @Test
    void a_changed_byte_is_not_believed() throws IOException {
        try (var journal = open().journal()) {
            journal.append(begun(STOP));
        }
        Path file = folder.file("journal");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            var opened = open();
            opened.journal().close();

            assertThat(opened.remembered().memory().instance(INSTANCE).isStopping())
                    .as("byte " + at)
                    .isFalse();
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_set_aside_and_told_of() throws IOException {
        folder.write("wanted.json", "{\"stack\":\"st");
        folder.write("memory.json", "{\"upTo\":1,\"memory\":{\"instances\":{\"web-0\":{}}}}");
        Files.write(folder.file("health.json"), new byte[] {(byte) 0xff, 0});

        var opened = open();

        assertThat(opened.remembered().wanted()).isEmpty();
        assertThat(opened.remembered().memory()).isEqualTo(Memory.empty());
        assertThat(opened.warnings())
                .extracting(Problem::code)
                .containsOnly("journal.set-aside")
                .hasSize(2);
        assertThat(folder.file("wanted.json.broken")).exists();
        assertThat(RememberedHealth.read(folder)).isEqualTo(RememberedHealth.none());
        assertThat(open().warnings()).as("told once").isEmpty();
    }

    @Test
    void the_journal_does_not_grow_without_end_and_the_memory_is_not_lost_at_the_turn() throws IOException {
        try (var journal = open().journal()) {
            journal.append(begun(STOP));
            journal.keep(Memory.empty().begun(STOP, NOW));
            for (int i = 0; i < 5000; i++) {
                journal.append(new Event.Troubled(NOW, List.of(WEB), problem()));
            }
        }

        assertThat(Files.size(folder.file("journal"))).isLessThan(1_100_000);
        assertThat(Files.size(folder.file("journal.1"))).isLessThan(1_100_000);
        assertThat(open().remembered().memory().instance(INSTANCE).isStopping()).isTrue();
    }

    @Test
    void steps_before_the_turn_are_taken_in_again_too() throws IOException {
        try (var journal = open().journal()) {
            journal.append(begun(STOP));
            for (int i = 0; i < 4000; i++) {
                journal.append(new Event.Troubled(NOW, List.of(WEB), problem()));
            }
        }

        assertThat(folder.file("journal.1")).exists();
        assertThat(Remembered.read(folder, new EmptyStacks())).isEqualTo(open().remembered());
        assertThat(open().remembered().memory().instance(INSTANCE).isStopping()).isTrue();
    }

    @Test
    void who_only_looks_changes_nothing() throws IOException {
        folder.write("wanted.json", "{");
        Files.writeString(folder.file("journal"), "0000");

        assertThat(Remembered.read(folder, new EmptyStacks()).wanted()).isEmpty();
        assertThat(folder.file("journal")).hasContent("0000");
        assertThat(folder.file("wanted.json")).hasContent("{");
        var nowhere = new StateFolder(temporary.resolve("nowhere"));
        assertThat(Remembered.read(nowhere, new EmptyStacks()).wanted()).isEmpty();
        assertThat(nowhere.path()).doesNotExist();
    }

    @Test
    void a_full_disk_is_told_and_leaves_the_journal_as_it_was() throws IOException {
        Files.createSymbolicLink(folder.file("journal"), Path.of("/dev/full"));

        try (var journal = open().journal()) {
            assertThatThrownBy(() -> journal.append(begun(STOP)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
        }
    }

    @Test
    void health_is_remembered_for_one_run_only() throws IOException {
        var health = new RememberedHealth(
                Map.of(INSTANCE, new RememberedHealth.State(Health.UNHEALTHY, NOW, NOW.plusSeconds(3), "refused")));
        try (var journal = open().journal()) {
            journal.keep(health);
        }

        var read = RememberedHealth.read(folder);

        assertThat(read).isEqualTo(health);
        assertThat(read.of(running(NOW))).map(RememberedHealth.State::health).contains(Health.UNHEALTHY);
        assertThat(read.of(running(NOW.plusSeconds(9)))).isEmpty();
    }

    private ProjectJournal.Opened open() throws IOException {
        return ProjectJournal.open(folder, new EmptyStacks());
    }

    private static Event begun(Step step) {
        return new Event.StepBegun(NOW, new PlannedStep(step, "because"));
    }

    private static Problem problem() {
        return Problem.error("local.port-taken", Actor.MACHINE, "port 80 is taken " + "x".repeat(200));
    }

    private static Instance running(Instant since) {
        return new Instance(
                INSTANCE,
                new Instance.Phase.Running(since),
                "hash",
                NOW,
                Optional.empty(),
                Optional.empty(),
                new Instance.Details("shop-web-1", "", "", List.of(), Optional.empty()));
    }
}
