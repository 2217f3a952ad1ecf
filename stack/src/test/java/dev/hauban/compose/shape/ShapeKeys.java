package dev.hauban.compose.shape;

import java.util.ArrayList;
import java.util.List;

/// The keys of the specification's shapes, for tests that try them all.
public final class ShapeKeys {
    private ShapeKeys() {}

    public static List<String> ofService() {
        var keys = new ArrayList<String>();
        ServiceShapes.SERVICE.keys().forEach(keys::add);
        return keys;
    }
}
