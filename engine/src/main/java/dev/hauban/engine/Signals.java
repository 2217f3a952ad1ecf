package dev.hauban.engine;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The kernel's signals by name, as they are numbered on x86_64 and aarch64.
public final class Signals {
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");
    private static final int TERM = 15;

    private Signals() {}

    /// `SIGQUIT`, `QUIT`, `3`, `SIGRTMIN+3`; what is none of these counts as SIGTERM.
    public static int number(String text) {
        return find(text).orElse(TERM);
    }

    /// Empty for what is none.
    public static OptionalInt find(String text) {
        String name = text.toUpperCase(Locale.ROOT).strip();
        if (name.matches("[0-9]{1,2}")) {
            return OptionalInt.of(Integer.parseInt(name));
        }
        String plain = name.startsWith("SIG") ? name.substring(3) : name;
        if (plain.matches("RTMIN\\+[0-9]{1,2}")) {
            return OptionalInt.of(34 + Integer.parseInt(plain.substring(6)));
        }
        return NAMES.contains(plain) ? OptionalInt.of(NAMES.indexOf(plain) + 1) : OptionalInt.empty();
    }
}
