package dev.hauban.engine.docker.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A transport on which the daemon's bytes come in the pieces that a test cuts, and then the connection ends.
final class Pieces implements Transport {
    private final List<byte[]> pieces = new ArrayList<>();

    Pieces(byte[] all, int... cuts) {
        int from = 0;
        for (int cut : cuts) {
            add(all, from, cut);
            from = cut;
        }
        add(all, from, all.length);
    }

    static Pieces single(byte[] all) {
        int[] cuts = new int[Math.max(all.length - 1, 0)];
        for (int at = 0; at < cuts.length; at++) {
            cuts[at] = at + 1;
        }
        return new Pieces(all, cuts);
    }

    /// In two pieces, cut at each place; in bytes one by one; and whole.
    static List<Pieces> inAllWays(byte[] all) {
        var ways = new ArrayList<Pieces>();
        for (int cut = 1; cut < all.length; cut++) {
            ways.add(new Pieces(all, cut));
        }
        ways.add(single(all));
        ways.add(new Pieces(all));
        return ways;
    }

    Connection connection() {
        var endpoint = new DockerEndpoint(
                new DockerEndpoint.Address.Host("127.0.0.1", 2375), Optional.empty(), Optional.empty(), "");
        return new Connection(this, new Deadlines(), new Troubles(endpoint));
    }

    /// The bytes of a text in which each character is one.
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void add(byte[] all, int from, int to) {
        if (to > from) {
            pieces.add(Arrays.copyOfRange(all, from, to));
        }
    }

    @Override
    public void connect() {}

    @Override
    public int read(byte[] into, int offset, int length) {
        if (pieces.isEmpty()) {
            return -1;
        }
        byte[] piece = pieces.removeFirst();
        int count = Math.min(piece.length, length);
        System.arraycopy(piece, 0, into, offset, count);
        if (count < piece.length) {
            pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }

    @Override
    public void write(byte[] from, int offset, int length) {}

    @Override
    public void endOutput() {}

    @Override
    public void close() {}
}
