package dev.hauban.backup.content;

import dev.hauban.catalog.Copying;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads along while a copy passes. One copy, one reading.
public abstract sealed class Reading implements AutoCloseable
        permits LineReading, MysqlReading, RedisReading, TarReading {
    private static final int PIECE = 64 * 1024;

    private final SortedMap<String, Tally> rows = new TreeMap<>();
    private final SortedMap<String, Long> objects = new TreeMap<>();
    private boolean namesDatabases;
    private boolean dropsTables;

    public static Reading of(Copying.Form form) {
        return switch (form) {
            case POSTGRESQL -> new PostgresReading();
            case MYSQL -> new MysqlReading();
            case REDIS -> new RedisReading();
            case TAR -> new TarReading();
        };
    }

    /// The next bytes of the copy, in pieces of any length.
    public abstract void pass(byte[] bytes, int offset, int length) throws InterruptedException;

    /// All of a copy, to its end.
    public final void passAll(InputStream copy) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        for (int count = copy.read(piece); count >= 0; count = copy.read(piece)) {
            pass(piece, 0, count);
        }
        end();
    }

    /// Nothing more will pass. What passed is known from now on.
    public void end() throws InterruptedException {}

    /// Ends what may still be at work when a copy breaks off.
    @Override
    public void close() {}

    /// Whether what has passed can be a whole copy of this form.
    public abstract boolean isWhole();

    /// What has passed so far.
    public final Holdings holdings() {
        return new Holdings(rows, objects);
    }

    /// Whether it says itself in which databases its tables are.
    public final boolean namesDatabases() {
        return namesDatabases;
    }

    /// Whether it takes away what is there under the names that it makes.
    public final boolean dropsTables() {
        return dropsTables;
    }

    final void databaseNamed() {
        namesDatabases = true;
    }

    final void tableDropped() {
        dropsTables = true;
    }

    final void row(String table, Tally tally) {
        rows.merge(table, tally, Tally::plus);
    }

    /// A table is there, be it without rows.
    final void table(String name) {
        row(name, Tally.NONE);
    }

    final void object(String kind) {
        objects.merge(kind, 1L, Long::sum);
    }
}
