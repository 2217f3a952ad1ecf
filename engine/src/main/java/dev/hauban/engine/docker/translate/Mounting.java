package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that is mounted into a container. The daemon knows two ways: `Binds`, which make a missing folder, and
/// `Mounts`, which know every option. Docker Compose takes the first wherever it will do.
final class Mounting {
    private final Subject subject;
    private final List<Words> volumes;
    /// By where they are in the container: what comes later takes the place.
    private final Map<String, Mounted> mounts = new LinkedHashMap<>();

    /// One mount; `words` of the file's own where it comes from there.
    private record Mounted(String type, String source, String target, boolean isReadOnly, Words words) {}

    private Mounting(Subject subject) {
        this.subject = subject;
        this.volumes = new ArrayList<>(subject.words().list("volumes"));
    }

    static Mounting of(Subject subject) {
        var mounting = new Mounting(subject);
        if (subject.identity() instanceof ContainerIdentity.Replacing replacing) {
            replacing.mounts().forEach(mounting::inherit);
        }
        mounting.volumes.forEach(mounting::volume);
        mounting.supplied(Mount.Kind.SECRET);
        mounting.supplied(Mount.Kind.CONFIG);
        return mounting;
    }

    /// A volume that nobody gave a name to goes over from the container that is replaced: one that the image declares,
    /// or one that the file has only a target of.
    private void inherit(ContainerIdentity.OldMount old) {
        if (old.type().equals("tmpfs")) {
            return;
        }
        boolean isDeclared = subject.around()
                .image()
                .map(image -> image.volumes().contains(old.target()))
                .orElse(false);
        boolean isAnonymous = volumes.removeIf(volume -> volume.text("target").equals(old.target())
                && volume.text("source").isEmpty());
        if (isDeclared || isAnonymous) {
            put(new Mounted(old.type(), old.source(), old.target(), old.isReadOnly(), Words.none()));
        }
    }

    private void volume(Words words) {
        String type = words.text("type");
        String source = words.text("source");
        put(new Mounted(
                type,
                type.equals("volume") ? volumeName(source) : source,
                words.text("target"),
                words.flag("read_only"),
                words));
    }

    private String volumeName(String key) {
        Volume volume = subject.stack().volumes().get(key);
        return volume == null ? key : volume.name();
    }

    private void put(Mounted mounted) {
        mounts.put(mounted.target(), mounted);
    }

    /// Files of the host; what has no file, or an owner or a mode of its own, is copied in.
    private void supplied(Mount.Kind kind) {
        for (SuppliedFile file : SuppliedFile.all(subject.stack(), subject.service(), kind)) {
            if (file.isMounted() && file.source() instanceof FileSource.FromFile(java.nio.file.Path path)) {
                mounts.putIfAbsent(
                        file.target(), new Mounted("bind", path.toString(), file.target(), true, Words.none()));
            }
        }
    }

    void addTo(Fields host) {
        var binds = new ArrayList<String>();
        var others = new ArrayList<Json>();
        for (Mounted mounted : mounts.values()) {
            bind(mounted).ifPresentOrElse(binds::add, () -> others.add(json(mounted)));
        }
        host.texts("Binds", binds).list("Mounts", others);
    }

    private Optional<String> bind(Mounted mounted) {
        boolean isBind = switch (mounted.type()) {
            case "bind" -> !mounted.words().equals(Words.none()) && bindWillDo(mounted.words());
            case "volume" -> isNamed(mounted.source()) && volumeWillDo(mounted.words());
            default -> false;
        };
        return isBind ? Optional.of(text(mounted)) : Optional.empty();
    }

    private boolean isNamed(String name) {
        return subject.stack().volumes().values().stream()
                .anyMatch(volume -> volume.name().equals(name));
    }

    static boolean bindWillDo(Words volume) {
        Words bind = volume.words("bind");
        return !volume.has("bind")
                || bind.flag("create_host_path")
                        && bind.text("propagation").isEmpty()
                        && bind.text("recursive").isEmpty();
    }

    private static boolean volumeWillDo(Words words) {
        Words volume = words.words("volume");
        return volume.strings("labels").isEmpty() && volume.text("subpath").isEmpty() && !volume.flag("nocopy");
    }

    private static String text(Mounted mounted) {
        var text = new StringBuilder()
                .append(mounted.source())
                .append(':')
                .append(mounted.target())
                .append(mounted.isReadOnly() ? ":ro" : ":rw");
        String selinux = mounted.words().words("bind").text("selinux");
        return (selinux.isEmpty() ? text : text.append(',').append(selinux)).toString();
    }

    private static Json json(Mounted mounted) {
        Words words = mounted.words();
        Fields fields = new Fields()
                .text("Type", mounted.type())
                .text("Source", mounted.source())
                .text("Target", mounted.target())
                .flag("ReadOnly", mounted.isReadOnly())
                .text("Consistency", words.text("consistency"));
        Words own = words.words(mounted.type());
        switch (mounted.type()) {
            case "bind" -> fields.object("BindOptions", bindOptions(own));
            case "volume" -> fields.object("VolumeOptions", volumeOptions(own));
            case "tmpfs" -> fields.object("TmpfsOptions", temporaryOptions(own));
            case "image" -> fields.object("ImageOptions", new Fields().text("Subpath", own.text("subpath")));
            default -> {}
        }
        return fields.build();
    }

    private static Fields bindOptions(Words bind) {
        String recursive = bind.text("recursive");
        return new Fields()
                .text("Propagation", bind.text("propagation"))
                .flag("CreateMountpoint", bind.flag("create_host_path"))
                .flag("NonRecursive", recursive.equals("disabled"))
                .flag("ReadOnlyNonRecursive", recursive.equals("writable"))
                .flag("ReadOnlyForceRecursive", recursive.equals("readonly"));
    }

    private static Fields volumeOptions(Words volume) {
        return new Fields()
                .flag("NoCopy", volume.flag("nocopy"))
                .text("Subpath", volume.text("subpath"))
                .strings("Labels", volume.strings("labels"));
    }

    private static Fields temporaryOptions(Words temporary) {
        return new Fields().number("SizeBytes", temporary.number("size")).number("Mode", temporary.number("mode"));
    }
}
