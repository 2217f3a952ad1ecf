package dev.hauban.catalog;

import dev.hauban.stack.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A user that an image makes at its first start, with the password that a variable gives.
///
/// Source: the images' documentation.
///
/// @param variable that gives the password; its `…_FILE` may, too
/// @param userVariable that names the user
/// @param usualUser where that one is not set
public record Credential(DatabaseServer server, String variable, Optional<String> userVariable, String usualUser) {
    private static final List<Credential> POSTGRES = List.of(
            new Credential(DatabaseServer.POSTGRESQL, "POSTGRES_PASSWORD", Optional.of("POSTGRES_USER"), "postgres"));
    private static final List<Credential> MYSQL = mysql(DatabaseServer.MYSQL);
    private static final List<Credential> MARIADB = mysql(DatabaseServer.MARIADB);
    private static final List<Credential> MONGO = List.of(new Credential(
            DatabaseServer.MONGODB, "MONGO_INITDB_ROOT_PASSWORD", Optional.of("MONGO_INITDB_ROOT_USERNAME"), "root"));
    private static final List<Credential> REDIS =
            List.of(new Credential(DatabaseServer.REDIS, "REDIS_PASSWORD", Optional.empty(), "default"));

    private static final Map<String, List<Credential>> BY_IMAGE = Map.of(
            "postgres", POSTGRES,
            "postgis/postgis", POSTGRES,
            "pgvector/pgvector", POSTGRES,
            "mysql", MYSQL,
            "mariadb", MARIADB,
            "mongo", MONGO,
            "redis", REDIS,
            "valkey/valkey", REDIS);

    /// What is looked at when there is no data yet, and never again.
    private static final Map<String, Set<String>> FIRST_START = Map.of(
            "rabbitmq", Set.of("RABBITMQ_DEFAULT_PASS"),
            "grafana/grafana", Set.of("GF_SECURITY_ADMIN_PASSWORD"),
            "dpage/pgadmin4", Set.of("PGADMIN_DEFAULT_PASSWORD"));

    private static List<Credential> mysql(DatabaseServer server) {
        return List.of(
                new Credential(server, "MYSQL_ROOT_PASSWORD", Optional.empty(), "root"),
                new Credential(server, "MARIADB_ROOT_PASSWORD", Optional.empty(), "root"),
                new Credential(server, "MYSQL_PASSWORD", Optional.of("MYSQL_USER"), ""),
                new Credential(server, "MARIADB_PASSWORD", Optional.of("MARIADB_USER"), ""));
    }

    /// Those of an image, whoever may do everything first; empty for what is no database, or one whose passwords nobody
    /// here knows how to change.
    public static List<Credential> of(ImageReference image) {
        return BY_IMAGE.getOrDefault(Catalog.officialName(image), List.of());
    }

    /// Whether the image takes this variable at its first start alone, and it isn't known how it is changed later.
    public static boolean isForFirstStart(ImageReference image, String variable) {
        return FIRST_START.getOrDefault(Catalog.officialName(image), Set.of()).contains(variable);
    }
}
