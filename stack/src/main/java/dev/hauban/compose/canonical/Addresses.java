package dev.hauban.compose.canonical;

/// Tells IP addresses from other texts, without asking a name server.
final class Addresses {
    private Addresses() {}

    static boolean isAddress(String text) {
        return text.indexOf(':') >= 0 ? isVersion6(text) : isVersion4(text);
    }

    private static boolean isVersion4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean padded = part.length() > 1 && part.charAt(0) == '0';
            if (padded || part.length() > 3 || !isDigits(part, 10) || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int groups = gap < 0
                ? groups(text, true)
                : groups(text.substring(0, gap), false) + groups(text.substring(gap + 2), true);
        return gap < 0 ? groups == 8 : groups >= 0 && groups < 8;
    }

    /// How many groups of 16 bits the text has, or far less than none if it has other things.
    ///
    /// @param atEnd of the address, where two groups may be written as a version 4 address
    private static int groups(String text, boolean atEnd) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (atEnd && i == parts.length - 1 && parts[i].indexOf('.') > 0 && isVersion4(parts[i])) {
                count += 2;
            } else if (parts[i].length() <= 4 && isDigits(parts[i], 16)) {
                count++;
            } else {
                return -100;
            }
        }
        return count;
    }

    private static boolean isDigits(String text, int base) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), base) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
