package dev.hauban.engine.docker.image;

import dev.hauban.engine.context.BuildContext;
import dev.hauban.engine.docker.wire.TarWriter;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/// A build context as the daemon takes it: a tar of the folder, everything in it root's. A Dockerfile that is not in
/// the folder is put in under a name of its own; what leaves it out again stands in `.dockerignore`, which the builder
/// reads, too.
///
/// BuildKit takes a tar as it is: what is left out must not be in it.
///
/// @param foreign the text of a Dockerfile that is not in the context
/// @param isForKit whether BuildKit is needed for it
record ContextArchive(BuildContext context, String dockerfile, Optional<byte[]> foreign, boolean isForKit) {
    private static final String IGNORE = ".dockerignore";
    private static final String FOREIGN = ".dockerfile.hauban";
    private static final int PERMISSIONS = 07777;

    /// @throws ProblemException where folder or Dockerfile are not there
    static ContextArchive of(BuildOrder order) throws IOException {
        Path folder = order.build().context();
        if (!Files.isDirectory(folder)) {
            throw missing(order, "docker.no-context", "the folder " + folder + " is not there", "context");
        }
        Optional<String> inline = order.build().inline();
        if (inline.isPresent()) {
            return foreign(folder, inline.get().getBytes(StandardCharsets.UTF_8));
        }
        Path file = order.build().dockerfile().orElse(folder.resolve("Dockerfile"));
        if (!Files.isRegularFile(file)) {
            throw missing(order, "docker.no-dockerfile", "there is no Dockerfile at " + file, "dockerfile");
        }
        Path real = file.normalize();
        byte[] text = Files.readAllBytes(file);
        return real.startsWith(folder.normalize())
                ? own(folder, folder.normalize().relativize(real).toString(), text)
                : foreign(folder, text);
    }

    /// Dockerfile and `.dockerignore` go along even where they are left out: the classic builder reads them, and leaves
    /// them out then.
    private static ContextArchive own(Path folder, String name, byte[] text) throws IOException {
        boolean isForKit = needBuildKit(text);
        return new ContextArchive(context(folder, isForKit).keeping(name), name, Optional.empty(), isForKit);
    }

    private static ContextArchive foreign(Path folder, byte[] text) throws IOException {
        boolean isForKit = needBuildKit(text);
        return new ContextArchive(context(folder, isForKit), FOREIGN, Optional.of(text), isForKit);
    }

    private static BuildContext context(Path folder, boolean isForKit) throws IOException {
        BuildContext context = BuildContext.of(folder);
        return isForKit ? context : context.asClassic().keeping(IGNORE);
    }

    private static boolean needBuildKit(byte[] text) {
        return DockerfileWords.needBuildKit(new String(text, StandardCharsets.UTF_8));
    }

    void writeTo(OutputStream out) throws IOException {
        var tar = new TarWriter(out);
        context.visit((name, path, attributes) -> {
            if (foreign.isEmpty() || isForKit || !name.equals(IGNORE)) {
                write(tar, name, path, attributes);
            }
        });
        if (foreign.isPresent()) {
            tar.file(new TarWriter.Entry(FOREIGN, 0600, 0, 0, Instant.EPOCH), foreign.get());
        }
        if (foreign.isPresent() && !isForKit) {
            tar.file(new TarWriter.Entry(IGNORE, 0600, 0, 0, Instant.EPOCH), ignoringForeign());
        }
        tar.end();
    }

    private byte[] ignoringForeign() throws IOException {
        Path own = context.folder().resolve(IGNORE);
        String text = Files.isRegularFile(own) ? Files.readString(own) : IGNORE;
        return (text + "\n" + FOREIGN + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(TarWriter tar, String name, Path path, BasicFileAttributes attributes)
            throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        var entry = new TarWriter.Entry(
                name, mode & PERMISSIONS, 0, 0, attributes.lastModifiedTime().toInstant());
        if (attributes.isDirectory()) {
            tar.folder(entry);
        } else if (attributes.isSymbolicLink()) {
            tar.link(entry, Files.readSymbolicLink(path).toString());
        } else if (attributes.isRegularFile()) {
            file(tar, entry, path, attributes.size());
        } else if ((mode & 0170000) == 0010000) {
            tar.pipe(entry);
        }
    }

    private static void file(TarWriter tar, TarWriter.Entry entry, Path path, long size) throws IOException {
        try (InputStream content = Files.newInputStream(path)) {
            tar.file(entry, size, content);
        } catch (AccessDeniedException denied) {
            throw new ProblemException(
                    Problem.error(
                                    "docker.context-unreadable",
                                    Actor.MACHINE,
                                    path + " belongs to what the image is built from, but can't be read")
                            .remedy("Let it be read, or leave it out: a line in .dockerignore."),
                    denied);
        } catch (NoSuchFileException gone) {
            throw new ProblemException(
                    Problem.error("docker.context-changed", Actor.MACHINE, path + " went away while it was read")
                            .remedy("Build again. What changes all the time belongs into .dockerignore."),
                    gone);
        }
    }

    private static ProblemException missing(BuildOrder order, String code, String what, String key) {
        return new ProblemException(Problem.error(code, Actor.AUTHOR, what)
                .at(order.service().place())
                .about(order.path() + "." + key)
                .remedy("Make it, or name another: `" + key + "`."));
    }
}
