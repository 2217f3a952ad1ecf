package dev.hauban.doctor.reach;

import java.util.Optional;

/// A range of IPv4 addresses.
record Subnet(long first, int bits) {
    private static final int WHOLE = 32;

    /// Empty for what is no IPv4 range.
    static Optional<Subnet> parse(String cidr) {
        String[] parts = cidr.split("/", -1);
        String[] numbers = parts[0].split("\\.", -1);
        if (parts.length != 2 || numbers.length != 4 || !parts[1].matches("\\d{1,2}")) {
            return Optional.empty();
        }
        long address = 0;
        for (String number : numbers) {
            if (!number.matches("\\d{1,3}") || Integer.parseInt(number) > 255) {
                return Optional.empty();
            }
            address = address * 256 + Integer.parseInt(number);
        }
        int bits = Integer.parseInt(parts[1]);
        return bits > WHOLE ? Optional.empty() : Optional.of(new Subnet(address & mask(bits), bits));
    }

    boolean overlaps(Subnet other) {
        long mask = mask(Math.min(bits, other.bits));
        return (first & mask) == (other.first & mask);
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : 0xFFFF_FFFFL << (WHOLE - bits) & 0xFFFF_FFFFL;
    }
}
