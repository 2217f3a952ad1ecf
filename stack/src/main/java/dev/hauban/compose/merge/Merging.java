package dev.hauban.compose.merge;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lays one tree over another: mappings are merged key by key, lists are put one after the other, single values are
/// replaced, unless the table says otherwise.
///
/// Source: Compose Specification, "Merge and override".
public final class Merging {
    /// What happens to an attribute that both trees have.
    private enum Way {
        REPLACE,
        /// Both become lists of strings, one after the other.
        SEQUENCE,
        HOSTS,
        BUILD,
        DEPENDENCIES,
        NAMES,
        LOGGING,
        POOLS
    }

    private static final Rules<Way> WAYS = ways();
    /// So many comparisons of address pools take as long as a value.
    private static final int POOLS_PER_VALUE = 30;

    private final Problems problems;

    public Merging(Problems problems) {
        this.problems = problems;
    }

    /// Lays the later tree over the earlier one, which is changed and answered.
    public Mapping merge(Mapping earlier, Mapping later) {
        return mappings(earlier, later, WAYS, Trail.ROOT);
    }

    /// Lays a service over the one that it extends, which is changed and answered.
    public Mapping extend(Mapping base, Mapping service, String name) {
        Rules<Way> services = Objects.requireNonNull(WAYS.under("services"));
        return mappings(
                base,
                service,
                services.under(name),
                Trail.ROOT.child("services").child(name));
    }

    private Mapping mappings(Mapping earlier, Mapping later, @Nullable Rules<Way> rules, Trail trail) {
        if (!later.isWhole()) {
            earlier.loseLike(later);
        }
        for (Map.Entry<String, Node> entry : later.entries().entrySet()) {
            String key = entry.getKey();
            Node there = earlier.get(key);
            earlier.put(
                    key,
                    there == null
                            ? entry.getValue()
                            : values(
                                    there,
                                    entry.getValue(),
                                    rules == null ? null : rules.under(key),
                                    trail.child(key)));
        }
        return earlier;
    }

    private Node values(Node earlier, Node later, @Nullable Rules<Way> rules, Trail trail) {
        if (rules != null && rules.rule() instanceof Way way) {
            return special(earlier, later, way, rules, trail);
        }
        if (later.isNull()) {
            return earlier;
        }
        return switch (earlier) {
            case Mapping mapping when later instanceof Mapping other -> mappings(mapping, other, rules, trail);
            case Sequence sequence when later instanceof Sequence other -> sequence.addAll(other);
            case Scalar _ -> later;
            case Mapping _ -> refused(earlier, later, trail);
            case Sequence _ -> refused(earlier, later, trail);
        };
    }

    private Node refused(Node earlier, Node later, Trail trail) {
        problems.error(
                "compose.merge",
                later,
                trail,
                "can't override " + earlier.kindName() + " with " + later.kindName(),
                "the earlier value is at " + earlier.place() + "; write both the same way, or tag this one !override");
        return earlier;
    }

    private Node special(Node earlier, Node later, Way way, Rules<Way> rules, Trail trail) {
        return switch (way) {
            case REPLACE -> later;
            case SEQUENCE -> sequence(earlier).addAll(sequence(later));
            case HOSTS -> hosts(sequence(earlier), sequence(later));
            case BUILD -> both(build(earlier), build(later), earlier, later, rules, trail);
            case DEPENDENCIES -> both(names(earlier, true), names(later, true), earlier, later, rules, trail);
            case NAMES -> both(names(earlier, false), names(later, false), earlier, later, rules, trail);
            case LOGGING -> logging(earlier, later, rules, trail);
            case POOLS -> pools(earlier, later, trail);
        };
    }

    private Node both(
            @Nullable Mapping one, @Nullable Mapping other, Node earlier, Node later, Rules<Way> rules, Trail trail) {
        if (one == null || other == null) {
            return later.isNull() || one != null
                    ? (one == null ? earlier : one)
                    : Objects.requireNonNullElse(other, later);
        }
        return mappings(one, other, rules, trail);
    }

    private static @Nullable Mapping build(Node node) {
        return switch (node) {
            case Mapping mapping -> mapping;
            case Scalar scalar when scalar.isText() -> Mapping.from(scalar).put("context", scalar);
            case Scalar _ -> null;
            case Sequence _ -> null;
        };
    }

    /// A list of names as the mapping that it is short for.
    private static @Nullable Mapping names(Node node, boolean dependencies) {
        if (node instanceof Mapping mapping) {
            return mapping;
        }
        if (!(node instanceof Sequence sequence)) {
            return null;
        }
        Mapping mapping = Mapping.from(node);
        for (Node item : sequence.items()) {
            mapping.put(
                    GoText.of(item),
                    dependencies
                            ? Mapping.from(item)
                                    .put("condition", "service_started")
                                    .put("required", true)
                            : Scalar.from(item, null));
        }
        return mapping;
    }

    /// A list of strings; a mapping becomes `key=value` in the order of its keys.
    private static Sequence sequence(Node node) {
        return switch (node) {
            case Sequence sequence -> sequence;
            case Scalar scalar when scalar.isText() -> Sequence.from(node).add(scalar);
            case Scalar _ -> Sequence.from(node);
            case Mapping mapping -> {
                List<Scalar> lines = new ArrayList<>();
                mapping.entries().forEach((key, value) -> addLines(lines, key, value));
                // Not `Comparator.comparing`: its lambda is one of those that the JVM would make anew at every start.
                lines.sort((one, other) -> one.toString().compareTo(other.toString()));
                Sequence sequence = Sequence.from(node);
                lines.forEach(sequence::add);
                yield sequence;
            }
        };
    }

    private static void addLines(List<Scalar> lines, String key, Node value) {
        if (value.isNull()) {
            lines.add(Scalar.from(value, key));
        } else if (value instanceof Sequence sequence) {
            sequence.items().forEach(item -> lines.add(Scalar.from(item, key + "=" + GoText.of(item))));
        } else {
            lines.add(Scalar.from(value, key + "=" + GoText.of(value)));
        }
    }

    private static Sequence hosts(Sequence earlier, Sequence later) {
        Set<@Nullable Object> known = new HashSet<>();
        earlier.items().forEach(host -> known.add(identity(host)));
        for (Node host : later.items()) {
            if (known.add(identity(host))) {
                earlier.add(host);
            }
        }
        return earlier;
    }

    /// What is no single value is no host, which will be told.
    private static @Nullable Object identity(Node host) {
        return host instanceof Scalar scalar ? scalar.value() : host;
    }

    /// Options of different drivers have nothing to do with each other.
    private Node logging(Node earlier, Node later, Rules<Way> rules, Trail trail) {
        if (!(earlier instanceof Mapping mapping) || !(later instanceof Mapping other)) {
            return later.isNull() ? earlier : later;
        }
        Node driver = mapping.get("driver");
        Node otherDriver = other.get("driver");
        boolean same = driver == null || otherDriver == null || driver.means(otherDriver);
        return same ? mappings(mapping, other, rules, trail) : other;
    }

    /// Address pools are the same if their subnets are.
    private Node pools(Node earlier, Node later, Trail trail) {
        if (!(earlier instanceof Sequence pools) || !(later instanceof Sequence others)) {
            return refused(earlier, later, trail);
        }
        // Each is held against each of the others, and the result against what there is already.
        long earlierSize = pools.items().size();
        long laterSize = others.items().size();
        long work = earlierSize * laterSize * (earlierSize + laterSize);
        problems.budget().takeCopies(work / POOLS_PER_VALUE, later.place());
        Sequence merged = Sequence.from(later);
        for (Node pool : pools.items()) {
            for (Node other : others.items()) {
                if (pool instanceof Mapping mapping && other instanceof Mapping over) {
                    pool(merged, mapping, over, trail);
                }
            }
        }
        return merged;
    }

    private void pool(Sequence merged, Mapping pool, Mapping other, Trail trail) {
        if (!GoText.of(subnet(pool)).equals(GoText.of(subnet(other))) && find(merged, other) < 0) {
            merged.add(other);
            return;
        }
        Mapping both = mappings(pool, other, null, trail);
        int index = find(merged, both);
        if (index >= 0) {
            merged.items().set(index, both);
        } else {
            merged.add(both);
        }
    }

    private static int find(Sequence pools, Mapping pool) {
        String subnet = GoText.of(subnet(pool));
        for (int i = 0; i < pools.items().size(); i++) {
            if (pools.items().get(i) instanceof Mapping other
                    && GoText.of(subnet(other)).equals(subnet)) {
                return i;
            }
        }
        return -1;
    }

    private static Node subnet(Mapping pool) {
        return Objects.requireNonNullElse(pool.get("subnet"), Scalar.from(pool, null));
    }

    private static Rules<Way> ways() {
        var ways = new Rules<Way>();
        for (String path : List.of(
                "networks.*.labels",
                "volumes.*.labels",
                "services.*.annotations",
                "services.*.build.args",
                "services.*.build.additional_contexts",
                "services.*.build.labels",
                "services.*.deploy.labels",
                "services.*.dns",
                "services.*.dns_opt",
                "services.*.dns_search",
                "services.*.env_file",
                "services.*.label_file",
                "services.*.environment",
                "services.*.labels",
                "services.*.volumes.*.volume.labels",
                "services.*.sysctls",
                "services.*.tmpfs")) {
            ways.add(path, Way.SEQUENCE);
        }
        for (String path : List.of(
                "services.*.command", "services.*.entrypoint", "services.*.healthcheck.test", "services.*.ulimits.*")) {
            ways.add(path, Way.REPLACE);
        }
        return ways.add("services.*.build", Way.BUILD)
                .add("services.*.build.extra_hosts", Way.HOSTS)
                .add("services.*.extra_hosts", Way.HOSTS)
                .add("services.*.depends_on", Way.DEPENDENCIES)
                .add("services.*.networks", Way.NAMES)
                .add("services.*.models", Way.NAMES)
                .add("services.*.logging", Way.LOGGING)
                .add("networks.*.ipam.config", Way.POOLS);
    }
}
