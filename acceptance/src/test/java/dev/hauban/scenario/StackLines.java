package dev.hauban.scenario;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.util.List;

/// A reference stack as `hauban config` has it, asked about by the lines of its team's document.
final class StackLines {
    private final Json.Members document;

    private StackLines(Json.Members document) {
        this.document = document;
    }

    /// With the settings that `hauban setup` makes.
    static StackLines of(Workplace place) throws Exception {
        place.must("setup");
        return new StackLines(
                JsonReader.readObject(place.must("config", "--format", "json").out()));
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
