package dev.hauban.engine.docker.image;

import dev.hauban.engine.BuildOptions;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ImageStore;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.json.Json;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Sees to it that the images of services are there: pulls or builds what is missing, as `pull_policy` and Docker
/// Compose have it. Several services may be seen to at once; an image that two of them have is gotten once.
public final class Provisioning {
    private final Images images;
    private final Pulling pulling;
    private final Pushing pushing;
    private final Building building;
    private final InstantSource clock;
    private final Map<String, Turn> turns = new HashMap<>();

    /// @param proxies that Docker's configuration gives to builds, by the names of their variables
    public Provisioning(
            DockerDaemon daemon, Credentials credentials, InstantSource clock, Map<String, String> proxies) {
        this.images = new Images(daemon);
        this.pulling = new Pulling(daemon, credentials);
        this.pushing = new Pushing(daemon, credentials);
        this.building = new Building(daemon, credentials, proxies);
        this.clock = clock;
    }

    /// Whose turn it is to see to an image.
    private static final class Turn {
        final ReentrantLock lock = new ReentrantLock();
        /// How often it was pulled, built or pushed.
        volatile int gotten;
    }

    /// @param defaultPlatform of services that name none (`DOCKER_DEFAULT_PLATFORM`); empty for the daemon's own
    /// @throws ProblemException where there is no way to the image
    public void provide(Stack stack, Service service, String defaultPlatform, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        var errand = errand(stack, service, defaultPlatform);
        placed(service, () -> {
            once(errand.name(), progress, () -> provide(errand, progress));
            provideVolumes(service, progress);
        });
    }

    /// Builds the image of a service that has a `build`, although it may be here.
    ///
    /// @throws ProblemException where it can't be built
    public void build(Stack stack, Service service, BuildOptions options, ImageStore.Telling telling)
            throws IOException, InterruptedException {
        var order = new BuildOrder(stack, service, service.program().build().orElseThrow(), options);
        placed(
                service,
                () -> once(order.name(), telling.progress(), () -> {
                    building.build(order, telling);
                    return true;
                }));
    }

    /// Gets the image of a service from a registry.
    ///
    /// @param always although it is here
    /// @throws ProblemException where the registry or the daemon refuses
    public void pull(
            Stack stack, Service service, String defaultPlatform, boolean always, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        var errand = errand(stack, service, defaultPlatform);
        placed(
                service,
                () -> once(errand.name(), progress, () -> {
                    boolean isWanted = always || local(errand).isEmpty();
                    if (isWanted) {
                        pull(errand, progress);
                    }
                    return isWanted;
                }));
    }

    /// Gives the image of a service to the registry that its name says.
    ///
    /// @throws ProblemException where the registry or the daemon refuses
    public void push(Service service, Consumer<Engine.Progress> progress) throws IOException, InterruptedException {
        ImageReference image = service.program().image().orElseThrow();
        placed(
                service,
                () -> once(image.text(), progress, () -> {
                    pushing.push(image, progress);
                    return true;
                }));
    }

    private interface Doing {
        void carryOut() throws IOException, InterruptedException;
    }

    /// What is wrong with an image is wrong with the service that has it.
    private static void placed(Service service, Doing doing) throws IOException, InterruptedException {
        try {
            doing.carryOut();
        } catch (ProblemException failure) {
            throw new ProblemException(placed(service, failure.problems()));
        }
    }

    private interface Work {
        /// @return whether anything was carried or built
        boolean carryOut() throws IOException, InterruptedException;
    }

    /// Where somebody is at work on the image, waits until it is done, and does it no second time.
    private void once(String name, Consumer<Engine.Progress> progress, Work work)
            throws IOException, InterruptedException {
        Turn turn = turn(name);
        int before = turn.gotten;
        if (!turn.lock.tryLock()) {
            progress.accept(new Engine.Progress("waiting for " + name, -1));
            turn.lock.lockInterruptibly();
        }
        try {
            if (turn.gotten == before && work.carryOut()) {
                turn.gotten = before + 1;
            }
        } finally {
            turn.lock.unlock();
        }
    }

    private Turn turn(String name) {
        synchronized (turns) {
            return turns.computeIfAbsent(name, _ -> new Turn());
        }
    }

    /// Images whose files are mounted.
    private void provideVolumes(Service service, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        if (!(service.specification().members().find("volumes").orElse(null) instanceof Json.Array(var volumes))) {
            return;
        }
        for (Json volume : volumes) {
            if (volume instanceof Json.Members members
                    && text(members, "type").equals("image")
                    && images.find(text(members, "source")).isEmpty()) {
                pulling.pull(
                        new Pulling.Order(ImageReference.parse(text(members, "source")), Optional.empty()), progress);
            }
        }
    }

    private record Errand(Stack stack, Service service, String name, Optional<Platform> platform) {}

    private static Errand errand(Stack stack, Service service, String defaultPlatform) {
        return new Errand(stack, service, BuildOrder.name(stack, service), platform(service, defaultPlatform));
    }

    /// @return whether it was pulled or built
    private boolean provide(Errand errand, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        Optional<LocalImage> local = local(errand);
        Optional<BuildOrder> build = order(errand);
        var situation = new Provision.Situation(
                policy(errand.service()), errand.service().program().image().isPresent(), build.isPresent());
        return switch (Provision.of(situation, local, clock.instant())) {
            case Provision.Nothing _ -> false;
            case Provision.Build _ -> {
                building.build(build.orElseThrow(), ImageStore.Telling.of(progress));
                yield true;
            }
            case Provision.Pull(boolean orElseBuild) -> {
                if (orElseBuild) {
                    pullOrBuild(errand, build.orElseThrow(), local.isPresent(), progress);
                } else {
                    pull(errand, progress);
                }
                yield true;
            }
            case Provision.Impossible _ -> throw new ProblemException(notHere(errand));
        };
    }

    /// A registry that does not have it is no failure where it can be made.
    private void pullOrBuild(Errand errand, BuildOrder order, boolean isHere, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        try {
            pull(errand, progress);
        } catch (ProblemException notPulled) {
            if (!isHere) {
                building.build(order, ImageStore.Telling.of(progress));
            }
        }
    }

    private void pull(Errand errand, Consumer<Engine.Progress> progress) throws IOException, InterruptedException {
        pulling.pull(new Pulling.Order(ImageReference.parse(errand.name()), errand.platform()), progress);
        Optional<LocalImage> pulled = images.find(errand.name());
        if (errand.platform().isPresent()
                && pulled.isPresent()
                && !pulled.get().platform().equals(errand.platform().get())) {
            throw ImageProblems.otherPlatform(
                    errand.name(), errand.platform().get(), pulled.get().platform());
        }
    }

    /// One for another platform is as good as none.
    private Optional<LocalImage> local(Errand errand) throws IOException, InterruptedException {
        Optional<LocalImage> found = images.find(errand.name());
        return errand.platform().isEmpty()
                ? found
                : found.filter(
                        image -> image.platform().equals(errand.platform().get()));
    }

    /// How the image is made: as the service says, or another one of the same image.
    private static Optional<BuildOrder> order(Errand errand) {
        var services = new ArrayList<Service>();
        services.add(errand.service());
        services.addAll(errand.stack().services().values());
        for (Service service : services) {
            boolean isSame = BuildOrder.name(errand.stack(), service).equals(errand.name());
            if (isSame && service.program().build().isPresent()) {
                return Optional.of(new BuildOrder(
                        errand.stack(), service, service.program().build().get(), BuildOptions.none()));
            }
        }
        return Optional.empty();
    }

    private static PullPolicy policy(Service service) {
        String text = text(service, "pull_policy");
        return PullPolicy.parse(text)
                .orElseThrow(() -> new ProblemException(
                        Problem.error("docker.pull-policy", Actor.AUTHOR, "\"" + text + "\" is no pull policy")
                                .about("services." + service.name() + ".pull_policy")
                                .remedy("Write always, missing, never, build, daily, weekly or every_12h.")));
    }

    private static Optional<Platform> platform(Service service, String defaultPlatform) {
        String own = text(service, "platform");
        String text = own.isEmpty() ? defaultPlatform : own;
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Platform> platform = Platform.parse(text);
        if (platform.isEmpty()) {
            throw new ProblemException(
                    Problem.error("docker.platform", Actor.AUTHOR, "\"" + text + "\" is no platform of an image")
                            .at(service.place())
                            .about("services." + service.name() + ".platform")
                            .remedy("Write linux/amd64 or linux/arm64."));
        }
        return platform;
    }

    private static String text(Service service, String key) {
        return text(service.specification().members(), key);
    }

    private static String text(Json.Members words, String key) {
        return words.find(key).orElse(null) instanceof Json.Text(String text) ? text : "";
    }

    /// What of the service's build the file asks for and can't be had; nothing where it builds nothing.
    public static List<Problem> limits(Stack stack, Service service) {
        return service.program().build().isEmpty()
                ? List.of()
                : Building.limits(
                        new BuildOrder(stack, service, service.program().build().get(), BuildOptions.none()));
    }

    private static Problem notHere(Errand errand) {
        return Problem.error("docker.no-image", Actor.AUTHOR, "the image " + errand.name() + " is not here")
                .remedy("Its pull_policy forbids to pull it. Bring it: docker pull, docker load, docker build.");
    }

    private static List<Problem> placed(Service service, List<Problem> problems) {
        var placed = new ArrayList<Problem>();
        for (Problem problem : problems) {
            Problem at = problem.place().isPresent() ? problem : problem.at(service.place());
            placed.add(at.path().isPresent() ? at : at.about("services." + service.name() + ".image"));
        }
        return placed;
    }
}
