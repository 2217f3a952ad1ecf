package dev.faildaily.backend.fail;

import java.time.Instant;
import java.util.Optional;

/// A fail as it is shown to one person: `mine` and `encouraged` are about that person.
public record Fail(
        long id,
        String author,
        String category,
        String text,
        Optional<String> picture,
        Instant created,
        int comments,
        int courage,
        boolean mine,
        boolean encouraged) {}
