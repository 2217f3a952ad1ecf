package dev.hauban.engine;

import java.util.SortedMap;
import java.util.TreeMap;

/// A volume that is there.
///
/// @param place where its data lies on the engine's machine
/// @param scope how far it reaches: `local` is the machine
public record VolumeSeen(String name, String driver, String place, String scope, SortedMap<String, String> labels) {
    public VolumeSeen {
        labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
