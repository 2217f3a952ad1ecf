package dev.hauban.compose.shape;

import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which items of a list are the same to Docker Compose. It tells `1` from `"1"`, but of a list that is not long it
/// compares each with each, and there a number is the same as a text before it that can be read as that number.
final class Twins {
    private static final int NOT_LONG = 20;
    private static final Pattern WHOLE = Pattern.compile("([-+]?)0([xXoObB])_?([0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:[0-9]+(?:_[0-9]+)*\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?");

    private final Set<String> seen = new HashSet<>();
    private final boolean isLong;

    /// @param size of the list
    Twins(int size) {
        this.isLong = size > NOT_LONG;
    }

    /// Whether no item before is the same.
    boolean isFirst(Node item) {
        if (!(item instanceof Scalar scalar)) {
            return seen.add(item.kindName() + item);
        }
        String number = read(scalar.toString());
        if (scalar.isText()) {
            if (!isLong && number != null) {
                seen.add("read " + number);
            }
            return seen.add("text " + scalar);
        }
        if (number == null || !(scalar.value() instanceof Number)) {
            return seen.add(scalar.kindName() + scalar);
        }
        return seen.add("number " + number) && !seen.contains("read " + number);
    }

    /// The number that a text is, in the one way to write it; null if it is none.
    private static @Nullable String read(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches()) {
            int base = switch (whole.group(2)) {
                case "x", "X" -> 16;
                case "o", "O" -> 8;
                default -> 2;
            };
            String digits = whole.group(3).replace("_", "");
            boolean fits = digits.chars().allMatch(c -> Character.digit(c, base) >= 0);
            return fits ? written(new BigDecimal(new BigInteger(whole.group(1) + digits, base))) : null;
        }
        return DECIMAL.matcher(text).matches() ? written(new BigDecimal(text.replace("_", ""))) : null;
    }

    private static String written(BigDecimal number) {
        return number.stripTrailingZeros().toString();
    }
}
