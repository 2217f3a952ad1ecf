package dev.hauban.app;

import dev.hauban.cli.CommonOptions;
import dev.hauban.cli.Document;
import dev.hauban.cli.House;
import dev.hauban.cli.Keeper;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.engine.Engine;
import dev.hauban.engine.StateFolder;
import dev.hauban.journal.ProjectJournal;
import dev.hauban.journal.RememberedHealth;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.DefectException;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes the parts that a command asks for, when it asks.
final class Wiring implements House {
    private final Surroundings surroundings;
    private final Places places;
    private @Nullable RememberedHealth healths;

    Wiring(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.places = new Places(surroundings);
    }

    @Override
    public Loaded read(CommonOptions.Source source, List<String> named) {
        return new Reading(surroundings).read(source, named);
    }

    @Override
    public Document document(CommonOptions.Source source, List<String> services, Document.Leaving leaving) {
        return new Reading(surroundings).document(source, services, leaving);
    }

    @Override
    public List<Path> files(CommonOptions.Source source) {
        return new Reading(surroundings).files(source);
    }

    @Override
    public Engine engine(String name, Loaded loaded) {
        throw notYet("the engine");
    }

    @Override
    public Keeper keeper() {
        return new Operating(surroundings, places);
    }

    @Override
    public Optional<Health> health(Loaded loaded, Instance instance) {
        if (healths == null) {
            healths = RememberedHealth.read(places.state(loaded));
        }
        Optional<RememberedHealth.State> state = healths.of(instance);
        return state.isPresent() ? Optional.of(state.get().health()) : Optional.empty();
    }

    @Override
    public Remembered remembered(Loaded loaded) throws IOException {
        StateFolder state = places.state(loaded);
        ProjectJournal.Looked looked = ProjectJournal.look(state, Operating.stacks());
        return new Remembered(looked.wanted().orElseGet(() -> Wanted.nothing(loaded.stack())), looked.memory());
    }

    @Override
    public String category(Service service) {
        return service.extension().category().orElse("application");
    }

    @Override
    public RandomGenerator chance() {
        return new SecureRandom();
    }

    @Override
    public Interruptions onInterrupt(Runnable action) {
        return new Interrupts(action);
    }

    @Override
    public int operate() throws IOException, InterruptedException {
        new Operating(surroundings, places).run(_ -> {
            throw notYet("the engine");
        });
        return 0;
    }

    private static DefectException notYet(String part) {
        return new DefectException(part + " is not connected yet");
    }
}
