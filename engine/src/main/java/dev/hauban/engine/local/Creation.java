package dev.hauban.engine.local;

import dev.hauban.engine.WholeFile;
import dev.hauban.engine.local.address.Block;
import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.keep.Definition;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Network;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes instances and takes them away.
final class Creation {
    private final LocalProject project;

    Creation(LocalProject project) {
        this.project = project;
    }

    Outcome create(Stack stack, InstanceId id) throws IOException, InterruptedException {
        Optional<Service> service = stack.service(id.service());
        if (service.isEmpty()) {
            return LocalProblems.failed(LocalProblems.noSuchService(id));
        }
        if (project.instances()
                .find(id)
                .filter(kept -> kept.definition().isWhole())
                .isPresent()) {
            return new Outcome.Succeeded();
        }
        LocalProgram program = project.programs().of(service.get()).program();
        Path instance = project.folder().instance(id);
        // What a torn definition left may still run, and is nobody's any more.
        project.ending().endStrays(id);
        takeAway(instance);
        Files.createDirectories(instance);
        Definition definition = definition(stack, service.get(), id, program);
        // From here on it is seen, so that what a kill leaves half-made is found; it is whole at the end.
        WholeFile.write(instance.resolve(LocalFolder.UNFINISHED), definition.text());
        project.furnishing().copyOwn(program, instance);
        Files.move(
                instance.resolve(LocalFolder.UNFINISHED),
                instance.resolve(LocalFolder.DEFINITION),
                StandardCopyOption.ATOMIC_MOVE);
        return new Outcome.Succeeded();
    }

    Outcome remove(InstanceId id, boolean volumes) throws IOException, InterruptedException {
        Optional<Kept> kept = project.instances().find(id);
        if (kept.isPresent() && kept.get().isRunning()) {
            return LocalProblems.failed(LocalProblems.stillRunning(id));
        }
        if (Files.exists(project.folder().instance(id))) {
            project.ending().endStrays(id);
        }
        LocalFolder folder = project.folder();
        takeAway(folder.instance(id));
        if (volumes) {
            Trees.remove(folder.anonymous(id));
            Trees.remove(folder.logFolder(id));
        }
        // Services without a network have a namespace of their own all the same, and no network that goes last.
        if (LocalFolder.ids(folder.instances()).isEmpty()
                && LocalFolder.names(folder.networks()).isEmpty()) {
            project.networks().end();
        }
        return new Outcome.Succeeded();
    }

    /// It may be cut off at any point: then what is left is seen, as unfinished, and is taken away again. No room on
    /// the disk is needed for it.
    private static void takeAway(Path instance) throws IOException {
        Path whole = instance.resolve(LocalFolder.DEFINITION);
        Path unfinished = instance.resolve(LocalFolder.UNFINISHED);
        if (Files.exists(whole)) {
            Files.move(whole, unfinished, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.isDirectory(instance)) {
            // First who its processes were, then how they ended: the other way round, whoever looks on takes it for
            // killed.
            Files.deleteIfExists(instance.resolve("pid"));
            for (Path inside : Trees.children(instance)) {
                if (!inside.equals(unfinished)) {
                    Trees.remove(inside);
                }
            }
        }
        Trees.remove(instance);
    }

    private Definition definition(Stack stack, Service service, InstanceId id, LocalProgram program)
            throws IOException {
        ProjectName name = stack.name();
        String image = service.program().image().map(ImageReference::text).orElse(name + "-" + service.name());
        return new Definition(
                id,
                service.hash(),
                project.time().instant(),
                fullName(name, service, id),
                image,
                shortened(program.start().words()),
                program.traits().healthCheck(),
                service.lifecycle().stopSignal().or(() -> program.traits().stopSignal()),
                Optional.of(program.identity()),
                networks(stack, service));
    }

    private Map<String, String> networks(Stack stack, Service service) throws IOException {
        Map<String, String> marks = new TreeMap<>();
        for (String key : service.attachments().networks().keySet()) {
            Network network = stack.networks().get(key);
            if (network != null) {
                Block range =
                        project.addresses().range(network, stack.networks().values());
                marks.put(network.name(), MadeNetworks.mark(network, range));
            }
        }
        return marks;
    }

    /// As `docker ps` shows a command, but without what follows the program: that may be a password.
    private static String shortened(List<String> words) {
        return "\"" + words.getFirst() + (words.size() > 1 ? " …" : "") + "\"";
    }

    static String fullName(ProjectName project, Service service, InstanceId id) {
        return service.attachments().containerName().orElse(project + "-" + id);
    }
}
