package dev.hauban.compose.shape;

import static dev.hauban.compose.shape.Vocabulary.ANY_MAPPING;
import static dev.hauban.compose.shape.Vocabulary.BOOLEAN;
import static dev.hauban.compose.shape.Vocabulary.BOOLEAN_OR_TEXT;
import static dev.hauban.compose.shape.Vocabulary.COMMAND;
import static dev.hauban.compose.shape.Vocabulary.HOSTS;
import static dev.hauban.compose.shape.Vocabulary.INTEGER_OR_TEXT;
import static dev.hauban.compose.shape.Vocabulary.LABEL_FILE;
import static dev.hauban.compose.shape.Vocabulary.NULL;
import static dev.hauban.compose.shape.Vocabulary.NUMBER;
import static dev.hauban.compose.shape.Vocabulary.NUMBER_OR_TEXT;
import static dev.hauban.compose.shape.Vocabulary.OPTIONS;
import static dev.hauban.compose.shape.Vocabulary.PAIRS;
import static dev.hauban.compose.shape.Vocabulary.TEXT;
import static dev.hauban.compose.shape.Vocabulary.TEXTS;
import static dev.hauban.compose.shape.Vocabulary.TEXT_OR_TEXTS;
import static dev.hauban.compose.shape.Vocabulary.UNIQUE_TEXTS;

import dev.hauban.compose.shape.Form.Kind;
import dev.hauban.compose.shape.Rule.Dictionary;

/// What a service may say. The order of the attributes is that of the canonical document.
///
/// Source: the Compose Specification's schema, compose-spec.json of compose-go 2.9.
final class ServiceShapes {
    static final Rule ULIMIT = INTEGER_OR_TEXT.or(Rule.shape(Shape.named("a ulimit")
            .attribute("soft", INTEGER_OR_TEXT, Kind.COUNT)
            .attribute("hard", INTEGER_OR_TEXT, Kind.COUNT)
            .require("soft", "hard")));
    static final Rule ULIMITS = Rule.dictionary(new Dictionary(Vocabulary::isLowerCase, ULIMIT, false, "a ulimit"));

    static final Shape FILE_MOUNT = Shape.named("a config or secret of a service")
            .attribute("source", TEXT, Kind.TEXT)
            .attribute("target", TEXT, Kind.TEXT)
            .attribute("uid", TEXT, Kind.TEXT)
            .attribute("gid", TEXT, Kind.TEXT)
            .attribute("mode", NUMBER_OR_TEXT, Kind.MODE);
    static final Rule FILE_MOUNTS = Rule.list(TEXT.or(Rule.shape(FILE_MOUNT)));

    static final Shape HOOK = Shape.named("a hook")
            .attribute("command", COMMAND, Kind.COMMAND)
            .attribute("user", TEXT, Kind.TEXT)
            .attribute("privileged", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("working_dir", TEXT, Kind.TEXT)
            .attribute("environment", PAIRS, Kind.ENVIRONMENT)
            .require("command");

    static final Shape DEVICE_REQUEST = Shape.named("a device request")
            .attribute("capabilities", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute("count", INTEGER_OR_TEXT, Kind.DEVICE_COUNT)
            .attribute("device_ids", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("options", PAIRS, Kind.PAIRS)
            .losesExtensions();

    private static final Shape BUILD = Shape.named("a build")
            .attribute("context", TEXT, Kind.TEXT)
            .attribute("dockerfile", TEXT, Kind.TEXT)
            .attribute("dockerfile_inline", TEXT, Kind.TEXT)
            .attribute("entitlements", TEXTS, Kind.TEXTS)
            .attribute("args", PAIRS, Kind.ENVIRONMENT)
            .attribute("provenance", BOOLEAN_OR_TEXT, Kind.TEXT)
            .attribute("sbom", BOOLEAN_OR_TEXT, Kind.TEXT)
            .attribute("ssh", PAIRS, Kind.SSH)
            .attribute("labels", PAIRS, Kind.LABELS)
            .attribute("cache_from", TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("cache_to", TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("no_cache", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("additional_contexts", PAIRS, Kind.PAIRS)
            .attribute("pull", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("extra_hosts", HOSTS, Kind.HOSTS)
            .attribute("isolation", TEXT, Kind.TEXT)
            .attribute("network", TEXT, Kind.TEXT)
            .attribute("target", TEXT, Kind.TEXT)
            .attribute("secrets", FILE_MOUNTS, Form.of(Kind.LIST_OF_SHAPES, FILE_MOUNT))
            .attribute("shm_size", INTEGER_OR_TEXT, Kind.BYTES)
            .attribute("tags", TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("ulimits", ULIMITS, Kind.ULIMITS_BY_NAME)
            .attribute("platforms", TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("privileged", BOOLEAN_OR_TEXT, Kind.FLAG);

    private static final Shape WATCH = Shape.named("a watch rule")
            .always("path", TEXT, Kind.TEXT)
            .always("action", Rule.words("rebuild", "sync", "restart", "sync+restart", "sync+exec"), Kind.TEXT)
            .attribute("target", TEXT, Kind.TEXT)
            .attribute("exec", Rule.shape(HOOK), Form.of(Kind.VALUE, HOOK))
            .attribute("include", TEXT_OR_TEXTS, Kind.TEXTS)
            .attribute("ignore", TEXT_OR_TEXTS, Kind.TEXTS)
            .attribute("initial_sync", BOOLEAN, Kind.FLAG)
            .require("path", "action");
    private static final Shape DEVELOP = Shape.named("a develop section")
            .attribute("watch", Rule.list(Rule.shape(WATCH)), Form.of(Kind.LIST_OF_SHAPES, WATCH));

    private static final Shape BLKIO_WEIGHT = Shape.named("a weight")
            .capital("path", TEXT, Kind.TEXT)
            .capital("weight", INTEGER_OR_TEXT, Kind.UNSIGNED_16)
            .closed();
    private static final Shape BLKIO_LIMIT = Shape.named("a limit")
            .capital("path", TEXT, Kind.TEXT)
            .capital("rate", INTEGER_OR_TEXT, Kind.BYTES)
            .closed();
    private static final Rule BLKIO_LIMITS = Rule.list(Rule.shape(BLKIO_LIMIT));
    private static final Shape BLKIO = Shape.named("a blkio_config")
            .attribute("weight", INTEGER_OR_TEXT, Kind.UNSIGNED_16)
            .attribute("weight_device", Rule.list(Rule.shape(BLKIO_WEIGHT)), limits(BLKIO_WEIGHT))
            .attribute("device_read_bps", BLKIO_LIMITS, limits(BLKIO_LIMIT))
            .attribute("device_read_iops", BLKIO_LIMITS, limits(BLKIO_LIMIT))
            .attribute("device_write_bps", BLKIO_LIMITS, limits(BLKIO_LIMIT))
            .attribute("device_write_iops", BLKIO_LIMITS, limits(BLKIO_LIMIT))
            .closed();

    private static final Shape CREDENTIAL_SPEC = Shape.named("a credential_spec")
            .attribute("config", TEXT, Kind.TEXT)
            .attribute("file", TEXT, Kind.TEXT)
            .attribute("registry", TEXT, Kind.TEXT);

    private static final Shape DEPENDENCY = Shape.named("a dependency")
            .attribute(
                    "condition",
                    Rule.words("service_started", "service_healthy", "service_completed_successfully"),
                    Kind.TEXT)
            .attribute("restart", BOOLEAN_OR_TEXT, Kind.FLAG)
            .always("required", BOOLEAN, Kind.FLAG)
            .require("condition");

    private static final Shape DEVICE = Shape.named("a device")
            .attribute("source", TEXT, Kind.TEXT)
            .attribute("target", TEXT, Kind.TEXT)
            .attribute("permissions", TEXT, Kind.TEXT)
            .require("source");

    private static final Shape ENV_FILE = Shape.named("an env_file")
            .attribute("path", TEXT, Kind.TEXT)
            .always("required", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("format", TEXT, Kind.TEXT)
            .require("path")
            .closed();

    private static final Shape EXTENDS = Shape.named("extends")
            .attribute("file", TEXT, Kind.TEXT)
            .attribute("service", TEXT, Kind.TEXT)
            .require("service")
            .closed();

    private static final Rule PROVIDER_VALUE = Rule.of(Rule.TEXT | Rule.NUMBER | Rule.BOOLEAN);
    private static final Shape PROVIDER = Shape.named("a provider")
            .attribute("type", TEXT, Kind.TEXT)
            .attribute(
                    "options",
                    Vocabulary.options(PROVIDER_VALUE.or(Rule.list(PROVIDER_VALUE)), false),
                    Kind.REPEATED_OPTIONS)
            .require("type");

    private static final Shape HEALTHCHECK = Shape.named("a healthcheck")
            .attribute("test", TEXT.or(TEXTS), Kind.HEALTH_TEST)
            .attribute("timeout", TEXT, Kind.OPTIONAL_DURATION)
            .attribute("interval", TEXT, Kind.OPTIONAL_DURATION)
            .attribute("retries", NUMBER_OR_TEXT, Kind.OPTIONAL_UNSIGNED)
            .attribute("start_period", TEXT, Kind.OPTIONAL_DURATION)
            .attribute("start_interval", TEXT, Kind.OPTIONAL_DURATION)
            .attribute("disable", BOOLEAN_OR_TEXT, Kind.FLAG);

    private static final Shape LOGGING = Shape.named("a logging section")
            .attribute("driver", TEXT, Kind.TEXT)
            .attribute(
                    "options", Vocabulary.options(Rule.of(Rule.TEXT | Rule.NUMBER | Rule.NULL), false), Kind.OPTIONS);

    private static final Shape SERVICE_MODEL = Shape.named("a model of a service")
            .attribute("endpoint_var", TEXT, Kind.TEXT)
            .attribute("model_var", TEXT, Kind.TEXT);

    private static final Shape SERVICE_NETWORK = Shape.named("a network of a service")
            .attribute("aliases", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("driver_opts", OPTIONS, Kind.OPTIONS)
            .attribute("gw_priority", NUMBER, Kind.COUNT)
            .attribute("interface_name", TEXT, Kind.TEXT)
            .attribute("ipv4_address", TEXT, Kind.TEXT)
            .attribute("ipv6_address", TEXT, Kind.TEXT)
            .attribute("link_local_ips", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("mac_address", TEXT, Kind.TEXT)
            .attribute("priority", NUMBER, Kind.COUNT);

    private static final Shape PORT = Shape.named("a port")
            .attribute("name", TEXT, Kind.TEXT)
            .attribute("mode", TEXT, Kind.TEXT)
            .attribute("host_ip", TEXT, Kind.TEXT)
            .attribute("target", INTEGER_OR_TEXT, Kind.UNSIGNED_32)
            .attribute("published", INTEGER_OR_TEXT, Kind.TEXT)
            .attribute("protocol", TEXT, Kind.TEXT)
            .attribute("app_protocol", TEXT, Kind.TEXT);

    static final Shape SERVICE = Shape.named("a service")
            .attribute("profiles", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("annotations", PAIRS, Kind.PAIRS)
            .attribute("attach", BOOLEAN_OR_TEXT, Kind.OPTIONAL_FLAG)
            .attribute("build", TEXT.or(Rule.shape(BUILD)), Form.of(Kind.SHAPE, BUILD))
            .attribute("develop", NULL.or(Rule.shape(DEVELOP)), Form.of(Kind.SHAPE, DEVELOP))
            .attribute("blkio_config", Rule.shape(BLKIO), Form.of(Kind.SHAPE, BLKIO))
            .attribute("cap_add", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("cap_drop", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("cgroup_parent", TEXT, Kind.TEXT)
            .attribute("cgroup", Rule.words("host", "private"), Kind.TEXT)
            .attribute("cpu_count", INTEGER_OR_TEXT.range(0, Long.MAX_VALUE), Kind.COUNT)
            .attribute("cpu_percent", INTEGER_OR_TEXT.range(0, 100), Kind.DECIMAL)
            .attribute("cpu_period", NUMBER_OR_TEXT, Kind.COUNT)
            .attribute("cpu_quota", NUMBER_OR_TEXT, Kind.COUNT)
            .attribute("cpu_rt_period", NUMBER_OR_TEXT, Kind.COUNT)
            .attribute("cpu_rt_runtime", NUMBER_OR_TEXT, Kind.COUNT)
            .attribute("cpus", NUMBER_OR_TEXT, Kind.DECIMAL)
            .attribute("cpuset", TEXT, Kind.TEXT)
            .attribute("cpu_shares", NUMBER_OR_TEXT, Kind.COUNT)
            .attribute("command", COMMAND, Kind.COMMAND)
            .attribute("configs", FILE_MOUNTS, Form.of(Kind.LIST_OF_SHAPES, FILE_MOUNT))
            .attribute(
                    "container_name",
                    TEXT.pattern(
                            Vocabulary::hasContainerName,
                            "use two or more letters, digits, dots, dashes and underscores, as in `shop-web`"),
                    Kind.TEXT)
            .attribute("credential_spec", Rule.shape(CREDENTIAL_SPEC), Form.of(Kind.SHAPE, CREDENTIAL_SPEC))
            .attribute(
                    "depends_on",
                    Vocabulary.named("a service name", Rule.shape(DEPENDENCY), true)
                            .or(UNIQUE_TEXTS),
                    Form.of(Kind.SHAPES_BY_NAME, DEPENDENCY))
            .attribute("deploy", NULL.or(Rule.shape(DeployShapes.DEPLOY)), Form.of(Kind.SHAPE, DeployShapes.DEPLOY))
            .attribute("device_cgroup_rules", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("devices", Rule.list(TEXT.or(Rule.shape(DEVICE))), Form.of(Kind.LIST_OF_SHAPES, DEVICE))
            .attribute("dns", TEXT_OR_TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("dns_opt", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("dns_search", TEXT_OR_TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("domainname", TEXT, Kind.TEXT)
            .attribute("entrypoint", COMMAND, Kind.COMMAND)
            .attribute("provider", Rule.shape(PROVIDER), Form.of(Kind.SHAPE, PROVIDER))
            .attribute("environment", PAIRS, Kind.ENVIRONMENT)
            .attribute("env_file", TEXT.or(Rule.list(TEXT.or(Rule.shape(ENV_FILE)))), Form.of(Kind.ENV_FILE, ENV_FILE))
            .attribute("expose", Rule.uniqueList(NUMBER_OR_TEXT), Kind.TEXTS_OR_NUMBERS)
            .attribute("extends", TEXT.or(Rule.shape(EXTENDS)), Form.of(Kind.SHAPE, EXTENDS))
            .attribute("external_links", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("extra_hosts", HOSTS, Kind.HOSTS)
            .attribute("group_add", Rule.uniqueList(NUMBER_OR_TEXT), Kind.TEXTS)
            .attribute(
                    "gpus",
                    Rule.words("all").or(Rule.list(Rule.shape(DeployShapes.GPU))),
                    Form.of(Kind.LIST_OF_SHAPES, DEVICE_REQUEST))
            .attribute("hostname", TEXT, Kind.TEXT)
            .attribute("healthcheck", Rule.shape(HEALTHCHECK), Form.of(Kind.SHAPE, HEALTHCHECK))
            .attribute("image", TEXT, Kind.TEXT)
            .attribute("init", BOOLEAN_OR_TEXT, Kind.OPTIONAL_FLAG)
            .attribute("ipc", TEXT, Kind.TEXT)
            .attribute("isolation", TEXT, Kind.TEXT)
            .attribute("labels", PAIRS, Kind.LABELS)
            .attribute("label_file", LABEL_FILE, Kind.TEXTS)
            .attribute("links", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("logging", Rule.shape(LOGGING), Form.of(Kind.SHAPE, LOGGING))
            .attribute("mem_limit", NUMBER_OR_TEXT, Kind.BYTES)
            .attribute("mem_reservation", INTEGER_OR_TEXT, Kind.BYTES)
            .attribute("memswap_limit", NUMBER_OR_TEXT, Kind.BYTES)
            .attribute("mem_swappiness", INTEGER_OR_TEXT, Kind.BYTES)
            .attribute("mac_address", TEXT, Kind.TEXT)
            .attribute(
                    "models",
                    Vocabulary.named("a model name", NULL.or(Rule.shape(SERVICE_MODEL)), false)
                            .or(UNIQUE_TEXTS),
                    Form.of(Kind.SHAPES_BY_FREE_NAME, SERVICE_MODEL))
            .attribute("network_mode", TEXT, Kind.TEXT)
            .attribute(
                    "networks",
                    Vocabulary.named("a network name", NULL.or(Rule.shape(SERVICE_NETWORK)), true)
                            .or(UNIQUE_TEXTS),
                    Form.of(Kind.SHAPES_BY_FREE_NAME, SERVICE_NETWORK))
            .attribute("oom_kill_disable", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("oom_score_adj", INTEGER_OR_TEXT.range(-1000, 1000), Kind.COUNT)
            .attribute("pid", TEXT.or(NULL), Kind.TEXT)
            .attribute("pids_limit", NUMBER_OR_TEXT, Kind.COUNT)
            .attribute("platform", TEXT, Kind.TEXT)
            .attribute(
                    "ports", Rule.uniqueList(NUMBER_OR_TEXT.or(Rule.shape(PORT))), Form.of(Kind.LIST_OF_SHAPES, PORT))
            .attribute("privileged", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute(
                    "pull_policy",
                    TEXT.pattern(
                            Vocabulary::hasPullPolicy,
                            "use always, missing, never, build, daily, weekly, or for instance every_12h"),
                    Kind.TEXT)
            .attribute("pull_refresh_after", TEXT, Kind.DROPPED)
            .attribute("read_only", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("restart", TEXT, Kind.TEXT)
            .attribute("runtime", TEXT, Kind.TEXT)
            .attribute("scale", INTEGER_OR_TEXT, Kind.OPTIONAL_COUNT)
            .attribute("secrets", FILE_MOUNTS, Form.of(Kind.LIST_OF_SHAPES, FILE_MOUNT))
            .attribute("security_opt", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("shm_size", NUMBER_OR_TEXT, Kind.BYTES)
            .attribute("stdin_open", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("stop_grace_period", TEXT, Kind.OPTIONAL_DURATION)
            .attribute("stop_signal", TEXT, Kind.TEXT)
            .attribute("storage_opt", ANY_MAPPING, Kind.STRINGS_BY_NAME)
            .attribute("sysctls", PAIRS, Kind.PAIRS)
            .attribute("tmpfs", TEXT_OR_TEXTS, Kind.TEXT_OR_TEXTS)
            .attribute("tty", BOOLEAN_OR_TEXT, Kind.FLAG)
            .attribute("ulimits", ULIMITS, Kind.ULIMITS_BY_NAME)
            .attribute("use_api_socket", BOOLEAN, Kind.FLAG)
            .attribute("user", TEXT, Kind.TEXT)
            .attribute("userns_mode", TEXT, Kind.TEXT)
            .attribute("uts", TEXT, Kind.TEXT)
            .attribute(
                    "volumes",
                    Rule.uniqueList(TEXT.or(Rule.shape(DeployShapes.VOLUME_MOUNT))),
                    Form.of(Kind.LIST_OF_SHAPES, DeployShapes.VOLUME_MOUNT))
            .attribute("volumes_from", UNIQUE_TEXTS, Kind.TEXTS)
            .attribute("working_dir", TEXT, Kind.TEXT)
            .attribute("post_start", Rule.list(Rule.shape(HOOK)), Form.of(Kind.LIST_OF_SHAPES, HOOK))
            .attribute("pre_stop", Rule.list(Rule.shape(HOOK)), Form.of(Kind.LIST_OF_SHAPES, HOOK));

    private ServiceShapes() {}

    private static Form limits(Shape shape) {
        return Form.of(Kind.LIST_OF_SHAPES, shape);
    }
}
