package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Node;
import java.util.ArrayList;
import java.util.List;

/// Puts remarks beside the lines of a text, one below the other.
final class RemarkColumn {
    /// Lines that are longer have their remarks right behind them.
    private static final int WIDEST = 56;

    private final YamlWriter.Remarks remarks;
    private final List<Remark> all = new ArrayList<>();

    /// @param position in the line that it belongs to
    private record Remark(int position, String text) {}

    RemarkColumn(YamlWriter.Remarks remarks) {
        this.remarks = remarks;
    }

    /// A value is about to be written here.
    void at(int position, Node value) {
        String remark = remarks.of(value);
        if (!remark.isEmpty()) {
            all.add(new Remark(position, remark));
        }
    }

    String beside(StringBuilder text) {
        int column = 0;
        for (Remark remark : all) {
            int width = endOfLine(text, remark) - startOfLine(text, remark);
            column = width <= WIDEST ? Math.max(column, width) : column;
        }
        var beside = new StringBuilder(text.length() * 2);
        int done = 0;
        for (Remark remark : all) {
            int end = endOfLine(text, remark);
            beside.append(text, done, end);
            beside.repeat(' ', Math.max(0, column - (end - startOfLine(text, remark))));
            beside.append("  ").append(remark.text());
            done = end;
        }
        return beside.append(text, done, text.length()).toString();
    }

    private static int startOfLine(StringBuilder text, Remark remark) {
        return text.lastIndexOf("\n", remark.position() - 1) + 1;
    }

    private static int endOfLine(StringBuilder text, Remark remark) {
        return text.indexOf("\n", remark.position());
    }
}
