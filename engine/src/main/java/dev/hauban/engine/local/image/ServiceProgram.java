package dev.hauban.engine.local.image;

import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Need;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.engine.local.supply.Supply;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a service says on top of its image, as Docker lays the one over the other.
final class ServiceProgram {
    private final Machine machine;
    private final Supply supply;
    private final Service service;

    ServiceProgram(Machine machine, Supply supply, Service service) {
        this.machine = machine;
        this.supply = supply;
        this.service = service;
    }

    Provisioned of(BaseImage image, Progress progress) throws InterruptedException {
        List<Problem> remarks = ofImage(image);
        List<String> words = words(image, remarks);
        Map<String, String> environment = environment(image);
        List<Path> folders = tools(image, progress);
        environment.put("PATH", SearchPaths.appended(environment.getOrDefault("PATH", ""), folders));
        LocalProgram.Traits traits = image.traits();
        LocalProgram program = new LocalProgram(
                new LocalProgram.Start(
                        words, environment, service.program().workingDirectory().orElse(image.workingDirectory())),
                new LocalProgram.Account(
                        service.program().user().or(image.account()::user),
                        image.account().users(),
                        image.account().groups()),
                pieces(image, words, environment.getOrDefault("PATH", "")),
                new LocalProgram.Traits(
                        traits.volumes(), traits.exposed(), traits.healthCheck(), traits.stopSignal(), traits.notes()));
        return new Provisioned(program, remarks);
    }

    private List<Problem> ofImage(BaseImage image) {
        List<Problem> remarks = new ArrayList<>();
        image.remarks().forEach(remark -> remarks.add(remark.place().isPresent() ? remark : here(remark)));
        return remarks;
    }

    /// What will be different here, as far as it is known before anything is fetched.
    List<Problem> remarks(BaseImage image) {
        List<Problem> remarks = ofImage(image);
        translated(image, service.program().command().orElse(List.of()), remarks);
        return remarks;
    }

    /// With the programs that are called by a path at which this machine doesn't have them: `/sbin/tini` of Alpine is
    /// `/usr/bin/tini` elsewhere.
    private List<Piece> pieces(BaseImage image, List<String> words, String path) {
        List<Piece> pieces = new ArrayList<>(image.pieces());
        Stream<String> tested = Stream.of(
                        service.lifecycle().healthCheck(), image.traits().healthCheck())
                .flatMap(Optional::stream)
                .flatMap(check -> words(check.test()).stream());
        Stream.concat(words.stream(), tested)
                .flatMap(word -> PROGRAM.matcher(word).results())
                .map(MatchResult::group)
                .distinct()
                .filter(program -> !Files.exists(Path.of(program)))
                .filter(program -> pieces.stream().noneMatch(piece -> isAt(piece, program)))
                .forEach(program -> onPath(path, program.substring(program.lastIndexOf('/') + 1))
                        .ifPresent(found -> pieces.add(new Piece(found, program, Piece.Use.READ_ONLY))));
        return pieces;
    }

    private static final Pattern PROGRAM = Pattern.compile("(?<![\\w./}-])/(usr/)?(local/)?s?bin/[\\w.+-]+(?![\\w/])");

    private static List<String> words(HealthCheck.Test test) {
        return switch (test) {
            case HealthCheck.Test.Command command -> command.words();
            case HealthCheck.Test.Shell shell -> List.of(shell.line());
            case HealthCheck.Test.None _, HealthCheck.Test.Inherited _ -> List.of();
        };
    }

    private static boolean isAt(Piece piece, String path) {
        return path.equals(piece.target()) || path.startsWith(piece.target() + "/");
    }

    private Problem here(Problem remark) {
        return remark.at(service.place()).about("services." + service.name());
    }

    /// Source: Docker's rules for ENTRYPOINT and CMD: a service's entrypoint throws the image's command away.
    private List<String> words(BaseImage image, List<Problem> remarks) {
        Optional<List<String>> entrypoint = service.program().entrypoint();
        Optional<List<String>> local = service.extension().localCommand();
        List<String> words = new ArrayList<>();
        List<String> command;
        if (local.isPresent()) {
            command = local.get();
        } else {
            words.addAll(entrypoint.orElse(image.entrypoint()));
            command = service.program().command().orElse(entrypoint.isPresent() ? List.of() : image.command());
        }
        words.addAll(translated(image, command, remarks));
        if (words.isEmpty()) {
            throw new ProblemException(Problem.error(
                            "image.no-command",
                            Actor.AUTHOR,
                            "service " + service.name() + " has nothing to run: neither it nor its image has a command")
                    .at(service.place())
                    .remedy("Give it a command."));
        }
        return List.copyOf(words);
    }

    private List<String> translated(BaseImage image, List<String> command, List<Problem> remarks) {
        if (!image.environment().containsKey(StandIns.MARIADB)) {
            return command;
        }
        StandIns.Translated translated = StandIns.forMariaDb(command);
        if (!translated.without().isEmpty()) {
            remarks.add(here(Problem.degraded(
                            "image.option-without-meaning",
                            "MariaDB, which stands in for MySQL, has no " + String.join(", ", translated.without()))
                    .remedy("It runs without. Run it with Docker Compose where that matters.")));
        }
        return translated.words();
    }

    private Map<String, String> environment(BaseImage image) {
        Map<String, String> environment = new LinkedHashMap<>(image.environment());
        environment.putAll(service.program().environment());
        if (image.environment().containsKey("HAUBAN_IMAGE")) {
            List<String> configuration = databaseConfiguration(image);
            for (int number = 1; number <= configuration.size(); number++) {
                environment.put("HAUBAN_INCLUDE_" + number, configuration.get(number - 1));
            }
        }
        return environment;
    }

    /// Configuration files of MySQL's that the service or its image brings, in the order in which the server reads
    /// them.
    private List<String> databaseConfiguration(BaseImage image) {
        return Stream.concat(
                        image.pieces().stream().map(Piece::target),
                        service.attachments().mounts().stream().map(Mount::target))
                .filter(target -> target.startsWith("/etc/mysql") || target.startsWith("/etc/my.cnf"))
                .distinct()
                .sorted()
                .toList();
    }

    /// Programs that the health check and the command begin with, as far as neither the image nor the machine has
    /// them.
    List<Need> toolNeeds() {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(service.lifecycle().healthCheck().map(HealthCheck::test))
                .flatMap(Optional::stream)
                .forEach(test -> names.addAll(ShellWords.programs(test)));
        names.addAll(calledNames());
        List<Need> needs = new ArrayList<>();
        for (String name : names) {
            Product.bringing(name)
                    .filter(_ -> machine.onPath(name).isEmpty())
                    .ifPresent(product -> needs.add(Need.program(product, name)));
        }
        return needs;
    }

    private List<Path> tools(BaseImage image, Progress progress) throws InterruptedException {
        String path = image.environment().getOrDefault("PATH", "");
        List<Path> folders = new ArrayList<>();
        for (Need need : toolNeeds()) {
            if (isOn(path, need.programs().getFirst())) {
                continue;
            }
            try {
                supply.get(need, progress).bin().ifPresent(folders::add);
            } catch (ProblemException failed) {
                List<Problem> problems = new ArrayList<>(List.of(missingTool(service, need)));
                problems.addAll(failed.problems());
                throw new ProblemException(problems);
            }
        }
        return folders;
    }

    private static boolean isOn(String path, String program) {
        return onPath(path, program).isPresent();
    }

    private static Optional<Path> onPath(String path, String program) {
        return Stream.of(path.split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// What installs packages into a container when it starts has nothing to install into here.
    List<Problem> installations() {
        List<Problem> problems = new ArrayList<>();
        for (String name : calledNames()) {
            if (PACKAGE_MANAGERS.contains(name) && machine.onPath(name).isEmpty()) {
                problems.add(Problem.error(
                                "image.installs-at-start",
                                Actor.MACHINE,
                                "service " + service.name() + " installs packages with " + name
                                        + " when it starts, which this machine doesn't have")
                        .at(service.place())
                        .remedy("Put RUN " + name + " … into a Dockerfile and build it: there it is understood. Or say"
                                + " how the service runs without a container, with x-hauban: {local: {command: …}}."));
            }
        }
        return problems;
    }

    private static final Set<String> PACKAGE_MANAGERS =
            Set.of("apk", "apt", "apt-get", "yum", "dnf", "microdnf", "zypper", "pacman");

    private Set<String> calledNames() {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(service.program().entrypoint(), service.program().command())
                .flatMap(Optional::stream)
                .forEach(words -> names.addAll(ShellWords.programs(words)));
        return names;
    }

    /// Those of PostgreSQL's programs that refuse a server that is newer than themselves, as far as the service begins
    /// with them.
    Set<String> dumpPrograms() {
        Set<String> names = new TreeSet<>(calledNames());
        service.lifecycle()
                .healthCheck()
                .map(HealthCheck::test)
                .ifPresent(test -> names.addAll(ShellWords.programs(test)));
        names.retainAll(DUMPS);
        return names;
    }

    private static final Set<String> DUMPS = Set.of("pg_dump", "pg_dumpall", "pg_basebackup");

    static Problem tooOldToDump(Service service, Set<String> programs, int server, int here) {
        return Problem.error(
                        "image.too-old-to-dump",
                        Actor.MACHINE,
                        "service " + service.name() + " calls " + String.join(", ", programs)
                                + ", which on this machine is of PostgreSQL " + here
                                + " and refuses a server of version " + server)
                .at(service.place())
                .remedy("Install postgresql-client-" + server
                        + " (PostgreSQL's own archive for apt has it), or run the stack with Docker Compose.");
    }

    static Problem missingTool(Service service, Need need) {
        String program = need.programs().getFirst();
        return Problem.error(
                        "image.program-missing",
                        Actor.MACHINE,
                        "service " + service.name() + " calls " + program
                                + ", which is neither on PATH nor to be had from elsewhere")
                .at(service.place())
                .remedy("Install " + program + " so that it is on PATH.");
    }
}
