package dev.hauban.engine.local;

import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.image.Provision;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What would go wrong, or not be as the file asks, if services were started now. Nothing is changed by asking.
final class Checks {
    private final LocalProject project;

    Checks(LocalProject project) {
        this.project = project;
    }

    List<Problem> of(Stack stack, Set<ServiceName> names) throws InterruptedException {
        List<Service> services = stack.services().values().stream()
                .filter(service -> names.contains(service.name()))
                .toList();
        var problems = new ArrayList<Problem>();
        try {
            int rung = project.ladder().rung();
            project.ladder().unheeded().ifPresent(problems::add);
            for (Service service : services) {
                problems.addAll(project.programs().check(service));
                user(service).ifPresent(problems::add);
                if (rung == 3) {
                    closed(service).ifPresent(problems::add);
                }
            }
            problems.addAll(new PortChecks(project).of(services));
            problems.addAll(new AddressChecks().of(stack));
            for (Service service : services) {
                problems.addAll(sources(stack, service));
            }
            problems.addAll(new Shortfalls(project).of(stack, services, rung));
            problems.addAll(torn());
        } catch (ProblemException told) {
            problems.addAll(told.problems());
        } catch (IOException failed) {
            problems.add(LocalProblems.disk(project.folder().root(), failed));
        }
        return problems;
    }

    private Optional<Problem> user(Service service) throws IOException, InterruptedException {
        Optional<Provision.Tenant> tenant = project.programs().tenant(service);
        if (tenant.isEmpty()) {
            return Optional.empty();
        }
        String user = tenant.get().account().user().orElse("root");
        boolean isKnown = project.outfitting()
                .accounts(tenant.get().account())
                .identity(user)
                .isPresent();
        return isKnown
                ? Optional.empty()
                : Optional.of(
                        LocalProblems.noSuchUser(service, user).at(tenant.get().place()));
    }

    /// On the last rung a service of root that turns itself into somebody else goes the machine's own ways.
    private Optional<Problem> closed(Service service) throws IOException {
        Optional<LocalProgram.User> own = project.programs().ownAccount(service);
        if (own.isEmpty() || !Trees.isRoot()) {
            return Optional.empty();
        }
        return Trees.closed(outside(), own.get().uid(), own.get().gid())
                .map(folder -> LocalProblems.closed(service, own.get().name(), folder));
    }

    /// The nearest folder that is there already and isn't ours: what is ours lets through whoever has to.
    private Path outside() {
        Path folder = project.surroundings().state().path().toAbsolutePath();
        for (int own = 0; own < 2 || !Files.isDirectory(folder); own++) {
            folder = Objects.requireNonNullElse(folder.getParent(), Path.of("/"));
        }
        return folder;
    }

    private List<Problem> sources(Stack stack, Service service) {
        var problems = new ArrayList<Problem>();
        for (Mount mount : service.attachments().mounts()) {
            switch (mount) {
                case Mount.Bind bind
                when !bind.createIfMissing() && !Files.exists(bind.source()) ->
                    problems.add(
                            LocalProblems.sourceMissing(service, bind.source().toString(), bind.target()));
                case Mount.Named named -> external(stack, named.volume()).ifPresent(problems::add);
                case Mount.Supplied supplied -> supply(stack, service, supplied).ifPresent(problems::add);
                case Mount.Bind _, Mount.Anonymous _, Mount.Temporary _, Mount.Foreign _ -> {}
            }
        }
        return problems;
    }

    /// What a config or secret comes from must be there.
    private static Optional<Problem> supply(Stack stack, Service service, Mount.Supplied mount) {
        FileSource source = (mount.kind() == Mount.Kind.SECRET ? stack.secrets() : stack.configs()).get(mount.source());
        if (source instanceof FileSource.FromFile(Path file) && !Files.isRegularFile(file)) {
            return Optional.of(LocalProblems.sourceMissing(service, file.toString(), mount.target()));
        }
        if (source instanceof FileSource.FromEnvironment environment
                && environment.value().isEmpty()) {
            return Optional.of(LocalProblems.notSet(service, environment.variable()));
        }
        return Optional.empty();
    }

    private Optional<Problem> external(Stack stack, String key) {
        Volume volume = stack.volumes().get(key);
        if (volume == null
                || !volume.isExternal()
                || Files.isDirectory(project.storage().place(volume))) {
            return Optional.empty();
        }
        return Optional.of(LocalProblems.externalVolumeMissing(
                volume.name(), project.storage().place(volume).toString()));
    }

    /// A write that was cut off blocks nobody; it is worth a word.
    private List<Problem> torn() throws IOException {
        return project.instances().torn().stream()
                .map(id -> Problem.warning(
                        "local.torn-state",
                        Actor.MACHINE,
                        "what was kept of " + id + " is torn, by a full disk or a power cut perhaps; it is made anew"))
                .toList();
    }
}
