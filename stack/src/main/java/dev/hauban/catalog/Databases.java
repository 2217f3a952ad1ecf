package dev.hauban.catalog;

import dev.hauban.stack.HealthCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Images that keep data.
///
/// Source: the official images' Dockerfiles and documentation.
final class Databases {
    private static final List<String> ENTRYPOINT = List.of("docker-entrypoint.sh");

    /// From this version on PostgreSQL's image keeps a folder for each version inside one volume.
    private static final int POSTGRES_WITH_FOLDER_PER_VERSION = 18;

    private static final int NEWEST_POSTGRES = 18;

    private Databases() {}

    static KnownImage postgres(TagVersion version) {
        return postgresLike(
                "postgres",
                version,
                new LocalWay.WithPrograms(List.of(Product.POSTGRESQL_SERVER, Product.POSTGRESQL_CLIENT), "postgres"));
    }

    static KnownImage postgis(TagVersion version) {
        return postgresLike(
                "postgis/postgis",
                version,
                new LocalWay.Missing("needs the PostGIS extension, which is not among what can be fetched"));
    }

    static KnownImage pgvector(TagVersion version) {
        return postgresLike(
                "pgvector/pgvector",
                version,
                new LocalWay.Missing("needs the pgvector extension, which is not among what can be fetched"));
    }

    private static KnownImage postgresLike(String name, TagVersion version, LocalWay local) {
        int major = version.hasMajor() ? version.major() : NEWEST_POSTGRES;
        boolean hasFolders = major >= POSTGRES_WITH_FOLDER_PER_VERSION;
        String data = hasFolders ? "/var/lib/postgresql/" + major + "/docker" : "/var/lib/postgresql/data";
        String volume = hasFolders ? "/var/lib/postgresql" : data;
        int id = version.isAlpine() ? 70 : 999;
        var start = new KnownImage.Start(
                ENTRYPOINT,
                List.of("postgres"),
                Map.of("PGDATA", data),
                "/",
                Optional.of(new KnownImage.Account("postgres", id, id, "/var/lib/postgresql")),
                Optional.of("SIGINT"));
        return new KnownImage(
                name,
                version,
                Category.INFRASTRUCTURE,
                List.of(5432),
                start,
                new KnownImage.Data(List.of(volume), true),
                Optional.of(new HealthCheck.Test.Command(List.of("pg_isready", "-h", "127.0.0.1"))),
                List.of("POSTGRES_PASSWORD", "PGPASSWORD"),
                local);
    }

    static KnownImage mysql(TagVersion version) {
        return mysqlLike("mysql", version, new KnownImage.Account("mysql", 999, 999, "/var/lib/mysql"));
    }

    static KnownImage mariadb(TagVersion version) {
        return mysqlLike("mariadb", version, new KnownImage.Account("mysql", 999, 999, "/home/mysql"));
    }

    private static KnownImage mysqlLike(String name, TagVersion version, KnownImage.Account account) {
        boolean isMysql = name.equals("mysql");
        var start = new KnownImage.Start(
                ENTRYPOINT,
                List.of(isMysql ? "mysqld" : "mariadbd"),
                Map.of(),
                "/",
                Optional.of(account),
                Optional.empty());
        return new KnownImage(
                name,
                version,
                Category.INFRASTRUCTURE,
                isMysql ? List.of(3306, 33060) : List.of(3306),
                start,
                new KnownImage.Data(List.of("/var/lib/mysql"), true),
                Optional.of(new HealthCheck.Test.Command(List.of("mysqladmin", "ping", "-h", "127.0.0.1"))),
                List.of(
                        "MYSQL_ROOT_PASSWORD",
                        "MYSQL_PASSWORD",
                        "MARIADB_ROOT_PASSWORD",
                        "MARIADB_PASSWORD",
                        "MYSQL_PWD"),
                new LocalWay.WithPrograms(List.of(Product.MYSQL_SERVER, Product.MYSQL_CLIENT), "mysql"));
    }

    static KnownImage mongo(TagVersion version) {
        var start = new KnownImage.Start(
                ENTRYPOINT,
                List.of("mongod"),
                Map.of("HOME", "/data/db"),
                "/",
                Optional.of(new KnownImage.Account("mongodb", 999, 999, "/data/db")),
                Optional.empty());
        return new KnownImage(
                "mongo",
                version,
                Category.INFRASTRUCTURE,
                List.of(27017),
                start,
                new KnownImage.Data(List.of("/data/db", "/data/configdb"), true),
                Optional.of(new HealthCheck.Test.Command(
                        List.of("mongosh", "--quiet", "--eval", "db.runCommand('ping').ok"))),
                List.of("MONGO_INITDB_ROOT_PASSWORD"),
                new LocalWay.WithPrograms(List.of(Product.MONGODB_SERVER, Product.MONGODB_SHELL), "mongo"));
    }

    static KnownImage redis(TagVersion version) {
        return redisLike("redis", "redis-server", version);
    }

    static KnownImage valkey(TagVersion version) {
        return redisLike("valkey/valkey", "valkey-server", version);
    }

    private static KnownImage redisLike(String name, String program, TagVersion version) {
        String user = name.startsWith("valkey") ? "valkey" : "redis";
        var start = new KnownImage.Start(
                ENTRYPOINT,
                List.of(program),
                Map.of(),
                "/data",
                Optional.of(new KnownImage.Account(user, 999, version.isAlpine() ? 1000 : 999, "/data")),
                Optional.empty());
        return new KnownImage(
                name,
                version,
                Category.INFRASTRUCTURE,
                List.of(6379),
                start,
                new KnownImage.Data(List.of("/data"), true),
                Optional.of(new HealthCheck.Test.Command(List.of("redis-cli", "ping"))),
                List.of("REDIS_PASSWORD", "REDISCLI_AUTH"),
                new LocalWay.WithPrograms(List.of(Product.REDIS), "redis"));
    }

    static KnownImage memcached(TagVersion version) {
        var start = new KnownImage.Start(
                ENTRYPOINT,
                List.of("memcached"),
                Map.of(),
                "/",
                Optional.of(new KnownImage.Account("memcache", 11211, 11211, "/")),
                Optional.empty());
        return new KnownImage(
                "memcached",
                version,
                Category.INFRASTRUCTURE,
                List.of(11211),
                start,
                KnownImage.Data.none(),
                Optional.empty(),
                List.of(),
                new LocalWay.WithPrograms(List.of(Product.MEMCACHED), "plain"));
    }
}
