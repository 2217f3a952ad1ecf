package dev.hauban.compose.variable;

import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fills the variables into a tree, in values and never in keys, and makes numbers and booleans of the strings where
/// the specification wants them.
public final class Interpolation {
    private static final Rules<Cast> CASTS = casts();

    private final Variables variables;
    private final Problems problems;
    private final Unset unset;
    private int unknown;

    public Interpolation(Variables variables, Problems problems, Unset unset) {
        this.variables = variables;
        this.problems = problems;
        this.unset = unset;
    }

    public void fill(Node root) {
        fill(root, CASTS, Trail.ROOT);
    }

    /// What can't be filled in goes.
    private void fill(Node node, @Nullable Rules<Cast> rules, Trail trail) {
        if (node instanceof Mapping mapping) {
            mapping.change((key, value) -> {
                Rules<Cast> below = rules == null ? null : rules.under(key);
                Node filled = stays(value, below) ? value : filled(value, below, trail.child(key));
                if (filled == null) {
                    mapping.lose(key);
                }
                return filled;
            });
        } else if (node instanceof Sequence sequence) {
            Rules<Cast> below = rules == null ? null : rules.underItem();
            if (sequence.change((index, item) -> stays(item, below) ? item : filled(item, below, trail.item(index)))) {
                sequence.tear();
            }
        }
    }

    /// Most values have nothing to be filled in and need not become anything else.
    private static boolean stays(Node node, @Nullable Rules<Cast> rules) {
        return node.isSettled() && rules == null || node instanceof Scalar scalar && !scalar.isText();
    }

    private @Nullable Node filled(Node node, @Nullable Rules<Cast> rules, Trail trail) {
        if (node instanceof Scalar scalar && scalar.text() instanceof String text) {
            return filled(scalar, text, rules == null ? null : rules.rule(), trail);
        }
        fill(node, rules, trail);
        return node;
    }

    private @Nullable Scalar filled(Scalar scalar, String text, @Nullable Cast cast, Trail trail) {
        if (cast == null && text.indexOf('$') < 0) {
            return scalar;
        }
        int before = unknown;
        try {
            String filled = new Template(variables, name -> unset(scalar, trail, name)).substitute(text);
            if (unknown > before) {
                return null;
            }
            problems.budget().takeCharacters(filled.length(), scalar.place());
            return cast == null ? keep(scalar, filled) : cast(scalar, filled, cast, trail);
        } catch (MalformedException refused) {
            if (!refused.isMissing() || !unset.isExcused()) {
                problems.error("compose.variable", scalar, trail, refused.getMessage(), refused.remedy());
            }
            return null;
        }
    }

    private static Scalar keep(Scalar scalar, String filled) {
        Scalar replaced = Scalar.from(scalar, filled);
        replaced.mark(scalar.mark());
        return replaced;
    }

    private @Nullable Scalar cast(Scalar scalar, String text, Cast cast, Trail trail) {
        Object value = cast.of(text);
        if (value == null) {
            problems.error(
                    "compose.type",
                    scalar,
                    trail,
                    "`" + Legible.of(text) + "` is not " + cast.wanted(),
                    "write it as in `" + cast.example() + "`");
            return null;
        }
        if (cast == Cast.BOOLEAN && Cast.isOldBoolean(text)) {
            problems.warning(
                    "compose.old-boolean",
                    scalar,
                    trail,
                    "\"" + text + "\" for boolean is not supported by YAML 1.2, please use `" + value + "`",
                    "write `" + value + "`");
        }
        return Scalar.from(scalar, value);
    }

    private void unset(Scalar scalar, Trail trail, String name) {
        if (unset.isExcused()) {
            unknown++;
        } else if (unset.isNews(name)) {
            problems.warning("compose.variable-unset", scalar, trail, unsetMessage(name), unsetRemedy(name));
        }
    }

    /// In Docker Compose's words.
    public static String unsetMessage(String name) {
        return "The \"" + name + "\" variable is not set. Defaulting to a blank string.";
    }

    public static String unsetRemedy(String name) {
        return "set " + name + " in the environment or in the .env file, or write ${" + name + ":-} if it may be blank";
    }

    private static Rules<Cast> casts() {
        var rules = new Rules<Cast>();
        for (String key : List.of(
                "cpu_count",
                "cpu_period",
                "cpu_quota",
                "cpu_rt_period",
                "cpu_rt_runtime",
                "cpu_shares",
                "deploy.replicas",
                "deploy.update_config.parallelism",
                "deploy.rollback_config.parallelism",
                "deploy.restart_policy.max_attempts",
                "deploy.placement.max_replicas_per_node",
                "healthcheck.retries",
                "oom_score_adj",
                "pids_limit",
                "ports.*.target",
                "scale",
                "ulimits.*",
                "ulimits.*.hard",
                "ulimits.*.soft")) {
            rules.add("services.*." + key, Cast.WHOLE_NUMBER);
        }
        for (String key : List.of(
                "init",
                "healthcheck.disable",
                "oom_kill_disable",
                "privileged",
                "read_only",
                "stdin_open",
                "tty",
                "volumes.*.read_only",
                "volumes.*.volume.nocopy")) {
            rules.add("services.*." + key, Cast.BOOLEAN);
        }
        for (String key : List.of("external", "internal", "attachable", "enable_ipv4", "enable_ipv6")) {
            rules.add("networks.*." + key, Cast.BOOLEAN);
        }
        for (String key : List.of("volumes", "secrets", "configs")) {
            rules.add(key + ".*.external", Cast.BOOLEAN);
        }
        return rules.add("services.*.cpu_percent", Cast.DECIMAL)
                .add("services.*.cpus", Cast.DECIMAL_32)
                .add("services.*.deploy.update_config.max_failure_ratio", Cast.DECIMAL)
                .add("services.*.deploy.rollback_config.max_failure_ratio", Cast.DECIMAL);
    }
}
