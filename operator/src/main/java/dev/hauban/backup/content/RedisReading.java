package dev.hauban.backup.content;

import java.io.IOException;

/// Reads along the file that Redis and Valkey keep their data in. Each key is a row of its database, whatever form its
/// value has been written in. Keys that end by themselves are counted apart: some may be over when they are brought
/// back. The format is read as a stream, on a thread of its own that ends with the copy.
final class RedisReading extends Reading {
    /// Behind its end, what is asked of a server over its protocol may have a mark of this length.
    private static final int MARK = 40;

    private final Handover copy = new Handover();
    private final Thread reader = Thread.ofVirtual().name("reading along").unstarted(this::read);
    private volatile boolean isWhole;

    RedisReading() {
        reader.start();
    }

    @Override
    public void pass(byte[] bytes, int offset, int length) throws InterruptedException {
        copy.put(bytes, offset, length);
    }

    private void read() {
        try {
            var input = new RedisInput(copy);
            new RedisFile(input, this::key, this::object).read();
            isWhole = input.countRest() <= MARK;
        } catch (IOException garbled) {
            isWhole = false;
        } finally {
            copy.abandon();
        }
    }

    private void key(RedisFile.Key key, CheckSum content) {
        String database = "db" + key.database();
        if (key.ends()) {
            row(database + Holdings.ENDING, Tally.uncertain());
        } else {
            row(database, key.isStable() ? Tally.one(content) : Tally.uncertain());
        }
    }

    @Override
    public void end() throws InterruptedException {
        copy.end();
        reader.join();
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    @Override
    public boolean isWhole() {
        return isWhole;
    }
}
