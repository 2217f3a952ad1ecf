package dev.hauban.engine.local.address;

import java.util.Optional;

/// A range of IPv4 addresses, as in `172.20.0.0/16`.
///
/// @param first as a number, with the host's bits zero
/// @param prefix from 0 to 32
public record Block(long first, int prefix) {
    public Block {
        first &= mask(prefix);
    }

    /// Empty when it is none of IPv4.
    public static Optional<Block> parse(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length != 2 || !parts[1].matches("[0-9]|[12][0-9]|3[0-2]")) {
            return Optional.empty();
        }
        return number(parts[0]).map(address -> new Block(address, Integer.parseInt(parts[1])));
    }

    public static Optional<Long> number(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        long number = 0;
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return Optional.of(number);
    }

    public static String text(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    public boolean contains(long address) {
        return (address & mask(prefix)) == first;
    }

    public boolean overlaps(Block other) {
        return contains(other.first) || other.contains(first);
    }

    /// How many addresses it has, those of the block itself and of everybody in it included.
    public long size() {
        return 1L << (32 - prefix);
    }

    @Override
    public String toString() {
        return text(first) + "/" + prefix;
    }

    private static long mask(int prefix) {
        return prefix == 0 ? 0 : -1L << (32 - prefix) & 0xffff_ffffL;
    }
}
