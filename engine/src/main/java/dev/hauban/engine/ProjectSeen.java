package dev.hauban.engine;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A project that an engine has.
///
/// @param states how many of its instances are in which state, such as `running`
/// @param files the Compose files that it was made of, as far as it is known
public record ProjectSeen(String name, SortedMap<String, Integer> states, List<String> files) {
    public ProjectSeen {
        states = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(states));
        files = List.copyOf(files);
    }
}
