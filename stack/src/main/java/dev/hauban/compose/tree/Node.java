package dev.hauban.compose.tree;

import dev.hauban.problem.Place;

/// A value in a Compose file, with its place.
///
/// Trees are changed in place by the phases of one load and never shared between loads, nor with themselves: where
/// YAML has an alias, the tree has a copy.
public abstract sealed class Node permits Mapping, Sequence, Scalar {

    /// What a tag says about the value that an earlier file gave.
    public enum Mark {
        NONE,
        /// `!reset`: it is taken away, and so is this one.
        RESET,
        /// `!override`: it is taken away, this one stays.
        OVERRIDE,
        /// A merge key brings this one where `!reset` stands: it is taken away, this one stays. Where an alias brings
        /// it along, nothing is taken away.
        UNCOVERED
    }

    private final Source source;
    private final int line;
    private final int column;
    private int keyLine;
    private int keyColumn;
    private Mark mark = Mark.NONE;
    private boolean torn;
    private boolean tagged;
    private boolean settled;

    Node(Source source, int line, int column) {
        this.source = source;
        this.line = line;
        this.column = column;
    }

    Node(Node origin) {
        this(origin.source, origin.line, origin.column);
        this.keyLine = origin.keyLine;
        this.keyColumn = origin.keyColumn;
        this.mark = origin.mark;
        this.torn = origin.torn;
        this.tagged = origin.tagged;
    }

    public Source source() {
        return source;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public Place place() {
        return new Place(source.name(), line, column);
    }

    /// Where the key of this value is written; its own place if it has none.
    public Place keyPlace() {
        return keyLine == 0 ? place() : new Place(source.name(), keyLine, keyColumn);
    }

    public void keyAt(int newLine, int newColumn) {
        keyLine = newLine;
        keyColumn = newColumn;
    }

    public Mark mark() {
        return mark;
    }

    public void mark(Mark newMark) {
        mark = newMark;
    }

    /// Of a whole document: whether anything in it bears a mark.
    public boolean isTagged() {
        return tagged;
    }

    public void tagged() {
        tagged = true;
    }

    /// Whether whoever made this value has seen that nothing in it is to be filled in.
    public boolean isSettled() {
        return settled;
    }

    public void settle() {
        settled = true;
    }

    final void settleLike(Node original) {
        settled = original.settled;
    }

    /// Notes that something which is written in here is missing, because it can't be made sense of. What this value
    /// lacks from now on proves nothing.
    public void tear() {
        torn = true;
    }

    public boolean isTorn() {
        return torn;
    }

    /// How many values are in this tree, with itself.
    public abstract int size();

    /// A tree of its own that is equal to this one.
    public abstract Node copy();

    /// Whether the two mean the same, wherever they are written.
    public abstract boolean means(Node other);

    /// `mapping`, `list`, `string` …, for messages.
    public abstract String kindName();

    public final boolean isNull() {
        return this instanceof Scalar scalar && scalar.value() == null;
    }
}
