package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;

/// Everything that a tree knows, as a text: two that are the same in it are the same.
final class Trees {
    private final StringBuilder text = new StringBuilder();

    private Trees() {}

    static String text(Node root) {
        var trees = new Trees();
        trees.add(root, "");
        return trees.text.toString();
    }

    private void add(Node node, String indent) {
        text.append(indent)
                .append(node.place())
                .append(" key ")
                .append(node.keyPlace())
                .append(node.isSettled() ? " settled" : "")
                .append(node.isTorn() ? " torn" : "")
                .append(node.isTagged() ? " tagged" : "")
                .append(' ')
                .append(node.mark());
        switch (node) {
            case Scalar scalar -> {
                Object value = scalar.value();
                text.append(value == null ? "" : ' ' + value.getClass().getSimpleName())
                        .append(' ')
                        .append(value)
                        .append('\n');
            }
            case Sequence sequence -> {
                text.append(" list\n");
                sequence.items().forEach(item -> add(item, indent + "  "));
            }
            case Mapping mapping -> {
                text.append(mapping.isWhole() ? " mapping\n" : " mapping with holes\n");
                mapping.entries().forEach((key, value) -> {
                    text.append(indent).append(key).append(":\n");
                    add(value, indent + "  ");
                });
            }
        }
    }
}
