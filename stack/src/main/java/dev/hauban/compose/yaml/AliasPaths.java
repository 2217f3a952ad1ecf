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
    private final List<String> path = new ArrayList<>();
    private int length;
    private final Map<String, NavigableSet<String>> used = new HashMap<>();

    void clear() {
        path.clear();
        length = 0;
        used.clear();
    }

    void enter(String key) {
        path.add(key);
        length += key.length() + 1;
    }

    void leave() {
        length -= path.removeLast().length() + 1;
    }

    /// Of the path to here, in characters.
    int length() {
        return length;
    }

    /// The anchor is given anew.
    void forget(String anchor) {
        used.remove(anchor);
    }

    /// Notes that the anchor is used here.
    boolean isTakenForCycle(String anchor) {
        String here = String.join(".", path);
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
