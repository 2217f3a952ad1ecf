package dev.hauban.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Software that images bring and that a machine without containers has to find elsewhere.
public enum Product {
    POSTGRESQL_SERVER("PostgreSQL", "postgres", "initdb", "pg_ctl"),
    POSTGRESQL_CLIENT(
            "PostgreSQL's client programs",
            "psql",
            "pg_isready",
            "pg_dump",
            "pg_dumpall",
            "pg_restore",
            "createdb",
            "createuser",
            "dropdb",
            "dropuser",
            "pg_basebackup",
            "vacuumdb",
            "reindexdb"),
    MYSQL_SERVER("MySQL", "mysqld", "mariadbd"),
    MYSQL_CLIENT(
            "MySQL's client programs",
            "mysql",
            "mysqladmin",
            "mysqldump",
            "mariadb",
            "mariadb-admin",
            "mariadb-dump",
            "mysqlcheck",
            "mysqlshow",
            "mysqlimport",
            "mariadb-check",
            "mariadb-upgrade"),
    REDIS("Redis", "redis-server", "redis-cli", "redis-benchmark", "redis-check-aof", "redis-check-rdb"),
    MONGODB_SERVER("MongoDB", "mongod"),
    MONGODB_SHELL("MongoDB's shell", "mongosh", "mongo"),
    MEMCACHED("memcached", "memcached"),
    NGINX("nginx", "nginx"),
    PROMETHEUS("Prometheus", "prometheus", "promtool"),
    ALERTMANAGER("Alertmanager", "prometheus-alertmanager"),
    NODE_EXPORTER("the node exporter", "prometheus-node-exporter"),
    MONGO_EXPRESS("mongo-express", "mongo-express"),
    REDIS_COMMANDER("redis-commander", "redis-commander"),
    NODE("Node.js", "node"),
    CURL("curl", "curl"),
    WGET("wget", "wget"),
    NETCAT("netcat", "nc", "netcat"),
    SOCAT("socat", "socat"),
    JQ("jq", "jq"),
    ZSTD("zstd", "zstd", "zstdcat"),
    XZ("xz", "xz", "xzcat"),
    OPENSSL("OpenSSL", "openssl"),
    DUMB_INIT("dumb-init", "dumb-init"),
    TINI("tini", "tini"),
    ENVSUBST("envsubst", "envsubst");

    private final String title;
    private final List<String> programs;

    Product(String title, String... programs) {
        this.title = title;
        this.programs = List.of(programs);
    }

    /// As a person says it.
    public String title() {
        return title;
    }

    /// What it is called on a command line; the first is the one without which it is useless.
    public List<String> programs() {
        return programs;
    }

    /// Which product brings a program of this name.
    public static Optional<Product> bringing(String program) {
        return Arrays.stream(values())
                .filter(product -> product.programs.contains(program))
                .findFirst();
    }
}
