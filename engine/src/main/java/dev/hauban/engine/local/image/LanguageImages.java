package dev.hauban.engine.local.image;

import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Supply;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Images of languages and of plain systems, as what this machine has of them.
final class LanguageImages {
    private static final String JAVA_HOME = "/opt/java/openjdk";

    /// Where a runtime appears that lies in somebody's home, which other users can't enter.
    private static final String MOVED = "/opt/hauban/";

    private final Machine machine;
    private final Supply supply;

    LanguageImages(Machine machine, Supply supply) {
        this.machine = machine;
        this.supply = supply;
    }

    BaseImage image(ImageReference image, Languages.Kind kind, Place place) throws InterruptedException {
        return switch (kind) {
            case Languages.Kind.Userland userland -> userland(image, userland);
            case Languages.Kind.Java java -> java(image, java, place);
            case Languages.Kind.Python python -> python(image, python, place);
            case Languages.Kind.Other other -> other(image, other, place);
        };
    }

    /// What is put together for an image.
    private static final class Draft {
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> folders = new ArrayList<>();
        private final List<Piece> pieces = new ArrayList<>();
        private final List<Problem> remarks = new ArrayList<>();
        private List<String> entrypoint = List.of();
        private List<String> command = List.of();
        private LocalProgram.Account account = LocalProgram.Account.root();
    }

    private BaseImage finished(Draft draft, String note) {
        String path = SearchPaths.of(machine);
        for (String folder : draft.folders.reversed()) {
            path = SearchPaths.prepended(List.of(Path.of(folder)), path);
        }
        Map<String, String> environment = new LinkedHashMap<>(Map.of("PATH", path));
        environment.putAll(draft.environment);
        return new BaseImage(
                environment,
                draft.entrypoint,
                draft.command,
                "/",
                draft.account,
                draft.pieces,
                new LocalProgram.Traits(List.of(), List.of(), Optional.empty(), Optional.empty(), List.of(note)),
                draft.remarks,
                note);
    }

    private BaseImage userland(ImageReference image, Languages.Kind.Userland userland) {
        Draft draft = new Draft();
        draft.command = userland.isEmpty() ? List.of() : List.of("sh");
        draft.account = account(image);
        return finished(draft, "this machine's own programs");
    }

    /// The users whom an image of a system or a language makes; which of them it runs as.
    ///
    /// Source: the images' Dockerfiles.
    private static LocalProgram.Account account(ImageReference image) {
        String repository = image.repository();
        if (repository.startsWith("distroless/")) {
            boolean isNonroot = image.text().contains("nonroot");
            return account(isNonroot ? Optional.of("nonroot") : Optional.empty(), "nonroot", 65_532);
        }
        return switch (repository) {
            case "node" -> account(Optional.empty(), "node", 1000);
            case "oven/bun" -> account(Optional.empty(), "bun", 1000);
            case "denoland/deno" -> account(Optional.empty(), "deno", 1993);
            case "gradle" -> account(Optional.empty(), "gradle", 1000);
            case "ubuntu" -> account(Optional.empty(), "ubuntu", 1000);
            default -> LocalProgram.Account.root();
        };
    }

    private static LocalProgram.Account account(Optional<String> user, String name, int id) {
        return new LocalProgram.Account(
                user,
                List.of(new LocalProgram.User(name, id, id, "/home/" + name)),
                List.of(new LocalProgram.Group(name, id, List.of())));
    }

    private BaseImage java(ImageReference image, Languages.Kind.Java java, Place place) throws InterruptedException {
        Runtime runtime = new Runtimes(machine)
                .java(java.major(), java.needsCompiler())
                .orElseThrow(() -> missing(image, java.needsCompiler() ? "a JDK" : "Java", place));
        Draft draft = new Draft();
        draft.pieces.add(new Piece(runtime.home(), JAVA_HOME, Piece.Use.READ_ONLY));
        draft.environment.put("JAVA_HOME", JAVA_HOME);
        draft.environment.put("JAVA_VERSION", runtime.version());
        draft.folders.add(JAVA_HOME + "/bin");
        compare(draft, image, "Java", runtime, java.major() < 0 || java.major() == runtime.major(), place);
        draft.account = account(image);
        if (java.tool().isPresent()) {
            Path tool = machine.onPath(java.tool().get())
                    .orElseThrow(() -> missing(image, java.tool().get() + " on PATH", place));
            draft.folders.add(String.valueOf(tool.getParent()));
        }
        if (image.repository().startsWith("distroless/")) {
            draft.entrypoint = List.of("java", "-jar");
        } else {
            draft.command = java.needsCompiler() ? List.of("jshell") : List.of();
        }
        return finished(draft, "Java " + runtime.version() + " from " + runtime.home());
    }

    private BaseImage python(ImageReference image, Languages.Kind.Python python, Place place)
            throws InterruptedException {
        Runtime runtime =
                new Runtimes(machine).python(python.wanted()).orElseThrow(() -> missing(image, "Python", place));
        Draft draft = new Draft();
        Map<String, String> names = new TreeMap<>();
        String program = quoted(runtime.program());
        // Inside a virtual environment pip knows no other place.
        boolean isVirtual = Files.exists(runtime.home().resolve("pyvenv.cfg"));
        String begin = isVirtual ? "#!/bin/sh\n" : PIP_INTO_THE_STAGE;
        for (String name : List.of("python", "python3")) {
            names.put(name, begin + "exec " + program + " \"$@\"\n");
        }
        for (String name : List.of("pip", "pip3")) {
            names.put(name, begin + "exec " + program + " -m pip \"$@\"\n");
        }
        draft.folders.add(supply.scripts("python-" + Integer.toHexString(names.hashCode()), names)
                .toString());
        draft.environment.put("PYTHON_VERSION", runtime.version());
        draft.environment.put("PIP_BREAK_SYSTEM_PACKAGES", "1");
        draft.environment.put("PIP_ROOT_USER_ACTION", "ignore");
        draft.environment.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        boolean isExact = python.wanted() < 0
                || python.wanted() == runtime.minor()
                || python.wanted() % 1000 == 0 && python.wanted() / 1000 == runtime.major();
        compare(draft, image, "Python", runtime, isExact, place);
        draft.command = List.of("python3");
        draft.account = account(image);
        if (image.repository().startsWith("distroless/")) {
            draft.entrypoint = List.of("python3");
            draft.command = List.of();
        }
        return finished(draft, "Python " + runtime.version() + " from " + runtime.program());
    }

    /// A Python that its user may write to (pyenv's, one in a home) installs beside itself, unless pip is told not to:
    /// a build without a view says so. A virtual environment's Python is not called through here.
    private static final String PIP_INTO_THE_STAGE = """
            #!/bin/sh
            if [ -n "${HAUBAN_PIP_USER-}" ] && [ -z "${PIP_TARGET-}${PIP_PREFIX-}${PIP_USER-}" ]; then
                case " $* " in
                    *' --target'[\\ =]* | *' -t '* | *' --prefix'[\\ =]* | *' --root'[\\ =]* | *' --user '* | *' --no-user '*) ;;
                    *) export PIP_USER=1 ;;
                esac
            fi
            """;

    private static String quoted(Path program) {
        return "'" + program.toString().replace("'", "'\\''") + "'";
    }

    private BaseImage other(ImageReference image, Languages.Kind.Other other, Place place) throws InterruptedException {
        Runtime runtime = new Runtimes(machine)
                .program(other.program())
                .orElseThrow(() -> missing(image, other.program(), place));
        Draft draft = new Draft();
        draft.folders.add(placed(draft, runtime, other.program()));
        draft.account = account(image);
        boolean isExact = other.major() < 0 || other.major() == runtime.major();
        compare(draft, image, other.program(), runtime, isExact, place);
        switch (other.name()) {
            case "node" -> node(draft, image, runtime);
            case "golang" -> {
                draft.environment.put("GOPATH", "/go");
                draft.folders.add("/go/bin");
                draft.command = List.of("bash");
            }
            default -> draft.command = List.of(other.program());
        }
        return finished(draft, other.program() + " " + runtime.version() + " from " + runtime.program());
    }

    /// Its `bin` folder inside; a runtime in somebody's home is moved to where all may go.
    private String placed(Draft draft, Runtime runtime, String name) {
        boolean isPrivate = runtime.home().startsWith(machine.home());
        if (!isPrivate) {
            return String.valueOf(runtime.program().getParent());
        }
        draft.pieces.add(new Piece(runtime.home(), MOVED + name, Piece.Use.READ_ONLY));
        return MOVED + name + "/bin";
    }

    private void node(Draft draft, ImageReference image, Runtime runtime) throws InterruptedException {
        draft.environment.put("NODE_VERSION", runtime.version());
        if (image.repository().startsWith("distroless/")) {
            draft.entrypoint = List.of("node");
            return;
        }
        Path scripts = Entrypoints.of("node", supply);
        draft.folders.add(scripts.toString());
        draft.pieces.add(new Piece(
                scripts.resolve(Entrypoints.NAME), "/usr/local/bin/" + Entrypoints.NAME, Piece.Use.READ_ONLY));
        draft.entrypoint = List.of(Entrypoints.NAME);
        draft.command = List.of("node");
    }

    private static void compare(
            Draft draft, ImageReference image, String language, Runtime runtime, boolean isExact, Place place) {
        if (!isExact) {
            draft.remarks.add(
                    Problem.degraded(
                                    "image.other-version",
                                    language + " " + runtime.version() + " of this machine runs for the image " + image)
                            .at(place)
                            .remedy(
                                    "Install the version that the image has, or run it with Docker Compose where that matters."));
        }
    }

    private static ProblemException missing(ImageReference image, String what, Place place) {
        Problem problem = Bases.noWay(image, "needs " + what + ", which this machine doesn't have", place);
        return new ProblemException(
                problem.remedy("Install it.\n" + problem.remedy().orElse("")));
    }
}
