package dev.hauban.compose.trace;

import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Place;

/// A place in a file that was read.
public record Spot(Source source, int line, int column) implements Comparable<Spot> {
    public static Spot of(Node node) {
        return new Spot(node.source(), node.line(), node.column());
    }

    public Place place() {
        return new Place(source.name(), line, column);
    }

    @Override
    public int compareTo(Spot other) {
        return place().compareTo(other.place());
    }
}
