package dev.checkin.backend.event;

import dev.checkin.backend.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A list as it comes out of a spreadsheet: name, e-mail address, note; divided by commas, semicolons or tabs, with or
/// without quotes. A first line with the columns' names says in which order they stand.
final class ParticipantList {
    private static final int LINES = 2_000;
    private static final Map<String, Integer> COLUMNS =
            Map.of("name", 0, "nom", 0, "participant", 0, "email", 1, "e-mail", 1, "mail", 1, "note", 2, "company", 2);

    /// @param line where it begins, from 1
    record Row(int line, Participants.Wish wish) {}

    private record Cells(int line, List<String> cells) {}

    private ParticipantList() {}

    static List<Row> read(String text) {
        var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var lines = split(plain, divider(plain));
        if (lines.size() > LINES) {
            throw Refusal.wrong("That are more than " + LINES + " lines. Please take the list in parts.");
        }
        if (lines.isEmpty()) {
            return List.of();
        }
        var order = order(lines.getFirst().cells());
        var rows = order.isEmpty() ? lines : lines.subList(1, lines.size());
        var places = order.isEmpty() ? List.of(0, 1, 2) : order;
        return rows.stream()
                .map(row -> new Row(
                        row.line(),
                        new Participants.Wish(
                                cell(row.cells(), places.get(0)),
                                cell(row.cells(), places.get(1)),
                                cell(row.cells(), places.get(2)))))
                .toList();
    }

    /// At which place name, address and note stand; empty where the line holds a participant.
    private static List<Integer> order(List<String> head) {
        var places = new ArrayList<>(List.of(-1, -1, -1));
        for (int i = 0; i < head.size(); i++) {
            var column = COLUMNS.get(Words.plain(head.get(i).strip()));
            if (column != null) {
                places.set(column, i);
            }
        }
        return places.getFirst() < 0 ? List.of() : places;
    }

    private static String cell(List<String> cells, int place) {
        return place >= 0 && place < cells.size() ? cells.get(place) : "";
    }

    /// What the first line has most of.
    private static char divider(String text) {
        var first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(sign -> sign == wanted).count();
    }

    private static List<Cells> split(String text, char divider) {
        List<Cells> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean isQuoted = false;
        int line = 1;
        int begin = 1;
        for (int i = 0; i <= text.length(); i++) {
            char sign = i < text.length() ? text.charAt(i) : '\n';
            if (isQuoted && i < text.length()) {
                if (sign != '"') {
                    cell.append(sign);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    isQuoted = false;
                }
            } else if (sign == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                isQuoted = true;
            } else if (sign == divider || sign == '\n') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else if (sign != '\r') {
                cell.append(sign);
            }
            if (sign == '\n') {
                line++;
                if (!isQuoted || i == text.length()) {
                    if (cells.stream().anyMatch(each -> !each.isEmpty())) {
                        lines.add(new Cells(begin, List.copyOf(cells)));
                    }
                    cells.clear();
                    begin = line;
                }
            }
        }
        return lines;
    }
}
