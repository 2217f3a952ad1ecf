package dev.hauban.standin.mongo.bson;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Documents as bytes and back, and short ways to their fields.
public final class Bson {
    private static final int FIRST_SIZE = 256;

    private Bson() {}

    public static byte[] bytes(Document document) {
        ByteBuf buffer = Unpooled.buffer(FIRST_SIZE);
        Codec.write(document, buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    /// @throws IllegalArgumentException if the bytes are no document
    public static Document document(byte[] bytes) {
        return document(bytes, 0, bytes.length);
    }

    /// @throws IllegalArgumentException if the bytes are no document
    public static Document document(byte[] bytes, int from, int length) {
        try {
            return Codec.read(Unpooled.wrappedBuffer(bytes, from, length));
        } catch (IndexOutOfBoundsException | NegativeArraySizeException torn) {
            throw new IllegalArgumentException("not a document: " + torn.getMessage(), torn);
        }
    }

    public static @Nullable Document child(Document document, String key) {
        return document.get(key) instanceof Document child ? child : null;
    }

    public static Document childOrEmpty(Document document, String key) {
        return document.get(key) instanceof Document child ? child : new Document();
    }

    public static String text(Document document, String key) {
        return document.get(key) instanceof String text ? text : "";
    }

    public static long number(Document document, String key, long otherwise) {
        return document.get(key) instanceof Number number ? number.longValue() : otherwise;
    }

    public static boolean isTrue(Document document, String key) {
        return isTrue(document.get(key));
    }

    /// As the protocol means it: `1`, `1.0` and `true`.
    public static boolean isTrue(@Nullable Object value) {
        return value instanceof Boolean bool ? bool : value instanceof Number number && number.doubleValue() != 0;
    }

    public static List<?> list(Document document, String key) {
        return document.get(key) instanceof List<?> list ? list : List.of();
    }

    public static List<Document> documents(Document document, String key) {
        return list(document, key).stream()
                .filter(Document.class::isInstance)
                .map(Document.class::cast)
                .toList();
    }

    /// An answer that says nothing but that it went well.
    public static Document ok() {
        return new Document("ok", 1.0);
    }
}
