package dev.hauban.stack;

import java.util.Optional;

/// The name of an image: `[registry/]repository[:tag][@digest]`.
///
/// @param text as written in the file
/// @param repository without registry, tag and digest; official images have no `library/` in front: `postgres`,
///     `grafana/grafana`
public record ImageReference(
        String text, Optional<String> registry, String repository, Optional<String> tag, Optional<String> digest) {

    /// Takes any text apart; it doesn't judge whether a registry would accept it.
    public static ImageReference parse(String text) {
        String rest = text;
        Optional<String> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        Optional<String> registry = Optional.empty();
        int slash = rest.indexOf('/');
        if (slash > 0 && looksLikeHost(rest.substring(0, slash))) {
            registry = Optional.of(rest.substring(0, slash));
            rest = rest.substring(slash + 1);
        }
        if (rest.startsWith("library/")) {
            rest = rest.substring("library/".length());
        }
        return new ImageReference(text, registry, rest, tag, digest);
    }

    private static boolean looksLikeHost(String text) {
        return text.equals("localhost") || text.contains(".") || text.contains(":");
    }

    @Override
    public String toString() {
        return text;
    }
}
