package dev.hauban.backup.keep;

import java.util.List;

/// A file of a set as it was written.
///
/// @param sum SHA-256 of all of it
/// @param blocks SHA-256 of each [#BLOCK] bytes; the last one may be shorter
public record StoredFile(String name, long size, String sum, List<String> blocks) {
    public static final int BLOCK = 4 * 1024 * 1024;

    public StoredFile {
        blocks = List.copyOf(blocks);
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("not a name of a file in a set: " + name);
        }
        if (size < 0 || blocks.size() != (size + BLOCK - 1) / BLOCK) {
            throw new IllegalArgumentException(name + " has another number of blocks than its size says");
        }
    }
}
