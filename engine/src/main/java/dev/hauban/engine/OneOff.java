package dev.hauban.engine;

import java.util.Optional;

/// One more instance of a service, for a single command.
///
/// @param slug 64 hexadecimal digits that nothing else has
/// @param name what it is called; where absent, a name is made of the slug
/// @param hasAliases whether the others find it by the service's name
/// @param isRemovedAfterwards whether nothing of it is left when it has ended
public record OneOff(String slug, Optional<String> name, boolean hasAliases, boolean isRemovedAfterwards) {
    public OneOff {
        if (!slug.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a slug has 64 hexadecimal digits");
        }
    }
}
