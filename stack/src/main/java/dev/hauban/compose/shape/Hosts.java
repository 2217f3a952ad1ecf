package dev.hauban.compose.shape;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `extra_hosts`: however it is written, it becomes a sorted list of `name=address`.
final class Hosts {
    private static final String EXAMPLE = "write it as in `printer=192.168.0.9`";

    private final Problems problems;
    private final Trail trail;
    private final List<String> hosts = new ArrayList<>();

    private Hosts(Problems problems, Trail trail) {
        this.problems = problems;
        this.trail = trail;
    }

    static @Nullable Node of(Node node, Trail trail, Problems problems) {
        var hosts = new Hosts(problems, trail);
        switch (node) {
            case Mapping mapping -> FreeNames.of(mapping, trail, problems).forEach(hosts::entry);
            case Sequence sequence -> sequence.items().forEach(hosts::line);
            case Scalar scalar -> problems.wrongType(scalar, trail, "a mapping or a list", EXAMPLE);
        }
        Collections.sort(hosts.hosts);
        Sequence sorted = Sequence.from(node);
        hosts.hosts.forEach(host -> sorted.add(Scalar.from(node, host)));
        // A name without addresses leaves an empty list, only no name at all leaves nothing.
        boolean isNothing = !(node instanceof Mapping names) || names.isEmpty();
        return sorted.isEmpty() && isNothing ? null : sorted;
    }

    private void entry(String name, Node addresses) {
        switch (addresses) {
            case Sequence sequence when sequence.isEmpty() -> check(name, sequence);
            case Sequence sequence -> sequence.items().forEach(item -> add(name, GoText.of(item), item));
            case Scalar scalar -> add(name, scalar.isNull() ? "" : GoText.of(scalar), scalar);
            case Mapping mapping -> problems.wrongType(mapping, trail, "an address", EXAMPLE);
        }
    }

    private void line(Node item) {
        String text = GoText.of(item);
        int separator = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
        if (separator < 0) {
            refuse(item, "`" + Legible.of(text) + "` has no address");
            return;
        }
        for (String address : text.substring(separator + 1).split(",", -1)) {
            add(text.substring(0, separator), address, item);
        }
    }

    private void add(String name, String address, Node node) {
        if (check(name, node)) {
            boolean bracketed = address.length() > 2 && address.startsWith("[") && address.endsWith("]");
            hosts.add(name + "=" + (bracketed ? address.substring(1, address.length() - 1) : address));
        }
    }

    private boolean check(String name, Node node) {
        boolean isName = !name.isEmpty() && name.indexOf(':') < 0 && name.indexOf('=') < 0;
        if (!isName) {
            refuse(node, "`" + Legible.of(name) + "` is not a host name");
        }
        return isName;
    }

    private void refuse(Node node, String message) {
        problems.error("compose.host", node, trail, message, EXAMPLE);
    }
}
