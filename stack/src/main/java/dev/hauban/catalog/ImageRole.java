package dev.hauban.catalog;

import dev.hauban.stack.ImageReference;
import java.util.Map;
import java.util.Set;

/// What an image is to those who should not reach it. Told by its own name, whoever publishes it: a database is one in
/// every registry.
public enum ImageRole {
    /// Keeps data, and is to be reached by its own applications alone.
    DATABASE,
    /// A page with which everything can be seen or changed, behind one password or none.
    ADMIN_PAGE,
    /// A page, or an endpoint, that shows what goes on inside and asks nobody who they are.
    OPEN_MONITORING,
    OTHER;

    private static final Set<String> DATABASES = Set.of(
            "postgres",
            "postgresql",
            "postgis",
            "pgvector",
            "timescaledb",
            "mysql",
            "mysql-server",
            "mariadb",
            "percona",
            "percona-server",
            "mongo",
            "mongodb",
            "mongodb-community-server",
            "redis",
            "redis-stack-server",
            "valkey",
            "keydb",
            "dragonfly",
            "memcached",
            "elasticsearch",
            "opensearch",
            "couchdb",
            "couchbase",
            "cassandra",
            "scylla",
            "neo4j",
            "clickhouse",
            "clickhouse-server",
            "cockroach",
            "arangodb",
            "rethinkdb",
            "etcd");

    private static final Map<String, ImageRole> PAGES = Map.ofEntries(
            Map.entry("adminer", ADMIN_PAGE),
            Map.entry("phpmyadmin", ADMIN_PAGE),
            Map.entry("pgadmin4", ADMIN_PAGE),
            Map.entry("mongo-express", ADMIN_PAGE),
            Map.entry("redis-commander", ADMIN_PAGE),
            Map.entry("redisinsight", ADMIN_PAGE),
            Map.entry("phpredisadmin", ADMIN_PAGE),
            Map.entry("phpldapadmin", ADMIN_PAGE),
            Map.entry("kafka-ui", ADMIN_PAGE),
            Map.entry("portainer", ADMIN_PAGE),
            Map.entry("portainer-ce", ADMIN_PAGE),
            Map.entry("prometheus", OPEN_MONITORING),
            Map.entry("alertmanager", OPEN_MONITORING),
            Map.entry("node-exporter", OPEN_MONITORING),
            Map.entry("cadvisor", OPEN_MONITORING),
            Map.entry("postgres-exporter", OPEN_MONITORING),
            Map.entry("redis_exporter", OPEN_MONITORING),
            Map.entry("mongodb_exporter", OPEN_MONITORING),
            Map.entry("mysqld-exporter", OPEN_MONITORING));

    public static ImageRole of(ImageReference image) {
        String name = image.repository().substring(image.repository().lastIndexOf('/') + 1);
        if (DATABASES.contains(name) || image.repository().equals("mssql/server")) {
            return DATABASE;
        }
        return PAGES.getOrDefault(name, OTHER);
    }
}
