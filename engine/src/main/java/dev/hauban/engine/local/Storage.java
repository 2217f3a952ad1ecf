package dev.hauban.engine.local;

import dev.hauban.engine.WholeFile;
import dev.hauban.engine.local.address.Block;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.engine.local.keep.Sheet;
import dev.hauban.plan.Outcome;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Network;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Volumes and networks come and go.
final class Storage {
    private final LocalProject project;

    Storage(LocalProject project) {
        this.project = project;
    }

    Outcome createVolume(Stack stack, String key) throws IOException {
        Volume volume = stack.volumes().get(key);
        if (volume == null) {
            return missing("volume", key);
        }
        if (volume.isExternal()) {
            Path there = place(volume);
            return Files.isDirectory(there)
                    ? new Outcome.Succeeded()
                    : LocalProblems.failed(LocalProblems.externalVolumeMissing(volume.name(), there.toString()));
        }
        Files.createDirectories(project.folder().volume(volume.name()));
        return new Outcome.Succeeded();
    }

    Outcome removeVolume(String name) throws IOException {
        Trees.remove(project.folder().volume(name));
        // The last word of a stack that is taken down with its data.
        if (project.instances().all().isEmpty()) {
            Trees.remove(project.folder().logs());
        }
        return new Outcome.Succeeded();
    }

    Outcome createNetwork(Stack stack, String key) throws IOException {
        Network network = stack.networks().get(key);
        if (network == null) {
            return missing("network", key);
        }
        Block range = project.addresses().range(network, stack.networks().values());
        Files.createDirectories(project.folder().networks());
        WholeFile.write(
                project.folder().network(network.name()),
                new Sheet()
                        .with("key", key)
                        .with("hash", network.hash())
                        .with("range", range.toString())
                        .text());
        return new Outcome.Succeeded();
    }

    Outcome removeNetwork(String name) throws IOException, InterruptedException {
        Files.deleteIfExists(project.folder().network(name));
        if (LocalFolder.names(project.folder().networks()).isEmpty()) {
            project.networks().end();
        }
        return new Outcome.Succeeded();
    }

    /// Where a volume's data is. A volume that is declared as a bound folder is that folder; an external one belongs to
    /// the user, not to a project.
    Path place(Volume volume) {
        Optional<Path> bound = bound(volume);
        if (bound.isPresent()) {
            return bound.get();
        }
        return volume.isExternal()
                ? project.surroundings().userState().resolve("volumes").resolve(volume.name())
                : project.folder().volume(volume.name());
    }

    /// `driver_opts: {type: none, o: bind, device: /path}`.
    private Optional<Path> bound(Volume volume) {
        boolean isBound = volume.options().getOrDefault("o", "").matches("(.*,)?r?bind(,.*)?");
        String device = volume.options().getOrDefault("device", "");
        return isBound && !device.isEmpty()
                ? Optional.of(project.surroundings().project().resolve(device).normalize())
                : Optional.empty();
    }

    private static Outcome missing(String kind, String key) {
        return LocalProblems.failed(
                Problem.error("local.no-such-" + kind, Actor.AUTHOR, "the stack has no " + kind + " " + key));
    }
}
