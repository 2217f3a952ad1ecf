package dev.hauban.standin.mongo.bson;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Values as MongoDB's extended JSON, version 2, in the canonical form: no type is lost.
public final class ExtendedJson {
    private final StringBuilder out = new StringBuilder();

    private ExtendedJson() {}

    public static String canonical(@Nullable Object value) {
        var json = new ExtendedJson();
        json.value(value);
        return json.out.toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Missing _ -> out.append("null");
            case Boolean bool -> out.append(bool);
            case String text -> text(text);
            case Integer number -> wrapped("$numberInt", number.toString());
            case Long number -> wrapped("$numberLong", number.toString());
            case Decimal128 number -> wrapped("$numberDecimal", number.toString());
            case Number number -> wrapped("$numberDouble", number(number.doubleValue()));
            case Map<?, ?> map -> object(map);
            case Collection<?> list -> array(list);
            default -> special(value);
        }
    }

    private static String number(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        return Double.toString(number);
    }

    private void special(Object value) {
        switch (value) {
            case ObjectId id -> wrapped("$oid", id.getHexData());
            case Instant time -> {
                out.append("{\"$date\":");
                wrapped("$numberLong", Long.toString(time.toEpochMilli()));
                out.append('}');
            }
            case BinData data -> binary(data.getData(), "00");
            case Binary data -> binary(data.data(), HexFormat.of().toHexDigits(data.subtype()));
            case UUID uuid -> binary(bytes(uuid), "04");
            case LegacyUUID uuid -> binary(bytes(uuid.getUuid()), "03");
            case BsonTimestamp time ->
                out.append("{\"$timestamp\":{\"t\":")
                        .append(Integer.toUnsignedString(time.getTime()))
                        .append(",\"i\":")
                        .append(Integer.toUnsignedString(time.getInc()))
                        .append("}}");
            case BsonRegularExpression pattern -> {
                out.append("{\"$regularExpression\":{\"pattern\":");
                text(pattern.getPattern());
                out.append(",\"options\":");
                text(pattern.getOptions() == null ? "" : pattern.getOptions());
                out.append("}}");
            }
            case BsonJavaScript code -> wrapped("$code", code.getCode());
            case MinKey _ -> out.append("{\"$minKey\":1}");
            case MaxKey _ -> out.append("{\"$maxKey\":1}");
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private void binary(byte[] data, String subtype) {
        out.append("{\"$binary\":{\"base64\":\"")
                .append(Base64.getEncoder().encodeToString(data))
                .append("\",\"subType\":\"")
                .append(subtype)
                .append("\"}}");
    }

    private void wrapped(String name, String value) {
        out.append("{\"").append(name).append("\":");
        text(value);
        out.append('}');
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            text(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            if (entries.hasNext()) {
                out.append(',');
            }
        }
        out.append('}');
    }

    private void array(Collection<?> list) {
        out.append('[');
        boolean isFirst = true;
        for (Object value : list) {
            if (!isFirst) {
                out.append(',');
            }
            value(value);
            isFirst = false;
        }
        out.append(']');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (letter < ' ' || Character.isSurrogate(letter)) {
                        out.append("\\u").append("%04x".formatted((int) letter));
                    } else {
                        out.append(letter);
                    }
                }
            }
        }
        out.append('"');
    }
}
