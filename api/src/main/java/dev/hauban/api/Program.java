package dev.hauban.api;

import java.util.ArrayList;
import java.util.List;

/// Which Hauban speaks.
///
/// @param version such as `0.3.1` or `0.4.0-SNAPSHOT`
/// @param build a hash of what the program consists of; two builds of one version differ in it
public record Program(String version, String build) {

    /// Whether this program takes over from an operator of the other: not if that one is newer, and not if both are
    /// the same build.
    public boolean replaces(Program other) {
        return !build.equals(other.build) && compareVersions(version, other.version) >= 0;
    }

    private static int compareVersions(String one, String other) {
        List<Integer> left = numbers(one);
        List<Integer> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int byNumber = Integer.compare(i < left.size() ? left.get(i) : 0, i < right.size() ? right.get(i) : 0);
            if (byNumber != 0) {
                return byNumber;
            }
        }
        return Boolean.compare(!one.contains("-"), !other.contains("-"));
    }

    private static List<Integer> numbers(String version) {
        var numbers = new ArrayList<Integer>();
        int dash = version.indexOf('-');
        for (String part : (dash < 0 ? version : version.substring(0, dash)).split("\\.", -1)) {
            numbers.add(part.matches("[0-9]{1,9}") ? Integer.parseInt(part) : 0);
        }
        return numbers;
    }
}
