package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Programs from the packages of the distribution that this machine runs, unpacked into the cache: nothing is
/// installed, no root is needed. apt itself checks the signatures, with the machine's own sources and keys.
final class DebianPackages implements Source {
    static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Path CACHE = Path.of("/usr/bin/apt-cache");
    static final Path DPKG = Path.of("/usr/bin/dpkg-deb");

    private final Machine machine;
    private final Cache cache;

    DebianPackages(Machine machine, Cache cache) {
        this.machine = machine;
        this.cache = cache;
    }

    @Override
    public Optional<Tools> ready(Need need) {
        Path folder = cache.programs(key(need));
        if (Selection.of(need).isEmpty() || !ProgramFolder.has(folder, need.programs())) {
            return Optional.empty();
        }
        try {
            return Optional.of(tools(need, folder));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> offer(Need need) throws InterruptedException {
        boolean hasApt = Files.isExecutable(APT) && Files.isExecutable(DPKG);
        return hasApt && Selection.of(need).isPresent() && isKnown(need)
                ? Optional.of("the packages of " + Release.ofThisMachine().name())
                : Optional.empty();
    }

    /// A distribution has one or two versions of PostgreSQL; of everything else that is asked for, any will do.
    private boolean isKnown(Need need) throws InterruptedException {
        boolean isClient = need.orAny().isPresent();
        if (need.product() != Product.POSTGRESQL_SERVER && !isClient) {
            return true;
        }
        if (isClient && !hasFurtherVersions()) {
            return false;
        }
        try {
            String name = Selection.of(need).orElseThrow().request();
            return Subprocess.run(machine, CACHE.toString(), "show", "--quiet", name)
                    .isGood();
        } catch (IOException noAnswer) {
            return false;
        }
    }

    /// A distribution has one version of PostgreSQL's clients; others come from PostgreSQL's own archive. Asking apt
    /// takes longer than looking.
    private static boolean hasFurtherVersions() {
        String[] lists = LISTS.toFile().list();
        return lists != null && Arrays.stream(lists).anyMatch(name -> name.matches(".*(postgresql|pgdg).*"));
    }

    /// The major version of the distribution's own clients of PostgreSQL; -1 where nobody knows.
    int ownClients() throws InterruptedException {
        try {
            var answer = Subprocess.run(machine, CACHE.toString(), "show", "--quiet", "postgresql-client");
            Matcher found = CLIENT.matcher(answer.output());
            return found.find() ? Integer.parseInt(found.group(1)) : -1;
        } catch (IOException noAnswer) {
            return -1;
        }
    }

    private static final Pattern CLIENT = Pattern.compile("postgresql-client-(\\d{1,4})\\b");
    private static final Path LISTS = Path.of("/var/lib/apt/lists");

    @Override
    public Tools fetch(Need need, Progress progress) throws InterruptedException {
        Selection selection = Selection.of(need).orElseThrow();
        Path folder;
        try {
            folder = cache.folder(key(need), need, progress, beside -> fill(need, selection, beside, progress));
            if (ProgramFolder.has(folder, need.programs())) {
                return tools(need, folder);
            }
        } catch (IOException failed) {
            throw Cache.unusable(machine.cache(), failed);
        }
        throw refused(need, "its packages have no " + String.join(", ", need.programs()));
    }

    private void fill(Need need, Selection selection, Path folder, Progress progress)
            throws IOException, InterruptedException {
        Path workshop = Files.createDirectory(folder.resolve("apt"));
        List<PackageFile> files = new Apt(machine, workshop, progress).fetch(need, selection);
        Path root = Files.createDirectory(folder.resolve(ProgramFolder.ROOT));
        progress.at("unpacking " + need.product().title(), 0, 0);
        for (PackageFile file : files) {
            var answer = Subprocess.run(
                    machine, DPKG.toString(), "-x", file.in(workshop).toString(), root.toString());
            if (!answer.isGood()) {
                throw refused(need, answer.output().strip());
            }
        }
        Cache.delete(workshop);
        ProgramFolder.write(folder, cache.programs(key(need)), libraries(root));
        new Note(
                        version(need, files),
                        "the packages of " + Release.ofThisMachine().name())
                .write(folder);
    }

    private static List<String> libraries(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        for (String below : List.of("usr/lib", "lib")) {
            Path folder = root.resolve(below);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> children = Files.list(folder)) {
                children.filter(child -> child.getFileName().toString().endsWith("-linux-gnu"))
                        .map(child -> root.relativize(child).toString())
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String version(Need need, List<PackageFile> files) {
        boolean isMariaDb = need.product() == Product.MYSQL_SERVER || need.product() == Product.MYSQL_CLIENT;
        return files.stream()
                .filter(file -> !file.name().startsWith("lib"))
                .map(PackageFile::upstreamVersion)
                .max(java.util.Comparator.naturalOrder())
                .map(version -> isMariaDb ? version + "-MariaDB" : version)
                .orElse("");
    }

    private static Tools tools(Need need, Path folder) throws IOException {
        Note note = Note.read(folder);
        return new Tools(
                need.product(),
                Optional.of(folder.resolve(ProgramFolder.BIN)),
                folder.resolve(ProgramFolder.ROOT).resolve("usr"),
                note.version(),
                note.origin());
    }

    private static String key(Need need) {
        String product = need.product().name().toLowerCase(Locale.ROOT).replace('_', '-');
        boolean isOfVersion =
                need.product() == Product.POSTGRESQL_SERVER || need.orAny().isPresent();
        String major = isOfVersion ? "-" + need.major() : "";
        return product + major + "." + Release.ofThisMachine().key();
    }

    static ProblemException refused(Need need, String why) {
        return new ProblemException(Problem.error(
                        "supply.packages-failed",
                        Actor.OUTSIDE,
                        need + " can't be had from the packages of "
                                + Release.ofThisMachine().name() + ": " + why)
                .remedy("Look at the network and at apt's sources, or install "
                        + need.product().title() + " so that it is on PATH."));
    }
}
