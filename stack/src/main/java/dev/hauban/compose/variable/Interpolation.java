package dev.hauban.compose.variable;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fills the variables into a tree, in values and never in keys, and makes numbers and booleans of the strings where
/// the specification wants them.
public final class Interpolation {
    private static final Rules<Cast> CASTS = casts();

    private final Variables variables;
    private final Problems problems;
    private final Set<String> warned;

    /// @param warned the names of variables that were warned about already
    public Interpolation(Variables variables, Problems problems, Set<String> warned) {
        this.variables = variables;
        this.problems = problems;
        this.warned = warned;
    }

    public Interpolation(Variables variables, Problems problems) {
        this(variables, problems, new HashSet<>());
    }

    public void fill(Node root) {
        fill(root, CASTS, Trail.ROOT);
    }

    private void fill(Node node, @Nullable Rules<Cast> rules, Trail trail) {
        if (node instanceof Mapping mapping) {
            for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
                Rules<Cast> below = rules == null ? null : rules.under(entry.getKey());
                entry.setValue(filled(entry.getValue(), below, trail.child(entry.getKey())));
            }
        } else if (node instanceof Sequence sequence) {
            Rules<Cast> below = rules == null ? null : rules.underItem();
            List<Node> items = sequence.items();
            for (int i = 0; i < items.size(); i++) {
                items.set(i, filled(items.get(i), below, trail.item(i)));
            }
        }
    }

    private Node filled(Node node, @Nullable Rules<Cast> rules, Trail trail) {
        if (node instanceof Scalar scalar) {
            return filled(scalar, rules, trail);
        }
        fill(node, rules, trail);
        return node;
    }

    private Scalar filled(Scalar scalar, @Nullable Rules<Cast> rules, Trail trail) {
        String text = scalar.text();
        Cast cast = rules == null ? null : rules.rule();
        if (text == null || cast == null && text.indexOf('$') < 0) {
            return scalar;
        }
        try {
            String filled = new Template(variables, name -> warn(scalar, name)).substitute(text);
            return cast == null ? keep(scalar, filled) : cast(scalar, filled, cast, trail);
        } catch (UnsubstitutableException refused) {
            problems.error("compose.variable", scalar, trail, refused.getMessage(), refused.remedy());
            return keep(scalar, "");
        }
    }

    private static Scalar keep(Scalar scalar, String filled) {
        Scalar replaced = Scalar.from(scalar, filled);
        replaced.mark(scalar.mark());
        return replaced;
    }

    private Scalar cast(Scalar scalar, String text, Cast cast, Trail trail) {
        Object value = cast.of(text);
        if (value == null) {
            problems.error("compose.type", scalar, trail, "`" + text + "` is not " + cast.wanted());
            return Scalar.from(scalar, null);
        }
        if (cast == Cast.BOOLEAN && Cast.isOldBoolean(text)) {
            problems.warning(
                    "compose.old-boolean",
                    scalar,
                    "\"" + text + "\" for boolean is not supported by YAML 1.2, please use `" + value + "`");
        }
        return Scalar.from(scalar, value);
    }

    private void warn(Node node, String name) {
        if (warned.add(name)) {
            problems.warning(
                    "compose.variable-unset",
                    node,
                    "The \"" + name + "\" variable is not set. Defaulting to a blank string.");
        }
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
