package dev.hauban.compose.meaning;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.shape.ByteSizes;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.stack.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that appears inside a service: volumes, memory, configs and secrets.
final class MountMaker {
    private final Mapping service;
    private final List<Mount> mounts = new ArrayList<>();

    MountMaker(Mapping service) {
        this.service = service;
    }

    List<Mount> make() {
        each("volumes", this::volume);
        StackMaker.texts(service.sequence("tmpfs")).forEach(this::temporary);
        each("configs", config -> supplied(config, Mount.Kind.CONFIG, "/"));
        each("secrets", secret -> supplied(secret, Mount.Kind.SECRET, "/run/secrets/"));
        return mounts;
    }

    private interface MappingVisitor {
        void visit(Mapping mapping);
    }

    private void each(String key, MappingVisitor visitor) {
        if (service.get(key) instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                if (item instanceof Mapping mapping) {
                    visitor.visit(mapping);
                }
            }
        }
    }

    private void volume(Mapping volume) {
        String target = volume.text("target");
        String source = volume.text("source");
        boolean readOnly = volume.isTrue("read_only");
        if (target == null) {
            return;
        }
        String type = String.valueOf(volume.text("type"));
        switch (type) {
            case "bind" -> {
                Mapping bind = volume.mapping("bind");
                boolean creates = bind != null && bind.isTrue("create_host_path");
                mounts.add(new Mount.Bind(Path.of(source == null ? "/" : source), target, readOnly, creates));
            }
            case "volume" -> {
                Mapping options = volume.mapping("volume");
                mounts.add(
                        source == null
                                ? new Mount.Anonymous(target, readOnly)
                                : new Mount.Named(
                                        source,
                                        target,
                                        readOnly,
                                        Optional.ofNullable(options == null ? null : options.text("subpath"))));
            }
            case "tmpfs" -> mounts.add(temporary(target, volume.mapping("tmpfs")));
            default -> mounts.add(new Mount.Foreign(type, target, readOnly));
        }
    }

    private static Mount temporary(String target, @Nullable Mapping options) {
        String size = options == null ? null : options.text("size");
        Object mode = options == null ? null : options.value("mode");
        return new Mount.Temporary(
                target,
                Optional.ofNullable(size).map(Long::valueOf),
                mode instanceof Long number ? Optional.of(number.intValue()) : Optional.empty());
    }

    /// `path`, or `path:size=64m,mode=1777`.
    private void temporary(String line) {
        int colon = line.indexOf(':');
        Optional<Long> size = Optional.empty();
        Optional<Integer> mode = Optional.empty();
        for (String option :
                colon < 0 ? new String[0] : line.substring(colon + 1).split(",")) {
            if (option.startsWith("size=")) {
                size = Optional.ofNullable(ByteSizes.parse(option.substring("size=".length())));
            } else if (option.startsWith("mode=")) {
                mode = octal(option.substring("mode=".length()));
            }
        }
        mounts.add(new Mount.Temporary(colon < 0 ? line : line.substring(0, colon), size, mode));
    }

    private static Optional<Integer> octal(String text) {
        try {
            return Optional.of(Integer.parseInt(text, 8));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void supplied(Mapping mount, Mount.Kind kind, String folder) {
        String source = mount.text("source");
        if (source == null) {
            return;
        }
        String target = mount.text("target");
        String mode = mount.text("mode");
        mounts.add(new Mount.Supplied(
                kind,
                source,
                GoPaths.resolve(folder, target == null ? source : target),
                Optional.ofNullable(mount.text("uid")),
                Optional.ofNullable(mount.text("gid")),
                mode == null ? Optional.empty() : octal(mode)));
    }
}
