package dev.hauban.stack;

import java.util.regex.Pattern;

/// The name under which a stack runs on a machine; two projects of one name are one.
///
/// Source: Compose Specification, `name`: lowercase letters, digits, dashes and underscores, beginning with a letter
/// or digit.
public record ProjectName(String text) implements Comparable<ProjectName> {
    private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    public ProjectName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a project name: " + text);
        }
    }

    public static boolean isValid(String text) {
        return RULE.matcher(text).matches();
    }

    @Override
    public int compareTo(ProjectName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
