package dev.hauban.backup.content;

/// How many there are of something, and the sum of their check sums: two that are equal hold the same, in whatever
/// order.
public record Tally(long count, long sum) {
    public static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
        return new Tally(count + other.count, sum + other.sum);
    }

    /// Of one thing.
    static Tally one(CheckSum checkSum) {
        return new Tally(1, checkSum.value());
    }

    /// Of one thing whose words may differ.
    static Tally uncertain() {
        return new Tally(1, 0);
    }
}
