package dev.hauban.api;

/// What both ends must agree on.
final class Protocol {
    /// Goes up whenever an older program would misunderstand a newer one.
    static final int VERSION = 1;

    /// A stack of a thousand services is far below; whoever sends more means harm.
    static final int LONGEST_LINE = 32 * 1024 * 1024;

    private Protocol() {}
}
