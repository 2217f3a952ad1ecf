package dev.hauban.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Images that serve, watch or administer.
///
/// Source: the images' Dockerfiles and documentation.
final class Servers {
    private static final KnownImage.Account NOBODY = new KnownImage.Account("nobody", 65_534, 65_534, "/");

    private Servers() {}

    static KnownImage nginx(TagVersion version) {
        var start = new KnownImage.Start(
                List.of("docker-entrypoint.sh"),
                List.of("nginx", "-g", "daemon off;"),
                Map.of(),
                "/",
                Optional.of(new KnownImage.Account("nginx", 101, 101, "/nonexistent")),
                Optional.of("SIGQUIT"));
        return new KnownImage(
                "nginx",
                version,
                Category.INFRASTRUCTURE,
                List.of(80),
                start,
                KnownImage.Data.none(),
                Optional.empty(),
                List.of(),
                new LocalWay.WithPrograms(List.of(Product.NGINX), "nginx"));
    }

    static KnownImage prometheus(TagVersion version) {
        return monitoring(
                "prom/prometheus",
                version,
                9090,
                new KnownImage.Start(
                        List.of("prometheus"),
                        List.of("--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"),
                        Map.of(),
                        "/prometheus",
                        Optional.of(NOBODY),
                        Optional.empty()),
                new KnownImage.Data(List.of("/prometheus"), true).configuredIn("/etc/prometheus"),
                new LocalWay.WithPrograms(List.of(Product.PROMETHEUS), "plain"));
    }

    static KnownImage alertmanager(TagVersion version) {
        return monitoring(
                "prom/alertmanager",
                version,
                9093,
                new KnownImage.Start(
                        List.of("prometheus-alertmanager"),
                        List.of("--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"),
                        Map.of(),
                        "/alertmanager",
                        Optional.of(NOBODY),
                        Optional.empty()),
                new KnownImage.Data(List.of("/alertmanager"), true).configuredIn("/etc/alertmanager"),
                new LocalWay.WithPrograms(List.of(Product.ALERTMANAGER), "plain"));
    }

    static KnownImage nodeExporter(TagVersion version) {
        return monitoring(
                "prom/node-exporter",
                version,
                9100,
                new KnownImage.Start(
                        List.of("prometheus-node-exporter"),
                        List.of(),
                        Map.of(),
                        "/",
                        Optional.of(NOBODY),
                        Optional.empty()),
                KnownImage.Data.none(),
                new LocalWay.WithPrograms(List.of(Product.NODE_EXPORTER), "plain"));
    }

    static KnownImage grafana(TagVersion version) {
        return withoutLocalWay("grafana/grafana", version, Category.MONITORING, 3000);
    }

    static KnownImage loki(TagVersion version) {
        return withoutLocalWay("grafana/loki", version, Category.MONITORING, 3100);
    }

    static KnownImage rabbitmq(TagVersion version) {
        return withoutLocalWay("rabbitmq", version, Category.INFRASTRUCTURE, 5672);
    }

    static KnownImage traefik(TagVersion version) {
        return withoutLocalWay("traefik", version, Category.INFRASTRUCTURE, 80);
    }

    static KnownImage adminer(TagVersion version) {
        return withoutLocalWay("adminer", version, Category.ADMINISTRATION, 8080);
    }

    static KnownImage phpmyadmin(TagVersion version) {
        return withoutLocalWay("phpmyadmin", version, Category.ADMINISTRATION, 80);
    }

    static KnownImage pgadmin(TagVersion version) {
        return withoutLocalWay("dpage/pgadmin4", version, Category.ADMINISTRATION, 80);
    }

    private static KnownImage monitoring(
            String name, TagVersion version, int port, KnownImage.Start start, KnownImage.Data data, LocalWay local) {
        return new KnownImage(
                name, version, Category.MONITORING, List.of(port), start, data, Optional.empty(), List.of(), local);
    }

    private static KnownImage withoutLocalWay(String name, TagVersion version, Category category, int port) {
        var start = new KnownImage.Start(List.of(), List.of(), Map.of(), "/", Optional.empty(), Optional.empty());
        return new KnownImage(
                name,
                version,
                category,
                List.of(port),
                start,
                KnownImage.Data.none(),
                Optional.empty(),
                List.of("GF_SECURITY_ADMIN_PASSWORD", "PGADMIN_DEFAULT_PASSWORD"),
                new LocalWay.Missing("is not yet among the images that run without a container"));
    }
}
