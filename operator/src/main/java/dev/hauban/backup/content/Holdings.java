package dev.hauban.backup.content;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a copy holds.
///
/// @param rows by table, such as `shop.public.orders`, or whatever else holds things that can be compared
/// @param objects how many there are of what is no rows: `views`, `triggers`
public record Holdings(SortedMap<String, Tally> rows, SortedMap<String, Long> objects) {
    /// Behind the name of what holds things that end by themselves: some may be over when they are brought back.
    static final String ENDING = " (ending)";

    /// Behind a PostgreSQL database's name: what is no table.
    static final String SEQUENCES = "(sequences)";

    static final String LARGE_OBJECTS = "(large objects)";

    private static final int ENOUGH = 5;

    public Holdings {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /// All rows together.
    public long count() {
        return rows.values().stream().mapToLong(Tally::count).sum();
    }

    /// In how many rows of its tables another one differs from this one, in words: what is written by hand may write
    /// the same rows in another way, and more than these is not compared.
    ///
    /// @param other what came of this
    /// @param prefix of its tables' names, which this one's lack
    public List<String> missingRows(Holdings other, String prefix) {
        var differences = new ArrayList<String>();
        rows.forEach((table, tally) -> {
            long count = other.rows.getOrDefault(prefix + table, Tally.NONE).count();
            boolean isTable = !table.endsWith(SEQUENCES) && !table.endsWith(LARGE_OBJECTS);
            if (isTable && count != tally.count()) {
                differences.add(prefix + table + ": " + tally.count() + " in the file, " + count + " restored");
            }
        });
        return differences.size() <= ENOUGH ? differences : cut(differences);
    }

    /// In what another one differs from this one, in words; empty when it doesn't.
    ///
    /// @param other what came of this
    public List<String> differences(Holdings other) {
        var differences = new ArrayList<String>();
        for (String table : union(rows.keySet(), other.rows.keySet())) {
            Tally mine = rows.getOrDefault(table, Tally.NONE);
            Tally its = other.rows.getOrDefault(table, Tally.NONE);
            boolean isOver = table.endsWith(ENDING) && its.count() < mine.count();
            if (mine.count() != its.count() && !isOver) {
                differences.add(table + ": " + mine.count() + " in the backup, " + its.count() + " restored");
            } else if (mine.sum() != its.sum() && !isOver) {
                differences.add(table + ": " + mine.count() + " in the backup and restored, but not the same ones");
            }
        }
        for (String kind : union(objects.keySet(), other.objects.keySet())) {
            long mine = objects.getOrDefault(kind, 0L);
            long its = other.objects.getOrDefault(kind, 0L);
            if (mine != its) {
                differences.add(kind + ": " + mine + " in the backup, " + its + " restored");
            }
        }
        return differences.size() <= ENOUGH ? differences : cut(differences);
    }

    private static List<String> cut(List<String> differences) {
        var few = new ArrayList<>(differences.subList(0, ENOUGH));
        few.add("and " + (differences.size() - ENOUGH) + " more");
        return few;
    }

    private static SortedSet<String> union(Iterable<String> one, Iterable<String> other) {
        var union = new TreeSet<String>();
        one.forEach(union::add);
        other.forEach(union::add);
        return union;
    }
}
