package dev.hauban.scenario;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/// A reference stack as `hauban config` has it, asked about by the lines of its team's document.
final class StackLines {
    private final Json.Members document;

    private StackLines(Json.Members document) {
        this.document = document;
    }

    /// With the settings that `hauban setup` makes.
    ///
    /// @param options in front of the command, such as `-f`
    static StackLines of(Workplace place, String... options) throws Exception {
        place.must("setup");
        var words = new ArrayList<>(List.of(options));
        words.addAll(List.of("config", "--format", "json"));
        return new StackLines(
                JsonReader.readObject(place.must(words.toArray(String[]::new)).out()));
    }

    /// What stands at a path of members: `at("services", "backend", "image")`; its text in JSON.
    String at(String... path) {
        Json found = document;
        for (String name : path) {
            if (!(found instanceof Json.Members members) || members.find(name).isEmpty()) {
                throw new AssertionError("there is no " + name + " in " + List.of(path));
            }
            found = members.find(name).get();
        }
        return found.compact();
    }

    boolean has(String... path) {
        Json found = document;
        for (String name : path) {
            if (!(found instanceof Json.Members members) || members.find(name).isEmpty()) {
                return false;
            }
            found = members.find(name).get();
        }
        return true;
    }
}
