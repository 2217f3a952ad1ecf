package dev.hauban.compose.shape;

import static dev.hauban.compose.shape.Vocabulary.BOOLEAN_OR_TEXT;
import static dev.hauban.compose.shape.Vocabulary.INTEGER_OR_TEXT;
import static dev.hauban.compose.shape.Vocabulary.NUMBER_OR_TEXT;
import static dev.hauban.compose.shape.Vocabulary.PAIRS;
import static dev.hauban.compose.shape.Vocabulary.TEXT;
import static dev.hauban.compose.shape.Vocabulary.TEXTS;
import static dev.hauban.compose.shape.Vocabulary.UNIQUE_TEXTS;

import dev.hauban.compose.shape.Form.Kind;

/// The larger sections of a service: how it is deployed, and what is mounted into it.
final class DeployShapes {
    private static final Rule ORDER = Rule.words("start-first", "stop-first");

    static final Shape DEVICE_REQUEST = Shape.named("a device request")
            .attribute("capabilities", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute("count", INTEGER_OR_TEXT, Kind.DEVICE_COUNT)
            .attribute("device_ids", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("options", PAIRS, Kind.PAIRS)
            .require("capabilities")
            .losesExtensions();

    /// The schema lets any key pass here.
    static final Shape GPU = Shape.named("a gpu")
            .attribute("capabilities", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute("count", INTEGER_OR_TEXT, Kind.DEVICE_COUNT)
            .attribute("device_ids", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("options", PAIRS, Kind.PAIRS)
            .open();

    private static final Shape SPEC = Shape.named("a discrete_resource_spec")
            .always("kind", TEXT, Kind.TEXT)
            .always("value", NUMBER_OR_TEXT, Kind.COUNT);
    private static final Shape GENERIC_RESOURCE = Shape.named("a generic resource")
            .attribute("discrete_resource_spec", Rule.shape(SPEC), Form.of(Kind.SHAPE, SPEC));

    private static final Shape LIMITS = Shape.named("limits")
            .attribute("cpus", NUMBER_OR_TEXT, Kind.CPUS)
            .attribute("memory", TEXT, Kind.BYTES)
            .attribute("pids", INTEGER_OR_TEXT, Kind.COUNT);
    private static final Shape RESERVATIONS = Shape.named("reservations")
            .attribute("cpus", NUMBER_OR_TEXT, Kind.CPUS)
            .attribute("memory", TEXT, Kind.BYTES)
            .attribute("devices", Rule.list(Rule.shape(DEVICE_REQUEST)), Form.of(Kind.LIST_OF_SHAPES, DEVICE_REQUEST))
            .attribute(
                    "generic_resources",
                    Rule.list(Rule.shape(GENERIC_RESOURCE)),
                    Form.of(Kind.LIST_OF_SHAPES, GENERIC_RESOURCE));
    private static final Shape RESOURCES = Shape.named("resources")
            .attribute("limits", Rule.shape(LIMITS), Form.of(Kind.SHAPE, LIMITS))
            .attribute("reservations", Rule.shape(RESERVATIONS), Form.of(Kind.SHAPE, RESERVATIONS));

    private static final Shape UPDATE = Shape.named("an update configuration")
            .attribute("parallelism", INTEGER_OR_TEXT, Kind.OPTIONAL_UNSIGNED)
            .attribute("delay", TEXT, Kind.DURATION)
            .attribute("failure_action", TEXT, Kind.TEXT)
            .attribute("monitor", TEXT, Kind.DURATION)
            .attribute("max_failure_ratio", NUMBER_OR_TEXT, Kind.DECIMAL)
            .attribute("order", ORDER, Kind.TEXT);

    private static final Shape RESTART = Shape.named("a restart policy")
            .attribute("condition", TEXT, Kind.TEXT)
            .attribute("delay", TEXT, Kind.OPTIONAL_DURATION)
            .attribute("max_attempts", INTEGER_OR_TEXT, Kind.OPTIONAL_UNSIGNED)
            .attribute("window", TEXT, Kind.OPTIONAL_DURATION);

    private static final Shape PREFERENCE =
            Shape.named("a placement preference").attribute("spread", TEXT, Kind.TEXT);
    private static final Shape PLACEMENT = Shape.named("a placement")
            .attribute("constraints", TEXTS, Kind.TEXTS)
            .attribute("preferences", Rule.list(Rule.shape(PREFERENCE)), Form.of(Kind.LIST_OF_SHAPES, PREFERENCE))
            .attribute("max_replicas_per_node", INTEGER_OR_TEXT, Kind.UNSIGNED);

    static final Shape DEPLOY = Shape.named("a deploy section")
            .attribute("mode", TEXT, Kind.TEXT)
            .attribute("replicas", INTEGER_OR_TEXT, Kind.OPTIONAL_COUNT)
            .attribute("labels", PAIRS, Kind.LABELS)
            .attribute("update_config", Rule.shape(UPDATE), Form.of(Kind.SHAPE, UPDATE))
            .attribute("rollback_config", Rule.shape(UPDATE), Form.of(Kind.SHAPE, UPDATE))
            .attribute("resources", Rule.shape(RESOURCES), Form.of(Kind.VALUE, RESOURCES))
            .attribute("restart_policy", Rule.shape(RESTART), Form.of(Kind.SHAPE, RESTART))
            .attribute("placement", Rule.shape(PLACEMENT), Form.of(Kind.VALUE, PLACEMENT))
            .attribute("endpoint_mode", TEXT, Kind.TEXT);

    private static final Shape BIND = Shape.named("bind options")
            .attribute("selinux", Rule.words("z", "Z"), Kind.TEXT)
            .attribute("propagation", TEXT, Kind.TEXT)
            .attribute("create_host_path", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("recursive", Rule.words("enabled", "disabled", "writable", "readonly"), Kind.TEXT);
    private static final Shape VOLUME = Shape.named("volume options")
            .attribute("labels", PAIRS, Kind.PAIRS)
            .attribute("nocopy", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("subpath", TEXT, Kind.TEXT);
    private static final Shape TMPFS = Shape.named("tmpfs options")
            .attribute("size", INTEGER_OR_TEXT.range(0, Long.MAX_VALUE), Kind.BYTES)
            .attribute("mode", NUMBER_OR_TEXT, Kind.UNSIGNED_32);
    private static final Shape IMAGE = Shape.named("image options").attribute("subpath", TEXT, Kind.TEXT);

    static final Shape VOLUME_MOUNT = Shape.named("a volume of a service")
            .attribute("type", Rule.words("bind", "volume", "tmpfs", "cluster", "npipe", "image"), Kind.TEXT)
            .attribute("source", TEXT, Kind.TEXT)
            .attribute("target", TEXT, Kind.TEXT)
            .attribute("read_only", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("consistency", TEXT, Kind.TEXT)
            .attribute("bind", Rule.shape(BIND), Form.of(Kind.SHAPE, BIND))
            .attribute("volume", Rule.shape(VOLUME), Form.of(Kind.SHAPE, VOLUME))
            .attribute("tmpfs", Rule.shape(TMPFS), Form.of(Kind.SHAPE, TMPFS))
            .attribute("image", Rule.shape(IMAGE), Form.of(Kind.SHAPE, IMAGE))
            .require("type");

    private DeployShapes() {}
}
