package dev.hauban.compose.tree;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A single value: `String`, `Long`, `BigInteger` (what only an unsigned 64-bit number holds), `Double`, `Float`,
/// `Boolean`, [Timestamp] or null.
public final class Scalar extends Node {

    /// An unquoted date. YAML 1.1 makes it a type of its own, which no attribute of the specification takes.
    ///
    /// @param text as in `2026-01-02T03:04:05Z`
    public record Timestamp(String text) {
        private static final int START_OF_TIME = "2026-01-02T".length();

        /// As Go prints it: `2026-01-02 03:04:05 +0000 UTC`, and with an offset `2026-01-02 03:04:05 +0200 +0200`.
        String printed() {
            int zone = Math.max(text.indexOf('Z'), Math.max(text.indexOf('+'), text.indexOf('-', START_OF_TIME)));
            String offset = text.substring(zone).replace(":", "");
            return text.substring(0, zone).replace('T', ' ')
                    + (offset.equals("Z") ? " +0000 UTC" : " " + offset + " " + offset);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// A string has a place of its own, so that what is asked most, whether there is one, is answered without a look
    /// at it: by then it has left the processor's cache.
    private final @Nullable String text;

    private final @Nullable Object other;

    public Scalar(Source source, int line, int column, @Nullable Object value) {
        super(source, line, column);
        this.text = value instanceof String string ? string : null;
        this.other = text == null ? value : null;
    }

    private Scalar(Node origin, @Nullable Object value) {
        super(origin);
        this.text = value instanceof String string ? string : null;
        this.other = text == null ? value : null;
    }

    /// At the place of another node, which it comes from.
    public static Scalar from(Node origin, @Nullable Object value) {
        var scalar = new Scalar(origin, value);
        scalar.mark(Mark.NONE);
        return scalar;
    }

    public @Nullable Object value() {
        return text == null ? other : text;
    }

    public @Nullable String text() {
        return text;
    }

    public boolean isText() {
        return text != null;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public Scalar copy() {
        var copy = new Scalar(this, value());
        copy.settleLike(this);
        return copy;
    }

    @Override
    public boolean means(Node other) {
        return other instanceof Scalar scalar && Objects.equals(value(), scalar.value());
    }

    @Override
    public String kindName() {
        return switch (value()) {
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
