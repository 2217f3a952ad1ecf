package dev.hauban.catalog;

import dev.hauban.stack.ImageReference;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version and the flavor that a tag names: `17.2-alpine3.20` is 17, 2 and `alpine3.20`.
///
/// @param numbers from the left, as many as the tag has; empty for `latest`, `lts`, `alpine`
/// @param flavor what else it says; empty when nothing
public record TagVersion(List<Integer> numbers, String flavor) {
    private static final Pattern FORM = Pattern.compile("v?(\\d+(?:\\.\\d+)*)?[-_+]?(.*)");

    public TagVersion {
        numbers = List.copyOf(numbers);
    }

    public static TagVersion of(ImageReference image) {
        return image.tag().map(TagVersion::parse).orElse(new TagVersion(List.of(), ""));
    }

    public static TagVersion parse(String tag) {
        Matcher form = FORM.matcher(tag);
        if (!form.matches() || form.group(1) == null || form.group(1).length() > 30) {
            return new TagVersion(List.of(), tag);
        }
        List<Integer> numbers = Pattern.compile("\\.")
                .splitAsStream(form.group(1))
                .filter(part -> part.length() < 9)
                .map(Integer::valueOf)
                .toList();
        return new TagVersion(numbers, form.group(2));
    }

    public boolean hasMajor() {
        return !numbers.isEmpty();
    }

    /// -1 when the tag has none.
    public int major() {
        return numbers.isEmpty() ? -1 : numbers.getFirst();
    }

    public boolean isAlpine() {
        return flavor.contains("alpine");
    }

    /// `17.2`, or `latest`.
    @Override
    public String toString() {
        if (numbers.isEmpty()) {
            return "latest";
        }
        return String.join(".", numbers.stream().map(String::valueOf).toList());
    }
}
