package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One connection between a client and the operator, seen from either end: a JSON object a line, both ways.
///
/// Sending is safe from several threads. A thread that is interrupted while it reads or sends closes the line.
public final class Line implements AutoCloseable {
    /// What both ends must speak; goes up whenever an older program would misunderstand a newer one.
    public static final int PROTOCOL = 1;

    /// A stack of a thousand services is far below; whoever sends more means harm.
    private static final int LONGEST = 32 * 1024 * 1024;

    private final SocketChannel channel;
    private final CallJson calls;
    private final ByteBuffer received = ByteBuffer.allocate(8192).limit(0);

    public Line(SocketChannel channel, StackText stacks) {
        this.channel = channel;
        this.calls = new CallJson(stacks);
    }

    public void send(Call call) throws IOException {
        send(calls.write(call));
    }

    public void send(Answer answer) throws IOException {
        send(AnswerJson.write(answer));
    }

    /// The client's next word; empty when it has gone.
    public Optional<Call> nextCall() throws IOException {
        Optional<Json.Members> next = next();
        return next.isEmpty() ? Optional.empty() : Optional.of(calls.read(next.get()));
    }

    /// The operator's next word; empty when it has gone.
    public Optional<Answer> nextAnswer() throws IOException {
        Optional<Json.Members> next = next();
        return next.isEmpty() ? Optional.empty() : Optional.of(AnswerJson.read(next.get()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private synchronized void send(Json message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((message.compact() + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private Optional<Json.Members> next() throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (true) {
            while (received.hasRemaining()) {
                byte one = received.get();
                if (one == '\n') {
                    return Optional.of(JsonReader.readObject(line.toString(StandardCharsets.UTF_8)));
                }
                line.write(one);
            }
            if (line.size() > LONGEST) {
                throw MalformedJson.shape("a line of more than " + LONGEST + " bytes");
            }
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                // A line without its end was cut off; what it would have said is not known.
                return Optional.empty();
            }
        }
    }
}
