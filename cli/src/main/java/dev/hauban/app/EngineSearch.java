package dev.hauban.app;

import dev.hauban.cli.House.Suggestion;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.engine.docker.wire.DockerEndpoint;
import dev.hauban.engine.local.LocalEngine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which engine a project belongs to when nobody says so.
final class EngineSearch {
    private static final String LOCAL = "local";

    private final Surroundings surroundings;
    private final Places places;
    private @Nullable Suggestion found;

    EngineSearch(Surroundings surroundings, Places places) {
        this.surroundings = surroundings;
        this.places = places;
    }

    /// Looked for once in a command.
    Suggestion suggest(Loaded loaded) {
        Suggestion known = found;
        if (known == null) {
            known = search(loaded);
            found = known;
        }
        return known;
    }

    DockerEndpoint endpoint() {
        return DockerEndpoint.of(surroundings.environment(), places.home());
    }

    Path dockerConfiguration() {
        String written = surroundings.environment().getOrDefault("DOCKER_CONFIG", "");
        return written.isEmpty() ? places.home().resolve(".docker") : Path.of(written);
    }

    /// Data comes first: a volume that is full on one engine must not begin empty on another.
    private Suggestion search(Loaded loaded) {
        if (places.isRegistered(loaded)) {
            return new Suggestion(LOCAL, "it runs there");
        }
        if (LocalEngine.hasData(places.state(loaded))) {
            return new Suggestion(LOCAL, "its data is there");
        }
        return new Suggestion(LOCAL, "nothing says otherwise");
    }
}
