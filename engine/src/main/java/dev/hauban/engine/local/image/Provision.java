package dev.hauban.engine.local.image;

import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.KnownImage;
import dev.hauban.catalog.LocalWay;
import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Need;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.engine.local.supply.Supply;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The door of this room: a service in, its program out.
public final class Provision {
    private final Machine machine;
    private final Supply supply;
    private final Places places;
    private final BuildRunner runner;

    /// @param places where the project is and where its built images are kept
    public Provision(Machine machine, Places places, BuildRunner runner) {
        this.machine = machine;
        this.supply = new Supply(machine);
        this.places = places;
        this.runner = runner;
    }

    /// @param project the folder in which `x-hauban.local.command` runs
    /// @param images a folder of ours for what is built
    public record Places(Path project, Path images) {}

    /// Where something that a service needs comes from, for `doctor`.
    ///
    /// @param subject such as `PostgreSQL 17`, `curl`
    public record Finding(String subject, Supply.Origin origin) {}

    /// Fetches and builds whatever the service needs and says how to run it. Fast when all of it is there already.
    ///
    /// @throws ProblemException if there is no way to run it here
    public Provisioned of(Service service, Progress progress) throws InterruptedException {
        try {
            return new ServiceProgram(machine, supply, service).of(image(service, progress), progress);
        } catch (ProblemException told) {
            throw new ProblemException(named(service, told.problems()));
        }
    }

    /// The same question without fetching or building: what would go wrong or be different here. Empty is good.
    public List<Problem> check(Service service) throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        if (service.extension().localCommand().isEmpty()) {
            problems.addAll(checkImage(service));
        }
        problems.addAll(new ServiceProgram(machine, supply, service).installations());
        problems.addAll(dumps(service));
        for (Need need : new ServiceProgram(machine, supply, service).toolNeeds()) {
            if (!supply.origin(need).isPossible()) {
                problems.add(ServiceProgram.missingTool(service, need));
            }
        }
        return named(service, problems);
    }

    /// What dumps a database has to be as new as its server.
    private List<Problem> dumps(Service service) throws InterruptedException {
        Optional<KnownImage> image = service.program().image().flatMap(new Catalog()::find);
        Set<String> called = new ServiceProgram(machine, supply, service).dumpPrograms();
        if (called.isEmpty() || image.isEmpty() || !(image.get().local() instanceof LocalWay.WithPrograms way)) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (Need need : WellKnown.needs(image.get(), way)) {
            if (need.product() == Product.POSTGRESQL_CLIENT) {
                OptionalInt tooNew = supply.tooNewToDump(need);
                if (tooNew.isPresent() && need.major() >= tooNew.getAsInt()) {
                    problems.add(ServiceProgram.tooOldToDump(service, called, need.major(), tooNew.getAsInt() - 1));
                }
            }
        }
        return problems;
    }

    /// Who the service will run as, as far as that is known before anything is fetched or built.
    ///
    /// @param account with all accounts that its image is known to make
    /// @param place where that user is named
    public record Tenant(LocalProgram.Account account, Place place) {}

    /// Empty when only a build can tell, or the build is not to be had at all.
    public Optional<Tenant> tenant(Service service) throws InterruptedException {
        Optional<Tenant> image = imageTenant(service);
        return image.map(tenant -> new Tenant(
                new LocalProgram.Account(
                        service.program().user().or(tenant.account()::user),
                        tenant.account().users(),
                        tenant.account().groups()),
                service.program().user().isPresent() ? service.place() : tenant.place()));
    }

    /// Whom the service's program turns itself into after it was started as root, before it gets at its data, as
    /// databases do.
    public Optional<LocalProgram.User> ownAccount(Service service) {
        return service.program().user().isEmpty() && beginsServer(service)
                ? service.program()
                        .image()
                        .flatMap(new Catalog()::find)
                        .filter(image -> !image.data().volumes().isEmpty())
                        .flatMap(WellKnown::user)
                : Optional.empty();
    }

    /// Whether what the service begins is its image's own server. A database's image is often borrowed for its clients:
    /// those stay who they are.
    public boolean beginsServer(Service service) {
        if (service.extension().localCommand().isPresent()
                || service.program().entrypoint().isPresent()) {
            return false;
        }
        List<String> command = service.program().command().orElse(List.of());
        if (command.isEmpty() || command.getFirst().startsWith("-")) {
            return true;
        }
        String program = name(command.getFirst());
        return program.endsWith(".conf")
                || service.program()
                        .image()
                        .flatMap(new Catalog()::find)
                        .flatMap(image -> image.start().command().stream().findFirst())
                        .filter(server -> name(server).equals(program))
                        .isPresent();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Optional<Tenant> imageTenant(Service service) throws InterruptedException {
        if (service.extension().localCommand().isPresent()) {
            return Optional.of(new Tenant(LocalProgram.Account.root(), service.place()));
        }
        Bases bases = Bases.looking(machine, supply);
        if (service.program().build().isPresent()) {
            return builder(bases)
                    .tenant(
                            service.program().build().get(),
                            service.place(),
                            service.program().user());
        }
        try {
            return service.program().image().isPresent()
                    ? Optional.of(new Tenant(
                            bases.find(service.program().image().get(), service.place())
                                    .account(),
                            service.place()))
                    : Optional.empty();
        } catch (ProblemException told) {
            // The image itself is the problem, and is told as such.
            return Optional.empty();
        }
    }

    /// Where everything that the service needs is or would come from.
    public List<Finding> describe(Service service) throws InterruptedException {
        List<Need> needs = new ArrayList<>();
        if (service.extension().localCommand().isEmpty()
                && service.program().build().isEmpty()) {
            service.program().image().flatMap(new Catalog()::find).ifPresent(image -> {
                if (image.local() instanceof LocalWay.WithPrograms way) {
                    needs.addAll(WellKnown.needs(image, way));
                }
            });
        }
        needs.addAll(new ServiceProgram(machine, supply, service).toolNeeds());
        List<Finding> findings = new ArrayList<>();
        for (Need need : needs) {
            findings.add(new Finding(need.toString(), supply.origin(need)));
        }
        return findings;
    }

    /// Problems of an image say which service it is about.
    private static List<Problem> named(Service service, List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.path().isPresent() ? problem : problem.about("services." + service.name()))
                .map(problem -> problem.place().isPresent() ? problem : problem.at(service.place()))
                .toList();
    }

    private List<Problem> checkImage(Service service) throws InterruptedException {
        Bases bases = Bases.looking(machine, supply);
        if (service.program().build().isPresent()) {
            return builder(bases).check(service.program().build().get(), service.place());
        }
        try {
            return service.program().image().isPresent()
                    ? new ServiceProgram(machine, supply, service)
                            .remarks(bases.find(service.program().image().get(), service.place()))
                    : List.of();
        } catch (ProblemException told) {
            return told.problems();
        }
    }

    private BaseImage image(Service service, Progress progress) throws InterruptedException {
        Bases bases = new Bases(machine, supply, progress);
        if (service.extension().localCommand().isPresent()) {
            return here();
        }
        if (service.program().build().isPresent()) {
            return built(service, bases, progress);
        }
        return bases.find(
                service.program()
                        .image()
                        .orElseThrow(() -> new ProblemException(Problem.error(
                                        "image.nothing-to-run", Actor.AUTHOR, "neither an image nor a build is given")
                                .remedy("Give the service an image or a build."))),
                service.place());
    }

    private DockerfileBuild builder(Bases bases) {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return new DockerfileBuild(
                places.images(), new DockerfileBuild.Tools(bases, runner, machine::onPath, machine.home(), isRoot));
    }

    private BaseImage built(Service service, Bases bases, Progress progress) throws InterruptedException {
        try {
            BuiltImage built = builder(bases).build(service.program().build().orElseThrow(), service.place(), progress);
            return new InstalledPackages(machine, supply).added(built, progress);
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.error(
                                    "image.build-not-written",
                                    Actor.MACHINE,
                                    "it can't be built in " + places.images() + ": " + failed.getMessage())
                            .remedy("Make room or give yourself the right to write there."),
                    failed);
        }
    }

    /// The project's own folder as an image: for a command of its own.
    private BaseImage here() {
        String project = places.project().toString();
        return new BaseImage(
                Map.of("PATH", SearchPaths.of(machine)),
                List.of(),
                List.of(),
                project,
                LocalProgram.Account.root(),
                List.of(new Piece(places.project(), project, Piece.Use.WRITE_THROUGH)),
                new LocalProgram.Traits(
                        List.of(), List.of(), Optional.empty(), Optional.empty(), List.of("its own local command")),
                List.of(),
                "local");
    }
}
