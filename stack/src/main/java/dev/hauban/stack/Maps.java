package dev.hauban.stack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Copies that keep the order, because the order can reach a plan, a log or a file.
final class Maps {
    private Maps() {}

    static <K, V> Map<K, V> inOrder(Map<K, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
