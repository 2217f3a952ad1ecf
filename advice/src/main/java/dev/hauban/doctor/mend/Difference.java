package dev.hauban.doctor.mend;

import dev.hauban.stack.Secrecy;
import java.util.ArrayList;
import java.util.List;

/// How a file changes, in the form of `diff -u`. What looks like a secret is masked, so it is for people, not for
/// `patch`.
public final class Difference {
    private static final int AROUND = 3;

    /// Where more would have to be compared, all of it counts as changed.
    private static final long MOST = 4_000_000;

    private Difference() {}

    /// One line of both, or of one of them.
    ///
    /// @param mark ` `, `-` or `+`
    private record Line(char mark, String text) {}

    public static String of(String name, String before, String after) {
        List<Line> lines = lines(split(before), split(after));
        var text = new StringBuilder("--- " + name + "\n+++ " + name + "\n");
        int oldLine = 1;
        int newLine = 1;
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).mark() == ' ') {
                at++;
                oldLine++;
                newLine++;
                continue;
            }
            int start = Math.max(0, at - AROUND);
            int end = end(lines, at);
            hunk(text, lines.subList(start, end), oldLine - (at - start), newLine - (at - start));
            for (; at < end; at++) {
                oldLine += lines.get(at).mark() == '+' ? 0 : 1;
                newLine += lines.get(at).mark() == '-' ? 0 : 1;
            }
        }
        return text.toString();
    }

    /// Where what belongs to a change ends: with some lines behind it, unless the next change is near.
    private static int end(List<Line> lines, int at) {
        int last = at;
        for (int i = at; i < lines.size() && i <= last + 2 * AROUND; i++) {
            if (lines.get(i).mark() != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + AROUND + 1);
    }

    private static void hunk(StringBuilder text, List<Line> lines, int oldLine, int newLine) {
        long olds = lines.stream().filter(line -> line.mark() != '+').count();
        long news = lines.stream().filter(line -> line.mark() != '-').count();
        text.append("@@ -" + oldLine + "," + olds + " +" + newLine + "," + news + " @@\n");
        for (Line line : lines) {
            text.append(line.mark()).append(Secrecy.masked(line.text())).append('\n');
        }
    }

    private static List<String> split(String text) {
        var lines = new ArrayList<String>();
        text.lines().forEach(lines::add);
        return lines;
    }

    private static List<Line> lines(List<String> before, List<String> after) {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int tail = 0;
        while (tail < shorter - start
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        var lines = new ArrayList<Line>();
        before.subList(0, start).forEach(line -> lines.add(new Line(' ', line)));
        middle(before.subList(start, before.size() - tail), after.subList(start, after.size() - tail), lines);
        before.subList(before.size() - tail, before.size()).forEach(line -> lines.add(new Line(' ', line)));
        return lines;
    }

    /// By the longest list of lines that both have in this order.
    private static void middle(List<String> before, List<String> after, List<Line> lines) {
        boolean isComparable = (long) before.size() * after.size() <= MOST;
        int[][] longest = isComparable ? longest(before, after) : new int[0][0];
        int i = 0;
        int j = 0;
        while (isComparable && i < before.size() && j < after.size()) {
            if (before.get(i).equals(after.get(j))) {
                lines.add(new Line(' ', before.get(i)));
                i++;
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
        before.subList(i, before.size()).forEach(line -> lines.add(new Line('-', line)));
        after.subList(j, after.size()).forEach(line -> lines.add(new Line('+', line)));
    }

    private static int[][] longest(List<String> before, List<String> after) {
        int[][] longest = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                longest[i][j] = before.get(i).equals(after.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }
}
