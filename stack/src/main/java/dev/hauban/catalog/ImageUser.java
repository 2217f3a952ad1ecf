package dev.hauban.catalog;

import dev.hauban.stack.ImageReference;
import java.util.Map;
import java.util.Optional;

/// Images whose program begins as another user than root, and keeps its data in a folder: it can't give itself what a
/// folder of the host refuses it.
///
/// Source: the images' Dockerfiles.
///
/// @param data the folder into which it writes
public record ImageUser(int user, String data) {
    private static final Map<String, ImageUser> USERS = Map.of(
            "prom/prometheus", new ImageUser(65_534, "/prometheus"),
            "prom/alertmanager", new ImageUser(65_534, "/alertmanager"),
            "grafana/grafana", new ImageUser(472, "/var/lib/grafana"),
            "grafana/loki", new ImageUser(10_001, "/loki"),
            "dpage/pgadmin4", new ImageUser(5_050, "/var/lib/pgadmin"),
            "elasticsearch", new ImageUser(1_000, "/usr/share/elasticsearch/data"),
            "opensearchproject/opensearch", new ImageUser(1_000, "/usr/share/opensearch/data"));

    /// Empty where it is root, or nobody here knows.
    public static Optional<ImageUser> of(ImageReference image) {
        return Optional.ofNullable(USERS.get(Catalog.officialName(image)));
    }
}
