package dev.hauban.cli.screen;

import java.util.ArrayList;
import java.util.List;

/// Rows in columns.
public final class Table {
    private final int narrowest;
    private final int gap;
    private final boolean endsInBlanks;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(int narrowest, int gap, boolean endsInBlanks) {
        this.narrowest = narrowest;
        this.gap = gap;
        this.endsInBlanks = endsInBlanks;
    }

    /// As Docker Compose sets them, to the byte: at least 20 characters wide, three blanks between, the blanks also
    /// before a last cell that is empty.
    public static Table likeCompose(String... titles) {
        return new Table(20, 3, true).row(titles);
    }

    /// As Docker's own commands set them: at least 10 characters wide.
    public static Table likeDocker(String... titles) {
        return new Table(10, 3, true).row(titles);
    }

    /// As Docker Compose sets processes: two blanks between.
    public static Table likeTop(String... titles) {
        return new Table(4, 2, true).row(titles);
    }

    /// Columns only as wide as they need to be.
    public static Table narrow(String... titles) {
        return new Table(0, 3, false).row(titles);
    }

    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public String text() {
        int columns = rows.getFirst().size();
        var widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(
                        widths[column], Math.max(narrowest, row.get(column).length() + gap));
            }
        }
        var text = new StringBuilder();
        for (List<String> row : rows) {
            int begin = text.length();
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                text.append(cell);
                if (column < columns - 1) {
                    text.repeat(" ", widths[column] - cell.length());
                }
            }
            if (!endsInBlanks) {
                cutBlanks(text, begin);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void cutBlanks(StringBuilder text, int begin) {
        int end = text.length();
        while (end > begin && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
    }
}
