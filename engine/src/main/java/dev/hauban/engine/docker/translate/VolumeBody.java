package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Volume;

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
}
