package dev.hauban.backup.content;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads along what `pg_dumpall` and `pg_dump` write. Rows stand between `COPY table (columns) FROM stdin;` and a line
/// of
/// `\.`, one in each line. The words of what is no rows may change when they have been through a server once, so that
/// it
/// is only counted.
final class PostgresReading extends LineReading {
    private static final byte[] COPY = bytes("COPY ");
    private static final byte[] END = bytes("\\.");
    private static final byte[] CONNECT = bytes("\\connect ");
    private static final byte[] DROP = bytes("DROP TABLE ");
    private static final byte[] SEQUENCE = bytes("SELECT pg_catalog.setval(");
    private static final byte[] LARGE_OBJECT = bytes("SELECT pg_catalog.lowrite(");
    private static final byte[] ALL_COMPLETE = bytes("-- PostgreSQL database cluster dump complete");
    private static final byte[] COMPLETE = bytes("-- PostgreSQL database dump complete");
    private static final Map<byte[], String> OBJECTS = objects();

    private String database = "";
    private String table = "";
    private boolean isWhole;

    private static Map<byte[], String> objects() {
        var objects = new LinkedHashMap<byte[], String>();
        objects.put(bytes("CREATE TABLE "), "tables");
        objects.put(bytes("CREATE VIEW "), "views");
        objects.put(bytes("CREATE MATERIALIZED VIEW "), "materialized views");
        objects.put(bytes("CREATE INDEX "), "indexes");
        objects.put(bytes("CREATE UNIQUE INDEX "), "indexes");
        objects.put(bytes("CREATE SEQUENCE "), "sequences");
        objects.put(bytes("CREATE FUNCTION "), "functions");
        objects.put(bytes("CREATE PROCEDURE "), "functions");
        objects.put(bytes("CREATE TRIGGER "), "triggers");
        objects.put(bytes("CREATE TYPE "), "types");
        objects.put(bytes("CREATE EXTENSION "), "extensions");
        objects.put(bytes("CREATE SCHEMA "), "schemas");
        objects.put(bytes("CREATE ROLE "), "roles");
        objects.put(bytes("CREATE DATABASE "), "databases");
        objects.put(bytes("    ADD CONSTRAINT "), "constraints");
        return objects;
    }

    @Override
    void line() {
        if (!table.isEmpty()) {
            if (is(END)) {
                table = "";
            } else {
                row(table, tally());
            }
        } else if (begins(COPY)) {
            copy(text());
        } else if (begins(CONNECT)) {
            databaseNamed();
            database = database(text().substring(CONNECT.length)) + ".";
        } else {
            other();
        }
    }

    private void copy(String line) {
        int columns = line.indexOf(" (");
        // Of a line with very many columns the end is not at hand.
        if (columns > COPY.length && (line.endsWith(" FROM stdin;") || isCut())) {
            table = database + line.substring(COPY.length, columns);
            table(table);
        }
    }

    /// `shop`, or `-reuse-previous=on "dbname='my shop'"` where the name isn't plain.
    private static String database(String words) {
        int name = words.indexOf("dbname='");
        int end = words.lastIndexOf('\'');
        return name < 0 || end <= name + 8 ? words.strip() : words.substring(name + 8, end);
    }

    private void other() {
        if (begins(SEQUENCE)) {
            row(database + Holdings.SEQUENCES, tally());
        } else if (begins(LARGE_OBJECT)) {
            row(database + Holdings.LARGE_OBJECTS, tally());
        } else if (begins(DROP)) {
            tableDropped();
        } else if (is(COMPLETE) || is(ALL_COMPLETE)) {
            isWhole = true;
        } else {
            OBJECTS.forEach((beginning, kind) -> {
                if (begins(beginning)) {
                    object(kind);
                }
            });
        }
    }

    @Override
    public boolean isWhole() {
        return isWhole && table.isEmpty();
    }
}
