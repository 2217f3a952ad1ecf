package dev.hauban.compose.load;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.request.ComposeFiles.Kind;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds the files of a project: those that are named, those of COMPOSE_FILE, or the usual names here and in the
/// folders above.
public final class Discovery {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    private final Session session;
    private final ComposeRequest request;
    /// What Docker Compose reads as its own environment: that of the process, and what the first .env says of Compose.
    private final Map<String, String> surroundings;

    private final Map<String, String> environment;
    private List<String> paths;
    private List<String> environmentFiles = List.of();

    public Discovery(Session session, ComposeRequest request) {
        this.session = session;
        this.request = request;
        this.surroundings = new LinkedHashMap<>(request.environment());
        this.environment = new LinkedHashMap<>(surroundings);
        this.environment.putIfAbsent("PWD", request.workingDirectory().toString());
        this.paths = request.files().stream().map(session::absolute).toList();
    }

    /// The variables are read twice, as Docker Compose does: where the person stands, and where the files are.
    public Files find() {
        Map<String, String> first = variables();
        if (adopt(first)) {
            first = variables();
        }
        take(first);
        fromVariable();
        lookAround();
        take(variables());
        refuseOddParallelLimit();
        if (paths.isEmpty()) {
            session.problems()
                    .add(Problem.error("compose.no-file", Actor.AUTHOR, "no configuration file provided: not found")
                            .remedy("write a compose.yaml here, or name one with -f"));
        }
        return new Files(
                paths, folder(), environment, new Files.EnvironmentFiles(environmentFiles, !named().isEmpty()));
    }

    private String folder() {
        if (request.projectDirectory().isPresent()
                && !request.projectDirectory().get().isEmpty()) {
            return session.absolute(request.projectDirectory().get());
        }
        for (String path : paths) {
            if (!path.equals("-")) {
                return GoPaths.parent(path);
            }
        }
        return request.workingDirectory().toString();
    }

    /// Takes what the first files say of Docker Compose itself as if the process had it. Answers whether there is any.
    private boolean adopt(Map<String, String> variables) {
        int before = surroundings.size();
        variables.forEach((name, value) -> {
            if (name.startsWith("COMPOSE_")) {
                surroundings.putIfAbsent(name, value);
            }
        });
        environment.putAll(surroundings);
        return surroundings.size() > before;
    }

    private Map<String, String> variables() {
        List<String> files = named();
        if (files.isEmpty()) {
            files = isDisabled() ? List.of() : standard();
        }
        environmentFiles = files.stream().map(session::absolute).toList();
        var seen = new LinkedHashMap<>(environment);
        new Environments(session, seen).add(environmentFiles, null);
        return seen;
    }

    /// None that is there already is changed.
    private void take(Map<String, String> variables) {
        variables.forEach(environment::putIfAbsent);
        if (session.trace() instanceof Trace trace) {
            List<Source> sources =
                    environmentFiles.stream().map(session::source).toList();
            trace.layered(environment, environment, sources);
        }
    }

    private List<String> standard() {
        String path = GoPaths.join(folder(), ".env");
        Kind kind = session.files().kind(path);
        return kind == Kind.FILE || kind == Kind.SPECIAL ? List.of(path) : environmentFiles;
    }

    private List<String> named() {
        if (!request.environmentFiles().isEmpty()) {
            return request.environmentFiles();
        }
        var files = new ArrayList<String>();
        for (String file :
                request.environment().getOrDefault("COMPOSE_ENV_FILES", "").split(",")) {
            if (!file.isEmpty()) {
                files.add(file);
            }
        }
        return files;
    }

    private boolean isDisabled() {
        String word = surroundings.get("COMPOSE_DISABLE_ENV_FILE");
        if (word == null) {
            return false;
        }
        switch (word) {
            case "1", "t", "T", "TRUE", "true", "True" -> {
                return true;
            }
            case "0", "f", "F", "FALSE", "false", "False" -> {
                return false;
            }
            default -> {
                session.problems()
                        .add(Problem.error(
                                        "compose.environment",
                                        Actor.AUTHOR,
                                        "COMPOSE_DISABLE_ENV_FILE is `" + Legible.of(word)
                                                + "`, which is neither true nor false")
                                .remedy("set it to true or false, or unset it"));
                return false;
            }
        }
    }

    /// Nothing here goes by this limit, but Docker Compose wants a number.
    private void refuseOddParallelLimit() {
        String limit = surroundings.get("COMPOSE_PARALLEL_LIMIT");
        if (limit == null) {
            return;
        }
        try {
            Long.parseLong(limit, 10);
        } catch (NumberFormatException _) {
            session.problems()
                    .add(Problem.error(
                                    "compose.environment",
                                    Actor.AUTHOR,
                                    "COMPOSE_PARALLEL_LIMIT is `" + Legible.of(limit) + "`, which is no whole number")
                            .remedy("set it to a number, or unset it"));
        }
    }

    private void fromVariable() {
        String value = environment.get("COMPOSE_FILE");
        if (!paths.isEmpty() || value == null) {
            return;
        }
        String separator = environment.getOrDefault("COMPOSE_PATH_SEPARATOR", "");
        var named = new ArrayList<String>();
        int at = 0;
        String between = separator.isEmpty() ? ":" : separator;
        for (int end = value.indexOf(between); end >= 0; end = value.indexOf(between, at)) {
            named.add(session.absolute(value.substring(at, end)));
            at = end + between.length();
        }
        named.add(session.absolute(value.substring(at)));
        paths = named;
    }

    private void lookAround() {
        if (!paths.isEmpty()) {
            return;
        }
        String folder = folder();
        while (true) {
            List<String> found = there(folder, NAMES);
            if (!found.isEmpty()) {
                choose(found, there(folder, OVERRIDES));
                return;
            }
            String above = GoPaths.parent(folder.equals("/") ? folder : GoPaths.clean(folder));
            if (above.equals(folder)) {
                return;
            }
            folder = above;
        }
    }

    private void choose(List<String> found, List<String> overrides) {
        warnOfSeveral("config", found);
        warnOfSeveral("override", overrides);
        paths = overrides.isEmpty() ? List.of(found.getFirst()) : List.of(found.getFirst(), overrides.getFirst());
    }

    private void warnOfSeveral(String what, List<String> found) {
        if (found.size() > 1) {
            session.problems()
                    .add(Problem.warning(
                            "compose.several-files",
                            Actor.AUTHOR,
                            String.format(
                                    Locale.ROOT,
                                    "Found multiple %s files with supported names: %s. Using %s",
                                    what,
                                    String.join(", ", found),
                                    found.getFirst())));
        }
    }

    private List<String> there(String folder, List<String> names) {
        var there = new ArrayList<String>();
        for (String name : names) {
            String path = GoPaths.join(folder, name);
            if (session.files().kind(path) != Kind.MISSING) {
                there.add(path);
            }
        }
        return there;
    }
}
