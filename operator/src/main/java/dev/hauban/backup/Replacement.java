package dev.hauban.backup;

import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.Subject;
import dev.hauban.engine.Engine;
import dev.hauban.engine.VolumeSeen;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A part of a set, and the folder on the engine's machine that it takes the place of.
///
/// @param mount what the folder is to the service
record Replacement(Part part, Service service, Mount mount, Path data) {
    /// @throws ProblemException if the stack no longer has what was copied
    static Replacement of(Engine engine, Stack stack, Part part) throws IOException, InterruptedException {
        Service service = Backups.service(stack, part.subject().service());
        Mount mount = service.attachments().mounts().stream()
                .filter(each -> isMeant(stack, service, each, part.subject()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(nowhere(part)));
        return new Replacement(part, service, mount, place(engine, stack, mount, part));
    }

    private static boolean isMeant(Stack stack, Service service, Mount mount, Subject subject) {
        return switch (subject) {
            case Subject.Files files ->
                Sources.source(stack, mount).filter(files.source()::equals).isPresent();
            case Subject.Database _ ->
                Sources.isPlace(mount)
                        && Sources.folders(service).stream()
                                .anyMatch(folder -> Path.of(folder).startsWith(mount.target()));
        };
    }

    private static Path place(Engine engine, Stack stack, Mount mount, Part part)
            throws IOException, InterruptedException {
        if (mount instanceof Mount.Bind bind) {
            return bind.source();
        }
        Optional<String> name = mount instanceof Mount.Named named
                ? Optional.ofNullable(stack.volumes().get(named.volume())).map(Volume::name)
                : Optional.empty();
        for (VolumeSeen volume : engine.byHand().volumes(stack.name())) {
            if (name.isPresent()
                    && volume.name().equals(name.get())
                    && !volume.place().isEmpty()) {
                return Path.of(volume.place());
            }
        }
        throw new ProblemException(nowhere(part));
    }

    private static Problem nowhere(Part part) {
        return Problem.error(
                        "backup.no-place",
                        Actor.AUTHOR,
                        part.subject().text() + " can't be restored: its data has no volume and no folder of its own")
                .remedy("Give it a volume in the Compose file, and bring it up; then it can be restored.");
    }

    /// The new data as the service will see it.
    Mount.Bind beside() {
        return new Mount.Bind(Mover.beside(data), mount.target(), false, true);
    }
}
