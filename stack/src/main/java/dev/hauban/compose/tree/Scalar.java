package dev.hauban.compose.tree;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A single value: `String`, `Long`, `BigInteger` (what only an unsigned 64-bit number holds), `Double`, `Float`,
/// `Boolean`, [Timestamp] or null.
public final class Scalar extends Node {

    /// An unquoted date. YAML 1.1 makes it a type of its own, which no attribute of the specification takes.
    public record Timestamp(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private final @Nullable Object value;

    public Scalar(Source source, int line, int column, @Nullable Object value) {
        super(source, line, column);
        this.value = value;
    }

    private Scalar(Node origin, @Nullable Object value) {
        super(origin);
        this.value = value;
    }

    /// At the place of another node, which it comes from.
    public static Scalar from(Node origin, @Nullable Object value) {
        var scalar = new Scalar(origin, value);
        scalar.mark(Mark.NONE);
        return scalar;
    }

    public @Nullable Object value() {
        return value;
    }

    public @Nullable String text() {
        return value instanceof String text ? text : null;
    }

    public boolean isText() {
        return value instanceof String;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public Scalar copy() {
        return new Scalar(this, value);
    }

    @Override
    public boolean means(Node other) {
        return other instanceof Scalar scalar && Objects.equals(value, scalar.value);
    }

    @Override
    public String kindName() {
        return switch (value) {
            case null -> "nothing";
            case String _ -> "a string";
            case Boolean _ -> "a boolean";
            case Long _ -> "a whole number";
            case BigInteger _ -> "a whole number";
            case Timestamp _ -> "a date";
            case Object _ -> "a number";
        };
    }

    @Override
    public String toString() {
        return GoText.of(this);
    }
}
