package dev.hauban.cli;

import dev.hauban.cli.screen.Board;
import dev.hauban.cli.screen.Preparation;
import dev.hauban.cli.screen.ProgressView;
import dev.hauban.engine.Engine;
import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Has a request carried out, and shows how it goes.
final class Work {
    private final Call call;
    private final Loaded loaded;
    private final String engine;
    private final boolean tellsPreparation;
    private final Board board = new Board();
    private final List<Event.Troubled> troubles = new ArrayList<>();
    private final Set<Problem> told = new HashSet<>();

    Work(Call call, Loaded loaded) {
        this(call, loaded, true);
    }

    /// @param tellsPreparation whether it is shown how far downloads and builds are
    Work(Call call, Loaded loaded, boolean tellsPreparation) {
        this.tellsPreparation = tellsPreparation;
        this.call = call;
        this.loaded = loaded;
        this.engine = call.engineChoice(loaded).name();
    }

    /// What is known of each service, the sum of all requests so far.
    Board board() {
        return board;
    }

    synchronized List<Event.Troubled> troubles() {
        return List.copyOf(troubles);
    }

    /// Returns when it is so, or can't be; an interrupt ends the telling, not the work.
    Event.Settled carryOut(Request request) throws InterruptedException {
        return carryOut(request, true);
    }

    /// The same while services write to the same screen: nothing can be drawn in place on it.
    Event.Settled carryOutInLines(Request request) throws InterruptedException {
        return carryOut(request, false);
    }

    private Event.Settled carryOut(Request request, boolean isDrawn) throws InterruptedException {
        try (ProgressView view = Views.of(call, isDrawn, Preparation.usual())) {
            return call.house().keeper().apply(loaded, engine, request, event -> see(event, view));
        } finally {
            tellNotes();
        }
    }

    /// What came up and stopped nothing, each once: an engine or this machine can't give all that the file asks for.
    private synchronized void tellNotes() {
        var notes = new ArrayList<Problem>();
        for (Event.Troubled trouble : troubles) {
            if (!trouble.problem().isError() && told.add(trouble.problem())) {
                notes.add(trouble.problem());
            }
        }
        new ProblemPrinter(call.surroundings()).print(notes);
    }

    /// With `--strict`, what can't be had in full is refused before anything is started.
    void checkStrictly(Request request) throws IOException, InterruptedException {
        if (!call.options().strict()) {
            return;
        }
        Set<ServiceName> services =
                request.services().isEmpty() ? loaded.stack().services().keySet() : Set.copyOf(request.services());
        try (Engine local = call.engine(loaded)) {
            call.tell(local.check(loaded.stack(), services));
        }
    }

    private void see(Event event, ProgressView view) {
        boolean isPreparation = event instanceof Event.StepProgress progress && progress.step() instanceof Step.Prepare;
        if (tellsPreparation || !isPreparation) {
            view.see(event);
        }
        synchronized (this) {
            board.see(event);
            if (event instanceof Event.Troubled troubled) {
                troubles.add(troubled);
            }
        }
    }

    /// The problems of a request that can't come true, each once.
    static List<Problem> problems(Event.Settled settled) {
        return settled.problems().stream().distinct().toList();
    }
}
