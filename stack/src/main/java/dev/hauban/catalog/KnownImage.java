package dev.hauban.catalog;

import dev.hauban.stack.HealthCheck;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A well-known image at one tag.
///
/// @param name the official repository: `postgres`
/// @param version what the tag asks for; empty parts for `latest`
/// @param start how its container begins
/// @param data what it keeps and who may write it
/// @param readiness for display and for `--wait`, never instead of a `healthcheck`
/// @param healthCheck the image's own, which counts for a service that has none
/// @param secrets variables whose values are secrets
public record KnownImage(
        String name,
        TagVersion version,
        Category category,
        List<Integer> ports,
        Start start,
        Data data,
        Optional<HealthCheck.Test> readiness,
        Optional<HealthCheck> healthCheck,
        List<String> secrets,
        LocalWay local) {

    public KnownImage {
        ports = List.copyOf(ports);
        secrets = List.copyOf(secrets);
    }

    /// One without a health check of its own, as most are.
    KnownImage(
            String name,
            TagVersion version,
            Category category,
            List<Integer> ports,
            Start start,
            Data data,
            Optional<HealthCheck.Test> readiness,
            List<String> secrets,
            LocalWay local) {
        this(name, version, category, ports, start, data, readiness, Optional.empty(), secrets, local);
    }

    /// How the image's container begins.
    ///
    /// @param entrypoint as in the official image
    /// @param environment as in the official image, PATH left out
    /// @param account whom the entrypoint becomes when it is root
    /// @param stopSignal where it is not SIGTERM
    public record Start(
            List<String> entrypoint,
            List<String> command,
            Map<String, String> environment,
            String workingDirectory,
            Optional<Account> account,
            Optional<String> stopSignal) {
        public Start {
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }
    }

    /// The user whom the official image makes for its program.
    public record Account(String name, int uid, int gid, String home) {}

    /// What an image keeps.
    ///
    /// @param volumes its declared VOLUMEs
    /// @param isSingleWriter whether two instances on one volume destroy it
    /// @param configuration folders, empty in the image, where its documentation has people put their configuration
    public record Data(List<String> volumes, boolean isSingleWriter, List<String> configuration) {
        public Data {
            volumes = List.copyOf(volumes);
            configuration = List.copyOf(configuration);
        }

        Data(List<String> volumes, boolean isSingleWriter) {
            this(volumes, isSingleWriter, List.of());
        }

        static Data none() {
            return new Data(List.of(), false);
        }

        Data configuredIn(String... folders) {
            return new Data(volumes, isSingleWriter, List.of(folders));
        }
    }
}
