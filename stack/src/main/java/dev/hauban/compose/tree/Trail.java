package dev.hauban.compose.tree;

import org.jspecify.annotations.Nullable;

/// The way from the root of a tree to a value; its text, such as `services.web.ports[1]`, is made only when somebody
/// asks for it.
public final class Trail {
    public static final Trail ROOT = new Trail(null, "", -1);

    private final @Nullable Trail parent;
    private final String key;
    private final int index;

    private Trail(@Nullable Trail parent, String key, int index) {
        this.parent = parent;
        this.key = key;
        this.index = index;
    }

    public Trail child(String childKey) {
        return new Trail(this, childKey, -1);
    }

    public Trail item(int itemIndex) {
        return new Trail(this, "", itemIndex);
    }

    public String last() {
        return key;
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        String before = parent.toString();
        if (index >= 0) {
            return before + "[" + index + "]";
        }
        String shown = Legible.of(key);
        return before.isEmpty() ? shown : before + "." + shown;
    }
}
