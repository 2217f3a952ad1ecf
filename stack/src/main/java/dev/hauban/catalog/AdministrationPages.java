package dev.hauban.catalog;

import dev.hauban.stack.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Images with pages in which a person looks into databases and changes them.
///
/// Source: the images' Dockerfiles and documentation.
final class AdministrationPages {
    private static final int PORT = 8081;

    private AdministrationPages() {}

    static KnownImage mongoExpress(TagVersion version) {
        var start = new KnownImage.Start(
                List.of("/docker-entrypoint.sh"),
                List.of("mongo-express"),
                Map.of(
                        "ME_CONFIG_MONGODB_URL", "mongodb://mongo:27017",
                        "ME_CONFIG_MONGODB_ENABLE_ADMIN", "true",
                        "VCAP_APP_HOST", "0.0.0.0"),
                "/app",
                // In the image it is root; here it is whom the image's base has for programs of Node.js.
                Optional.of(new KnownImage.Account("node", 1000, 1000, "/home/node")),
                Optional.empty());
        return new KnownImage(
                "mongo-express",
                version,
                Category.ADMINISTRATION,
                List.of(PORT),
                start,
                KnownImage.Data.none(),
                Optional.empty(),
                List.of(
                        "ME_CONFIG_MONGODB_URL",
                        "ME_CONFIG_MONGODB_ADMINPASSWORD",
                        "ME_CONFIG_MONGODB_AUTH_PASSWORD",
                        "ME_CONFIG_BASICAUTH_PASSWORD",
                        "ME_CONFIG_SITE_COOKIESECRET",
                        "ME_CONFIG_SITE_SESSIONSECRET"),
                new LocalWay.WithPrograms(List.of(Product.MONGO_EXPRESS, Product.NODE), "plain"));
    }

    static KnownImage redisCommander(TagVersion version) {
        var start = new KnownImage.Start(
                List.of(),
                List.of("redis-commander"),
                Map.of("NODE_ENV", "production", "NODE_CONFIG_DIR", "/redis-commander/config"),
                "/redis-commander",
                Optional.of(new KnownImage.Account("redis", 10_000, 10_000, "/redis-commander")),
                Optional.empty());
        var check = new HealthCheck(
                new HealthCheck.Test.Command(List.of("/redis-commander/bin/healthcheck.js")),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                HealthCheck.DEFAULT_RETRIES,
                Duration.ZERO,
                Optional.empty());
        return new KnownImage(
                "rediscommander/redis-commander",
                version,
                Category.ADMINISTRATION,
                List.of(PORT),
                start,
                KnownImage.Data.none(),
                Optional.of(check.test()),
                Optional.of(check),
                List.of("HTTP_PASSWORD", "HTTP_PASSWORD_HASH", "REDIS_PASSWORD", "SENTINEL_PASSWORD", "REDIS_HOSTS"),
                new LocalWay.WithPrograms(List.of(Product.REDIS_COMMANDER, Product.NODE), "plain"));
    }
}
