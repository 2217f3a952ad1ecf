package dev.hauban.cli;

import dev.hauban.cli.screen.Board;
import dev.hauban.cli.screen.InstanceText;
import dev.hauban.cli.screen.Spans;
import dev.hauban.cli.screen.Table;
import dev.hauban.engine.Engine;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.event.Event;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.setup.Setup;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What is told when `up` is over: how each service is, where it is reached, where the credentials are, what to do
/// next.
final class UpReport {
    private static final int LAST_LINES = 10;

    /// A daemon notes a start once it has seen it: what was said at once is dated before.
    private static final Duration NOTED_LATE = Duration.ofSeconds(1);

    private final Call call;
    private final Loaded loaded;
    private final Board board;

    UpReport(Call call, Loaded loaded, Board board) {
        this.call = call;
        this.loaded = loaded;
        this.board = board;
    }

    /// @param all what is seen of the project now
    /// @param until what was asked for
    void print(List<Seen> all, ServiceWanted.Until until) throws IOException {
        boolean isTold = call.options().progress() != CommonOptions.Progress.QUIET
                && call.options().progress() != CommonOptions.Progress.JSON;
        if (!isTold) {
            return;
        }
        Map<ServiceName, Board.Row> rows = new HashMap<>();
        board.rows().forEach(row -> rows.put(row.service(), row));
        var publishers = new ArrayList<Instance.Publisher>();
        Table table = Table.narrow("SERVICE", "STATE", "TOOK", "REACHED AT");
        for (Seen seen : all) {
            ServiceName service = seen.instance().id().service();
            if (loaded.stack().services().containsKey(service)) {
                String links =
                        String.join(" ", Links.of(seen.instance().details().publishers()));
                publishers.addAll(seen.instance().details().publishers());
                table.row(seen.instance().id().toString(), state(seen), took(rows.get(service)), links);
            }
        }
        call.out().print(table.text());
        credentials();
        security(publishers);
        EngineChoice choice = call.engineChoice(loaded);
        call.out().println("\nEngine: " + choice.name() + " (" + choice.reason() + ")");
        boolean isOnlyMade = until == ServiceWanted.Until.MADE;
        call.out()
                .println(
                        isOnlyMade
                                ? "Next: hauban start, hauban up -d, hauban down"
                                : "Next: hauban status, hauban logs --follow, hauban down");
        call.out().flush();
    }

    /// The problems, each with the last lines of the service that it is about.
    void printTrouble(List<Problem> problems, List<Event.Troubled> troubles) throws IOException, InterruptedException {
        new ProblemPrinter(call.surroundings()).print(problems);
        Set<ServiceName> sick = new LinkedHashSet<>();
        for (Event.Troubled trouble : troubles) {
            if (trouble.problem().isError()) {
                sick.addAll(trouble.services());
            }
        }
        for (Board.Row row : board.rows()) {
            if (row.mark() == Board.Mark.BAD) {
                sick.add(row.service());
            }
        }
        for (ServiceName service : sick) {
            printLastLines(service);
        }
        call.err().flush();
    }

    /// Tells what has ended badly since it was up, and is no longer as it was waited for.
    List<Problem> printRelapses(List<Seen> all) throws IOException, InterruptedException {
        var relapses = new ArrayList<Problem>();
        for (Seen seen : all) {
            InstanceId id = seen.instance().id();
            Optional<Instance.Phase.Exited> end = seen.instance().lastEnd();
            if (board.hasRow(id.service()) && end.isPresent() && end.get().code() != 0) {
                Problem relapse = Problem.error(
                        "up.service-ended",
                        Actor.SERVICE,
                        id + " was up, but has ended with " + end.get().code() + " meanwhile");
                new ProblemPrinter(call.surroundings()).print(List.of(relapse));
                printLastLines(id.service());
                relapses.add(relapse);
            }
        }
        return relapses;
    }

    /// What is not yet as it was asked for.
    List<ServiceName> printMissing() {
        var missing = new ArrayList<ServiceName>();
        for (Board.Row row : board.rows()) {
            if (row.until().isEmpty()) {
                String detail = row.detail().isEmpty() ? "" : ": " + row.detail();
                call.err().println("not yet: " + row.service() + " (" + row.state() + detail + ")");
                missing.add(row.service());
            }
        }
        return missing;
    }

    /// Of the last run only: a log outlives many of them.
    void printLastLines(ServiceName service) throws IOException, InterruptedException {
        var lines = new ArrayList<LogLine>();
        try (Engine engine = call.engine(loaded)) {
            var query = new LogQuery(
                    Set.of(service), false, OptionalInt.of(LAST_LINES), Optional.empty(), Optional.empty());
            Map<InstanceId, Instant> starts =
                    starts(engine.observe(loaded.stack().name()));
            engine.logs(loaded.stack().name(), query, lines::add, () -> true);
            lines.removeIf(line -> {
                Instant start = starts.get(line.instance());
                return start != null && line.at().plus(NOTED_LATE).isBefore(start);
            });
        }
        if (!lines.isEmpty()) {
            call.err().println("The last lines of " + service + ":");
            lines.forEach(line -> call.err().println("  " + line.instance() + " | " + line.text()));
        }
    }

    /// When each was started last, as far as that is known; one that was not has said nothing yet.
    private static Map<InstanceId, Instant> starts(Observed observed) {
        var starts = new HashMap<InstanceId, Instant>();
        for (Instance instance : observed.instances()) {
            switch (instance.phase()) {
                case Instance.Phase.Created() -> starts.put(instance.id(), Instant.MAX);
                case Instance.Phase.Running(Instant since) -> starts.put(instance.id(), since);
                case Instance.Phase.Paused(Instant since) -> starts.put(instance.id(), since);
                case Instance.Phase.Exited exited -> starts.put(instance.id(), exited.since());
                case Instance.Phase.Restarting restarting -> starts.put(instance.id(), restarting.since());
            }
        }
        return starts;
    }

    private static String state(Seen seen) {
        String health = InstanceText.health(seen.health());
        if (seen.health() != Health.NONE) {
            return health;
        }
        String state = InstanceText.state(seen.instance());
        int code = InstanceText.exitCode(seen.instance());
        if (!state.equals("exited")) {
            return state;
        }
        return code == 0 ? "completed" : "exited (" + code + ")";
    }

    private static String took(Board.@org.jspecify.annotations.Nullable Row row) {
        return row == null || row.until().isEmpty()
                ? "-"
                : Spans.exact(Duration.between(row.from(), row.until().get()));
    }

    /// Where they are, never what they are.
    private void credentials() throws IOException {
        for (Path file : loaded.environmentFiles()) {
            List<String> secrets = Setup.secretsIn(file);
            if (!secrets.isEmpty()) {
                call.out().println("\nCredentials are in " + shown(file) + ": " + String.join(", ", secrets));
            }
        }
    }

    private void security(List<Instance.Publisher> publishers) throws IOException {
        var checklist = new SecurityChecklist();
        for (Path file : loaded.environmentFiles()) {
            if (!Setup.secretsIn(file).isEmpty()) {
                checklist.settings(file, shown(file));
            }
        }
        call.out().println("\n" + checklist.ports(publishers).text());
    }

    private String shown(Path file) {
        Path here = call.surroundings().directory();
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }
}
