package dev.hauban.backup.content;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Reads along what `mysqldump` and `mariadb-dump` write. Rows stand in parentheses behind ``INSERT INTO `table`
/// VALUES``, any number of them in one statement.
final class MysqlReading extends Reading {
    private static final int HEAD = 16 * 1024;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final CheckSum checkSum = new CheckSum();
    private Where where = Where.STATEMENT;
    private String database = "";
    private String table = "";
    private int depth;
    private boolean hasBegun;
    private boolean isWhole;

    /// Where in the copy we are.
    private enum Where {
        /// In a line that is no rows, or of which it isn't known yet.
        STATEMENT,
        /// Between two rows.
        BETWEEN,
        ROW,
        /// In a text of a row.
        QUOTED,
        /// Behind a backslash in it.
        ESCAPED
    }

    @Override
    public void pass(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = switch (where) {
                case STATEMENT -> statement(bytes, at, end);
                case BETWEEN -> between(bytes, at);
                case ROW -> row(bytes, at, end);
                case QUOTED -> quoted(bytes, at, end);
                case ESCAPED -> escaped(bytes, at);
            };
        }
    }

    private int statement(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            byte one = bytes[at];
            if (one == '\n') {
                line(head.toString(StandardCharsets.UTF_8));
                head.reset();
                return at + 1;
            }
            if (head.size() < HEAD) {
                head.write(one);
                if (one == 'S' && beginsRows()) {
                    return at + 1;
                }
            }
        }
        return end;
    }

    /// Behind ``INSERT INTO `table` VALUES``, or with names of columns in front of the last word.
    private boolean beginsRows() {
        String line = head.toString(StandardCharsets.UTF_8);
        if (!line.startsWith("INSERT INTO `") || !line.endsWith(" VALUES")) {
            return false;
        }
        String between = line.substring("INSERT INTO `".length(), line.length() - " VALUES".length());
        int end = endOfName(between);
        String behind = end < 0 ? "" : between.substring(end + 1);
        boolean isAll = end >= 0 && (behind.isEmpty() || behind.startsWith(" (") && behind.endsWith(")"));
        if (isAll) {
            table = database + between.substring(0, end).replace("``", "`");
            table(table);
            head.reset();
            where = Where.BETWEEN;
        }
        return isAll;
    }

    private static int endOfName(String name) {
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) == '`') {
                if (at + 1 < name.length() && name.charAt(at + 1) == '`') {
                    at++;
                } else {
                    return at;
                }
            }
        }
        return -1;
    }

    private int between(byte[] bytes, int at) {
        if (bytes[at] == '(') {
            checkSum.clear();
            depth = 0;
            where = Where.ROW;
            return at;
        }
        if (bytes[at] == ';') {
            where = Where.STATEMENT;
        }
        return at + 1;
    }

    private int row(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            switch (bytes[at]) {
                case '\'' -> where = Where.QUOTED;
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
            if (where == Where.QUOTED || depth == 0) {
                checkSum.add(bytes, from, at + 1);
                if (depth == 0) {
                    row(table, Tally.one(checkSum));
                    where = Where.BETWEEN;
                }
                return at + 1;
            }
        }
        checkSum.add(bytes, from, end);
        return end;
    }

    /// A quote that is doubled ends a text and begins another one at once, which is the same for us.
    private int quoted(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            byte one = bytes[at];
            if (one == '\'' || one == '\\') {
                where = one == '\'' ? Where.ROW : Where.ESCAPED;
                checkSum.add(bytes, from, at + 1);
                return at + 1;
            }
        }
        checkSum.add(bytes, from, end);
        return end;
    }

    private int escaped(byte[] bytes, int at) {
        checkSum.add(bytes, at, at + 1);
        where = Where.QUOTED;
        return at + 1;
    }

    private void line(String line) {
        hasBegun |=
                line.startsWith("-- MySQL dump ") || line.startsWith("-- MariaDB dump ") || line.startsWith("USE `");
        if (line.startsWith("USE `")) {
            databaseNamed();
            database = line.substring(5, Math.max(5, endOfName(line.substring(5)) + 5))
                            .replace("``", "`") + ".";
        } else if (line.startsWith("-- Dump completed")) {
            isWhole = true;
        } else if (line.startsWith("DROP TABLE ")) {
            tableDropped();
        } else if (line.startsWith("CREATE TABLE ")) {
            object("tables");
        } else if (line.startsWith("/*!50001 VIEW ")) {
            object("views");
        } else if (line.startsWith("/*!50003 CREATE*/") && line.contains(" TRIGGER ")) {
            object("triggers");
        } else if (line.startsWith("CREATE ") && (line.contains(" PROCEDURE `") || line.contains(" FUNCTION `"))) {
            object("routines");
        } else if (line.startsWith("/*!50106 CREATE*/")) {
            object("events");
        } else if (line.startsWith("CREATE USER ")) {
            object("accounts");
        }
    }

    /// A server without a database of its own has nothing to dump, and the tool is not begun.
    @Override
    public boolean isWhole() {
        return where == Where.STATEMENT
                && (isWhole || !hasBegun && holdings().rows().isEmpty());
    }
}
