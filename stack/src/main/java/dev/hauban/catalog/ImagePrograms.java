package dev.hauban.catalog;

import dev.hauban.stack.ImageReference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which of the programs that health checks call are in an image. Only what is known for certain is told.
///
/// Source: the images' Dockerfiles, and the lists of packages of what they are built on.
public final class ImagePrograms {
    /// What is asked for; of others nothing is known.
    private static final Set<String> ASKED = Set.of(
            "curl",
            "wget",
            "nc",
            "bash",
            "pg_isready",
            "psql",
            "mysqladmin",
            "mysql",
            "mariadb-admin",
            "mariadb",
            "healthcheck.sh",
            "mongosh",
            "mongo",
            "redis-cli",
            "valkey-cli",
            "rabbitmq-diagnostics",
            "rabbitmqctl");

    private static final Set<String> BUSYBOX = Set.of("wget", "nc");
    private static final Set<String> DEBIAN = Set.of("bash");
    private static final Set<String> BUILDPACK = Set.of("bash", "curl", "wget");

    /// Languages whose images come in full, `-slim` and `-alpine`.
    private static final Set<String> LANGUAGES = Set.of("node", "python", "ruby", "golang", "rust");

    /// What the image adds to what it is built on; where it says a tag, to that kind alone.
    private static final Map<String, Set<String>> ADDED = Map.ofEntries(
            Map.entry("postgres", Set.of("pg_isready", "psql", "bash")),
            Map.entry("postgis/postgis", Set.of("pg_isready", "psql", "bash")),
            Map.entry("pgvector/pgvector", Set.of("pg_isready", "psql", "bash")),
            Map.entry("mysql", Set.of("mysqladmin", "mysql", "curl")),
            Map.entry("mongo", Set.of()),
            Map.entry("redis", Set.of("redis-cli")),
            Map.entry("valkey/valkey", Set.of("valkey-cli", "redis-cli")),
            Map.entry("memcached", Set.of()),
            Map.entry("rabbitmq", Set.of("rabbitmq-diagnostics", "rabbitmqctl", "bash")),
            Map.entry("nginx", Set.of("curl")),
            Map.entry("httpd", Set.of()),
            Map.entry("php", Set.of("curl")));

    /// Debian's images unless their tag says Alpine. Of MySQL's only those of Oracle's Linux are left.
    private static final Set<String> DEBIAN_OR_ALPINE = Set.of(
            "postgres",
            "postgis/postgis",
            "pgvector/pgvector",
            "redis",
            "valkey/valkey",
            "memcached",
            "rabbitmq",
            "nginx",
            "httpd",
            "php");

    private static final Map<String, Set<String>> WHOLE = Map.of(
            "alpine", BUSYBOX,
            "busybox", BUSYBOX,
            "debian", DEBIAN,
            "ubuntu", DEBIAN,
            "prom/prometheus", BUSYBOX,
            "prom/alertmanager", BUSYBOX,
            "prom/node-exporter", BUSYBOX,
            "caddy", BUSYBOX,
            "traefik", BUSYBOX,
            "grafana/grafana", Set.of("curl", "wget", "nc", "bash"));

    /// From this version on MariaDB's image has its programs under their own names alone.
    private static final int MARIADB_WITHOUT_OLD_NAMES = 11;

    private static final int MONGO_WITH_NEW_SHELL = 5;
    private static final int MONGO_WITHOUT_OLD_SHELL = 6;

    private ImagePrograms() {}

    public static Presence of(ImageReference image, String program) {
        if (!ASKED.contains(program)) {
            return Presence.UNKNOWN;
        }
        String name = Catalog.officialName(image);
        String tag = image.tag().orElse("");
        if (name.equals("mariadb")) {
            return mariadb(TagVersion.of(image), program);
        }
        return programs(name, tag, TagVersion.of(image))
                .map(known -> known.contains(program) ? Presence.PRESENT : Presence.ABSENT)
                .orElse(Presence.UNKNOWN);
    }

    /// What would do instead, of what the image has for certain.
    public static Optional<String> instead(ImageReference image, String program) {
        List<String> others = switch (program) {
            case "curl" -> List.of("wget");
            case "wget" -> List.of("curl");
            case "mysqladmin" -> List.of("mariadb-admin");
            case "mysql" -> List.of("mariadb");
            case "mongo" -> List.of("mongosh");
            case "mongosh" -> List.of("mongo");
            default -> List.of();
        };
        return others.stream()
                .filter(other -> of(image, other) == Presence.PRESENT)
                .findFirst();
    }

    private static Optional<Set<String>> programs(String name, String tag, TagVersion version) {
        if (name.equals("mongo")) {
            return mongo(version);
        }
        if (name.equals("nginx") && tag.contains("alpine-slim")) {
            return Optional.of(BUSYBOX);
        }
        if (name.equals("mysql")) {
            return tag.contains("debian") || version.hasMajor() && version.major() < 8
                    ? Optional.empty()
                    : Optional.of(with(DEBIAN, ADDED.getOrDefault(name, Set.of())));
        }
        if (LANGUAGES.contains(name)) {
            return Optional.of(tag.contains("alpine") ? BUSYBOX : tag.contains("slim") ? DEBIAN : BUILDPACK);
        }
        if (DEBIAN_OR_ALPINE.contains(name)) {
            return Optional.of(with(tag.contains("alpine") ? BUSYBOX : DEBIAN, ADDED.getOrDefault(name, Set.of())));
        }
        return Optional.ofNullable(WHOLE.get(name));
    }

    private static Optional<Set<String>> mongo(TagVersion version) {
        int major = version.hasMajor() ? version.major() : MONGO_WITHOUT_OLD_SHELL;
        var programs = new HashSet<>(DEBIAN);
        if (major >= MONGO_WITH_NEW_SHELL) {
            programs.add("mongosh");
        }
        if (major < MONGO_WITHOUT_OLD_SHELL) {
            programs.add("mongo");
        }
        return Optional.of(programs);
    }

    private static Presence mariadb(TagVersion version, String program) {
        if (!version.hasMajor()) {
            return Presence.UNKNOWN;
        }
        return switch (program) {
            case "mysqladmin", "mysql" ->
                version.major() >= MARIADB_WITHOUT_OLD_NAMES ? Presence.ABSENT : Presence.PRESENT;
            case "mariadb-admin", "mariadb", "bash" -> Presence.PRESENT;
            case "curl", "wget" -> Presence.ABSENT;
            default -> Presence.UNKNOWN;
        };
    }

    private static Set<String> with(Set<String> base, Set<String> added) {
        var all = new HashSet<>(base);
        all.addAll(added);
        return all;
    }
}
