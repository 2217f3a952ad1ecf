package dev.hauban.engine.local;

import dev.hauban.engine.local.host.Accounts;
import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.image.Piece;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the files and folders that an instance is to have, on the host, and says where each has to appear.
final class Furnishing {
    private final LocalProject project;

    Furnishing(LocalProject project) {
        this.project = project;
    }

    /// For whom.
    record Tenant(
            Stack stack, Service service, InstanceId id, LocalProgram program, Optional<Accounts.Identity> identity) {}

    /// An image's own files, which this instance may change.
    void copyOwn(LocalProgram program, Path instance) throws IOException {
        for (Piece piece : program.pieces()) {
            if (piece.use().isCopy()) {
                Path copy = copy(instance, piece);
                // A copy is taken once: what the instance changed stays as long as the instance does.
                if (!Files.exists(copy)) {
                    Files.createDirectories(copy.getParent());
                    Trees.copy(piece.source(), copy);
                    if (piece.use() == Piece.Use.OPEN_COPY) {
                        Files.setAttribute(copy, "unix:mode", 01777);
                    }
                }
            }
        }
    }

    /// Everything but memory, outer folders before what lies in them.
    List<Placement> placements(Tenant tenant) throws IOException {
        List<Placement> all = new ArrayList<>(pieces(tenant));
        List<Mount> mounts = new ArrayList<>(tenant.service().attachments().mounts());
        for (String path : tenant.program().traits().volumes()) {
            if (mounts.stream().noneMatch(mount -> same(mount.target(), path))) {
                mounts.add(new Mount.Anonymous(path, false));
            }
        }
        for (Mount mount : mounts) {
            place(tenant, mount, all);
        }
        all.sort(Comparator.comparingInt(placement -> placement.target().split("/").length));
        return all;
    }

    private List<Placement> pieces(Tenant tenant) throws IOException {
        Path instance = project.folder().instance(tenant.id());
        var placements = new ArrayList<Placement>();
        copyOwn(tenant.program(), instance);
        for (Piece piece : tenant.program().pieces()) {
            boolean isCopy = piece.use().isCopy();
            if (piece.use() == Piece.Use.OPEN_COPY
                    && Trees.isRoot()
                    && tenant.identity().isPresent()) {
                Accounts.Identity owner = tenant.identity().get();
                Trees.ownAll(copy(instance, piece), owner.uid(), owner.gid());
            }
            placements.add(new Placement(
                    isCopy ? copy(instance, piece) : piece.source(),
                    piece.target(),
                    piece.use() == Piece.Use.READ_ONLY));
        }
        return placements;
    }

    private void place(Tenant tenant, Mount mount, List<Placement> all) throws IOException {
        switch (mount) {
            case Mount.Named named -> {
                Path volume = volume(tenant, named, all);
                Path source = named.subpath().map(volume::resolve).orElse(volume);
                Files.createDirectories(source);
                all.add(new Placement(source, named.target(), named.isReadOnly()));
            }
            case Mount.Anonymous anonymous -> {
                Path folder = project.folder()
                        .anonymous(tenant.id())
                        .resolve(anonymous.target().substring(1).replace('/', '%'));
                firstUse(tenant, folder, anonymous.target(), all);
                all.add(new Placement(folder, anonymous.target(), anonymous.isReadOnly()));
            }
            case Mount.Bind bind -> all.add(bound(tenant, bind));
            case Mount.Supplied supplied -> all.add(supplied(tenant, supplied));
            case Mount.Temporary _, Mount.Foreign _ -> {}
        }
    }

    private Path volume(Tenant tenant, Mount.Named named, List<Placement> all) throws IOException {
        Volume volume = tenant.stack().volumes().get(named.volume());
        if (volume == null) {
            throw new ProblemException(LocalProblems.sourceMissing(tenant.service(), named.volume(), named.target()));
        }
        Path place = project.storage().place(volume);
        if (volume.isExternal() && !Files.isDirectory(place)) {
            throw new ProblemException(LocalProblems.externalVolumeMissing(volume.name(), place.toString()));
        }
        firstUse(tenant, place, named.target(), all);
        return place;
    }

    /// An empty volume begins with what the image has at its place, and belongs to whom that belongs to; where the
    /// image has nothing, to whoever the service runs as.
    private void firstUse(Tenant tenant, Path volume, String target, List<Placement> all) throws IOException {
        Files.createDirectories(volume);
        if (!Trees.isEmpty(volume)) {
            return;
        }
        Optional<Path> content = inImage(target, all);
        if (content.isPresent()) {
            Trees.copy(content.get(), volume);
        } else if (Trees.isRoot() && tenant.identity().isPresent()) {
            Accounts.Identity owner = tenant.identity().get();
            Trees.own(volume, owner.uid(), owner.gid());
        }
        if (content.isPresent() && Trees.isRoot()) {
            Trees.own(volume, (Integer) Files.getAttribute(content.get(), "unix:uid"), (Integer)
                    Files.getAttribute(content.get(), "unix:gid"));
        }
    }

    private static Optional<Path> inImage(String target, List<Placement> pieces) {
        return pieces.stream()
                .filter(piece -> same(piece.target(), target) || isBelow(target, piece.target()))
                .max(Comparator.comparingInt(piece -> piece.target().length()))
                .map(piece -> piece.source().resolve(rest(target, piece.target())))
                .filter(Files::isDirectory);
    }

    private Placement bound(Tenant tenant, Mount.Bind bind) throws IOException {
        if (!Files.exists(bind.source())) {
            if (!bind.createIfMissing()) {
                throw new ProblemException(LocalProblems.sourceMissing(
                        tenant.service(), bind.source().toString(), bind.target()));
            }
            Files.createDirectories(bind.source());
        }
        if (!bind.isReadOnly()) {
            handOver(bind.source(), tenant.identity());
        }
        return new Placement(bind.source(), bind.target(), bind.isReadOnly());
    }

    /// Docker leaves an empty folder to root, where a service that is not root can't write; nobody wants that.
    private static void handOver(Path folder, Optional<Accounts.Identity> identity) throws IOException {
        boolean isNobodysYet = Trees.isRoot()
                && Files.isDirectory(folder)
                && Files.getAttribute(folder, "unix:uid").equals(0)
                && Trees.hasOnlyHidden(folder);
        if (isNobodysYet && identity.isPresent()) {
            Trees.own(folder, identity.get().uid(), identity.get().gid());
        }
    }

    private Placement supplied(Tenant tenant, Mount.Supplied mount) throws IOException {
        FileSource source = switch (mount.kind()) {
            case CONFIG -> tenant.stack().configs().get(mount.source());
            case SECRET -> tenant.stack().secrets().get(mount.source());
        };
        Path file = project.folder()
                .instance(tenant.id())
                .resolve("files")
                .resolve(mount.target().substring(1).replace('/', '%'));
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PRIVATE);
        Files.write(file, content(tenant.service(), mount, source));
        // As Docker Compose, which binds a file as it is: mode and owner are for what has no file.
        boolean isFile = source instanceof FileSource.FromFile;
        if (!isFile) {
            own(file, mount, tenant.identity());
        }
        Files.setPosixFilePermissions(
                file, permissions(isFile ? 0444 : mount.mode().orElse(0444)));
        return new Placement(file, mount.target(), true);
    }

    private static final java.nio.file.attribute.FileAttribute<?> PRIVATE =
            java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private static byte[] content(
            Service service, Mount.Supplied mount, @org.jspecify.annotations.Nullable FileSource source)
            throws IOException {
        String name = mount.source();
        return switch (source) {
            case null -> throw new ProblemException(LocalProblems.noContent(service, name + " is not declared"));
            case FileSource.FromFile(Path file) -> {
                if (!Files.isRegularFile(file)) {
                    throw new ProblemException(LocalProblems.sourceMissing(service, file.toString(), mount.target()));
                }
                yield Files.readAllBytes(file);
            }
            case FileSource.FromEnvironment environment ->
                environment
                        .value()
                        .orElseThrow(() -> new ProblemException(LocalProblems.notSet(service, environment.variable())))
                        .getBytes(StandardCharsets.UTF_8);
            case FileSource.Inline inline -> inline.content().getBytes(StandardCharsets.UTF_8);
            case FileSource.External external ->
                throw new ProblemException(LocalProblems.noContent(
                        service, name + " is kept by somebody else (external: " + external.name() + ")"));
        };
    }

    private static void own(Path file, Mount.Supplied mount, Optional<Accounts.Identity> identity) throws IOException {
        if (!Trees.isRoot()) {
            return;
        }
        int uid = mount.owner()
                .filter(text -> text.matches("[0-9]+"))
                .map(Integer::valueOf)
                .orElse(0);
        int gid = mount.group()
                .filter(text -> text.matches("[0-9]+"))
                .map(Integer::valueOf)
                .orElse(0);
        // A mode that shuts others out, without an owner that says who may: then the service itself.
        boolean isForService = mount.owner().isEmpty() && identity.isPresent();
        Trees.own(
                file,
                isForService ? identity.get().uid() : uid,
                mount.group().isEmpty() && isForService ? identity.get().gid() : gid);
    }

    static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = {
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE
        };
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode >> (8 - bit) & 1) != 0) {
                permissions.add(all[bit]);
            }
        }
        return permissions;
    }

    private static Path copy(Path instance, Piece piece) {
        return instance.resolve("copies").resolve(piece.target().substring(1).replace('/', '%'));
    }

    static boolean same(String one, String other) {
        return Path.of(one).normalize().equals(Path.of(other).normalize());
    }

    static boolean isBelow(String path, String above) {
        return !same(path, above)
                && Path.of(path).normalize().startsWith(Path.of(above).normalize());
    }

    static String rest(String path, String above) {
        return Path.of(above).normalize().relativize(Path.of(path).normalize()).toString();
    }

    /// Of the machine's folders, those that the shim lays a layer on; and the empty ones that every service has.
    static boolean isSeen(Path directory) throws IOException {
        if (OWN.contains(directory)) {
            return true;
        }
        Path real = Files.isDirectory(directory) ? directory.toRealPath() : directory;
        return Files.isDirectory(real)
                && LAYERED.contains(real.getName(0).toString())
                && OWN.stream().noneMatch(own -> own.getNameCount() > 0 && real.startsWith(own));
    }

    private static final Set<Path> OWN = Stream.of("/", "/tmp", "/run", "/root", "/home", "/var/tmp")
            .map(Path::of)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> LAYERED = Set.of(
            "usr", "etc", "opt", "var", "srv", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "proc", "sys", "dev");

    /// The part of a project's own folder in which an instance keeps what is not on any volume.
    static Path layer(LocalFolder folder, InstanceId id) {
        return folder.instance(id).resolve("view");
    }
}
