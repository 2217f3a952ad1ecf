package dev.hauban.engine.local;

import dev.hauban.engine.WholeFile;
import dev.hauban.engine.local.host.Accounts;
import dev.hauban.engine.local.host.ControlGroups;
import dev.hauban.engine.local.keep.Inside;
import dev.hauban.engine.local.keep.Instances;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.engine.local.keep.Started;
import dev.hauban.engine.local.shim.Degraded;
import dev.hauban.engine.local.shim.Spec;
import dev.hauban.engine.local.shim.Start;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Starts an instance: ends what an earlier run left, makes what it is to have, hands it to a shim, tells its
/// neighbors.
final class Launch {
    /// What Docker leaves to root in a container: owners and rights of files, other users, low ports, raw sockets, no
    /// mounts, no clock, no modules.
    private static final String DOCKERS_CAPABILITIES = "a80425fb";

    private final LocalProject project;

    Launch(LocalProject project) {
        this.project = project;
    }

    Outcome start(Stack stack, InstanceId id) throws IOException, InterruptedException {
        Optional<Kept> kept = project.instances().find(id);
        Optional<Service> service = stack.service(id.service());
        if (kept.isEmpty()) {
            return LocalProblems.failed(LocalProblems.notMade(id));
        }
        if (kept.get().isRunning()) {
            return new Outcome.Succeeded();
        }
        if (!kept.get().definition().isWhole()) {
            return LocalProblems.failed(LocalProblems.notWhole(id));
        }
        if (service.isEmpty()) {
            return LocalProblems.failed(LocalProblems.noSuchService(id));
        }
        if (kept.get().isOrphaned()) {
            project.degradations().note(id, "its shim was killed before; what was left of it has been ended");
        }
        project.ending().endStrays(id);
        Path instance = project.folder().instance(id);
        Files.deleteIfExists(instance.resolve("pid"));
        Files.deleteIfExists(instance.resolve("exit"));
        try {
            return launch(stack, service.get(), id);
        } finally {
            project.publishing().settled(id);
        }
    }

    private Outcome launch(Stack stack, Service service, InstanceId id) throws IOException, InterruptedException {
        int projectRung = project.ladder().rung();
        int rung = Position.rung(service, projectRung);
        Path instance = project.folder().instance(id);
        Outfit outfit = project.outfitting().of(stack, service, id, rung);
        List<Instance.Publisher> ports =
                Position.isHosts(service) ? List.of() : project.publishing().ports(service, id);
        String address = project.position().address(stack, service, id, rung);
        Files.createDirectories(project.folder().logFolder(id));
        // Before the process: whoever finds it afterwards knows what it was given.
        WholeFile.write(
                instance.resolve(LocalFolder.STARTED),
                new Started(Instances.boot(), projectRung, rung, ports, Optional.of(address)).text());
        if (rung == 3 && outfit.identity().isPresent()) {
            // Root's service as somebody else: on its way to its own files it comes through here.
            project.surroundings().state().letThrough(waysOf(id));
        }
        List<List<String>> inside = inside(stack, service, id, outfit);
        WholeFile.write(
                instance.resolve(Inside.FILE),
                new Inside(outfit.environment(), outfit.directory(), inside, outfit.places(), outfit.names()).text());
        Spec spec =
                new Spec().instance(project.mark(id), instance, project.folder().log(id));
        inside.forEach(
                key -> spec.with(key.getFirst(), key.subList(1, key.size()).toArray(String[]::new)));
        spec.environment(outfit.environment()).with("cwd", outfit.directory()).command(outfit.words());
        view(spec, stack, service, id, outfit);
        resources(spec, service, id);
        if (rung > 1 && !ports.isEmpty()) {
            spec.with("relay_source", project.addresses().relay());
        }
        for (Instance.Publisher port : ports) {
            spec.with(
                    "publish",
                    port.protocol(),
                    port.hostAddress(),
                    Integer.toString(port.published()),
                    address,
                    Integer.toString(port.target()));
        }
        return outcome(stack, service, id, project.shim().run(spec));
    }

    private List<Path> waysOf(InstanceId id) {
        LocalFolder folder = project.folder();
        return Stream.of(folder.root(), folder.instances(), folder.instance(id), folder.volumes(), folder.anonymous(id))
                .filter(Files::isDirectory)
                .toList();
    }

    private Outcome outcome(Stack stack, Service service, InstanceId id, Start start)
            throws IOException, InterruptedException {
        return switch (start) {
            case Start.Running running -> {
                project.degradations().remember(id, running.degraded());
                // What was found out only while its program was fetched or built has not been said anywhere else.
                project.degradations()
                        .remember(
                                id,
                                project.programs().of(service).remarks().stream()
                                        .map(remark -> new Degraded(remark.code(), remark.message()))
                                        .toList());
                project.position().tellNeighbors(stack);
                yield new Outcome.Succeeded();
            }
            case Start.Refused refused -> {
                Files.deleteIfExists(project.folder().instance(id).resolve(Inside.FILE));
                yield LocalProblems.failed(LocalProblems.notStarted(id, service, refused.reason()));
            }
        };
    }

    /// What every process of the instance is told, commands that are run inside later included.
    private List<List<String>> inside(Stack stack, Service service, InstanceId id, Outfit outfit) throws IOException {
        var keys = new ArrayList<List<String>>();
        keys.add(List.of("rung", Integer.toString(outfit.rung())));
        outfit.identity().ifPresent(identity -> identify(keys, identity));
        if (outfit.rung() > 1) {
            if (!Position.isHosts(service)) {
                keys.add(List.of("own", project.position().loopback(service, id)));
                keys.add(List.of("stack", project.addresses().loopbackBlock().toString()));
            }
        } else {
            keys.addAll(project.networks().rules(stack, service));
        }
        if (Trees.isRoot()) {
            keys.add(List.of("bounding", DOCKERS_CAPABILITIES));
        }
        service.limits()
                .rlimits()
                .forEach((name, limit) ->
                        keys.add(List.of("rlimit", name, Long.toString(limit.soft()), Long.toString(limit.hard()))));
        return keys;
    }

    private static void identify(List<List<String>> keys, Accounts.Identity identity) {
        keys.add(List.of("uid", Integer.toString(identity.uid())));
        keys.add(List.of("gid", Integer.toString(identity.gid())));
        if (!identity.further().isEmpty()) {
            keys.add(List.of("group", Integer.toString(identity.gid())));
            identity.further().forEach(group -> keys.add(List.of("group", Integer.toString(group))));
        }
    }

    private void view(Spec spec, Stack stack, Service service, InstanceId id, Outfit outfit)
            throws IOException, InterruptedException {
        if (service.program().terminal()) {
            spec.with("tty");
        }
        if (service.program().standardInput()) {
            spec.with("stdin_open");
        }
        if (outfit.rung() == 3) {
            return;
        }
        if (outfit.rung() == 1) {
            project.networks().join(spec, stack, service, id);
        }
        spec.with("hostname", Outfitting.hostname(stack, service, id, outfit.rung()));
        spec.with(
                "upper",
                Files.createDirectories(Furnishing.layer(project.folder(), id)).toString());
        for (Placement placement : outfit.placements()) {
            bind(spec, placement.source(), placement.target(), placement.isReadOnly());
        }
        for (Mount.Temporary temporary : outfit.temporaries()) {
            spec.with("tmpfs", temporary.target(), options(temporary));
        }
        project.position().files(stack, service, id, outfit.rung()).forEach((target, source) -> {
            if (outfit.placements().stream()
                    .noneMatch(placement -> placement.target().equals(target))) {
                bind(spec, source, target, false);
            }
        });
        workingDirectory(outfit, spec);
    }

    /// One that neither the machine nor a piece has is an empty one of the instance's own.
    private static void workingDirectory(Outfit outfit, Spec spec) throws IOException {
        Optional<Placement> around = outfit.placements().stream()
                .filter(placement -> Furnishing.same(outfit.directory(), placement.target())
                        || Furnishing.isBelow(outfit.directory(), placement.target()))
                .reduce((_, deeper) -> deeper);
        if (around.isEmpty()) {
            if (!Furnishing.isSeen(Path.of(outfit.directory()))) {
                spec.with("dir", outfit.directory(), "755");
            }
        } else if (!around.get().isReadOnly()) {
            Files.createDirectories(around.get()
                    .source()
                    .resolve(Furnishing.rest(outfit.directory(), around.get().target())));
        }
    }

    private static void bind(Spec spec, Path source, String target, boolean isReadOnly) {
        spec.with("bind", source.toString(), target, isReadOnly ? "ro" : "rw");
    }

    private static String options(Mount.Temporary temporary) {
        String mode = "mode=" + Integer.toOctalString(temporary.mode().orElse(01777));
        return temporary.size().map(size -> "size=" + size + "," + mode).orElse(mode);
    }

    private void resources(Spec spec, Service service, InstanceId id) {
        var wish = new ControlGroups.Wish(
                service.limits().memory(),
                service.limits().cpus(),
                service.limits().processes());
        if (!wish.isNothing()) {
            project.controlGroups()
                    .make(project.mark(id), wish)
                    .entrances()
                    .forEach(file -> spec.with("cgroup", file.toString()));
        }
    }
}
