package dev.hauban.app;

import dev.hauban.cli.Loaded;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Request;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;

/// Sees to it that a project which is on one engine is not begun on another as well, whoever says so: it would run
/// twice, the second time without its data. What it takes to look at it there, to stop it or to take it down is
/// never refused.
final class OneEngine {
    private static final String GO_THERE = "Go on there: leave --engine, HAUBAN_ENGINE and x-hauban.engine out.\n";

    private final Places places;
    private final NearDaemon daemon;
    /// What was found to be in order: a command looks more than once, and a daemon may take its time.
    private String allowed = "";

    OneEngine(Places places, NearDaemon daemon) {
        this.places = places;
        this.daemon = daemon;
    }

    /// How the local engine of a project is reached.
    interface Local {
        Engine open() throws IOException;
    }

    /// @throws ProblemException where it is elsewhere
    void check(Loaded loaded, String engine, Request request, Local local) throws IOException, InterruptedException {
        String meant = loaded.stack().name() + " on " + engine;
        if (!begins(request) || meant.equals(allowed)) {
            return;
        }
        if (engine.equals(Wiring.DOCKER)) {
            checkLocal(loaded, local);
        } else if (!places.isRegistered(loaded)) {
            checkDocker(loaded);
        }
        allowed = meant;
    }

    /// Whether it brings a project to where it was not.
    static boolean begins(Request request) {
        return switch (request) {
            case Request.Up _, Request.Start _, Request.Restart _, Request.Scale _ -> true;
            case Request.Stop _, Request.Down _ -> false;
        };
    }

    private void checkLocal(Loaded loaded, Local local) throws IOException {
        if (!places.isRegistered(loaded)) {
            return;
        }
        try (Engine engine = local.open()) {
            // One that was just taken down may still be in the register.
            if (!engine.observe(loaded.stack().name()).instances().isEmpty()) {
                throw refusal(
                        loaded,
                        "on the local engine (hauban --engine local ps shows it)",
                        GO_THERE + "Or move it to Docker, where its volumes begin empty: hauban --engine local down");
            }
        }
    }

    private void checkDocker(Loaded loaded) throws InterruptedException {
        boolean isNoted = places.isOnDocker(places.state(loaded));
        if (!isNoted && !daemon.greetsAtOnce()) {
            // Nothing says that it is there, and this is the way out where a daemon is stuck.
            return;
        }
        switch (daemon.containersOf(loaded.stack().name())) {
            case NearDaemon.Asked.Answered(boolean hasAny, String where) -> {
                if (hasAny) {
                    throw refusal(
                            loaded,
                            "on Docker, at " + where + " (hauban --engine docker ps shows it)",
                            GO_THERE + "Or move it here, where its volumes begin empty: hauban --engine docker down");
                }
            }
            case NearDaemon.Asked.Unanswered(String why) -> {
                if (isNoted) {
                    throw refusal(
                            loaded,
                            "on Docker, where it was brought up: " + why,
                            "See to the daemon; then go on there, or take it down: hauban --engine docker down\n"
                                    + "If that daemon is gone for good, delete "
                                    + places.noteOfEngine(places.state(loaded)));
                }
            }
        }
    }

    private static ProblemException refusal(Loaded loaded, String where, String ways) {
        return new ProblemException(Problem.error(
                        "cli.on-another-engine", Actor.MACHINE, loaded.stack().name() + " is " + where)
                .remedy(ways));
    }
}
