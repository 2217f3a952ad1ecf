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
        String known = text.length() > LONGEST ? null : texts[slot(text.hashCode())];
        return known != null && known.equals(text) ? known : keep(text);
    }

    private String keep(String text) {
        if (text.length() <= LONGEST) {
            texts[slot(text.hashCode())] = text;
        }
        return text;
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }

    /// What stands from here to there in a text; it is made only if it is not known.
    String of(String text, int from, int to) {
        if (to - from > LONGEST) {
            return text.substring(from, to);
        }
        // As String.hashCode does.
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        String known = texts[slot(hash)];
        return known != null && known.length() == to - from && text.startsWith(known, from)
                ? known
                : keep(text.substring(from, to));
    }
}
