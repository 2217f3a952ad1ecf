package dev.hauban.backup.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// What stands in the file of Redis's data, from its beginning to its end.
final class RedisFile {
    private static final int BEGINNING = 9;
    private static final int CHECK_SUM = 8;

    private final RedisInput input;
    private final Keys keys;
    private final Consumer<String> objects;
    private final RedisValues values;
    private long database;
    private boolean ends;

    /// @param ends whether it ends by itself, or something in it does
    /// @param isStable whether its value is written in the same way each time
    record Key(long database, boolean ends, boolean isStable) {}

    /// Is told of each key.
    interface Keys {
        void key(Key key, CheckSum content);
    }

    /// @param objects is told of what is no key: `functions`
    RedisFile(RedisInput input, Keys keys, Consumer<String> objects) {
        this.input = input;
        this.keys = keys;
        this.objects = objects;
        this.values = new RedisValues(input);
    }

    /// @throws IOException if it breaks off, or is something else
    void read() throws IOException {
        byte[] beginning = new byte[BEGINNING];
        for (int at = 0; at < BEGINNING; at++) {
            beginning[at] = (byte) input.one();
        }
        if (!new String(beginning, StandardCharsets.ISO_8859_1).matches("REDIS[0-9]{4}|VALKEY[0-9]{3}")) {
            throw new IOException("not a file of Redis's");
        }
        while (isMore()) {
            ends = false;
        }
        input.skip(CHECK_SUM);
    }

    /// @return false at the end
    private boolean isMore() throws IOException {
        for (int word = input.one(); ; word = input.one()) {
            switch (word) {
                case 0xFF -> {
                    return false;
                }
                case 0xFE -> database = input.length();
                case 0xFB -> lengths(2);
                case 0xFA -> {
                    input.text((_, _, _) -> {});
                    input.text((_, _, _) -> {});
                }
                case 0xF4 -> lengths(3);
                case 0xF5 -> {
                    input.text((_, _, _) -> {});
                    objects.accept("functions");
                }
                case 0xF7 -> {
                    input.length();
                    values.module();
                }
                case 0xF8 -> input.length();
                case 0xF9 -> input.one();
                case 0xFC, 0xFD -> {
                    input.skip(word == 0xFC ? 8 : 4);
                    ends = true;
                }
                default -> {
                    key(word);
                    return true;
                }
            }
        }
    }

    private void lengths(int count) throws IOException {
        for (int at = 0; at < count; at++) {
            input.length();
        }
    }

    private void key(int type) throws IOException {
        var content = new CheckSum();
        long length = input.text(content::add);
        content.add(length);
        RedisValues.Kind kind = values.value(type, content);
        keys.key(new Key(database, ends || kind == RedisValues.Kind.ENDING, kind == RedisValues.Kind.STABLE), content);
    }
}
