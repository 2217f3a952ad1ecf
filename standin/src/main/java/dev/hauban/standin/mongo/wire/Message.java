package dev.hauban.standin.mongo.wire;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One message of the protocol: a command or an answer.
///
/// Source: MongoDB's documentation of its wire protocol.
///
/// @param id by which the other side answers
/// @param answersTo the id of the question; 0 in a question
/// @param kind of frame: old drivers ask their first question in the old one and expect its answer in it
/// @param wantsAnswer whether the other side waits for one
public record Message(int id, int answersTo, Kind kind, boolean wantsAnswer, Document body) {
    /// Of frames.
    public enum Kind {
        /// Since MongoDB 3.6: one body and any number of lists of documents.
        MESSAGE,
        /// Before that; still the frame of a driver's first `hello`.
        QUERY
    }

    /// The command of a message whose documents can't be read; no client can send such a name.
    public static final String UNREADABLE = "\0unreadable";

    /// As MongoDB itself tells drivers.
    public static final int LONGEST = 48_000_000;

    private static final int HEADER = 16;
    private static final int REPLY = 1;
    private static final int QUERY = 2004;
    private static final int MESSAGE = 2013;
    private static final int HAS_CHECKSUM = 1;
    private static final int MORE_TO_COME = 1 << 1;
    private static final int FLAGS_THAT_MUST_BE_KNOWN = 0xffff;

    /// A question in today's frame.
    public static Message question(int id, Document command) {
        return new Message(id, 0, Kind.MESSAGE, true, command);
    }

    /// The answer to this one, in the frame that its sender understands.
    public Message answer(int itsId, Document answer) {
        return new Message(itsId, id, kind, false, answer);
    }

    /// The database that a command is for.
    public String database() {
        return Bson.text(body, "$db");
    }

    /// Empty at the end of the stream.
    ///
    /// @throws IOException if what comes is not this protocol
    public static Optional<Message> read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER) {
            throw new EOFException("cut inside a message's header");
        }
        var numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int length = numbers.getInt();
        int id = numbers.getInt();
        int answersTo = numbers.getInt();
        int code = numbers.getInt();
        if (length < HEADER || length > LONGEST) {
            throw new IOException("not MongoDB's protocol, or a message of " + length + " bytes");
        }
        byte[] rest = new byte[length - HEADER];
        new DataInputStream(in).readFully(rest);
        return Optional.of(read(id, answersTo, code, rest));
    }

    private static Message read(int id, int answersTo, int code, byte[] rest) throws IOException {
        try {
            return switch (code) {
                case MESSAGE -> message(id, answersTo, rest);
                case QUERY -> query(id, rest);
                case REPLY -> reply(id, answersTo, rest);
                default -> throw new IOException("messages of kind " + code + " are not understood");
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException | java.nio.BufferUnderflowException torn) {
            if (code == MESSAGE && answersTo == 0) {
                // Its frame is whole, so its sender can be told.
                return question(id, new Document(UNREADABLE, String.valueOf(torn.getMessage())));
            }
            throw new IOException("a message that is not well-formed: " + torn.getMessage(), torn);
        }
    }

    private static Message message(int id, int answersTo, byte[] rest) throws IOException {
        var buffer = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        int flags = buffer.getInt();
        if ((flags & FLAGS_THAT_MUST_BE_KNOWN & ~(HAS_CHECKSUM | MORE_TO_COME)) != 0) {
            throw new IOException("flags " + Integer.toHexString(flags) + " are not understood");
        }
        int end = rest.length - ((flags & HAS_CHECKSUM) == 0 ? 0 : Integer.BYTES);
        var body = new Document();
        var lists = new Document();
        while (buffer.position() < end) {
            switch (buffer.get()) {
                case 0 -> body = document(buffer);
                case 1 -> list(buffer, lists);
                default -> throw new IOException("a section of unknown kind");
            }
        }
        body.putAll(lists);
        return new Message(id, answersTo, Kind.MESSAGE, (flags & MORE_TO_COME) == 0, body);
    }

    private static void list(ByteBuffer buffer, Document lists) {
        int end = buffer.position() + buffer.getInt();
        String name = text(buffer);
        List<Document> documents = new ArrayList<>();
        while (buffer.position() < end) {
            documents.add(document(buffer));
        }
        lists.put(name, documents);
    }

    private static Document document(ByteBuffer buffer) {
        int length = buffer.getInt(buffer.position());
        if (length < Integer.BYTES || length > buffer.remaining()) {
            throw new IllegalArgumentException("a document longer than its message");
        }
        Document document = Bson.document(buffer.array(), buffer.position(), length);
        buffer.position(buffer.position() + length);
        return document;
    }

    private static String text(ByteBuffer buffer) {
        int start = buffer.position();
        while (buffer.get() != 0) {
            // on to the end
        }
        return new String(buffer.array(), start, buffer.position() - start - 1, StandardCharsets.UTF_8);
    }

    private static Message query(int id, byte[] rest) throws IOException {
        var buffer = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        buffer.getInt();
        String name = text(buffer);
        buffer.getLong();
        if (!name.endsWith(".$cmd")) {
            throw new IOException("queries in the frame of before MongoDB 3.6 are not understood; take a newer driver");
        }
        Document body = document(buffer);
        Document asked = Bson.child(body, "$query");
        body = asked == null ? body : asked;
        body.putIfAbsent("$db", name.substring(0, name.length() - ".$cmd".length()));
        return new Message(id, 0, Kind.QUERY, true, body);
    }

    private static Message reply(int id, int answersTo, byte[] rest) {
        var buffer = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(Integer.BYTES + Long.BYTES + 2 * Integer.BYTES);
        return new Message(id, answersTo, Kind.QUERY, false, document(buffer));
    }

    /// Written in one piece.
    public void write(OutputStream out) throws IOException {
        byte[] document = Bson.bytes(body);
        boolean isReply = kind == Kind.QUERY;
        int before = isReply ? Integer.BYTES + Long.BYTES + 2 * Integer.BYTES : Integer.BYTES + 1;
        var frame = ByteBuffer.allocate(HEADER + before + document.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(frame.capacity()).putInt(id).putInt(answersTo).putInt(isReply ? REPLY : MESSAGE);
        if (isReply) {
            frame.putInt(0).putLong(0).putInt(0).putInt(1);
        } else {
            frame.putInt(0).put((byte) 0);
        }
        frame.put(document);
        out.write(frame.array());
        out.flush();
    }
}
