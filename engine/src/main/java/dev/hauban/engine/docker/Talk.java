package dev.hauban.engine.docker;

import dev.hauban.engine.Streams;
import dev.hauban.engine.docker.wire.DockerConversation;
import dev.hauban.engine.docker.wire.OutputPiece;
import dev.hauban.engine.docker.wire.OutputReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// A conversation of the standard streams with a process inside a container.
record Talk(DockerConversation conversation, Streams streams) {

    /// Until the process writes no more.
    ///
    /// @param hasTerminal whether the process was given one
    void toTheEnd(boolean hasInput, boolean hasTerminal) throws IOException, InterruptedException {
        if (!hasInput) {
            show(conversation.output(hasTerminal));
            return;
        }
        Thread typing = Threads.named("input").start(this::type);
        try {
            show(conversation.output(hasTerminal));
        } finally {
            typing.interrupt();
        }
    }

    private void type() {
        InputStream input = streams.input();
        byte[] buffer = new byte[8 * 1024];
        try (OutputStream out = conversation.input()) {
            int count = input.read(buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                count = input.read(buffer);
            }
        } catch (IOException over) {
            // The process has ended, and nobody reads what is typed any more.
            return;
        }
    }

    private void show(OutputReader reader) throws IOException, InterruptedException {
        Optional<OutputPiece> piece = reader.next();
        while (piece.isPresent()) {
            boolean isError = piece.get().source() == OutputPiece.Source.STANDARD_ERROR;
            OutputStream stream = isError ? streams.error() : streams.output();
            stream.write(piece.get().bytes());
            stream.flush();
            piece = reader.next();
        }
    }
}
