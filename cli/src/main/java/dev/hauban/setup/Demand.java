package dev.hauban.setup;

import dev.hauban.stack.Placeholder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the lines around a variable ask of its value.
///
/// The form that is always understood is a remark above or behind the variable:
/// `# generate: 64 hex characters`, `# generate: 32 letters and digits`, `# at least: 16`. Understood as well is what
/// people write: `openssl rand -hex 32`, `min 32 chars`, `<64-char-hex-key>`.
///
/// @param recipe how to make a value, if the lines say how
/// @param minimum the shortest value allowed, if the lines say so
/// @param isOrdered whether a line says outright that the value is to be generated
/// @param isOptional whether the lines say that it may stay empty
record Demand(Optional<Recipe> recipe, OptionalInt minimum, boolean isOrdered, boolean isOptional) {
    private static final Pattern OPENSSL = Pattern.compile("openssl\\s+rand\\s+-(hex|base64)\\s+(\\d+)");
    // "admin123" asks for nothing.
    private static final Pattern MINIMUM = Pattern.compile("(?:at least|(?<![a-z])min(?:imum)?(?: length)?|>=|≥)"
            + "[:.\\s]*(\\d+)"
            + "|(\\d+)[\\s-]*(?:char(?:acter)?s?)?[\\s-]*(?:\\+|or more|min\\b|minimum)");
    private static final Pattern LENGTH =
            Pattern.compile("(\\d+)[\\s-]*(?:random[\\s-]+)?" + "(hex|char|letter|digit|alphanumeric|base64|byte)");
    private static final Pattern ORDER = Pattern.compile("generate:\\s*(.*)");
    private static final int LONGEST = 4096;

    /// @param remarks the comments above and behind the variable
    /// @param value the value that the example has
    static Demand of(List<String> remarks, String value) {
        String said = String.join("\n", remarks).toLowerCase(Locale.ROOT);
        Matcher order = ORDER.matcher(said);
        boolean isOrdered = order.find();
        String hint = Placeholder.isOne(value) ? value.toLowerCase(Locale.ROOT) : "";
        OptionalInt minimum = minimum(said + "\n" + hint);
        Optional<Recipe> recipe = recipe(isOrdered ? order.group(1) : said);
        if (recipe.isEmpty()) {
            recipe = recipe(hint);
        }
        boolean isOptional = said.contains("optional") || said.contains("leave empty") || said.contains("may be empty");
        return new Demand(recipe, minimum, isOrdered, isOptional);
    }

    /// The recipe to follow when the value is to be made.
    Recipe recipeOrUsual() {
        return recipe.orElse(Recipe.USUAL).atLeast(minimum.orElse(0));
    }

    private static Optional<Recipe> recipe(String said) {
        Matcher openssl = OPENSSL.matcher(said);
        if (openssl.find()) {
            int bytes = number(openssl.group(2));
            return Optional.of(
                    openssl.group(1).equals("hex")
                            ? new Recipe(bytes * 2, Recipe.Alphabet.HEX)
                            : new Recipe(bytes, Recipe.Alphabet.BASE64));
        }
        Matcher length = LENGTH.matcher(said);
        boolean isMinimum = minimum(said).isPresent();
        if (!length.find()) {
            return Optional.empty();
        }
        return isMinimum && !said.contains("hex") && !said.contains("base64")
                ? Optional.empty()
                : Optional.of(new Recipe(number(length.group(1)), alphabet(said)));
    }

    private static Recipe.Alphabet alphabet(String said) {
        if (said.contains("hex")) {
            return Recipe.Alphabet.HEX;
        }
        if (said.contains("base64")) {
            return Recipe.Alphabet.BASE64;
        }
        boolean digitsOnly = said.contains("digit") && !said.contains("letter");
        return digitsOnly ? Recipe.Alphabet.DIGITS : Recipe.Alphabet.LETTERS_AND_DIGITS;
    }

    private static OptionalInt minimum(String said) {
        Matcher minimum = MINIMUM.matcher(said);
        if (!minimum.find()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(number(minimum.group(1) != null ? minimum.group(1) : minimum.group(2)));
    }

    private static int number(String digits) {
        return digits.length() > 4 ? LONGEST : Math.min(LONGEST, Integer.parseInt(digits));
    }
}
