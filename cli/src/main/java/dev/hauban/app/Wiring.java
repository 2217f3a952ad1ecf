package dev.hauban.app;

import dev.hauban.cli.CommonOptions;
import dev.hauban.cli.Document;
import dev.hauban.cli.House;
import dev.hauban.cli.Keeper;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.problem.DefectException;
import dev.hauban.stack.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes the parts that a command asks for, when it asks.
final class Wiring implements House {
    /// Source: Compose Specification, "The Compose file".
    private static final List<String> USUAL_FILES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    private final Surroundings surroundings;

    Wiring(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public List<Path> files(CommonOptions.Source source) {
        Path here = surroundings.directory();
        var files = new ArrayList<Path>();
        if (!source.files().isEmpty()) {
            source.files().forEach(file -> files.add(here.resolve(file)));
            return files;
        }
        Path folder =
                source.directory().isPresent() ? here.resolve(source.directory().get()) : here;
        for (String name : USUAL_FILES) {
            if (files.isEmpty() && Files.exists(folder.resolve(name))) {
                files.add(folder.resolve(name));
            }
        }
        return files;
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
    public Loaded read(CommonOptions.Source source, List<String> named) {
        throw notYet("the reader of Compose files");
    }

    @Override
    public Document document(CommonOptions.Source source, List<String> services, Document.Leaving leaving) {
        throw notYet("the reader of Compose files");
    }

    @Override
    public Engine engine(String name, Loaded loaded) {
        throw notYet("the engine");
    }

    @Override
    public Keeper keeper() {
        throw notYet("the operator");
    }

    @Override
    public Optional<Health> health(Loaded loaded, Instance instance) {
        throw notYet("the operator's memory");
    }

    @Override
    public Remembered remembered(Loaded loaded) {
        throw notYet("the operator's memory");
    }

    @Override
    public String category(Service service) {
        throw notYet("the catalog");
    }

    @Override
    public int operate() {
        throw notYet("the operator");
    }

    private static DefectException notYet(String part) {
        return new DefectException(part + " is not connected yet");
    }
}
