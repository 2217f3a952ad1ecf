package dev.hauban.standin.mongo.bson;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Documents to bytes and back, so that what is read is what was written. Single values are mongo-java-server's, but
/// for binary ones, of which it would lose the subtype.
///
/// Source: the specification of BSON 1.1.
final class Codec {
    private static final byte END = 0;
    private static final byte DOCUMENT = 3;
    private static final byte ARRAY = 4;
    private static final byte BINARY = 5;
    private static final byte GENERIC = 0;
    private static final byte OLD_UUID = 3;
    private static final byte NEW_UUID = 4;
    private static final int UUID_LENGTH = 16;
    private static final int SHORTEST = 5;

    /// Names of kinds of values that drivers don't write any more and that are not kept here.
    private static final Map<Byte, String> REFUSED = Map.of(
            (byte) 0x0c, "DBPointer",
            (byte) 0x0e, "Symbol",
            (byte) 0x0f, "JavaScript code with scope");

    private Codec() {}

    /// @throws IllegalArgumentException if the bytes are no document, or hold a value that can't be kept
    static Document read(ByteBuf buffer) {
        var document = new Document();
        int end = end(buffer);
        for (byte type = buffer.readByte(); type != END; type = buffer.readByte()) {
            String name = BsonDecoder.decodeCString(buffer);
            if (document.containsKey(name)) {
                throw new IllegalArgumentException("the field " + name + " is there twice");
            }
            document.put(name, value(type, buffer));
        }
        return finished(document, buffer, end);
    }

    private static List<Object> readArray(ByteBuf buffer) {
        List<Object> values = new ArrayList<>();
        int end = end(buffer);
        for (byte type = buffer.readByte(); type != END; type = buffer.readByte()) {
            BsonDecoder.decodeCString(buffer);
            values.add(value(type, buffer));
        }
        return finished(values, buffer, end);
    }

    private static int end(ByteBuf buffer) {
        int start = buffer.readerIndex();
        int length = buffer.readIntLE();
        if (length < SHORTEST || length > buffer.readableBytes() + Integer.BYTES) {
            throw new IllegalArgumentException("a document of " + length + " bytes, of which "
                    + (buffer.readableBytes() + Integer.BYTES) + " are there");
        }
        return start + length;
    }

    private static <T> T finished(T read, ByteBuf buffer, int end) {
        if (buffer.readerIndex() != end) {
            throw new IllegalArgumentException("a document that is longer or shorter than it says");
        }
        return read;
    }

    private static @Nullable Object value(byte type, ByteBuf buffer) {
        String refused = REFUSED.get(type);
        if (refused != null) {
            throw new IllegalArgumentException("values of the kind " + refused + " can't be kept");
        }
        return switch (type) {
            case DOCUMENT -> read(buffer);
            case ARRAY -> readArray(buffer);
            case BINARY -> binary(buffer);
            default -> BsonDecoder.decodeValue(type, buffer);
        };
    }

    private static Object binary(ByteBuf buffer) {
        int length = buffer.readIntLE();
        byte subtype = buffer.readByte();
        if (length < 0 || length > buffer.readableBytes()) {
            throw new IllegalArgumentException("a binary value of " + length + " bytes");
        }
        if (length == UUID_LENGTH && subtype == OLD_UUID) {
            return new LegacyUUID(buffer.readLongLE(), buffer.readLongLE());
        }
        if (length == UUID_LENGTH && subtype == NEW_UUID) {
            return new UUID(buffer.readLong(), buffer.readLong());
        }
        byte[] data = new byte[length];
        buffer.readBytes(data);
        return subtype == GENERIC ? new BinData(data) : new Binary(subtype, data);
    }

    // Writing ------------------------------------------------------------------------------------------------------

    static void write(Map<?, ?> document, ByteBuf buffer) {
        int start = buffer.writerIndex();
        buffer.writeIntLE(0);
        document.forEach((name, value) -> write(String.valueOf(name), value, buffer));
        finish(start, buffer);
    }

    private static void writeArray(Collection<?> values, ByteBuf buffer) {
        int start = buffer.writerIndex();
        buffer.writeIntLE(0);
        int index = 0;
        for (Object value : values) {
            write(Integer.toString(index++), value, buffer);
        }
        finish(start, buffer);
    }

    private static void finish(int start, ByteBuf buffer) {
        buffer.writeByte(END);
        buffer.setIntLE(start, buffer.writerIndex() - start);
    }

    private static void write(String name, @Nullable Object value, ByteBuf buffer) {
        byte type = value instanceof Binary ? BINARY : BsonEncoder.determineType(value);
        buffer.writeByte(type);
        buffer.writeCharSequence(name, java.nio.charset.StandardCharsets.UTF_8);
        buffer.writeByte(END);
        switch (value) {
            case Map<?, ?> document -> write(document, buffer);
            case Collection<?> values -> writeArray(values, buffer);
            case Binary binary ->
                buffer.writeIntLE(binary.length()).writeByte(binary.subtype()).writeBytes(binary.data());
            case null, default -> BsonEncoder.encodeValue(type, value, buffer);
        }
    }
}
