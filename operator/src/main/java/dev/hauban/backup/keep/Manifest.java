package dev.hauban.backup.keep;

import dev.hauban.stack.ProjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is in a set, and how it came to be.
///
/// @param program Hauban and its version
/// @param recipients for whom the parts are encrypted; none means that they are not
/// @param hashes the config hash of each service that was copied
public record Manifest(
        ProjectName project,
        String engine,
        String program,
        Instant begun,
        Duration took,
        List<String> recipients,
        SortedMap<String, String> hashes,
        List<Part> parts) {
    public Manifest {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
        recipients = List.copyOf(recipients);
        parts = List.copyOf(parts);
    }

    /// What it takes on the disk.
    public long size() {
        return parts.stream().mapToLong(part -> part.file().size()).sum();
    }
}
