package dev.hauban.engine.local;

import dev.hauban.engine.local.shim.Rungs;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Which rung of isolation services are run on: the best that this user has on this machine, or a lower one that
/// `HAUBAN_RUNG` asks for. Asked of the machine once for as long as this program runs.
final class Ladder {
    static final String VARIABLE = "HAUBAN_RUNG";

    private final LocalProject project;
    private @Nullable Rungs rungs;

    Ladder(LocalProject project) {
        this.project = project;
    }

    int rung() throws IOException, InterruptedException {
        String wanted = project.surroundings().machine().environment().getOrDefault(VARIABLE, "");
        return switch (wanted) {
            case "" -> best();
            case "1", "2", "3" -> possible(Integer.parseInt(wanted));
            default ->
                throw new ProblemException(Problem.error(
                        "local.no-such-rung", Actor.AUTHOR, VARIABLE + " is " + wanted + ", not 1, 2 or 3"));
        };
    }

    synchronized Rungs rungs() throws IOException, InterruptedException {
        if (rungs == null) {
            rungs = project.shim().rungs();
        }
        return rungs;
    }

    private int best() throws IOException, InterruptedException {
        return rungs().best();
    }

    private int possible(int wanted) throws IOException, InterruptedException {
        int best = best();
        if (wanted >= best) {
            return wanted;
        }
        String why = (wanted == 1 ? rungs().ownNetwork() : rungs().ownFiles()).orElse("");
        throw new ProblemException(Problem.error(
                        "local.rung-not-had",
                        Actor.MACHINE,
                        VARIABLE + " asks for rung " + wanted + ", but this machine gives us rung " + best + ": " + why)
                .remedy("Leave " + VARIABLE + " away, or see docs/local-engine.md for what a rung needs."));
    }
}
