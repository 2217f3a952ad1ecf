package dev.hauban.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value. The variants bear the names of RFC 8259, where an object consists of members.
public sealed interface Json {

    /// A string.
    record Text(String value) implements Json {}

    /// A number, kept as it was written: `1` and `1.0` are two values, and no digit is lost on the way.
    record Number(String literal) implements Json {
        public Number {
            if (!NumberSyntax.accepts(literal)) {
                throw new IllegalArgumentException("not a JSON number: " + literal);
            }
        }

        /// @throws MalformedJson if this is no whole number or one that does not fit
        public long wholeNumber() throws MalformedJson {
            try {
                return Long.parseLong(literal);
            } catch (NumberFormatException notPlain) {
                return wholeNumberOfDecimal();
            }
        }

        public double decimal() {
            return Double.parseDouble(literal);
        }

        private long wholeNumberOfDecimal() throws MalformedJson {
            // An exponent of a million digits would keep BigDecimal busy for minutes; no long needs 40 characters.
            if (literal.length() <= 40) {
                var exact = new BigDecimal(literal);
                if (Math.abs((long) exact.scale()) <= 40) {
                    try {
                        return exact.longValueExact();
                    } catch (ArithmeticException notWhole) {
                        throw MalformedJson.shape(literal + " is not a whole number that fits");
                    }
                }
            }
            throw MalformedJson.shape(literal + " is not a whole number that fits");
        }
    }

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    /// A list of values.
    record Array(List<Json> values) implements Json {
        public Array {
            values = List.copyOf(values);
        }

        /// The values where each must be a string.
        public List<String> texts() throws MalformedJson {
            var texts = new ArrayList<String>(values.size());
            for (Json value : values) {
                if (!(value instanceof Text(String text))) {
                    throw MalformedJson.shape("a list of strings holds " + kind(value));
                }
                texts.add(text);
            }
            return texts;
        }

        /// The values where each must be an object.
        public List<Members> objects() throws MalformedJson {
            var objects = new ArrayList<Members>(values.size());
            for (Json value : values) {
                if (!(value instanceof Members members)) {
                    throw MalformedJson.shape("a list of objects holds " + kind(value));
                }
                objects.add(members);
            }
            return objects;
        }
    }

    /// An object: names and values, in the order in which they were put in.
    ///
    /// The accessors that take a name refuse a member that is missing or of another kind; those that
    /// begin with `find` answer empty where it is missing or `null`.
    record Members(Map<String, Json> values) implements Json {
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Optional<Json> find(String name) {
            Json value = values.get(name);
            return value == null || value instanceof Null ? Optional.empty() : Optional.of(value);
        }

        public Json value(String name) throws MalformedJson {
            return find(name).orElseThrow(() -> MalformedJson.shape("\"" + name + "\" is missing"));
        }

        public String text(String name) throws MalformedJson {
            if (value(name) instanceof Text(String text)) {
                return text;
            }
            throw wrongKind(name, "a string");
        }

        public Optional<String> findText(String name) throws MalformedJson {
            return find(name).isEmpty() ? Optional.empty() : Optional.of(text(name));
        }

        public long wholeNumber(String name) throws MalformedJson {
            if (value(name) instanceof Number number) {
                return number.wholeNumber();
            }
            throw wrongKind(name, "a number");
        }

        public Optional<Long> findWholeNumber(String name) throws MalformedJson {
            return find(name).isEmpty() ? Optional.empty() : Optional.of(wholeNumber(name));
        }

        public double decimal(String name) throws MalformedJson {
            if (value(name) instanceof Number number) {
                return number.decimal();
            }
            throw wrongKind(name, "a number");
        }

        public boolean bool(String name) throws MalformedJson {
            if (value(name) instanceof Bool(boolean bool)) {
                return bool;
            }
            throw wrongKind(name, "true or false");
        }

        public Array array(String name) throws MalformedJson {
            if (value(name) instanceof Array array) {
                return array;
            }
            throw wrongKind(name, "a list");
        }

        public Members members(String name) throws MalformedJson {
            if (value(name) instanceof Members members) {
                return members;
            }
            throw wrongKind(name, "an object");
        }

        private MalformedJson wrongKind(String name, String wanted) throws MalformedJson {
            return MalformedJson.shape("\"" + name + "\" must be " + wanted + " but is " + kind(value(name)));
        }
    }

    static Json text(String value) {
        return new Text(value);
    }

    static Json number(long value) {
        return new Number(Long.toString(value));
    }

    /// The shortest digits that mean this number, as Go's encoder writes it: `2`, `0.5`, `1e+21`.
    static Json number(double value) {
        return new Number(NumberSyntax.shortest(value));
    }

    static Json bool(boolean value) {
        return new Bool(value);
    }

    static Json none() {
        return new Null();
    }

    static Json array(List<? extends Json> values) {
        return new Array(List.copyOf(values));
    }

    static Json texts(List<String> values) {
        return new Array(values.stream().map(Json::text).toList());
    }

    /// An object to be filled: `Json.object().with("Name", "db").with("ExitCode", 0).build()`.
    static MembersBuilder object() {
        return new MembersBuilder();
    }

    /// On one line, without a space.
    default String compact() {
        return JsonStyle.COMPACT.write(this);
    }

    /// Indented by two spaces.
    default String pretty() {
        return JsonStyle.PRETTY.write(this);
    }

    private static String kind(Json value) {
        return switch (value) {
            case Text _ -> "a string";
            case Number _ -> "a number";
            case Bool _ -> "true or false";
            case Null _ -> "null";
            case Array _ -> "a list";
            case Members _ -> "an object";
        };
    }
}
