package dev.hauban.engine.local;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.local.image.BuildRunner;
import dev.hauban.engine.local.image.Piece;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.engine.local.log.Logs;
import dev.hauban.engine.local.rewrite.Rewriting;
import dev.hauban.engine.local.shim.InstanceFolder;
import dev.hauban.engine.local.shim.ProcessMark;
import dev.hauban.engine.local.shim.Spec;
import dev.hauban.engine.local.shim.Start;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a Dockerfile's RUN lines: in a view of their own where there is one, so that whatever they write stays in the
/// stage; with rewritten paths otherwise.
final class Builds implements BuildRunner {
    private static final InstanceId RUN = new InstanceId(new ServiceName("run"), 1);
    private static final int SIGTERM = 15;
    private static final Pattern TOP = Pattern.compile("(?<![\\w.$}~-])/([a-zA-Z0-9_][\\w.-]*)");
    private static final Pattern NOT_ALLOWED = Pattern.compile("(?i)permission denied|\\bEACCES\\b|not permitted");
    private static final int REFUSED = 125;

    private final LocalProject project;

    Builds(LocalProject project) {
        this.project = project;
    }

    @Override
    public int run(Command command, Consumer<String> output) throws IOException, InterruptedException {
        int rung = Math.max(2, project.ladder().rung());
        Path builds = Files.createDirectories(project.folder().root().resolve("builds"));
        Path work = Files.createTempDirectory(builds, "run-");
        try {
            return run(command, rung, new LocalFolder(work), output);
        } finally {
            Trees.remove(work);
        }
    }

    private int run(Command command, int rung, LocalFolder work, Consumer<String> output)
            throws IOException, InterruptedException {
        Files.createDirectories(work.instance(RUN));
        Files.createDirectories(work.logFolder(RUN));
        var spec = new Spec()
                .instance("build@" + work.root().getFileName(), work.instance(RUN), work.log(RUN))
                .with("rung", Integer.toString(rung));
        if (rung < 3) {
            viewed(spec, command, places(command), work);
            int code = run(spec, work, output);
            if (code == 0) {
                keepLayers(work, command.root());
            }
            return code;
        }
        if (Trees.isRoot()) {
            return runAsGuest(spec, command, work, output);
        }
        rewritten(spec, command, places(command));
        return runHere(spec, work, output);
    }

    private int run(Spec spec, LocalFolder work, Consumer<String> output) throws IOException, InterruptedException {
        return switch (project.shim().run(spec)) {
            case Start.Refused refused -> {
                output.accept(refused.reason());
                yield REFUSED;
            }
            case Start.Running running -> {
                follow(running.shim(), work, output);
                yield new InstanceFolder(work.instance(RUN))
                        .ended()
                        .map(InstanceFolder.Ended::code)
                        .orElse(REFUSED);
            }
        };
    }

    /// With no view of its own.
    private int runHere(Spec spec, LocalFolder work, Consumer<String> output) throws IOException, InterruptedException {
        boolean[] wasRefused = {false};
        int code = run(spec, work, line -> {
            wasRefused[0] |= NOT_ALLOWED.matcher(line).find();
            output.accept(line);
        });
        if (code != 0 && wasRefused[0]) {
            output.accept("(on rung 3 of isolation, a RUN line can't write to this machine's own folders)");
        }
        return code;
    }

    /// What root's own folders keep for package managers is not lent: the stage keeps what they fetch.
    private int runAsGuest(Spec spec, Command command, LocalFolder work, Consumer<String> output)
            throws IOException, InterruptedException {
        var guest = new Guest();
        var own = new Command(
                command.words(),
                command.environment(),
                command.workingDirectory(),
                command.root(),
                command.pieces().stream()
                        .filter(piece -> piece.use() != Piece.Use.WRITE_THROUGH || isOurs(command, piece.source()))
                        .toList(),
                command.identity());
        Map<String, Piece> places = places(own);
        rewritten(spec, own, places);
        guest.runs(spec);
        try {
            guest.lend(own.root());
            for (Piece piece : places.values()) {
                if (piece.use() == Piece.Use.WRITE_THROUGH) {
                    guest.lend(piece.source());
                }
            }
            return runHere(spec, work, output);
        } finally {
            guest.giveBack(own.identity().orElse(new Identity(0, 0)));
        }
    }

    private boolean isOurs(Command command, Path source) {
        return source.startsWith(command.root())
                || source.startsWith(project.folder().root());
    }

    private void viewed(Spec spec, Command command, Map<String, Piece> places, LocalFolder work) throws IOException {
        // An ordinary user seems to be root, to whom everything belongs; root becomes whom the file names.
        Identity root = new Identity(0, 0);
        Identity identity = Trees.isRoot() ? command.identity().orElse(root) : root;
        spec.with("uid", Integer.toString(identity.uid())).with("gid", Integer.toString(identity.gid()));
        spec.with("upper", Files.createDirectories(view(work)).toString());
        Path cache = project.surroundings().machine().cache();
        if (Files.isDirectory(cache)) {
            spec.with("bind", cache.toString(), cache.toString(), "ro");
        }
        places.forEach((target, piece) ->
                spec.with("bind", piece.source().toString(), target, piece.use() == Piece.Use.READ_ONLY ? "ro" : "rw"));
        boolean isThere = Furnishing.isSeen(Path.of(command.workingDirectory()))
                || places.keySet().stream()
                        .anyMatch(target -> Furnishing.same(command.workingDirectory(), target)
                                || Furnishing.isBelow(command.workingDirectory(), target));
        if (!isThere) {
            spec.with("dir", command.workingDirectory(), "755");
        }
        spec.environment(command.environment())
                .with("cwd", command.workingDirectory())
                .command(command.words());
    }

    private void rewritten(Spec spec, Command command, Map<String, Piece> places) throws IOException {
        Map<String, String> hosts = SearchFolders.kept(project.surroundings().machine());
        places.forEach((target, piece) -> hosts.put(target, piece.source().toString()));
        linkNested(places);
        var rewriting = new Rewriting(hosts, Map.of());
        // The stage's own files at the top lie in its folder, not in the machine's.
        String directory = command.workingDirectory().equals("/")
                ? command.root().toString()
                : rewriting.path(command.workingDirectory());
        if (directory.equals(command.workingDirectory()) && !Files.isDirectory(Path.of(directory))) {
            directory = command.root().resolve(directory.substring(1)).toString();
        }
        Files.createDirectories(Path.of(directory));
        Map<String, String> environment = new LinkedHashMap<>(rewriting.environment(command.environment()));
        SearchFolders.insert(environment, command.pieces());
        installInto(command, environment);
        spec.environment(environment).with("cwd", directory).command(rewriting.words(command.words()));
    }

    /// Languages' package managers, which would install where the runtime lies, install into the stage.
    private static void installInto(Command command, Map<String, String> environment) {
        Path prefix = command.root().resolve("usr/local");
        environment.putIfAbsent("NPM_CONFIG_PREFIX", prefix.toString());
        // Who says --user means the home.
        if (command.words().stream().noneMatch(word -> word.contains("--user"))) {
            environment.putIfAbsent("PYTHONUSERBASE", prefix.toString());
            environment.put("HAUBAN_PIP_USER", "1");
        }
        environment.computeIfPresent("PATH", (_, path) -> prefix.resolve("bin") + ":" + path);
    }

    /// What appears inside another piece is reached through a link there. The link is not part of the stage: whoever
    /// asked for the piece takes it away.
    private static void linkNested(Map<String, Piece> places) throws IOException {
        for (Piece inner : places.values()) {
            for (Piece outer : places.values()) {
                if (!Furnishing.isBelow(inner.target(), outer.target()) || outer.use() == Piece.Use.READ_ONLY) {
                    continue;
                }
                Path place = outer.source().resolve(Furnishing.rest(inner.target(), outer.target()));
                if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(place.getParent());
                    Files.createSymbolicLink(place, inner.source());
                }
            }
        }
    }

    /// The stage's pieces; and what the command names that neither they nor this machine have: it is to be made in the
    /// stage.
    private static Map<String, Piece> places(Command command) throws IOException {
        var places = new LinkedHashMap<String, Piece>();
        for (Piece piece : command.pieces()) {
            places.put(piece.target(), piece);
        }
        String text = String.join(" ", command.words()) + " " + command.workingDirectory();
        Matcher tops = TOP.matcher(text);
        while (tops.find()) {
            String top = "/" + tops.group(1);
            boolean isKnown = Files.exists(Path.of(top), LinkOption.NOFOLLOW_LINKS)
                    || places.keySet().stream().anyMatch(place -> place.equals(top) || place.startsWith(top + "/"));
            if (!isKnown) {
                Path made = Files.createDirectories(command.root().resolve(tops.group(1)));
                places.put(top, new Piece(made, top, Piece.Use.WRITE_THROUGH));
            }
        }
        return places;
    }

    private void follow(ProcessMark shim, LocalFolder work, Consumer<String> output)
            throws IOException, InterruptedException {
        var all = new LogQuery(Set.of(), true, OptionalInt.empty(), Optional.empty(), Optional.empty());
        Consumer<LogLine> lines = line -> output.accept(line.text());
        try {
            // One look more after its end: what it said last.
            boolean[] hasEnded = {false};
            new Logs(work).read(all, lines, () -> {
                boolean goOn = !hasEnded[0];
                hasEnded[0] = !shim.isAlive();
                return goOn;
            });
        } catch (InterruptedException stopped) {
            project.shim().signal(shim, SIGTERM);
            throw stopped;
        }
    }

    /// What was written beside the pieces lies in the view's layers: it belongs to the stage too.
    private static void keepLayers(LocalFolder work, Path root) throws IOException {
        Path layers = view(work).resolve("layers");
        for (String top : List.of("usr", "etc", "opt", "var", "srv", "lib", "bin", "sbin")) {
            Path layer = layers.resolve(top).resolve("layer");
            if (Files.isDirectory(layer) && !Trees.isEmpty(layer)) {
                Trees.copy(layer, root.resolve(top));
            }
        }
        for (String own : List.of("root", "home", "run")) {
            Path folder = view(work).resolve("own").resolve(own);
            if (Files.isDirectory(folder) && !Trees.isEmpty(folder)) {
                Trees.copy(folder, root.resolve(own));
            }
        }
    }

    private static Path view(LocalFolder work) {
        return work.root().resolve("view");
    }
}
