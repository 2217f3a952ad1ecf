package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is said to a daemon to make one volume of a stack.
///
/// @param json for `POST /volumes/create`
public record VolumeBody(String name, Json.Members json) {

    public static VolumeBody of(ProjectName project, Volume volume) {
        var words = new Words(volume.specification().members());
        return new VolumeBody(
                volume.name(),
                new Fields()
                        .text("Name", volume.name())
                        .text("Driver", words.text("driver"))
                        .strings("DriverOpts", words.strings("driver_opts"))
                        .strings("Labels", ComposeLabels.volume(project, volume))
                        .build());
    }

    /// The folder of the daemon's machine that the volume is, where it is one: the daemon mounts it and does not make
    /// it.
    public static Optional<Path> folder(Volume volume) {
        var words = new Words(volume.specification().members());
        Map<String, String> options = words.strings("driver_opts");
        boolean isBound = List.of(options.getOrDefault("o", "").split(",")).contains("bind");
        String device = options.getOrDefault("device", "");
        return isBound && List.of("", "local").contains(words.text("driver")) && device.startsWith("/")
                ? Optional.of(Path.of(device))
                : Optional.empty();
    }
}
