package dev.hauban.backup;

import dev.hauban.backup.keep.Subject;
import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.Copying;
import dev.hauban.catalog.KnownImage;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What there is to copy in a stack: each database that the catalog knows how to copy; each volume, and each folder
/// within the project's that a service may write, which isn't the data of such a database.
final class Sources {
    /// A file that changes while it is read is copied as it was found; GNU's tar says so with 1.
    private static final Copying FILES = new Copying(
            Copying.Form.TAR,
            """
            set -u
            tar -cf - -C "$1" . || {
                code=$?
                [ $code = 1 ] && tar --version 2> /dev/null | grep -q GNU || exit $code
            }
            """,
            "exec tar -xpf - -C \"$1\"\n",
            "tar --version 2> /dev/null | head -n 1 || echo tar\n");

    private final Stack stack;
    private final Catalog catalog = new Catalog();
    private final Set<String> seen = new HashSet<>();

    private Sources(Stack stack) {
        this.stack = stack;
    }

    /// @param services only what these keep; empty means all that the stack doesn't leave out
    static List<Source> of(Stack stack, List<ServiceName> services) {
        return new Sources(stack).find(services);
    }

    /// Where the service's image keeps its data.
    static List<String> folders(Service service) {
        return service.program()
                .image()
                .flatMap(image -> new Catalog().find(image))
                .map(known -> databaseFolders(known, service))
                .orElse(List.of());
    }

    /// Whether a mount is a place where data can be exchanged.
    static boolean isPlace(Mount mount) {
        return mount instanceof Mount.Named || mount instanceof Mount.Bind;
    }

    /// The name by which a mount's source is known in a set; empty for what is in none.
    static Optional<String> source(Stack stack, Mount mount) {
        return new Sources(stack).source(mount);
    }

    /// How a copy of a database is read into the service, as it is now.
    static Source database(Service service, Subject.Database subject) {
        var image = ImageReference.parse(subject.image());
        return new Source(
                subject,
                new Catalog().copying(image).orElse(FILES),
                List.of(),
                new Catalog().toldToCopy(image, service.program()));
    }

    /// How an image's data is copied.
    static Optional<Copying> copying(ImageReference image) {
        return new Catalog().copying(image);
    }

    private List<Source> find(List<ServiceName> services) {
        var sources = new ArrayList<Source>();
        for (Service service : stack.services().values()) {
            boolean isAskedFor = services.contains(service.name());
            boolean isMeant = services.isEmpty() && !isLeftOut(service.name().text());
            if (isAskedFor || isMeant) {
                database(service).ifPresent(sources::add);
                files(service, sources);
            }
        }
        return sources;
    }

    private boolean isLeftOut(String word) {
        return stack.extension().backup().leaveOut().contains(word);
    }

    private Optional<Source> database(Service service) {
        return service.program()
                .image()
                .filter(image -> catalog.copying(image).isPresent())
                .map(image ->
                        database(service, new Subject.Database(service.name().text(), image.text())))
                .filter(source -> source.copying().form() != Copying.Form.REDIS || isKept(service));
    }

    /// What keeps its data nowhere is a cache that begins empty each time.
    private static boolean isKept(Service service) {
        return service.attachments().mounts().stream()
                .filter(Sources::isPlace)
                .anyMatch(mount -> folders(service).stream().anyMatch(folder -> isWithin(folder, mount.target())));
    }

    private void files(Service service, List<Source> sources) {
        List<String> own =
                keeper(service).map(known -> databaseFolders(known, service)).orElse(List.of());
        for (Mount mount : service.attachments().mounts()) {
            Optional<String> source = source(mount);
            boolean isData = own.stream().anyMatch(folder -> isWithin(folder, mount.target()));
            if (source.isPresent()
                    && !mount.isReadOnly()
                    && !isData
                    && !isLeftOut(source.get())
                    && seen.add(source.get())) {
                var files = new Subject.Files(service.name().text(), source.get(), mount.target());
                sources.add(new Source(files, FILES, List.of(mount.target()), ""));
            }
        }
    }

    /// The database that the service is: the files below a running one are no copy of it.
    private Optional<KnownImage> keeper(Service service) {
        return service.program()
                .image()
                .flatMap(catalog::find)
                .filter(known -> known.data().isSingleWriter());
    }

    /// Databases among them that nobody here knows how to copy.
    ///
    /// @param services empty means all that the stack doesn't leave out
    static List<Problem> missing(Stack stack, List<ServiceName> services) {
        var sources = new Sources(stack);
        var missing = new ArrayList<Problem>();
        for (Service service : stack.services().values()) {
            boolean isMeant =
                    services.isEmpty() ? !sources.isLeftOut(service.name().text()) : services.contains(service.name());
            if (isMeant
                    && sources.keeper(service).isPresent()
                    && service.program()
                            .image()
                            .flatMap(sources.catalog::copying)
                            .isEmpty()) {
                missing.add(sources.notCopied(service));
            }
        }
        return missing;
    }

    private Problem notCopied(Service service) {
        String image = service.program().image().map(ImageReference::text).orElse("");
        return Problem.degraded(
                        "backup.not-copied",
                        service.name() + " is not copied: this Hauban doesn't know how to copy " + image
                                + " while it runs")
                .at(service.place())
                .remedy("Copy it by its own tool (hauban exec), or leave it out without a word:"
                        + " x-hauban.backup.leave_out.");
    }

    private static List<String> databaseFolders(KnownImage known, Service service) {
        var folders = new ArrayList<>(known.data().volumes());
        String moved = service.program().environment().get("PGDATA");
        if (moved != null) {
            folders.add(moved);
        }
        return folders;
    }

    /// A volume around the data holds the data.
    private static boolean isWithin(String folder, String target) {
        Path data = Path.of(folder);
        Path mounted = Path.of(target);
        return data.startsWith(mounted) || mounted.startsWith(data);
    }

    /// Of folders only those below the project's: others belong to the machine, and the project's own is kept by
    /// whoever keeps the sources.
    private Optional<String> source(Mount mount) {
        return switch (mount) {
            case Mount.Named named -> Optional.of(named.volume());
            case Mount.Bind bind -> below(bind.source());
            case Mount.Anonymous _, Mount.Temporary _, Mount.Supplied _, Mount.Foreign _ -> Optional.empty();
        };
    }

    private Optional<String> below(Path source) {
        Optional<Path> project = stack.origin().directory();
        boolean isBelow = project.isPresent()
                && source.startsWith(project.get())
                && !source.equals(project.get())
                && source.toFile().isDirectory();
        return isBelow ? Optional.of("./" + project.get().relativize(source)) : Optional.empty();
    }
}
