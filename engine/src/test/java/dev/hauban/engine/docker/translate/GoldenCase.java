package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A golden folder: Compose files, and in `command.json` what is not as usual.
///
/// @param written `version` of the daemon's API (1.51); `imageVolumes` by image; `volumes` that are there before;
/// services that have
///     `ended`;
///     `commands` (one: `create`); `environment`; `environmentFiles` that are named; Docker's own `configuration`
record GoldenCase(Path folder, Words written) {
    static GoldenCase of(Path folder) throws IOException {
        Path file = folder.resolve("command.json");
        try {
            return new GoldenCase(
                    folder, new Words(JsonReader.readObject(Files.exists(file) ? Files.readString(file) : "{}")));
        } catch (MalformedJson malformed) {
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    /// Where the files are read from, when recording and when comparing.
    String place() {
        return "/golden/" + name();
    }

    RecordingDaemon.Play play() {
        var volumes = new LinkedHashMap<String, List<String>>();
        Words declared = written.words("imageVolumes");
        declared.members().values().keySet().forEach(image -> volumes.put(image, declared.texts(image)));
        return new RecordingDaemon.Play(
                written.find("version").orElse("1.51"), volumes, written.texts("volumes"), written.texts("ended"));
    }

    List<List<String>> commands() {
        if (!(written.members().find("commands").orElse(null) instanceof Json.Array(List<Json> all))) {
            return List.of(List.of("create"));
        }
        var commands = new ArrayList<List<String>>();
        for (Json command : all) {
            var words = new ArrayList<String>();
            ((Json.Array) command).values().forEach(word -> words.add(Words.text(word)));
            commands.add(words);
        }
        return commands;
    }

    Map<String, String> environment() {
        Map<String, String> environment = written.strings("environment");
        environment.put("HOME", "/golden/home");
        return environment;
    }

    List<String> environmentFiles() {
        return written.texts("environmentFiles");
    }

    /// Of Docker itself.
    Json.Members configuration() {
        return written.words("configuration").members();
    }
}
