package dev.faildaily.backend.fail;

import java.time.Instant;

/// A comment as it is shown to one person.
public record Comment(long id, String author, String text, Instant created, boolean mine) {}
