package dev.hauban.backup.keep;

import dev.hauban.engine.WholeFile;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that a project's sets are in. It is the only list of them.
public final class SetFolder {
    static final String MANIFEST = "manifest.json";
    static final String SUMS = "SHA256SUMS";
    private static final String LOCK = ".lock";
    static final String DRAFT = ".part";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Path folder;
    private final ProjectName project;
    private final Space space;
    private final Encryption encryption;

    /// Of sets that are not encrypted.
    public SetFolder(Path folder, ProjectName project, Space space) {
        this(folder, project, space, Encryption.none());
    }

    public SetFolder(Path folder, ProjectName project, Space space, Encryption encryption) {
        this.folder = folder;
        this.project = project;
        this.space = space;
        this.encryption = encryption;
    }

    public Path path() {
        return folder;
    }

    /// What is there of the project, oldest first. A set that can't be read is among them, as one that has failed.
    public List<Listed> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var listed = new ArrayList<Listed>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isRegularFile(entry.resolve(MANIFEST)) && !isDraft(entry)) {
                    listed(entry).ifPresent(listed::add);
                }
            }
        }
        listed.sort(Comparator.comparing(Listed::name));
        return listed;
    }

    /// A set, or why it can't be understood.
    public sealed interface Listed {
        String name();

        record Whole(KeptSet set) implements Listed {
            @Override
            public String name() {
                return set.name();
            }
        }

        record Broken(String name, Problem problem) implements Listed {}
    }

    private Optional<Listed> listed(Path entry) throws IOException {
        try {
            KeptSet set = read(entry);
            return set.manifest().project().equals(project) ? Optional.of(new Listed.Whole(set)) : Optional.empty();
        } catch (DamagedException damaged) {
            return Optional.of(new Listed.Broken(String.valueOf(entry.getFileName()), damaged.problem()));
        }
    }

    /// The set of this name; `latest` is the newest.
    ///
    /// @throws ProblemException if there is none
    public KeptSet find(String name) throws IOException {
        List<Listed> all = list();
        for (Listed each : all.reversed()) {
            if (each.name().equals(name) || name.equals("latest")) {
                return switch (each) {
                    case Listed.Whole(KeptSet set) -> set;
                    case Listed.Broken(String _, Problem problem) -> throw new ProblemException(problem);
                };
            }
        }
        String known = all.isEmpty()
                ? "There is none yet: hauban backup makes one."
                : "There are: "
                        + String.join(", ", all.stream().map(Listed::name).toList()) + ".";
        throw new ProblemException(
                Problem.error("line.no-such-set", Actor.AUTHOR, "there is no set \"" + name + "\" in " + folder)
                        .remedy(known));
    }

    private KeptSet read(Path entry) throws IOException {
        byte[] text = Files.readAllBytes(entry.resolve(MANIFEST));
        MessageDigest digest = Sums.digest();
        digest.update(text);
        String line = Sums.text(digest) + "  " + MANIFEST;
        if (WholeFile.read(entry.resolve(SUMS)).orElse("").lines().noneMatch(line::equals)) {
            throw DamagedException.otherSum(MANIFEST);
        }
        try {
            Manifest manifest = ManifestJson.manifest(JsonReader.readObject(new String(text, StandardCharsets.UTF_8)));
            return new KeptSet(entry, manifest, proof(entry), encryption);
        } catch (MalformedJson | IllegalArgumentException garbled) {
            throw DamagedException.garbled(MANIFEST);
        }
    }

    /// A proof that can't be read proves nothing.
    private static Proof proof(Path entry) throws IOException {
        Optional<String> text = WholeFile.read(entry.resolve(KeptSet.PROOF));
        try {
            return text.isEmpty()
                    ? new Proof.Unverified("nobody has tried it")
                    : ManifestJson.proof(JsonReader.readObject(text.get()));
        } catch (MalformedJson | IllegalArgumentException garbled) {
            return new Proof.Unverified("what was noted of its proof can't be read");
        }
    }

    // ---- making

    /// The right to change what is in the folder, which one process has at a time. The kernel takes it back when the
    /// process ends, however it ends.
    public interface Hold extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /// @throws ProblemException if another one has it
    public Hold hold() throws IOException {
        makeFolder();
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK),
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (!isTaken(channel)) {
            String holder = Files.readString(folder.resolve(LOCK)).strip();
            channel.close();
            throw new ProblemException(Problem.error(
                            "backup.under-way",
                            Actor.MACHINE,
                            "another backup or restore is at work in " + folder + " (process " + holder + ")")
                    .remedy("Wait until it has ended."));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel::close;
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    /// Copies hold everything that is secret; and they belong to no commit.
    private void makeFolder() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            WholeFile.write(folder.resolve(".gitignore"), "*\n");
        } catch (FileAlreadyExistsException inTheWay) {
            if (!Files.isDirectory(folder)) {
                throw new ProblemException(
                        Problem.error("backup.no-folder", Actor.MACHINE, folder + " is there and is no folder")
                                .remedy("Move it away, or put backups elsewhere (x-hauban.backup.path)."));
            }
        }
    }

    /// Begins a set, with a name of this moment; takes away what is left of those that were never finished. Only
    /// whoever has the [Hold] may.
    public Draft begin(LocalDateTime now) throws IOException {
        encryption.check();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(SetFolder::isDraft).toList()) {
                delete(entry);
            }
        }
        space.checkFor(folder, newest());
        String name = project + "-" + MOMENT.format(now);
        Path target = folder.resolve(name);
        for (int again = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); again++) {
            target = folder.resolve(name + "-" + again);
        }
        Path draft = folder.resolve("." + target.getFileName() + DRAFT);
        Files.createDirectory(
                draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Draft(draft, target, space, encryption);
    }

    /// Takes a set away: at once as far as anybody can see. Only whoever has the [Hold] may.
    public void remove(KeptSet set) throws IOException {
        Path gone = folder.resolve("." + set.name() + DRAFT);
        Files.move(set.folder(), gone, StandardCopyOption.ATOMIC_MOVE);
        delete(gone);
    }

    /// Writes what is SQL in a set into files of their own beside it. Only whoever has the [Hold] may.
    public List<PlainFile> writePlainly(KeptSet set) throws IOException {
        checkPlain();
        return PlainFile.write(set, space);
    }

    /// @throws ProblemException if nothing may be written readably here
    public void checkPlain() {
        if (encryption.isWanted()) {
            throw new ProblemException(Problem.error(
                            "line.plain-and-encrypted",
                            Actor.AUTHOR,
                            "x-hauban.backup.encrypt_for wants backups encrypted, and --plain would write them readably")
                    .remedy("Leave --plain out."));
        }
    }

    private long newest() throws IOException {
        for (Listed each : list().reversed()) {
            if (each instanceof Listed.Whole(KeptSet set)) {
                return set.manifest().size();
            }
        }
        return 0;
    }

    private static boolean isDraft(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return name.startsWith(".") && name.endsWith(DRAFT);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(folder);
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    static void force(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
