package dev.hauban.compose.canonical;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;

/// What becomes of a short syntax. Not every file has been checked by then: of one whose services are extended, all are
/// turned, and what can't be is refused, even in a service that nobody extends.
enum Turn {
    /// A string is a list of one.
    LIST,
    /// A list of names is a mapping of them to nothing.
    NAMES,
    /// A list of `key=value` is a mapping.
    PAIRS("a list or a mapping", "write it as in `name: value`, on lines of its own"),
    BUILD("a string or a mapping", "write it as in `build: .`"),
    PRINTED,
    DEPENDENCIES,
    ENV_FILES("a string or a list", "write it as in `env_file: [web.env]`"),
    EXTENDS("a string or a mapping", "write it as in `extends: {service: name}`"),
    EXTERNAL,
    FILE_MOUNT("a string or a mapping", "write its name, as in `- password`"),
    GPUS("a string or a list", "write it as in `gpus: all`"),
    PORTS("a list", "write it as in `ports: [\"8080:80\"]`"),
    SSH("a list or a mapping", "write it as in `ssh: [default]`"),
    ULIMIT,
    VOLUME("a string or a mapping", "write it as in `./data:/data`"),
    DEVICE("a string or a mapping", "write it as in `/dev/ttyUSB0:/dev/ttyUSB0`");

    private final String expected;
    private final String remedy;

    Turn() {
        this("", "");
    }

    Turn(String expected, String remedy) {
        this.expected = expected;
        this.remedy = remedy;
    }

    /// Whether the value can be turned, or is looked at elsewhere.
    boolean takes(Node node) {
        boolean isText = node instanceof Scalar scalar && scalar.isText();
        return switch (this) {
            case BUILD, EXTENDS, FILE_MOUNT, VOLUME, DEVICE -> isText || node instanceof Mapping;
            case ENV_FILES, GPUS -> isText || node instanceof Sequence;
            case PORTS -> node instanceof Sequence;
            case PAIRS, SSH -> node instanceof Sequence || node instanceof Mapping;
            case LIST, NAMES, PRINTED, DEPENDENCIES, EXTERNAL, ULIMIT -> true;
        };
    }

    String expected() {
        return expected;
    }

    String remedy() {
        return remedy;
    }
}
