package dev.hauban.engine.docker.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads what processes wrote. With a terminal it comes as it is; without, in frames: eight bytes that say which of the
/// two outputs and how much, then so much of it.
public final class OutputReader {
    private static final int HEADER = 8;
    private static final int DAEMONS_OWN = 3;
    private static final int LONGEST_MESSAGE = 64 * 1024;

    private final Body body;
    private final boolean isTerminal;
    private final byte[] buffer = new byte[16 * 1024];
    private OutputPiece.Source source = OutputPiece.Source.STANDARD_OUTPUT;
    private long remaining;

    OutputReader(Body body, boolean isTerminal) {
        this.body = body;
        this.isTerminal = isTerminal;
    }

    /// Waits for the next piece; empty after the last, and when the stream was closed by another thread.
    ///
    /// @throws DockerRefusal where the daemon tells inside the stream that it can't go on
    public Optional<OutputPiece> next() throws DockerException, InterruptedException {
        try {
            while (!isTerminal && remaining == 0) {
                if (!beginsFrame()) {
                    return Optional.empty();
                }
            }
            int most = isTerminal ? buffer.length : (int) Math.min(buffer.length, remaining);
            int count = body.read(buffer, 0, most);
            if (count < 0) {
                if (isTerminal) {
                    return Optional.empty();
                }
                throw body.connection.torn();
            }
            remaining -= count;
            return Optional.of(new OutputPiece(source, Arrays.copyOf(buffer, count)));
        } catch (DockerTrouble trouble) {
            if (body.connection.isClosed()) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    private boolean beginsFrame() throws DockerException, InterruptedException {
        int have = 0;
        while (have < HEADER) {
            int count = body.read(buffer, have, HEADER - have);
            if (count < 0) {
                if (have == 0) {
                    return false;
                }
                throw body.connection.torn();
            }
            have += count;
        }
        int kind = buffer[0];
        if (kind < 0 || kind > DAEMONS_OWN || buffer[1] != 0 || buffer[2] != 0 || buffer[3] != 0) {
            throw body.connection.troubles().garbled("output without the frame that it should come in");
        }
        remaining = (buffer[4] & 0xFFL) << 24 | (buffer[5] & 0xFF) << 16 | (buffer[6] & 0xFF) << 8 | buffer[7] & 0xFF;
        if (kind == DAEMONS_OWN) {
            throw new DockerRefusal(500, message());
        }
        source = kind == 2 ? OutputPiece.Source.STANDARD_ERROR : OutputPiece.Source.STANDARD_OUTPUT;
        return true;
    }

    private String message() throws DockerTrouble, InterruptedException {
        var message = new ByteArrayOutputStream();
        long left = Math.min(remaining, LONGEST_MESSAGE);
        while (left > 0) {
            int count = body.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                break;
            }
            message.write(buffer, 0, count);
            left -= count;
        }
        return message.toString(StandardCharsets.UTF_8).strip();
    }
}
