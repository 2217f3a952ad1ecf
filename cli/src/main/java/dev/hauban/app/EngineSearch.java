package dev.hauban.app;

import dev.hauban.cli.House.Suggestion;
import dev.hauban.cli.Loaded;
import dev.hauban.engine.local.LocalEngine;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// Which engine a project belongs to when nobody says so: the one that it runs on, else the one that has its data, else
/// Docker where a daemon answers, else the local one.
///
/// A daemon is asked only where our own files don't say it, and not for long. One that is there and says nothing leaves
/// the question open: what runs on it must not be started elsewhere as well.
final class EngineSearch {
    private final Places places;
    private final NearDaemon daemon;
    private @Nullable Suggestion found;

    EngineSearch(Places places, NearDaemon daemon) {
        this.places = places;
        this.daemon = daemon;
    }

    /// Looked for once in a command.
    Suggestion suggest(Loaded loaded) {
        Suggestion known = found;
        if (known == null) {
            try {
                known = search(loaded);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw unknown("the question was interrupted");
            }
            found = known;
        }
        return known;
    }

    private Suggestion search(Loaded loaded) throws InterruptedException {
        if (places.isRegistered(loaded)) {
            return new Suggestion(Wiring.LOCAL, "it runs there");
        }
        if (places.isOnDocker(places.state(loaded))) {
            return new Suggestion(Wiring.DOCKER, "it was brought up there");
        }
        return LocalEngine.hasData(places.state(loaded)) ? withDataHere(loaded) : byDaemon();
    }

    /// A volume that is full on one engine must not begin empty on another.
    private Suggestion withDataHere(Loaded loaded) throws InterruptedException {
        return daemon.containersOf(loaded.stack().name()) instanceof NearDaemon.Asked.Answered(boolean hasAny, String _)
                        && hasAny
                ? new Suggestion(Wiring.DOCKER, "it runs there")
                : new Suggestion(Wiring.LOCAL, "its data is there");
    }

    private Suggestion byDaemon() throws InterruptedException {
        return switch (daemon.greeted()) {
            case NearDaemon.Greeted.Answers(String where) ->
                new Suggestion(Wiring.DOCKER, "a Docker daemon answers at " + where);
            case NearDaemon.Greeted.Absent(String why) -> new Suggestion(Wiring.LOCAL, why);
            case NearDaemon.Greeted.Silent(String why) -> throw unknown(why);
            case NearDaemon.Greeted.Unfollowed(String why) -> throw unknown(why);
        };
    }

    private static ProblemException unknown(String why) {
        return new ProblemException(Problem.error(
                        "cli.engine-unknown",
                        Actor.MACHINE,
                        "whether this stack belongs on Docker can't be seen: " + why)
                .remedy("See to the daemon, or say where the stack runs: --engine local, --engine docker\n"
                        + "(or HAUBAN_ENGINE, or x-hauban: {engine: local} in the file)."));
    }
}
