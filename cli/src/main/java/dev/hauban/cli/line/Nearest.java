package dev.hauban.cli.line;

import java.util.Collection;
import java.util.Optional;

/// Finds the known name that was probably meant.
public final class Nearest {
    private Nearest() {}

    /// The known name that is at most a third of its letters away, the closest first, then by the alphabet.
    public static Optional<String> to(String typed, Collection<String> known) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = typed.length() > 2 && name.startsWith(typed) ? 1 : distance(typed, name);
            boolean closer =
                    distance < bestDistance || best != null && distance == bestDistance && name.compareTo(best) < 0;
            if (distance <= Math.max(1, name.length() / 3) && closer) {
                best = name;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /// Letters to put in, take out, replace, or swap with their neighbor.
    static int distance(String from, String to) {
        var table = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                table[row][column] = row == 0 || column == 0 ? row + column : step(from, to, row, column, table);
            }
        }
        return table[from.length()][to.length()];
    }

    private static int step(String from, String to, int row, int column, int[][] table) {
        boolean same = from.charAt(row - 1) == to.charAt(column - 1);
        int best = Math.min(
                table[row - 1][column - 1] + (same ? 0 : 1),
                1 + Math.min(table[row - 1][column], table[row][column - 1]));
        boolean swapped = row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
        return swapped ? Math.min(best, table[row - 2][column - 2] + 1) : best;
    }
}
