package dev.hauban.cli.screen;

import dev.hauban.event.Event;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// A line for everything that matters, as for a pipe or a log of somebody else's.
public final class PlainProgress implements ProgressView {
    private final PrintStream stream;
    private final Preparation preparation;
    private final Map<String, Instant> begun = new HashMap<>();
    private final Map<Piece, Integer> toldTenths = new HashMap<>();

    /// A piece of a step's work, such as one of several downloads.
    private record Piece(Step step, String what) {}

    public PlainProgress(PrintStream stream) {
        this(stream, Preparation.usual());
    }

    public PlainProgress(PrintStream stream, Preparation preparation) {
        this.stream = stream;
        this.preparation = preparation;
    }

    @Override
    public void see(Event event) {
        switch (event) {
            case Event.StepBegun step -> begun(step);
            case Event.StepEnded ended -> ended(ended);
            case Event.StepProgress progress -> progress(progress);
            case Event.InstanceExited exited -> say(exited.instance() + "  exited (" + exited.code() + ")");
            case Event.HealthChanged changed -> {
                if (Board.isTold(changed.health())) {
                    say(changed.instance() + "  " + InstanceText.health(changed.health()));
                }
            }
            case Event.Asked _, Event.WaitingFor _, Event.Troubled _, Event.Settled _ -> {}
        }
    }

    @Override
    public void close() {
        stream.flush();
    }

    private void begun(Event.StepBegun step) {
        Step what = step.planned().step();
        begun.put(what.subject(), step.at());
        if (what instanceof Step.Stop || what instanceof Step.Prepare) {
            say(subject(what) + "  " + verb(what, "ing") + " (" + step.planned().reason() + ")");
        }
    }

    private void ended(Event.StepEnded ended) {
        Instant from = begun.getOrDefault(ended.step().subject(), ended.at());
        String took = Spans.exact(Duration.between(from, ended.at()));
        switch (ended.outcome()) {
            case Outcome.Succeeded _ -> say(subject(ended.step()) + "  " + verb(ended.step(), "ed") + "  " + took);
            case Outcome.Failed failed ->
                say(subject(ended.step()) + "  not " + verb(ended.step(), "ed") + ": "
                        + failed.problem().message());
            case Outcome.Probed _ -> {}
        }
    }

    /// A tenth of the way at a time, where the way is known.
    private void progress(Event.StepProgress progress) {
        int tenths = (int) Math.floor(progress.done() * 10);
        Integer told = toldTenths.put(new Piece(progress.step(), progress.what()), tenths);
        // How far something is without an end in sight changes with every line that a build writes: only a screen that
        // is drawn in place shows that.
        boolean isNews = progress.done() >= 0 || progress.isWaiting();
        if (isNews && (told == null || told != tenths)) {
            say(subject(progress.step()) + "  " + Board.far(progress));
        }
    }

    private void say(String line) {
        stream.println(line);
        stream.flush();
    }

    private static String subject(Step step) {
        return switch (step) {
            case Step.Prepare prepare -> prepare.service().text();
            case Step.CreateNetwork network -> "network " + network.key();
            case Step.RemoveNetwork network -> "network " + network.name();
            case Step.CreateVolume volume -> "volume " + volume.key();
            case Step.RemoveVolume volume -> "volume " + volume.name();
            case Step.Create create -> create.instance().toString();
            case Step.Recreate recreate -> recreate.instance().toString();
            case Step.Start start -> start.instance().toString();
            case Step.Probe probe -> probe.instance().toString();
            case Step.Stop stop -> stop.instance().toString();
            case Step.Remove remove -> remove.instance().toString();
        };
    }

    /// @param ending `ing` while it is done, `ed` when it is
    private String verb(Step step, String ending) {
        if (step instanceof Step.Prepare) {
            return ending.equals("ing") ? preparation.doing() : preparation.done();
        }
        String stem = switch (step) {
            case Step.Prepare _ -> "";
            case Step.CreateNetwork _, Step.CreateVolume _, Step.Create _ -> "creat";
            case Step.Recreate _ -> "recreat";
            case Step.RemoveNetwork _, Step.RemoveVolume _, Step.Remove _ -> "remov";
            case Step.Start _ -> "start";
            case Step.Probe _ -> "prob";
            case Step.Stop _ -> "stopp";
        };
        return stem + ending;
    }
}
