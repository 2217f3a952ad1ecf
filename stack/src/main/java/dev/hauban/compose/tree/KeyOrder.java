package dev.hauban.compose.tree;

import java.util.Comparator;

/// The order in which go-yaml writes the keys of a mapping, and so Docker Compose the names in its YAML: letters come
/// behind everything else (`A_B` before `AB`), except right behind a digit, and digits count as the number that they
/// are (`web2` before `web10`). In its JSON names stand by their characters alone.
public final class KeyOrder implements Comparator<String> {
    public static final KeyOrder YAML = new KeyOrder();

    private KeyOrder() {}

    @Override
    public int compare(String one, String other) {
        int end = Math.min(one.length(), other.length());
        int at = 0;
        while (at < end && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        if (at == end) {
            return Integer.compare(one.length(), other.length());
        }
        boolean isLetter = Character.isLetter(one.codePointAt(at));
        if (isLetter && Character.isLetter(other.codePointAt(at))) {
            return Integer.compare(one.codePointAt(at), other.codePointAt(at));
        }
        if (isLetter || Character.isLetter(other.codePointAt(at))) {
            boolean isBehindDigit = at > 0 && Character.isDigit(one.charAt(at - 1));
            return isLetter == isBehindDigit ? -1 : 1;
        }
        return byNumber(one, other, at);
    }

    private static int byNumber(String one, String other, int at) {
        int endOfOne = endOfDigits(one, at);
        int endOfOther = endOfDigits(other, at);
        boolean countsZeros = followsOtherDigit(one, at);
        int start = countsZeros ? at : skipZeros(one, at, endOfOne);
        int otherStart = countsZeros ? at : skipZeros(other, at, endOfOther);
        if (endOfOne - start != endOfOther - otherStart) {
            return Integer.compare(endOfOne - start, endOfOther - otherStart);
        }
        int byDigits = one.substring(start, endOfOne).compareTo(other.substring(otherStart, endOfOther));
        if (byDigits != 0) {
            return byDigits;
        }
        return endOfOne != endOfOther
                ? Integer.compare(endOfOne, endOfOther)
                : Integer.compare(one.codePointAt(at), other.codePointAt(at));
    }

    /// Behind another digit a zero is worth something.
    private static boolean followsOtherDigit(String text, int at) {
        for (int i = at - 1; i >= 0 && Character.isDigit(text.charAt(i)); i--) {
            if (text.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }

    private static int skipZeros(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
