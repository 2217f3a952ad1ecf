package dev.hauban.compose.canonical;

import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Trail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the paths of a tree be seen from another folder: the project's, at the end, or the including one's.
///
/// `credential_spec.file`, `devices` and `cache_from` are left as they are: that is how Docker Compose does it.
public final class RelativePaths {
    private enum Target {
        PATH,
        CONTEXT,
        EXTENDS,
        MOUNT_SOURCE,
        VOLUME,
        WATCHED,
        /// Absolute on Windows is absolute too.
        FOREIGN
    }

    private static final Rules<Target> TARGETS = targets();

    private final String folder;
    private final @Nullable String home;
    private final Links links;
    private final Problems problems;

    /// Follows symbolic links.
    public interface Links {
        /// The path with its first link replaced by what it leads to, or null if that leads nowhere.
        @Nullable
        String followed(String path);
    }

    /// @param folder from which the paths are seen now
    /// @param home what `~` stands for, if it is known
    /// @param links resolves the first symbolic link in an absolute path
    public RelativePaths(String folder, @Nullable String home, Links links, Problems problems) {
        this.folder = folder;
        this.home = home;
        this.links = links;
        this.problems = problems;
    }

    public void resolve(Mapping root) {
        TARGETS.replaceInside(root, Trail.ROOT, this::resolved);
    }

    private Node resolved(Node node, Rules<Target> rules, Trail trail) {
        Target target = rules.rule();
        if (target == null) {
            rules.replaceInside(node, trail, this::resolved);
            return node;
        }
        if (node instanceof Mapping mapping && target == Target.MOUNT_SOURCE) {
            return mount(mapping, trail);
        }
        if (node instanceof Mapping mapping && target == Target.VOLUME) {
            return volume(mapping);
        }
        if (node instanceof Scalar scalar && scalar.text() instanceof String path) {
            return Scalar.from(
                    scalar, target == Target.WATCHED ? watched(scalar, path(path), trail) : resolved(path, target));
        }
        switch (target) {
            case PATH, CONTEXT, EXTENDS, WATCHED -> problems.wrongType(node, trail, "a path", "put it in quotes");
            case MOUNT_SOURCE, VOLUME, FOREIGN -> {}
        }
        return node;
    }

    private String resolved(String text, Target target) {
        return switch (target) {
            case PATH, EXTENDS, WATCHED -> path(text);
            case CONTEXT -> isElsewhere(text) ? text : path(text);
            case FOREIGN -> foreign(text);
            case MOUNT_SOURCE, VOLUME -> text;
        };
    }

    private String watched(Scalar scalar, String path, Trail trail) {
        String followed = links.followed(path);
        if (followed == null) {
            problems.error(
                    "compose.link",
                    scalar,
                    trail,
                    "a link in `" + Legible.of(path) + "` leads nowhere",
                    "mend the link, or watch another path");
        }
        return followed == null ? path : followed;
    }

    private String path(String path) {
        String expanded = expandHome(path);
        if (GoPaths.isAbsolute(expanded) || expanded.isEmpty()) {
            return expanded;
        }
        return GoPaths.join(folder, expanded);
    }

    private String foreign(String path) {
        String expanded = expandHome(path);
        boolean absolute = GoPaths.isAbsolute(expanded) || GoPaths.isWindowsAbsolute(expanded);
        return absolute ? expanded : GoPaths.join(folder, expanded);
    }

    /// `~name` is not another user's home but a folder in one's own, as Docker Compose sees it.
    private String expandHome(String path) {
        return path.startsWith("~") && home != null ? GoPaths.join(home, path.substring(1)) : path;
    }

    private static boolean isElsewhere(String context) {
        return context.contains("://")
                || context.startsWith("service:")
                || context.startsWith("github.com/")
                || context.startsWith("git@");
    }

    private Node mount(Mapping mount, Trail trail) {
        if (!"bind".equals(mount.text("type"))) {
            return mount;
        }
        Node source = mount.get("source");
        String path = mount.text("source");
        if (source == null || path == null) {
            if (source != null || !mount.mayHave("source")) {
                problems.lack(
                        mount, trail, "a bind mount needs a source", "add `source` with the path on this machine");
            }
            return mount;
        }
        return mount.put("source", Scalar.from(source, foreign(path)));
    }

    /// A volume of the local driver that is a bind mount in disguise. Only with the driver written out: otherwise
    /// Docker Compose doesn't see it.
    private Node volume(Mapping volume) {
        Mapping options = volume.mapping("driver_opts");
        if (!"local".equals(volume.text("driver")) || options == null || !"bind".equals(options.text("o"))) {
            return volume;
        }
        Node device = options.get("device");
        String path = options.text("device");
        if (device != null && path != null) {
            options.put("device", Scalar.from(device, foreign(path)));
        }
        return volume;
    }

    private static Rules<Target> targets() {
        var targets = new Rules<Target>();
        for (String path : List.of(
                "services.*.env_file.*.path",
                "services.*.label_file.*",
                "include.path",
                "include.project_directory",
                "include.env_file")) {
            targets.add(path, Target.PATH);
        }
        for (String path : List.of("services.*.build.ssh.*", "configs.*.file", "secrets.*.file")) {
            targets.add(path, Target.FOREIGN);
        }
        return targets.add("services.*.build.context", Target.CONTEXT)
                .add("services.*.build.additional_contexts.*", Target.CONTEXT)
                .add("services.*.extends.file", Target.EXTENDS)
                .add("services.*.develop.watch.*.path", Target.WATCHED)
                .add("services.*.volumes.*", Target.MOUNT_SOURCE)
                .add("volumes.*", Target.VOLUME);
    }
}
