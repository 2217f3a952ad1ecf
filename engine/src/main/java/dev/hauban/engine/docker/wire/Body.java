package dev.hauban.engine.docker.wire;

/// The bytes of one answer, up to where that answer ends.
abstract sealed class Body {
    final Connection connection;
    private boolean ended;

    private Body(Connection connection) {
        this.connection = connection;
    }

    /// Of the answer that begins with this head.
    ///
    /// @param toHead whether it answers a `HEAD`, which never has a body
    static Body after(Head head, boolean toHead, Connection connection) throws DockerTrouble {
        if (toHead || head.status() == 204 || head.status() == 304) {
            return new Fixed(connection, 0);
        }
        if (head.headers().says("Transfer-Encoding", "chunked")) {
            return new Chunked(connection);
        }
        var length = head.headers().find("Content-Length");
        return length.isPresent()
                ? new Fixed(connection, length(length.get(), connection))
                : new UntilTheEnd(connection);
    }

    /// All that comes until the daemon ends the connection.
    static Body untilTheEnd(Connection connection) {
        return new UntilTheEnd(connection);
    }

    /// @return at least one; -1 after the last
    int read(byte[] into, int offset, int length) throws DockerTrouble, InterruptedException {
        int count = ended ? -1 : readSome(into, offset, length);
        ended = count < 0;
        return count;
    }

    /// Whether all was read and the connection can carry another answer.
    boolean isOver() {
        return ended && !(this instanceof UntilTheEnd);
    }

    abstract int readSome(byte[] into, int offset, int length) throws DockerTrouble, InterruptedException;

    private static long length(String text, Connection connection) throws DockerTrouble {
        long length = 0;
        for (int at = 0; at < text.length(); at++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9' || at > 17) {
                throw connection.troubles().garbled("\"" + text + "\" is no length");
            }
            length = length * 10 + digit - '0';
        }
        return length;
    }

    private static final class Fixed extends Body {
        private long remaining;

        Fixed(Connection connection, long length) {
            super(connection);
            this.remaining = length;
        }

        @Override
        int readSome(byte[] into, int offset, int length) throws DockerTrouble, InterruptedException {
            if (remaining == 0) {
                return -1;
            }
            int count = connection.read(into, offset, (int) Math.min(length, remaining));
            if (count < 0) {
                throw connection.torn();
            }
            remaining -= count;
            return count;
        }
    }

    private static final class Chunked extends Body {
        /// So many hexadecimal digits fit into a long.
        private static final int LONGEST_SIZE = 15;

        private static final int LONGEST_LINE = 4096;

        private long remaining;
        private boolean begun;

        Chunked(Connection connection) {
            super(connection);
        }

        @Override
        int readSome(byte[] into, int offset, int length) throws DockerTrouble, InterruptedException {
            if (remaining == 0 && !beginsChunk()) {
                return afterTrailer();
            }
            int count = connection.read(into, offset, (int) Math.min(length, remaining));
            if (count < 0) {
                throw connection.torn();
            }
            remaining -= count;
            return count;
        }

        /// Whether another piece begins; the last has the size 0.
        private boolean beginsChunk() throws DockerTrouble, InterruptedException {
            if (begun && !line().isEmpty()) {
                throw garbled();
            }
            begun = true;
            remaining = size(line());
            return remaining > 0;
        }

        /// Header fields after the body, which nobody here asked for, up to an empty line.
        private int afterTrailer() throws DockerTrouble, InterruptedException {
            for (int fields = 0; !line().isEmpty(); fields++) {
                if (fields == 100) {
                    throw garbled();
                }
            }
            return -1;
        }

        private String line() throws DockerTrouble, InterruptedException {
            return connection.line(LONGEST_LINE).orElseThrow(connection::torn);
        }

        /// `1f`, perhaps with `;name=value` behind it.
        private long size(String line) throws DockerTrouble {
            int semicolon = line.indexOf(';');
            String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
            long size = digits.isEmpty() || digits.length() > LONGEST_SIZE ? -1 : 0;
            for (int at = 0; at < digits.length() && size >= 0; at++) {
                int digit = digits.charAt(at) < 128 ? Character.digit(digits.charAt(at), 16) : -1;
                size = digit < 0 ? -1 : size << 4 | digit;
            }
            if (size < 0) {
                throw garbled();
            }
            return size;
        }

        private DockerTrouble garbled() {
            return connection.troubles().garbled("no size where the next piece of its answer should begin");
        }
    }

    private static final class UntilTheEnd extends Body {
        UntilTheEnd(Connection connection) {
            super(connection);
        }

        @Override
        int readSome(byte[] into, int offset, int length) throws DockerTrouble, InterruptedException {
            return connection.read(into, offset, length);
        }
    }
}
