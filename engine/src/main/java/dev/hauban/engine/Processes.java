package dev.hauban.engine;

import java.util.List;

/// What runs inside an instance, as `ps` shows it.
///
/// @param titles of the columns
/// @param rows a process each, with a cell for each title
public record Processes(List<String> titles, List<List<String>> rows) {
    public Processes {
        titles = List.copyOf(titles);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != titles.size()) {
                throw new IllegalArgumentException("a row of " + row.size() + " cells under " + titles.size());
            }
        }
    }
}
