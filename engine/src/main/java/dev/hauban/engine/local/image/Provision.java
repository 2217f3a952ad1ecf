package dev.hauban.engine.local.image;

import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The door of this room: a service in, its program out.
public final class Provision {
    private final Machine machine;
    private final Places places;
    private final BuildRunner runner;

    /// @param places where the project is and where its built images are kept
    public Provision(Machine machine, Places places, BuildRunner runner) {
        this.machine = machine;
        this.places = places;
        this.runner = runner;
    }

    /// @param project the folder in which `x-hauban.local.command` runs
    /// @param images a folder of ours for what is built
    public record Places(Path project, Path images) {}

    /// Fetches and builds whatever the service needs and says how to run it. Fast when all of it is there already.
    ///
    /// @throws ProblemException if there is no way to run it here
    public Provisioned of(Service service, Progress progress) throws InterruptedException {
        Optional<List<String>> local = service.extension().localCommand();
        if (local.isPresent()) {
            return new Provisioned(localCommand(service, local.get()), List.of());
        }
        progress.at("looking for " + service.name(), 0, 0);
        throw new ProblemException(noWay(service));
    }

    /// The same question without fetching or building: what would go wrong or be different here. Empty is good.
    public List<Problem> check(Service service) {
        return service.extension().localCommand().isPresent() ? List.of() : List.of(noWay(service));
    }

    private LocalProgram localCommand(Service service, List<String> words) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", machine.environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
        environment.putAll(service.program().environment());
        String project = places.project().toString();
        List<String> all = new ArrayList<>(words);
        return new LocalProgram(
                new LocalProgram.Start(all, environment, project),
                new LocalProgram.Account(service.program().user(), List.of(), List.of()),
                List.of(new Piece(places.project(), project, Piece.Use.WRITE_THROUGH)),
                LocalProgram.Traits.none());
    }

    private static Problem noWay(Service service) {
        return Problem.error(
                        "image.no-local-way",
                        Actor.MACHINE,
                        "service " + service.name() + " can't run without a container here")
                .at(service.place())
                .remedy("Say how with x-hauban.local.command, or use --engine docker.");
    }

    /// For the parts of this room.
    BuildRunner runner() {
        return runner;
    }
}
