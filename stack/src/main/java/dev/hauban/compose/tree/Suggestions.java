package dev.hauban.compose.tree;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the word that somebody may have meant.
final class Suggestions {
    /// Nobody misspells longer ones.
    private static final int LONGEST = 100;
    /// Looking through more of them would take longer than reading the file.
    private static final int MOST = 1_000;

    private Suggestions() {}

    /// The nearest of the known words, or null if none is near.
    static @Nullable String nearest(String word, Iterable<String> known) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return null;
        }
        String plain = plain(word);
        String best = null;
        int bestDistance = Math.max(1, word.length() / 3) + 1;
        int compared = 0;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) > bestDistance || ++compared > MOST) {
                continue;
            }
            int distance = distance(plain, plain(candidate));
            boolean first = best == null || candidate.compareTo(best) < 0;
            if (distance < bestDistance || distance == bestDistance && best != null && first) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /// How many letters have to be put in, taken out, changed or swapped with their neighbor.
    private static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : step(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int step(int[][] table, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int best = Math.min(Math.min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
