package dev.hauban.compose.canonical;

import dev.hauban.compose.tree.Legible;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The short syntax of a service's volume: `target`, `source:target`, `source:target:options`.
///
/// One letter before a colon is a Windows drive and belongs to the path; unknown options are ignored.
public sealed interface VolumeSpec {
    /// For whoever wrote a malformed one.
    String EXAMPLE = "write it as in `./data:/var/lib/data` or `data:/var/lib/data:ro`";

    record Parsed(
            @Nullable String source,
            String target,
            boolean isReadOnly,
            boolean noCopy,
            @Nullable String propagation,
            @Nullable String selinux)
            implements VolumeSpec {

        boolean isBind() {
            return source != null && isPath(source);
        }

        private static boolean isPath(String source) {
            char first = source.charAt(0);
            boolean drive = source.length() > 1 && Character.isLetter(first) && source.charAt(1) == ':';
            return first == '.' || first == '/' || first == '~' || source.startsWith("\\\\") || drive;
        }
    }

    record Malformed(String message) implements VolumeSpec {}

    static VolumeSpec parse(String spec) {
        if (spec.isEmpty()) {
            return new Malformed("a volume can't be empty");
        }
        if (isShort(spec)) {
            return new Parsed(null, spec, false, false, null, null);
        }
        List<String> sections = sections(spec);
        if (sections.contains("")) {
            return new Malformed("`" + Legible.of(spec) + "` has an empty section between colons");
        }
        if (sections.size() > 3) {
            return new Malformed("`" + Legible.of(spec) + "` has too many colons");
        }
        return switch (sections.size()) {
            case 1 -> new Parsed(null, sections.getFirst(), false, false, null, null);
            case 2 -> new Parsed(sections.get(0), sections.get(1), false, false, null, null);
            default -> withOptions(sections);
        };
    }

    /// Whether this has no more than two bytes: that is a path in the container, whatever it looks like.
    static boolean isShort(String spec) {
        return spec.length() <= 2 && spec.getBytes(StandardCharsets.UTF_8).length <= 2;
    }

    private static Parsed withOptions(List<String> sections) {
        boolean readOnly = false;
        boolean noCopy = false;
        String propagation = null;
        String selinux = null;
        for (String option : sections.get(2).split(",", -1)) {
            switch (option) {
                case "ro" -> readOnly = true;
                case "rw" -> readOnly = false;
                case "nocopy" -> noCopy = true;
                case "rprivate", "private", "rshared", "shared", "rslave", "slave" -> propagation = option;
                case "z", "Z" -> selinux = option;
                default -> {}
            }
        }
        return new Parsed(sections.get(0), sections.get(1), readOnly, noCopy, propagation, selinux);
    }

    /// What is between the colons; those inside a variable or after a drive's letter don't count.
    private static List<String> sections(String spec) {
        var sections = new ArrayList<String>();
        var section = new StringBuilder();
        int variables = 0;
        for (int i = 0; i < spec.length(); i++) {
            char c = spec.charAt(i);
            boolean drive = c == ':' && section.length() == 1 && Character.isLetter(section.charAt(0));
            if (c == '$' && i + 1 < spec.length() && spec.charAt(i + 1) == '{') {
                variables++;
            } else if (c == '}' && variables > 0) {
                variables--;
            }
            if (c == ':' && !drive && variables == 0) {
                sections.add(section.toString());
                section.setLength(0);
            } else {
                section.append(c);
            }
        }
        sections.add(section.toString());
        return sections;
    }
}
