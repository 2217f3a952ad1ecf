package dev.hauban.compose.yaml;

import org.jspecify.annotations.Nullable;

/// The short texts that were read lately, each once. A Compose file says the same few words again and again; those that
/// are one object stay in the processor's cache, however long the file is.
final class RecentTexts {
    private static final int LONGEST = 32;

    /// A power of two.
    private static final int SLOTS = 512;

    private final @Nullable String[] texts = new @Nullable String[SLOTS];

    String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String known = texts[slot];
        if (known != null && known.equals(text)) {
            return known;
        }
        texts[slot] = text;
        return text;
    }
}
