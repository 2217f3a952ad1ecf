package dev.hauban.engine.local;

import dev.hauban.engine.local.host.Accounts;
import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.image.Piece;
import dev.hauban.engine.local.rewrite.Rewriting;
import dev.hauban.engine.local.shim.Degraded;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/// Decides what an instance's process is given on which rung.
final class Outfitting {
    private final LocalProject project;

    Outfitting(LocalProject project) {
        this.project = project;
    }

    Outfit of(Stack stack, Service service, InstanceId id, int rung) throws IOException, InterruptedException {
        LocalProgram program = project.programs().of(service).program();
        Accounts accounts = accounts(program.account());
        Optional<Accounts.Identity> identity = identity(service, id, accounts, rung);
        var tenant = new Furnishing.Tenant(stack, service, id, program, identity);
        List<Placement> placements = new ArrayList<>(project.furnishing().placements(tenant));
        if (rung < 3) {
            placements.addAll(0, ownPrograms(program, placements));
        }
        List<Mount.Temporary> temporaries = temporaries(service);
        Map<String, String> environment = environment(stack, service, id, identity, rung);
        String directory =
                service.program().workingDirectory().orElse(program.start().workingDirectory());
        if (rung < 3) {
            return new Outfit(
                    rung,
                    program.start().words(),
                    environment,
                    directory,
                    identity,
                    placements,
                    temporaries,
                    Rewriting.none(),
                    Map.of(),
                    Map.of());
        }
        return rewritten(stack, service, id, new Draft(program, environment, directory, identity, placements));
    }

    /// Programs that were fetched for the service lie in the cache, a local command may be one of the user's own: both
    /// below a home, which a view of its own doesn't have.
    private List<Placement> ownPrograms(LocalProgram program, List<Placement> placements) {
        Path home = project.surroundings().machine().home();
        var own = new ArrayList<Placement>();
        Path cache = project.surroundings().machine().cache();
        if (Files.isDirectory(cache)) {
            own.add(new Placement(cache, cache.toString(), true));
        }
        for (String folder :
                program.start().environment().getOrDefault("PATH", "").split(":")) {
            Path path = Path.of(folder).normalize();
            if (home.getNameCount() == 0 || !path.startsWith(home) || path.equals(home) || path.startsWith(cache)) {
                continue;
            }
            Path top = home.resolve(home.relativize(path).getName(0));
            boolean isThere = placements.stream()
                            .anyMatch(placement -> placement.target().equals(top.toString()))
                    || own.stream().anyMatch(placement -> placement.source().equals(top));
            if (!isThere && Files.isDirectory(top)) {
                own.add(new Placement(top, top.toString(), true));
            }
        }
        return own;
    }

    /// The machine's accounts with the image's.
    Accounts accounts(LocalProgram.Account account) throws IOException {
        return Accounts.of(Path.of("/etc/passwd"), Path.of("/etc/group"))
                .with(
                        account.users().stream()
                                .map(user -> new Accounts.User(user.name(), user.uid(), user.gid(), user.home()))
                                .toList(),
                        account.groups().stream()
                                .map(group -> new Accounts.Group(group.name(), group.gid(), group.members()))
                                .toList());
    }

    /// Those that a running instance sees: its own files, else the machine's.
    Accounts accounts(Path instance) throws IOException {
        Path own = instance.resolve("etc/passwd");
        return Files.exists(own)
                ? Accounts.of(own, instance.resolve("etc/group"))
                : Accounts.of(Path.of("/etc/passwd"), Path.of("/etc/group"));
    }

    private record Draft(
            LocalProgram program,
            Map<String, String> environment,
            String directory,
            Optional<Accounts.Identity> identity,
            List<Placement> placements) {}

    /// Whoever is not root can't become somebody else on the machine itself; in a namespace of their own they can seem
    /// to.
    private Optional<Accounts.Identity> identity(Service service, InstanceId id, Accounts accounts, int rung)
            throws IOException, InterruptedException {
        String user = project.programs().of(service).program().account().user().orElse("root");
        Optional<Accounts.Identity> identity = accounts.identity(user);
        if (identity.isEmpty()) {
            throw new ProblemException(LocalProblems.noSuchUser(service, user));
        }
        if (!Trees.isRoot()) {
            return rung < 3 ? Optional.of(seeming(identity.get())) : Optional.empty();
        }
        return rung == 3 ? Optional.of(withoutView(service, id, accounts, identity.get())) : identity;
    }

    /// An ordinary user can seem to be anybody, but only one: a service that took itself for root would try to give its
    /// files to others and fail. So nobody is root there.
    private static Accounts.Identity seeming(Accounts.Identity wanted) throws IOException {
        Path self = Path.of("/proc/self");
        return wanted.uid() != 0
                ? wanted
                : new Accounts.Identity(
                        (Integer) Files.getAttribute(self, "unix:uid"),
                        (Integer) Files.getAttribute(self, "unix:gid"),
                        wanted.home(),
                        List.of());
    }

    /// Root's service without a view of its own: it must be able to get at its files where they really are, and a
    /// program that asks the machine who it is must get an answer (PostgreSQL refuses to start otherwise).
    private Accounts.Identity withoutView(Service service, InstanceId id, Accounts accounts, Accounts.Identity wanted)
            throws IOException, InterruptedException {
        LocalProgram program = project.programs().of(service).program();
        if (wanted.uid() == 0) {
            boolean keepsData = !program.traits().volumes().isEmpty();
            String own = keepsData && project.programs().beginsServer(service)
                    ? program.start().environment().getOrDefault(LocalProgram.OWN_ACCOUNT, "root")
                    : "root";
            Accounts.Identity later = accounts.identity(own).orElse(wanted);
            Optional<Path> closed = later.uid() == 0 ? Optional.empty() : closed(later);
            if (closed.isPresent()) {
                throw new ProblemException(LocalProblems.closed(service, own, closed.get()));
            }
            return wanted;
        }
        String user = program.account().user().orElse("root");
        Accounts.Identity identity = isKnownHere(wanted.uid()) || user.matches("[0-9:]+")
                ? wanted
                : machine()
                        .identity("nobody")
                        .map(nobody -> new Accounts.Identity(nobody.uid(), nobody.gid(), wanted.home(), List.of()))
                        .orElse(wanted);
        if (closed(identity).isEmpty()) {
            return identity;
        }
        project.degradations()
                .remember(
                        id,
                        List.of(
                                new Degraded(
                                        "unreachable",
                                        "it runs as root, because user " + user + " may not go to "
                                                + project.folder().root()
                                                + ": move the project to where everybody may go, or give it rung 2 of isolation")));
        return new Accounts.Identity(0, 0, wanted.home(), List.of());
    }

    /// What keeps it out although our own folders let it through.
    private Optional<Path> closed(Accounts.Identity identity) throws IOException {
        Path root = project.folder().root();
        Files.createDirectories(root);
        project.surroundings().state().letThrough(List.of(root));
        return Trees.closed(root, identity.uid(), identity.gid());
    }

    private static Accounts machine() throws IOException {
        return Accounts.of(Path.of("/etc/passwd"), Path.of("/etc/group"));
    }

    private static boolean isKnownHere(int uid) throws IOException {
        return machine().users().values().stream().anyMatch(user -> user.uid() == uid);
    }

    private static List<Mount.Temporary> temporaries(Service service) {
        return service.attachments().mounts().stream()
                .filter(Mount.Temporary.class::isInstance)
                .map(Mount.Temporary.class::cast)
                .toList();
    }

    /// The image's and the service's own variables come with the program; Docker adds two.
    private Map<String, String> environment(
            Stack stack, Service service, InstanceId id, Optional<Accounts.Identity> identity, int rung)
            throws InterruptedException {
        LocalProgram program = project.programs().of(service).program();
        var environment = new LinkedHashMap<>(program.start().environment());
        environment.putIfAbsent("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.putIfAbsent("HOSTNAME", hostname(stack, service, id, rung));
        environment.putIfAbsent("HOME", identity.map(Accounts.Identity::home).orElse("/root"));
        if (service.program().terminal()) {
            environment.putIfAbsent("TERM", "xterm");
        }
        return environment;
    }

    /// A name that the service can resolve: some bind to what HOSTNAME says.
    static String hostname(Stack stack, Service service, InstanceId id, int rung) {
        if (rung == 3) {
            return "localhost";
        }
        String name = service.program().hostname().orElse(Creation.fullName(stack.name(), service, id));
        return name.length() > 63 ? name.substring(0, 63) : name;
    }

    // ---- rung 3: no view of its own

    private Outfit rewritten(Stack stack, Service service, InstanceId id, Draft draft) throws IOException {
        Path instance = project.folder().instance(id);
        Map<String, String> places = SearchFolders.kept(project.surroundings().machine());
        draft.placements()
                .forEach(placement ->
                        places.put(placement.target(), placement.source().toString()));
        for (Piece piece : draft.program().pieces()) {
            if (piece.use() == Piece.Use.OPEN_COPY) {
                Path real = Path.of(places.getOrDefault(piece.target(), piece.target()));
                places.put(piece.target(), shortcut(id, piece, real).toString());
            }
        }
        for (Mount.Temporary temporary : temporaries(service)) {
            Path folder = instance.resolve("temporary")
                    .resolve(temporary.target().substring(1).replace('/', '%'));
            Trees.remove(folder);
            Files.createDirectories(folder);
            places.put(temporary.target(), folder.toString());
        }
        linkNested(draft.placements());
        Map<String, String> names = new LinkedHashMap<>();
        project.neighbors().of(stack, service, 3).forEach((name, addresses) -> {
            if (!addresses.isEmpty()) {
                names.put(name, addresses.getFirst());
            }
        });
        new ConfigurationCopies(instance.resolve("configuration"), draft.identity())
                .settle(draft.program().pieces(), draft.placements(), places, names);
        String directory = directory(draft, instance, places);
        var rewriting = new Rewriting(places, names);
        Map<String, String> environment = new LinkedHashMap<>(rewriting.environment(draft.environment()));
        SearchFolders.insert(environment, draft.program().pieces());
        if (draft.identity().isEmpty() && !draft.program().start().environment().containsKey("HOME")) {
            environment.put("HOME", home(instance).toString());
        }
        return new Outfit(
                3,
                rewriting.words(draft.program().start().words()),
                environment,
                directory,
                draft.identity(),
                List.of(),
                List.of(),
                rewriting,
                places,
                names);
    }

    /// A socket's path has 107 letters at most, which a project's own folder soon uses up: a short way there.
    private Path shortcut(InstanceId id, Piece piece, Path real) throws IOException {
        var sum = new CRC32();
        sum.update((project.mark(id) + piece.target()).getBytes(StandardCharsets.UTF_8));
        Path links =
                Files.createDirectories(project.surroundings().machine().cache().resolve("run"));
        Path link = links.resolve(Long.toHexString(sum.getValue()));
        link(link, real);
        return link;
    }

    private static Path home(Path instance) throws IOException {
        return Files.createDirectories(instance.resolve("home"));
    }

    /// A working directory that neither a piece nor the machine has is an empty one of the instance's own. One that has
    /// pieces below it is a folder of links, to them and to what the machine has there.
    private static String directory(Draft draft, Path instance, Map<String, String> places) throws IOException {
        String wanted = draft.directory();
        if (wanted.equals("/")) {
            return top(instance, places);
        }
        String rewritten = new Rewriting(places, Map.of()).path(wanted);
        if (!rewritten.equals(wanted)) {
            if (!Files.isDirectory(Path.of(rewritten))) {
                Files.createDirectories(Path.of(rewritten));
            }
            return rewritten;
        }
        Map<String, String> below = new LinkedHashMap<>(places);
        below.keySet().removeIf(target -> !Furnishing.isBelow(target, wanted));
        boolean isThere = Files.isDirectory(Path.of(wanted));
        if (isThere && (below.isEmpty() || !Files.isReadable(Path.of(wanted)))) {
            return wanted;
        }
        Path own = Files.createDirectories(instance.resolve("work").resolve(wanted.substring(1)));
        if (Trees.isRoot() && draft.identity().isPresent()) {
            Trees.own(own, draft.identity().get().uid(), draft.identity().get().gid());
        }
        for (Path child : isThere ? Trees.children(Path.of(wanted)) : List.<Path>of()) {
            below.putIfAbsent(child.toString(), child.toString());
        }
        linkBelow(own, wanted, below);
        places.put(wanted, own.toString());
        return own.toString();
    }

    /// Nothing is linked through a link: it would appear where that leads to. What is the machine's gives way.
    private static void linkBelow(Path own, String wanted, Map<String, String> below) throws IOException {
        for (Map.Entry<String, String> each : below.entrySet()) {
            String target = each.getKey();
            boolean isMachines = target.equals(each.getValue());
            boolean isCovered = below.entrySet().stream()
                    .anyMatch(other -> isMachines
                            ? Furnishing.isBelow(other.getKey(), target)
                            : !other.getKey().equals(other.getValue()) && Furnishing.isBelow(target, other.getKey()));
            if (!isCovered) {
                link(own.resolve(Furnishing.rest(target, wanted)), Path.of(each.getValue()));
            }
        }
    }

    /// A Dockerfile without WORKDIR has its files at the top, where they can't be on the machine: a folder of links to
    /// them.
    private static String top(Path instance, Map<String, String> places) throws IOException {
        Map<String, String> files = new LinkedHashMap<>(places);
        files.keySet().removeIf(target -> target.lastIndexOf('/') > 0);
        if (files.values().stream().noneMatch(source -> Files.isRegularFile(Path.of(source)))) {
            return "/";
        }
        Path top = Files.createDirectories(instance.resolve("work").resolve("%"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            link(top.resolve(file.getKey().substring(1)), Path.of(file.getValue()));
        }
        return top.toString();
    }

    /// What is mounted inside an instance's own copy of a folder is reached through a link there.
    private void linkNested(List<Placement> placements) throws IOException {
        for (Placement inner : placements) {
            for (Placement outer : new ArrayList<>(placements)) {
                boolean isOwnCopy = outer.source().startsWith(project.folder().instances());
                if (isOwnCopy && Furnishing.isBelow(inner.target(), outer.target())) {
                    link(outer.source().resolve(Furnishing.rest(inner.target(), outer.target())), inner.source());
                }
            }
        }
    }

    private static void link(Path place, Path target) throws IOException {
        if (Files.isSymbolicLink(place) && Files.readSymbolicLink(place).equals(target)) {
            return;
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Trees.remove(place);
        }
        Files.createDirectories(place.getParent());
        Files.createSymbolicLink(place, target);
    }
}
