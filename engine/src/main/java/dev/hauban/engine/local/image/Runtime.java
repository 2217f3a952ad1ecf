package dev.hauban.engine.local.image;

import java.nio.file.Path;

/// A language's runtime that this machine has.
///
/// @param program the one that runs programs of the language
/// @param home the folder with its `bin`
/// @param version as it says it
record Runtime(Path program, Path home, String version) {
    int major() {
        String digits = version.replaceAll("^\\D*(\\d{1,8}).*$", "$1");
        return digits.isEmpty() || !Character.isDigit(digits.charAt(0)) ? -1 : Integer.parseInt(digits);
    }

    /// The first two numbers, for languages that count so: 3.11 is 311.
    int minor() {
        var found = java.util.regex.Pattern.compile("(\\d{1,4})\\.(\\d{1,4})").matcher(version);
        return found.find() ? Integer.parseInt(found.group(1)) * 1000 + Integer.parseInt(found.group(2)) : -1;
    }
}
