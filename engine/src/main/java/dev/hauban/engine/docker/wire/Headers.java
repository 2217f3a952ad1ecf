package dev.hauban.engine.docker.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header fields of an answer.
final class Headers {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    int size() {
        return names.size();
    }

    /// The first of that name, in whatever case it is written.
    Optional<String> find(String name) {
        for (int at = 0; at < names.size(); at++) {
            if (names.get(at).equalsIgnoreCase(name)) {
                return Optional.of(values.get(at));
            }
        }
        return Optional.empty();
    }

    boolean says(String name, String value) {
        return find(name).filter(value::equalsIgnoreCase).isPresent();
    }
}
