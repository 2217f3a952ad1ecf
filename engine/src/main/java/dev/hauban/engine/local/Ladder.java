package dev.hauban.engine.local;

import dev.hauban.engine.AskersVariables;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.shim.Rungs;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which rung of isolation services are run on: the best that this user has on this machine, or a lower one that
/// `HAUBAN_RUNG` asks for where it is brought up. A project keeps its rung until it is taken down: services on
/// different rungs don't reach
/// each
/// other. The machine is asked once for as long as this program runs.
final class Ladder {
    static final String VARIABLE = AskersVariables.RUNG;

    private final LocalProject project;
    private @Nullable Rungs rungs;

    Ladder(LocalProject project) {
        this.project = project;
    }

    /// The rung that the project has already.
    ///
    /// @param isUsed whether something runs on it
    record Foothold(int rung, boolean isUsed) {}

    int rung() throws IOException, InterruptedException {
        return rung(foothold(), rungs(), wanted());
    }

    /// @param wanted what `HAUBAN_RUNG` says; empty when it says nothing
    static int rung(Optional<Foothold> foothold, Rungs rungs, String wanted) {
        if (foothold.isPresent() && foothold.get().rung() >= rungs.best()) {
            return foothold.get().rung();
        }
        if (foothold.isPresent() && foothold.get().isUsed()) {
            throw new ProblemException(Problem.error(
                            "local.rung-lost",
                            Actor.MACHINE,
                            "the project's services run on rung "
                                    + foothold.get().rung()
                                    + " of isolation, which this machine no longer gives us: "
                                    + obstacle(rungs, foothold.get().rung()))
                    .remedy("Give it back, or take the project down (`hauban down`) and up again: on rung "
                            + rungs.best() + "."));
        }
        return switch (wanted) {
            case "" -> rungs.best();
            case "1", "2", "3" -> possible(rungs, Integer.parseInt(wanted));
            default ->
                throw new ProblemException(Problem.error(
                        "local.no-such-rung", Actor.AUTHOR, VARIABLE + " is " + wanted + ", not 1, 2 or 3"));
        };
    }

    /// What the services tell that were started since the project was last taken down; those that run know best.
    Optional<Foothold> foothold() throws IOException {
        Optional<Foothold> foothold = Optional.empty();
        for (Kept kept : project.instances().all()) {
            if (kept.started().isPresent()) {
                int rung = kept.started().get().projectRung();
                if (kept.isRunning()) {
                    return Optional.of(new Foothold(rung, true));
                }
                foothold = Optional.of(new Foothold(rung, false));
            }
        }
        return foothold;
    }

    synchronized Rungs rungs() throws IOException, InterruptedException {
        if (rungs == null) {
            rungs = project.shim().rungs();
        }
        return rungs;
    }

    String wanted() {
        return project.surroundings().machine().environment().getOrDefault(VARIABLE, "");
    }

    /// A wish that comes too late.
    Optional<Problem> unheeded() throws IOException {
        String wanted = wanted();
        Optional<Foothold> foothold = foothold();
        if (foothold.isEmpty()
                || wanted.isEmpty()
                || wanted.equals(Integer.toString(foothold.get().rung()))) {
            return Optional.empty();
        }
        return Optional.of(Problem.warning(
                        "local.rung-kept",
                        Actor.AUTHOR,
                        VARIABLE + " asks for rung " + wanted + ", but the project keeps rung "
                                + foothold.get().rung() + " of isolation until it is taken down")
                .remedy("Take it down (`hauban down`), and up again."));
    }

    private static int possible(Rungs rungs, int wanted) {
        if (wanted >= rungs.best()) {
            return wanted;
        }
        throw new ProblemException(Problem.error(
                        "local.rung-not-had",
                        Actor.MACHINE,
                        VARIABLE + " asks for rung " + wanted + ", but this machine gives us rung " + rungs.best()
                                + ": " + obstacle(rungs, wanted))
                .remedy("Leave " + VARIABLE + " away, or see docs/local-engine.md for what a rung needs."));
    }

    private static String obstacle(Rungs rungs, int rung) {
        return (rung == 1 ? rungs.ownNetwork() : rungs.ownFiles()).orElse("");
    }
}
