package dev.hauban.catalog;

import dev.hauban.stack.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which variables of an image may name a file that holds the value, so that a secret need not be in the environment.
///
/// Source: the images' documentation.
public final class FileVariables {
    private static final List<String> POSTGRES = List.of("POSTGRES_PASSWORD");
    private static final List<String> MYSQL = List.of("MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD");

    private static final Map<String, List<String>> BY_IMAGE = Map.of(
            "postgres",
            POSTGRES,
            "postgis/postgis",
            POSTGRES,
            "pgvector/pgvector",
            POSTGRES,
            "mysql",
            MYSQL,
            "mariadb",
            List.of("MARIADB_ROOT_PASSWORD", "MARIADB_PASSWORD", "MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD"),
            "mongo",
            List.of("MONGO_INITDB_ROOT_PASSWORD"),
            "dpage/pgadmin4",
            List.of("PGADMIN_DEFAULT_PASSWORD"),
            "wordpress",
            List.of("WORDPRESS_DB_PASSWORD"));

    private FileVariables() {}

    /// The name under which the image takes a file instead: `POSTGRES_PASSWORD_FILE`.
    public static Optional<String> of(ImageReference image, String variable) {
        String name = Catalog.officialName(image);
        if (name.equals("grafana/grafana") && variable.startsWith("GF_")) {
            return Optional.of(variable + "__FILE");
        }
        return BY_IMAGE.getOrDefault(name, List.of()).contains(variable)
                ? Optional.of(variable + "_FILE")
                : Optional.empty();
    }
}
