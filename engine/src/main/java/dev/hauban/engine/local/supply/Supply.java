package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds programs, and fetches those that are missing: the search path, then what was fetched before, then Maven
/// Central and the distribution's packages, in the order that suits the product (docs/decisions/0020); programs for
/// Node.js from npm's registry (0062); of some products there is a program of our own that stands in (0060).
public final class Supply {
    private final Source path;
    private final Source maven;
    private final DebianPackages packages;
    private final Source own;
    private final Source npm;
    private final Cache cache;

    public Supply(Machine machine) {
        this.cache = new Cache(machine.cache());
        this.path = new SearchPath(machine);
        this.maven = new MavenArtifacts(machine, cache);
        this.packages = new DebianPackages(machine, cache);
        this.own = new OwnPrograms(machine, cache);
        this.npm = new NpmPrograms(machine, cache);
    }

    /// Where a product's programs are or would come from.
    ///
    /// @param text for people: `/usr/bin/redis-server 7.0.15`, `to be fetched from Maven Central, 15 MB`
    /// @param isReady whether it can be used without a network
    /// @param isPossible whether there is any way at all
    public record Origin(String text, boolean isReady, boolean isPossible) {}

    /// The programs, fetched if they must be.
    ///
    /// @throws ProblemException if they are nowhere to be had
    public Tools get(Need need, Progress progress) throws InterruptedException {
        Optional<Tools> ready = ready(need);
        if (ready.isPresent()) {
            return ready.get();
        }
        Optional<Need> any = need.orAny();
        return any.isPresent() && offers(need).isEmpty() ? get(any.get(), progress) : fetch(need, progress);
    }

    /// The first version of PostgreSQL's servers that these clients can't dump; empty when there is none, or nobody
    /// knows.
    public OptionalInt tooNewToDump(Need clients) throws InterruptedException {
        if (ready(clients).isPresent() || !offers(clients).isEmpty()) {
            return OptionalInt.empty();
        }
        // Whatever is on PATH is of some version.
        Optional<Tools> ready = path.ready(new Need(clients.product(), 0, clients.programs()))
                .or(() -> packages.ready(clients.orAny().orElseThrow()));
        int major = ready.isPresent() ? ready.get().major() : packages.ownClients();
        return major < 0 ? OptionalInt.empty() : OptionalInt.of(major + 1);
    }

    /// The programs, if they are there already.
    public Optional<Tools> ready(Need need) throws InterruptedException {
        for (Source source : sources(need.product())) {
            Optional<Tools> tools = source.ready(need);
            if (tools.isPresent()) {
                return tools;
            }
        }
        return Optional.empty();
    }

    /// Whether it would be a program of our own that stands in for the product.
    public boolean standsIn(Need need) throws InterruptedException {
        for (Source source : sources(need.product())) {
            if (source.ready(need).isPresent() || source.offer(need).isPresent()) {
                return source == own;
            }
        }
        return false;
    }

    /// The same question without fetching anything.
    public Origin origin(Need need) throws InterruptedException {
        Optional<Tools> ready = ready(need);
        if (ready.isPresent()) {
            String version = ready.get().version();
            return new Origin(ready.get().origin() + (version.isEmpty() ? "" : ", " + version), true, true);
        }
        List<String> offers = offers(need);
        if (!offers.isEmpty()) {
            return new Origin("to be fetched from " + offers.getFirst(), false, true);
        }
        Optional<Need> any = need.orAny();
        return any.isPresent() ? origin(any.get()) : new Origin("nowhere to be had", false, false);
    }

    private List<String> offers(Need need) throws InterruptedException {
        List<String> offers = new ArrayList<>();
        for (Source source : sources(need.product())) {
            source.offer(need).ifPresent(offers::add);
        }
        return offers;
    }

    /// Keeps scripts where services may run them, whoever they run as; and other files.
    ///
    /// @param key names exactly this content
    /// @param scripts by their names, or paths below the folder
    /// @return the folder with the scripts
    public Path scripts(String key, Map<String, String> scripts) throws InterruptedException {
        try {
            return cache.folder(key, folder -> {
                for (Map.Entry<String, String> script : scripts.entrySet()) {
                    Path file = folder.resolve(script.getKey());
                    Files.createDirectories(file.getParent());
                    ProgramFolder.writeOne(file, script.getValue());
                }
            });
        } catch (IOException failed) {
            throw Cache.unusable(cache.programs(key), failed);
        }
    }

    private Tools fetch(Need need, Progress progress) throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        for (Source source : sources(need.product())) {
            if (source.offer(need).isEmpty()) {
                continue;
            }
            try {
                return source.fetch(need, progress);
            } catch (ProblemException failed) {
                problems.addAll(failed.problems());
            }
        }
        if (problems.isEmpty()) {
            problems.add(missing(need));
        }
        throw new ProblemException(problems);
    }

    /// PostgreSQL's data belongs to one major version, which only Maven Central has for sure; of the others the
    /// distribution's packages are smaller and bring their tools along.
    private List<Source> sources(Product product) {
        return switch (product) {
            case POSTGRESQL_SERVER -> List.of(path, maven, packages);
            // No distribution and no artifact has it: a real one is installed by hand, or ours stands in.
            case MONGODB_SERVER, MONGODB_SHELL -> List.of(path, own);
            // Put together as their images have them: what was installed otherwise lies otherwise.
            case MONGO_EXPRESS, REDIS_COMMANDER -> List.of(npm);
            case NODE -> List.of(path, npm);
            default -> List.of(path, packages, maven);
        };
    }

    private static Problem missing(Need need) {
        String program = String.join(", ", need.programs());
        return Problem.error(
                        "supply.not-found",
                        Actor.MACHINE,
                        need + " (" + program
                                + ") is not on PATH, and nothing that fits can be fetched for this machine")
                .remedy("Install it so that it is on PATH, or run it with Docker Compose.");
    }
}
