package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Programs that the user has installed. A database's only if its version fits: it keeps data in a format of its own.
final class SearchPath implements Source {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+\\S*");

    /// Where Debian puts each version of PostgreSQL; what is on PATH chooses the newest of them.
    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    /// The newest that the programs for it were tried with.
    private static final int NEWEST_NODE = 24;

    private final Machine machine;
    private final Path postgresql;

    SearchPath(Machine machine) {
        this(machine, POSTGRESQL);
    }

    SearchPath(Machine machine, Path postgresql) {
        this.machine = machine;
        this.postgresql = postgresql;
    }

    @Override
    public Optional<Tools> ready(Need need) throws InterruptedException {
        if (need.orAny().isPresent()) {
            Optional<Tools> exact = ofVersion(need);
            if (exact.isPresent()) {
                return exact;
            }
        }
        Optional<Path> first = machine.onPath(need.programs().getFirst());
        if (first.isEmpty() || !hasAll(need)) {
            return Optional.empty();
        }
        Tools tools = tools(need, first.get());
        return fits(need, tools) ? Optional.of(tools) : Optional.empty();
    }

    private Optional<Tools> ofVersion(Need need) {
        Path prefix = postgresql.resolve(Integer.toString(need.major()));
        Path bin = prefix.resolve("bin");
        return need.programs().stream().allMatch(program -> Files.isExecutable(bin.resolve(program)))
                ? Optional.of(new Tools(
                        need.product(), Optional.of(bin), prefix, Integer.toString(need.major()), bin.toString()))
                : Optional.empty();
    }

    private boolean hasAll(Need need) {
        boolean isServer = need.product() == Product.POSTGRESQL_SERVER;
        var programs = isServer ? need.product().programs() : need.programs();
        return programs.stream().allMatch(program -> machine.onPath(program).isPresent());
    }

    private Tools tools(Need need, Path program) throws InterruptedException {
        Path real = real(program);
        Path folder = real.getParent();
        Path prefix = folder == null || folder.getParent() == null ? real : folder.getParent();
        boolean isAsked = hasVersion(need.product()) || need.orAny().isPresent();
        String version = isAsked ? version(program) : "";
        return new Tools(need.product(), Optional.empty(), prefix, version, program.toString());
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException unreadable) {
            return program;
        }
    }

    private static boolean hasVersion(Product product) {
        return switch (product) {
            case POSTGRESQL_SERVER, MYSQL_SERVER, REDIS, MONGODB_SERVER, NODE -> true;
            case MONGODB_SHELL,
                    POSTGRESQL_CLIENT,
                    MYSQL_CLIENT,
                    MEMCACHED,
                    NGINX,
                    PROMETHEUS,
                    ALERTMANAGER,
                    NODE_EXPORTER,
                    MONGO_EXPRESS,
                    REDIS_COMMANDER,
                    CURL,
                    WGET,
                    NETCAT,
                    SOCAT,
                    JQ,
                    ZSTD,
                    XZ,
                    OPENSSL,
                    DUMB_INIT,
                    TINI,
                    ENVSUBST -> false;
        };
    }

    private boolean fits(Need need, Tools tools) {
        return switch (need.product()) {
            case POSTGRESQL_SERVER -> need.major() < 0 || tools.major() == need.major();
            // MariaDB stands in for any MySQL; MySQL itself has to be of the version that wrote the data.
            case MYSQL_SERVER ->
                tools.isMariaDb() ? fitsMariaDb(tools) : need.major() < 0 || tools.major() == need.major();
            case REDIS, POSTGRESQL_CLIENT -> need.major() < 0 || tools.major() >= need.major();
            case NODE ->
                need.major() < 0 || tools.major() >= need.major() && tools.major() <= NEWEST_NODE && !isPrivate(tools);
            case MONGODB_SERVER,
                    MONGODB_SHELL,
                    MYSQL_CLIENT,
                    MEMCACHED,
                    NGINX,
                    PROMETHEUS,
                    ALERTMANAGER,
                    NODE_EXPORTER,
                    MONGO_EXPRESS,
                    REDIS_COMMANDER,
                    CURL,
                    WGET,
                    NETCAT,
                    SOCAT,
                    JQ,
                    ZSTD,
                    XZ,
                    OPENSSL,
                    DUMB_INIT,
                    TINI,
                    ENVSUBST -> true;
        };
    }

    /// In root's home; services that run as others can't get there.
    private boolean isPrivate(Tools tools) {
        return "root".equals(System.getProperty("user.name")) && tools.prefix().startsWith(machine.home());
    }

    /// Its system tables are made from files beside it.
    private static boolean fitsMariaDb(Tools tools) {
        return Stream.of("share/mysql/mysql_system_tables.sql", "share/mariadb/mariadb_system_tables.sql")
                .anyMatch(tables -> Files.isRegularFile(tools.prefix().resolve(tables)));
    }

    private String version(Path program) throws InterruptedException {
        try {
            var answer = Subprocess.run(machine, program.toString(), "--version");
            Matcher found = VERSION.matcher(answer.output());
            return found.find() ? found.group() : "";
        } catch (IOException notRunnable) {
            return "";
        }
    }

    @Override
    public Optional<String> offer(Need need) {
        return Optional.empty();
    }

    @Override
    public Tools fetch(Need need, Progress progress) {
        throw new IllegalStateException("nothing is offered here");
    }
}
