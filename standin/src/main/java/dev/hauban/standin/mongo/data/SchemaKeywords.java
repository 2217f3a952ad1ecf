package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The words of `$jsonSchema`: a schema with others is refused when it is given, so that no rule is silently passed
/// over.
///
/// Source: MongoDB's documentation of `$jsonSchema`, which is JSON Schema draft 4 without references, formats and
/// defaults.
final class SchemaKeywords {
    private static final Set<String> WITH_SCHEMAS = Set.of("properties", "patternProperties");
    private static final Set<String> WITH_LIST = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> NUMBERS = Set.of(
            "minimum",
            "maximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties");
    private static final Set<String> OTHERS = Set.of(
            "bsonType",
            "type",
            "required",
            "enum",
            "pattern",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "uniqueItems",
            "additionalProperties",
            "additionalItems",
            "items",
            "dependencies",
            "not",
            "title",
            "description");
    private static final Set<String> NOT_SUPPORTED =
            Set.of("$ref", "$schema", "default", "definitions", "format", "id");
    private static final Set<String> TYPES = Set.of(
            "double",
            "string",
            "object",
            "array",
            "binData",
            "undefined",
            "objectId",
            "bool",
            "date",
            "null",
            "regex",
            "dbPointer",
            "javascript",
            "symbol",
            "javascriptWithScope",
            "int",
            "timestamp",
            "long",
            "decimal",
            "minKey",
            "maxKey",
            "number");
    private static final Set<String> JSON_TYPES = Set.of("object", "array", "number", "boolean", "string", "null");

    private SchemaKeywords() {}

    /// @throws MongoServerError if the schema has a word that is not one
    static void understand(Document schema) {
        schema.forEach(SchemaKeywords::understand);
    }

    private static void understand(String word, Object value) {
        if (NOT_SUPPORTED.contains(word)) {
            throw refused("$jsonSchema keyword '" + word + "' is not currently supported");
        }
        if (WITH_SCHEMAS.contains(word)) {
            asObject(word, value).forEach((name, each) -> understand(asObject(name, each)));
            if (word.equals("patternProperties")) {
                asObject(word, value).keySet().forEach(SchemaKeywords::pattern);
            }
        } else if (WITH_LIST.contains(word)) {
            asList(word, value).forEach(each -> understand(asObject(word, each)));
        } else if (NUMBERS.contains(word)) {
            if (!(value instanceof Number)) {
                throw mismatch(word, "a number");
            }
        } else if (OTHERS.contains(word)) {
            other(word, value);
        } else {
            throw refused("Unknown $jsonSchema keyword: " + word);
        }
    }

    private static void other(String word, Object value) {
        switch (word) {
            case "bsonType" -> types(word, value, TYPES);
            case "type" -> types(word, value, JSON_TYPES);
            case "required" -> {
                if (asList(word, value).isEmpty()) {
                    throw refused("$jsonSchema keyword 'required' cannot be an empty array");
                }
            }
            case "enum" -> asList(word, value);
            case "pattern" -> pattern(String.valueOf(value));
            case "exclusiveMinimum", "exclusiveMaximum", "uniqueItems" -> {
                if (!(value instanceof Boolean)) {
                    throw mismatch(word, "a boolean");
                }
            }
            case "not" -> understand(asObject(word, value));
            case "items" -> {
                if (value instanceof List<?> list) {
                    list.forEach(each -> understand(asObject(word, each)));
                } else {
                    understand(asObject(word, value));
                }
            }
            case "additionalProperties", "additionalItems" -> {
                if (!(value instanceof Boolean)) {
                    understand(asObject(word, value));
                }
            }
            default -> {}
        }
    }

    private static void types(String word, Object value, Set<String> known) {
        List<?> names = value instanceof List<?> list ? list : List.of(value);
        for (Object name : names) {
            if (!known.contains(String.valueOf(name))) {
                throw new MongoServerError(ErrorCode.BadValue, "Unknown type name alias: " + name + " in " + word);
            }
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new MongoServerError(51091, "Regular expression is invalid: " + wrong.getDescription());
        }
    }

    private static Document asObject(String word, Object value) {
        if (value instanceof Document document) {
            return document;
        }
        throw mismatch(word, "an object");
    }

    private static List<?> asList(String word, Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw mismatch(word, "an array");
    }

    private static MongoServerError mismatch(String word, String wanted) {
        return new MongoServerError(ErrorCode.TypeMismatch, "$jsonSchema keyword '" + word + "' must be " + wanted);
    }

    private static MongoServerError refused(String message) {
        return new MongoServerError(ErrorCode.FailedToParse, message);
    }

    /// Whether a name is a pattern of `patternProperties` that matches.
    static boolean matchesAny(Map<String, Object> patterns, String name) {
        return patterns.keySet().stream()
                .anyMatch(pattern -> pattern(pattern).matcher(name).find());
    }
}
