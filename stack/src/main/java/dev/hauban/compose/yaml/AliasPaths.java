package dev.hauban.compose.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Where the aliases of a document are used.
///
/// Docker Compose looks for values that contain themselves by comparing the paths at which one anchor is used, as
/// texts with dots. So it takes an anchor that is used at `services.test` and at `services.test.other` for a circle,
/// even if the second is a service whose name has a dot; and so do we, to accept and refuse the same files.
final class AliasPaths {
    private final boolean needed;
    private final List<Object> path = new ArrayList<>();
    private int length;
    private final Map<String, NavigableSet<String>> used = new HashMap<>();

    /// @param text that has the aliases, if there are any
    AliasPaths(String text) {
        this.needed = text.indexOf('*') >= 0;
    }

    void clear() {
        path.clear();
        length = 0;
        used.clear();
    }

    void enter(String key) {
        if (needed) {
            path.add(key);
            length += key.length() + 1;
        }
    }

    void enter(int index) {
        if (needed) {
            path.add(index);
            length += 2;
        }
    }

    void leave() {
        if (needed) {
            length -= path.removeLast() instanceof String key ? key.length() + 1 : 2;
        }
    }

    /// How many values could be copied in the time that it takes to look at this path; none for any that is meant.
    int weight() {
        return length / 100 + length / 1_000 * path.size();
    }

    /// The anchor is given anew.
    void forget(String anchor) {
        used.remove(anchor);
    }

    /// Notes that the anchor is used here.
    boolean isTakenForCycle(String anchor) {
        var way = new StringBuilder(length);
        for (int i = 0; i < path.size(); i++) {
            way.append(i == 0 ? "" : ".").append(path.get(i));
        }
        String here = way.toString();
        NavigableSet<String> earlier = used.computeIfAbsent(anchor, _ -> new TreeSet<>());
        return earlier.add(here) && (isBelow(here, earlier) || isAbove(here, earlier));
    }

    private static boolean isBelow(String here, NavigableSet<String> earlier) {
        for (int dot = here.indexOf('.'); dot >= 0; dot = here.indexOf('.', dot + 1)) {
            String above = here.substring(0, dot);
            if (earlier.contains(above) && !areInDifferentServices(here, above)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbove(String here, NavigableSet<String> earlier) {
        String below = earlier.higher(here + ".");
        return below != null && below.startsWith(here + ".") && !areInDifferentServices(here, below);
    }

    private static boolean areInDifferentServices(String one, String other) {
        String[] here = one.split("\\.", -1);
        String[] there = other.split("\\.", -1);
        for (int i = 0; i + 1 < Math.min(here.length, there.length); i++) {
            if (here[i].equals("services") && there[i].equals("services")) {
                return !here[i + 1].equals(there[i + 1]);
            }
        }
        return false;
    }
}
