package dev.hauban.compose.shape;

import java.util.ArrayList;
import java.util.List;

/// Everything that the reader knows, as paths: `services.healthcheck.test`, `networks.ipam.config.subnet`.
public final class Attributes {
    private Attributes() {}

    public static List<String> all() {
        var all = new ArrayList<String>();
        collect("", ComposeShapes.PROJECT, all);
        return all;
    }

    private static void collect(String prefix, Shape shape, List<String> all) {
        for (Shape.Attribute attribute : shape.attributes()) {
            all.add(prefix + attribute.key());
            if (attribute.form().shape() instanceof Shape inner) {
                collect(prefix + attribute.key() + ".", inner, all);
            }
        }
    }
}
