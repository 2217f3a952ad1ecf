package dev.todoapp.frontend;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What every page has.
///
/// @param name of whoever is logged in; empty for nobody
/// @param proof goes into each form
public record Frame(String name, String proof, LocalDate today, Addresses addresses) {

    /// @param gateway where a browser reaches it
    public record Addresses(String style, String tasks, String preview, String gateway) {}

    private static final DateTimeFormatter NEAR = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter FAR = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    public boolean isSomebody() {
        return !name.isEmpty();
    }

    /// A day as a person says it.
    public String day(LocalDate day) {
        if (day.equals(today)) {
            return "today";
        }
        if (day.equals(today.plusDays(1))) {
            return "tomorrow";
        }
        return (day.getYear() == today.getYear() ? NEAR : FAR).format(day);
    }
}
