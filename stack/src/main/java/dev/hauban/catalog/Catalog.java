package dev.hauban.catalog;

import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The well-known images, by name.
public final class Catalog {
    /// Registries that carry the official images under their own names, besides the one that is meant without a word.
    private static final Set<String> OFFICIAL = Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

    /// Mirrors of official images: their names end with the official one.
    private static final String MIRROR = "docker/library/";

    private final Map<String, Function<TagVersion, KnownImage>> families = new TreeMap<>();

    public Catalog() {
        families.put("postgres", Databases::postgres);
        families.put("postgis/postgis", Databases::postgis);
        families.put("pgvector/pgvector", Databases::pgvector);
        families.put("mysql", Databases::mysql);
        families.put("mariadb", Databases::mariadb);
        families.put("mongo", Databases::mongo);
        families.put("redis", Databases::redis);
        families.put("valkey/valkey", Databases::valkey);
        families.put("memcached", Databases::memcached);
        families.put("rabbitmq", Servers::rabbitmq);
        families.put("nginx", Servers::nginx);
        families.put("traefik", Servers::traefik);
        families.put("prom/prometheus", Servers::prometheus);
        families.put("prom/alertmanager", Servers::alertmanager);
        families.put("prom/node-exporter", Servers::nodeExporter);
        families.put("grafana/grafana", Servers::grafana);
        families.put("grafana/loki", Servers::loki);
        families.put("adminer", Servers::adminer);
        families.put("phpmyadmin", Servers::phpmyadmin);
        families.put("phpmyadmin/phpmyadmin", Servers::phpmyadmin);
        families.put("dpage/pgadmin4", Servers::pgadmin);
        families.put("mongo-express", AdministrationPages::mongoExpress);
        families.put("rediscommander/redis-commander", AdministrationPages::redisCommander);
        families.put("ghcr.io/joeferner/redis-commander", AdministrationPages::redisCommander);
    }

    /// What is known of an image; empty when it is not one of the well-known ones, or another publisher's.
    public Optional<KnownImage> find(ImageReference image) {
        return Optional.ofNullable(families.get(officialName(image))).map(family -> family.apply(TagVersion.of(image)));
    }

    /// How the image's data is copied while it runs; empty for what keeps none, or none that could be copied so.
    public Optional<Copying> copying(ImageReference image) {
        return find(image).flatMap(known -> switch (known.name()) {
            case "postgres", "postgis/postgis", "pgvector/pgvector" -> Optional.of(Copyings.postgresql());
            case "mysql", "mariadb" -> Optional.of(Copyings.mysql());
            case "redis", "valkey/valkey" -> Optional.of(RedisCopying.copying());
            default -> Optional.empty();
        });
    }

    /// The first lines that the scripts of an image's [Copying] take from their standard input: what the instance
    /// itself doesn't know of how it was started. Secrets are among them.
    ///
    /// @param program of the service that runs the image
    public String toldToCopy(ImageReference image, Service.Program program) {
        boolean isRedis = copying(image)
                .filter(copying -> copying.form() == Copying.Form.REDIS)
                .isPresent();
        return isRedis ? RedisCopying.told(program) : "";
    }

    static String officialName(ImageReference image) {
        String repository = image.repository();
        if (image.registry().isEmpty() || OFFICIAL.contains(image.registry().get())) {
            return repository;
        }
        int mirror = repository.indexOf(MIRROR);
        return mirror >= 0
                ? repository.substring(mirror + MIRROR.length())
                : image.registry().get() + "/" + repository;
    }

    /// The category of a service by its image; its own when the file builds it.
    public Category category(Optional<ImageReference> image) {
        return image.flatMap(this::find).map(KnownImage::category).orElse(Category.APPLICATION);
    }
}
