package dev.hauban.compose.shape;

import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the word that somebody may have meant.
public final class Suggestions {
    private Suggestions() {}

    /// The nearest of the known words, or null if none is near.
    public static @Nullable String nearest(String word, Iterable<String> known) {
        String plain = word.toLowerCase(Locale.ROOT).replace('-', '_');
        String best = null;
        int bestDistance = Math.max(1, word.length() / 3) + 1;
        var sorted = new TreeSet<String>();
        known.forEach(sorted::add);
        for (String candidate : sorted) {
            int distance = distance(plain, candidate.replace('-', '_'));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
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
