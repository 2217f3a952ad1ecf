package dev.hauban.doctor.machine;

import java.util.Locale;

/// Amounts of bytes for people.
final class Sizes {
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;
    private static final long MEGABYTE = 1024L * 1024;

    private Sizes() {}

    static String text(long bytes) {
        return bytes >= GIGABYTE ? String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE) : bytes / MEGABYTE + " MB";
    }
}
