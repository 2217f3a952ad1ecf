package dev.hauban.engine.docker.image;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// An image that the daemon has.
///
/// @param id its digest, `sha256:…`
/// @param tags the names it has: `postgres:17`
/// @param digests the names under which registries know it: `postgres@sha256:…`
/// @param tagged when it got its name here, if the daemon knows; a pull that finds nothing new counts, too
/// @param size in bytes
public record LocalImage(
        String id, List<String> tags, List<String> digests, Platform platform, Optional<Instant> tagged, long size) {
    public LocalImage {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
    }

    /// What `GET /images/{name}/json` answers.
    static LocalImage read(Json.Members answer) throws MalformedJson {
        Optional<Instant> tagged = Optional.empty();
        if (answer.find("Metadata").isPresent()) {
            tagged = answer.members("Metadata").findText("LastTagTime").flatMap(LocalImage::instant);
        }
        Platform platform = Platform.usual(
                answer.findText("Os").orElse(""),
                answer.findText("Architecture").orElse(""),
                answer.findText("Variant").orElse(""));
        return new LocalImage(
                answer.text("Id"),
                texts(answer, "RepoTags"),
                texts(answer, "RepoDigests"),
                platform,
                tagged,
                answer.findWholeNumber("Size").orElse(0L));
    }

    private static List<String> texts(Json.Members answer, String name) throws MalformedJson {
        return answer.find(name).isPresent() ? answer.array(name).texts() : List.of();
    }

    /// The daemon writes the year 1 where it does not know.
    private static Optional<Instant> instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isAfter(Instant.EPOCH) ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }
}
