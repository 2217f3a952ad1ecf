package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import dev.hauban.standin.mongo.bson.Binary;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The names of the types of values, as `bsonType` has them.
final class Types {
    private Types() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Missing _ -> "missing";
            case String _ -> "string";
            case Boolean _ -> "bool";
            case Integer _ -> "int";
            case Long _ -> "long";
            case Decimal128 _ -> "decimal";
            case Number _ -> "double";
            case Map<?, ?> _ -> "object";
            case Collection<?> _ -> "array";
            case Instant _ -> "date";
            case ObjectId _ -> "objectId";
            case BinData _, Binary _, UUID _, LegacyUUID _ -> "binData";
            case BsonRegularExpression _ -> "regex";
            case BsonTimestamp _ -> "timestamp";
            case BsonJavaScript _ -> "javascript";
            case MinKey _ -> "minKey";
            default -> "maxKey";
        };
    }

    /// @param names one name or a list of them
    static boolean isOneOf(Object names, @Nullable Object value) {
        List<?> all = names instanceof List<?> list ? list : List.of(names);
        String own = of(value);
        for (Object name : all) {
            boolean isIt = name.equals(own)
                    || name.equals("number") && value instanceof Number
                    || name.equals("boolean") && value instanceof Boolean;
            if (isIt) {
                return true;
            }
        }
        return false;
    }
}
