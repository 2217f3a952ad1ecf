package dev.hauban.engine.local.image;

import dev.hauban.catalog.KnownImage;
import dev.hauban.catalog.LocalWay;
import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Need;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.engine.local.supply.Supply;
import dev.hauban.engine.local.supply.Tools;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Images of the catalog, as programs of this machine.
final class WellKnown {
    private static final String INIT = "/docker-entrypoint-initdb.d";
    private static final String POSTGRES_SOCKETS = "/var/run/postgresql";
    private static final String MYSQL_SOCKETS = "/run/mysqld";

    /// The first PostgreSQL whose initdb can be told to use ICU.
    private static final int POSTGRES_WITH_ICU = 15;

    /// The oldest that the programs for it were tried with.
    private static final int OLDEST_NODE = 18;

    private final Machine machine;
    private final Supply supply;

    WellKnown(Machine machine, Supply supply) {
        this.machine = machine;
        this.supply = supply;
    }

    /// What it takes to run an image.
    static List<Need> needs(KnownImage image, LocalWay.WithPrograms way) {
        List<Need> needs = new ArrayList<>();
        for (Product product : way.products()) {
            needs.add(
                    switch (product) {
                        case POSTGRESQL_SERVER -> Need.version(product, postgresMajor(image));
                        case MYSQL_SERVER, REDIS ->
                            Need.version(product, image.version().major());
                        case NODE -> Need.version(product, OLDEST_NODE);
                        case MYSQL_CLIENT -> new Need(product, -1, List.of("mysql", "mysqladmin"));
                        case POSTGRESQL_CLIENT ->
                            new Need(product, postgresMajor(image), List.of("psql", "pg_isready", "pg_dump"));
                        default -> Need.any(product);
                    });
        }
        return needs;
    }

    /// Whether nothing can be run without it, although it isn't what is run.
    static boolean isIndispensable(Need need) {
        return need.product() == Product.NODE;
    }

    /// A tag without a version means the newest that there is.
    private static int postgresMajor(KnownImage image) {
        String data = image.start().environment().getOrDefault("PGDATA", "");
        return image.version().hasMajor()
                ? image.version().major()
                : Integer.parseInt(data.replaceAll("\\D+", "").isEmpty() ? "18" : data.replaceAll("\\D+", ""));
    }

    BaseImage image(KnownImage known, LocalWay.WithPrograms way, Progress progress) throws InterruptedException {
        List<Tools> tools = new ArrayList<>();
        List<Problem> remarks = new ArrayList<>();
        for (Need need : needs(known, way)) {
            try {
                tools.add(supply.get(need, progress));
            } catch (ProblemException failed) {
                if (tools.isEmpty() || isIndispensable(need)) {
                    throw failed;
                }
                // The server itself is there; what only its tools can do will be missed.
                failed.problems().forEach(problem -> remarks.add(problem.as(dev.hauban.problem.Severity.DEGRADED)));
            }
        }
        Tools server = tools.getFirst();
        Path scripts = Entrypoints.of(way.script(), supply);
        List<Path> folders = new ArrayList<>(List.of(scripts));
        tools.stream().map(Tools::bin).flatMap(Optional::stream).forEach(folders::add);
        remarks.addAll(StandIns.remarks(known, server));
        String note = server.product().title() + " " + server.version() + " from " + server.origin();
        return image(
                known, way, server, new Found(folders, remarks, note, pieces(known, way.script(), scripts, server)));
    }

    /// What was found for an image.
    private record Found(List<Path> folders, List<Problem> remarks, String note, List<Piece> pieces) {}

    private BaseImage image(KnownImage known, LocalWay.WithPrograms way, Tools server, Found found) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", SearchPaths.prepended(found.folders(), SearchPaths.of(machine)));
        environment.putAll(known.start().environment());
        known.start().account().ifPresent(account -> environment.put(LocalProgram.OWN_ACCOUNT, account.name()));
        environment.putAll(ofFamily(known, way.script(), server));
        boolean hasEntrypoint = !way.script().equals("plain");
        return new BaseImage(
                environment,
                hasEntrypoint ? known.start().entrypoint() : List.of(Entrypoints.NAME),
                known.start().command(),
                known.start().workingDirectory(),
                account(known),
                found.pieces(),
                new LocalProgram.Traits(
                        known.data().volumes(),
                        known.ports().stream().map(port -> port + "/tcp").toList(),
                        known.healthCheck(),
                        known.start().stopSignal(),
                        List.of(found.note())),
                found.remarks(),
                known.name() + " " + server.version() + " " + found.folders());
    }

    /// What the script of a family has to be told. Paths are container paths: whoever moves them, moves them here.
    private static Map<String, String> ofFamily(KnownImage known, String script, Tools server) {
        Map<String, String> told = new LinkedHashMap<>();
        switch (script) {
            case "postgres" -> {
                told.put("HAUBAN_INIT", INIT);
                told.put("HAUBAN_SOCKETS", POSTGRES_SOCKETS);
                told.put("PGHOST", POSTGRES_SOCKETS);
                if (!known.version().isAlpine() && server.major() >= POSTGRES_WITH_ICU) {
                    told.put("HAUBAN_ICU", "1");
                }
            }
            case "mysql" -> {
                told.put("HAUBAN_INIT", INIT);
                told.put("HAUBAN_DATA", known.data().volumes().getFirst());
                told.put("MYSQL_UNIX_PORT", MYSQL_SOCKETS + "/mysqld.sock");
                told.put("MYSQL_HOME", MYSQL_SOCKETS);
                told.put("HAUBAN_RUN", MYSQL_SOCKETS);
                told.put("HAUBAN_IMAGE", known.name());
                told.put("HAUBAN_BASE", server.prefix().toString());
                if (server.isMariaDb()) {
                    told.put(StandIns.MARIADB, "1");
                }
            }
            case "redis" -> told.put("HAUBAN_DATA", known.data().volumes().getFirst());
            case "mongo" -> {
                told.put("HAUBAN_INIT", INIT);
                told.put("HAUBAN_DATA", known.data().volumes().getFirst());
                told.put("HAUBAN_CONFIG", known.data().volumes().getLast());
                if (server.isStandIn()) {
                    told.put("HAUBAN_STAND_IN", "1");
                }
            }
            case "plain" -> {
                told.put("HAUBAN_PROGRAM", server.product().programs().getFirst());
                folder(server).ifPresent(folder -> told.put("HAUBAN_APP", folder));
                known.data().volumes().stream().findFirst().ifPresent(data -> told.put("HAUBAN_DATA", data));
            }
            case "nginx" -> {
                told.put("HAUBAN_CONF", NginxFiles.CONFIGURATION);
                told.put("HAUBAN_LOG", NginxFiles.LOG);
                told.put("HAUBAN_CACHE", NginxFiles.CACHE);
                told.put("HAUBAN_INIT", "/docker-entrypoint.d");
            }
            default -> {}
        }
        return told;
    }

    private List<Piece> pieces(KnownImage known, String script, Path scripts, Tools server)
            throws InterruptedException {
        List<Piece> pieces = new ArrayList<>();
        Path entrypoint = scripts.resolve(Entrypoints.NAME);
        pieces.add(new Piece(entrypoint, "/usr/local/bin/" + Entrypoints.NAME, Piece.Use.READ_ONLY));
        Path empty = supply.scripts("empty", Map.of());
        switch (script) {
            case "postgres" -> pieces.add(new Piece(empty, POSTGRES_SOCKETS, Piece.Use.OPEN_COPY));
            case "mysql" -> pieces.add(new Piece(clients(), MYSQL_SOCKETS, Piece.Use.OPEN_COPY));
            case "plain" -> {
                pieces.addAll(shared(server));
                pieces.addAll(program(server));
            }
            case "nginx" -> pieces.addAll(new NginxFiles(supply).pieces(server));
            default -> {}
        }
        known.data().configuration().forEach(folder -> pieces.add(new Piece(empty, folder, Piece.Use.CONFIGURATION)));
        return pieces;
    }

    /// Where the image has the folder of a program for Node.js.
    private static Optional<String> folder(Tools server) {
        return switch (server.product()) {
            case MONGO_EXPRESS -> Optional.of("/app");
            case REDIS_COMMANDER -> Optional.of("/redis-commander");
            default -> Optional.empty();
        };
    }

    private static List<Piece> program(Tools server) {
        List<Piece> pieces = new ArrayList<>();
        folder(server).ifPresent(folder -> pieces.add(new Piece(server.prefix(), folder, Piece.Use.READ_ONLY)));
        if (server.product() == Product.REDIS_COMMANDER) {
            // It writes down there to what it is connected.
            pieces.add(new Piece(server.prefix().resolve("config"), "/redis-commander/config", Piece.Use.OPEN_COPY));
        }
        return pieces;
    }

    /// Prometheus and Alertmanager look for their pages and templates where the distribution puts them.
    private static List<Piece> shared(Tools server) {
        Path share = server.prefix().resolve("share/prometheus");
        return Files.isDirectory(share)
                ? List.of(new Piece(share, "/usr/share/prometheus", Piece.Use.READ_ONLY))
                : List.of();
    }

    /// Whoever calls a client, beside the server or elsewhere, means what the images' clients mean: utf8mb4.
    private Path clients() throws InterruptedException {
        return supply.scripts("mysql-clients", Map.of("my.cnf", "[client]\nloose-default-character-set=utf8mb4\n"));
    }

    static LocalProgram.Account account(KnownImage known) {
        return user(known)
                .map(user -> new LocalProgram.Account(
                        Optional.empty(),
                        List.of(user),
                        List.of(new LocalProgram.Group(user.name(), user.gid(), List.of()))))
                .orElse(LocalProgram.Account.root());
    }

    static Optional<LocalProgram.User> user(KnownImage known) {
        return known.start()
                .account()
                .map(account -> new LocalProgram.User(account.name(), account.uid(), account.gid(), account.home()));
    }
}
