package dev.hauban.engine.docker;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.engine.docker.wire.OutputPiece;
import dev.hauban.engine.docker.wire.OutputReader;
import dev.hauban.plan.InstanceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// What one container wrote, line by line, each with its moment.
final class ContainerLog {
    private final DockerDaemon daemon;
    private final Container container;

    ContainerLog(DockerDaemon daemon, Container container) {
        this.daemon = daemon;
        this.container = container;
    }

    /// Which part of it.
    ///
    /// @param tail a number, or `all`
    record Part(boolean isFollowed, String tail, Optional<Instant> since, Optional<Instant> until) {}

    /// To be closed; closing it from another thread ends [#read].
    DockerStream open(Part part) throws IOException, InterruptedException {
        DockerRequest request = DockerRequest.get("/containers/{}/logs", container.id())
                .query("stdout", true)
                .query("stderr", true)
                .query("timestamps", true)
                .query("follow", part.isFollowed())
                .query("tail", part.tail());
        if (part.since().isPresent()) {
            request = request.query("since", seconds(part.since().get()));
        }
        if (part.until().isPresent()) {
            request = request.query("until", seconds(part.until().get()));
        }
        return daemon.open(request);
    }

    /// Returns when there is no more, or the stream was closed.
    void read(DockerStream stream, Consumer<LogLine> lines) throws IOException, InterruptedException {
        OutputReader reader = stream.output(container.hasTerminal());
        var output = new Lines(container.instance(), LogLine.Source.OUTPUT, lines);
        var error = new Lines(container.instance(), LogLine.Source.ERROR, lines);
        Optional<OutputPiece> piece = next(reader);
        while (piece.isPresent()) {
            boolean isError = piece.get().source() == OutputPiece.Source.STANDARD_ERROR;
            (isError ? error : output).take(piece.get().bytes());
            piece = next(reader);
        }
        output.end();
        error.end();
    }

    private static Optional<OutputPiece> next(OutputReader reader) throws DockerException, InterruptedException {
        return reader.next();
    }

    private static String seconds(Instant moment) {
        String nanos = String.valueOf(1_000_000_000L + moment.getNano()).substring(1);
        return moment.getEpochSecond() + "." + nanos;
    }

    /// Puts pieces together to lines: `2026-01-02T03:04:05.000000006Z text`.
    private static final class Lines {
        private final InstanceId instance;
        private final LogLine.Source source;
        private final Consumer<LogLine> lines;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private Instant last = Instant.EPOCH;

        Lines(InstanceId instance, LogLine.Source source, Consumer<LogLine> lines) {
            this.instance = instance;
            this.source = source;
            this.lines = lines;
        }

        void take(byte[] bytes) {
            int from = 0;
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == '\n') {
                    begun.write(bytes, from, at - from);
                    from = at + 1;
                    tell();
                }
            }
            begun.write(bytes, from, bytes.length - from);
        }

        void end() {
            if (begun.size() > 0) {
                tell();
            }
        }

        private void tell() {
            String line = begun.toString(StandardCharsets.UTF_8);
            begun.reset();
            int space = line.indexOf(' ');
            String text = line;
            if (space > 0) {
                try {
                    last = Instant.parse(line.substring(0, space));
                    text = line.substring(space + 1);
                } catch (DateTimeException goesOn) {
                    // The daemon cuts what is longer than 16 KB, and not every piece has a moment of its own.
                    text = line;
                }
            }
            String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            lines.accept(new LogLine(instance, last, source, whole));
        }
    }
}
