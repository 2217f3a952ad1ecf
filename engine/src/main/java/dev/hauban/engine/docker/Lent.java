package dev.hauban.engine.docker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Networks and volumes that were found where the project wanted to make its own: they are used, though they don't bear
/// its label.
record Lent(Set<String> networks, Set<String> volumes) {
    static Lent nothing() {
        return new Lent(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }
}
