package dev.hauban.standin.mongo.shell;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import dev.hauban.standin.mongo.bson.Binary;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/// JavaScript's values as documents: numbers without a fraction are 32 bits wide where they fit, as the shell sends
/// them.
final class FromScript {
    private static final int DEEPEST = 180;
    private static final int UUID_SUBTYPE = 4;
    private static final int BITS_OF_SECOND = 32;

    private FromScript() {}

    static Document document(Value value) {
        return document(value, 0);
    }

    private static Document document(Value value, int depth) {
        Document document = new Document();
        for (String key : value.getMemberKeys()) {
            document.put(key, value(value.getMember(key), depth + 1));
        }
        return document;
    }

    private static @Nullable Object value(Value value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a document is nested too deeply, or holds itself");
        }
        if (value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isString()) {
            return value.asString();
        }
        if (value.isNumber()) {
            return number(value);
        }
        if (value.isInstant()) {
            return Instant.ofEpochMilli(value.asInstant().toEpochMilli());
        }
        if (value.hasArrayElements()) {
            List<Object> list = new ArrayList<>();
            for (long index = 0; index < value.getArraySize(); index++) {
                list.add(value(value.getArrayElement(index), depth + 1));
            }
            return list;
        }
        if (value.canExecute()) {
            return new BsonJavaScript(value.toString());
        }
        return special(value, depth);
    }

    private static Object number(Value value) {
        if (value.fitsInInt()) {
            return value.asInt();
        }
        // A BigInt says that it is meant to be whole; an ordinary number of that size stays what it is.
        boolean isBig = !value.getMetaObject().getMetaSimpleName().equals("Number") && value.fitsInLong();
        return isBig ? (Object) value.asLong() : (Object) value.asDouble();
    }

    private static @Nullable Object special(Value value, int depth) {
        String type =
                value.hasMember("_bsontype") ? value.getMember("_bsontype").asString() : "";
        return switch (type) {
            case "ObjectId" -> new ObjectId(value.getMember("hex").asString());
            case "Long" -> Long.parseLong(text(value));
            case "Int32" -> value.getMember("value").asInt();
            case "Double" -> value.getMember("value").asDouble();
            case "Decimal128" -> decimal(text(value));
            case "Code" -> new BsonJavaScript(text(value));
            case "Timestamp" ->
                new BsonTimestamp((value.getMember("t").asLong() << BITS_OF_SECOND)
                        | value.getMember("i").asLong());
            case "Binary" -> binary(value);
            case "MinKey" -> MinKey.getInstance();
            case "MaxKey" -> MaxKey.getInstance();
            default ->
                value.getMetaObject() != null
                                && value.getMetaObject().getMetaSimpleName().equals("RegExp")
                        ? pattern(value)
                        : document(value, depth);
        };
    }

    private static String text(Value value) {
        return value.invokeMember("toString").asString();
    }

    private static Decimal128 decimal(String text) {
        return switch (text) {
            case "NaN" -> Decimal128.NaN;
            case "Infinity" -> Decimal128.POSITIVE_INFINITY;
            case "-Infinity" -> Decimal128.NEGATIVE_INFINITY;
            default -> new Decimal128(new BigDecimal(text));
        };
    }

    private static Object binary(Value value) {
        byte[] data = Base64.getDecoder().decode(value.getMember("data").asString());
        int subtype = value.getMember("subtype").asInt();
        if (subtype == UUID_SUBTYPE && data.length == 2 * Long.BYTES) {
            var bytes = ByteBuffer.wrap(data);
            return new UUID(bytes.getLong(), bytes.getLong());
        }
        return subtype == 0 ? new BinData(data) : new Binary((byte) subtype, data);
    }

    private static BsonRegularExpression pattern(Value value) {
        String flags = value.getMember("flags").asString().replaceAll("[^imsx]", "");
        return new BsonRegularExpression(value.getMember("source").asString(), flags);
    }
}
