package dev.hauban.cli.screen;

import dev.hauban.event.Event;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Health;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What is known of each service while a command works: the sum of the events so far.
public final class Board {
    private static final String EXITED = "exited";

    private final Map<ServiceName, Row> rows = new TreeMap<>();
    private final Set<ServiceName> begun = new HashSet<>();
    private final Preparation preparation;

    public Board() {
        this(Preparation.usual());
    }

    public Board(Preparation preparation) {
        this.preparation = preparation;
    }

    /// A service and how far it is.
    ///
    /// @param state in one word or two: `starting`, `healthy`
    /// @param detail what it waits for, or how far a long step is
    /// @param from when it was first spoken of, or its first step began
    /// @param until when it was as asked
    public record Row(
            ServiceName service, Mark mark, String state, String detail, Instant from, Optional<Instant> until) {
        Row with(Mark newMark, String newState, String newDetail) {
            return new Row(service, newMark, newState, newDetail, from, Optional.empty());
        }

        Row detail(String newDetail) {
            return new Row(service, mark, state, newDetail, from, until);
        }

        Row reached(Instant at) {
            return new Row(service, mark == Mark.BAD ? mark : Mark.GOOD, state, "", from, Optional.of(at));
        }
    }

    /// How a row is doing.
    public enum Mark {
        WAITING,
        WORKING,
        GOOD,
        BAD
    }

    public List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    public boolean hasRow(ServiceName service) {
        return rows.containsKey(service);
    }

    /// Services that this command started, or was about to.
    public Set<ServiceName> begun() {
        return Set.copyOf(begun);
    }

    public void see(Event event) {
        switch (event) {
            case Event.StepBegun begunStep -> stepBegun(begunStep.planned().step(), event.at());
            case Event.StepEnded ended -> stepEnded(ended);
            case Event.StepProgress progress ->
                serviceOf(progress.step())
                        .ifPresent(service -> put(row(service, event.at()).detail(far(progress))));
            case Event.InstanceExited exited -> exited(exited);
            case Event.HealthChanged changed -> healthChanged(changed);
            case Event.WaitingFor waiting -> waiting(waiting);
            case Event.Troubled troubled ->
                troubled.services()
                        .forEach(service ->
                                put(row(service, event.at()).with(Mark.BAD, "in trouble", firstLine(troubled))));
            case Event.Settled settled -> settle(settled);
            case Event.Asked _ -> {}
        }
    }

    /// The service that a step is about; networks and volumes are about none.
    static Optional<ServiceName> serviceOf(Step step) {
        return switch (step) {
            case Step.Prepare prepare -> Optional.of(prepare.service());
            case Step.Create create -> Optional.of(create.instance().service());
            case Step.Recreate recreate -> Optional.of(recreate.instance().service());
            case Step.Start start -> Optional.of(start.instance().service());
            case Step.Probe probe -> Optional.of(probe.instance().service());
            case Step.Stop stop -> Optional.of(stop.instance().service());
            case Step.Remove remove -> Optional.of(remove.instance().service());
            case Step.CreateNetwork _, Step.RemoveNetwork _, Step.CreateVolume _, Step.RemoveVolume _ ->
                Optional.empty();
        };
    }

    static String far(Event.StepProgress progress) {
        return progress.done() < 0 ? progress.what() : progress.what() + " " + Math.round(progress.done() * 100) + " %";
    }

    private void stepBegun(Step step, Instant at) {
        switch (step) {
            case Step.Prepare prepare -> working(prepare.service(), preparation.doing(), at);
            case Step.Create create -> working(begin(create.instance()), "creating", at);
            case Step.Recreate recreate -> working(begin(recreate.instance()), "recreating", at);
            case Step.Start start -> working(begin(start.instance()), "starting", at);
            case Step.Stop stop -> working(stop.instance().service(), "stopping", at);
            case Step.Remove remove -> working(remove.instance().service(), "removing", at);
            case Step.Probe _,
                    Step.CreateNetwork _,
                    Step.RemoveNetwork _,
                    Step.CreateVolume _,
                    Step.RemoveVolume _ -> {}
        }
    }

    private ServiceName begin(InstanceId instance) {
        begun.add(instance.service());
        return instance.service();
    }

    private void working(ServiceName service, String state, Instant at) {
        Row row = row(service, at);
        Instant from = row.mark() == Mark.WAITING ? at : row.from();
        put(new Row(service, Mark.WORKING, state, "", from, Optional.empty()));
    }

    private void stepEnded(Event.StepEnded ended) {
        Optional<ServiceName> service = serviceOf(ended.step());
        if (service.isEmpty()) {
            return;
        }
        Row row = row(service.get(), ended.at());
        switch (ended.outcome()) {
            case Outcome.Succeeded _ -> put(row.with(Mark.WORKING, doneWord(ended.step()), ""));
            case Outcome.Failed failed ->
                put(row.with(Mark.BAD, "failed", failed.problem().message()));
            case Outcome.Probed _ -> {}
        }
    }

    private String doneWord(Step step) {
        return switch (step) {
            case Step.Prepare _ -> preparation.done();
            case Step.Create _ -> "created";
            case Step.Recreate _ -> "recreated";
            case Step.Start _ -> "started";
            case Step.Stop _ -> "stopped";
            case Step.Remove _ -> "removed";
            case Step.Probe _, Step.CreateNetwork _, Step.RemoveNetwork _, Step.CreateVolume _, Step.RemoveVolume _ ->
                "done";
        };
    }

    private void exited(Event.InstanceExited exited) {
        ServiceName service = exited.instance().service();
        Mark mark = exited.code() == 0 ? Mark.GOOD : Mark.BAD;
        put(row(service, exited.at()).with(mark, EXITED + " (" + exited.code() + ")", ""));
    }

    private void healthChanged(Event.HealthChanged changed) {
        Row row = row(changed.instance().service(), changed.at());
        switch (changed.health()) {
            case HEALTHY -> put(row.with(Mark.GOOD, "healthy", "").reached(changed.at()));
            case UNHEALTHY -> put(row.with(Mark.BAD, "unhealthy", lastLine(changed.output())));
            case STARTING -> put(row.with(Mark.WORKING, "started", "not healthy yet"));
            case NONE -> {}
        }
    }

    private void waiting(Event.WaitingFor waiting) {
        var still = new HashSet<ServiceName>();
        for (Decision.Waiting wait : waiting.waiting()) {
            still.add(wait.service());
            Row row = row(wait.service(), waiting.at());
            put(waiting(row, wait));
        }
        for (Row row : rows()) {
            if (!still.contains(row.service()) && row.until().isEmpty()) {
                put(row.reached(waiting.at()));
            }
        }
    }

    /// What had ended and waits for anything but its restart has been started again, by an engine that does so by
    /// itself.
    private static Row waiting(Row row, Decision.Waiting wait) {
        if (row.mark() == Mark.WAITING) {
            return row.with(Mark.WAITING, "waiting", waiting(wait));
        }
        boolean isBack = row.state().startsWith(EXITED) && !wait.what().startsWith("its restart");
        return (isBack ? row.with(Mark.WORKING, "started", "") : row).detail("waits " + waiting(wait));
    }

    /// `for db to be healthy`, or, of itself, `to be healthy`.
    private static String waiting(Decision.Waiting wait) {
        return wait.what().startsWith("to ") ? wait.what() : "for " + wait.what();
    }

    private void settle(Event.Settled settled) {
        if (settled.asAsked()) {
            for (Row row : rows()) {
                if (row.until().isEmpty()) {
                    put(row.reached(settled.at()));
                }
            }
        }
    }

    private Row row(ServiceName service, Instant at) {
        Row row = rows.get(service);
        return row == null ? new Row(service, Mark.WAITING, "waiting", "", at, Optional.empty()) : row;
    }

    private void put(Row row) {
        rows.put(row.service(), row);
    }

    private static String firstLine(Event.Troubled troubled) {
        return troubled.problem().message().lines().findFirst().orElse("");
    }

    private static String lastLine(String output) {
        List<String> lines = output.strip().lines().toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    static boolean isTold(Health health) {
        return health == Health.HEALTHY || health == Health.UNHEALTHY;
    }
}
