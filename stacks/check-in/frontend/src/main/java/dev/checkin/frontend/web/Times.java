package dev.checkin.frontend.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Moments as people read and type them, in the time zone of the place.
public final class Times {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ENGLISH);

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    /// What scripts have to know, so that they write times as the pages do.
    public String zoneName() {
        return zone().getId();
    }

    private ZoneId zone() {
        return clock.getZone();
    }

    public String day(Instant moment) {
        return DAY.format(moment.atZone(zone()));
    }

    public String time(Instant moment) {
        return TIME.format(moment.atZone(zone()));
    }

    public String dayAndTime(Instant moment) {
        return day(moment) + ", " + time(moment);
    }

    /// `09:00 – 10:30`, with the day where it ends on another.
    public String span(Instant begins, Instant ends) {
        var isOneDay =
                begins.atZone(zone()).toLocalDate().equals(ends.atZone(zone()).toLocalDate());
        return dayAndTime(begins) + " – " + (isOneDay ? time(ends) : dayAndTime(ends));
    }

    public boolean isNow(Instant begins, Instant ends) {
        var now = clock.instant();
        return !now.isBefore(begins) && now.isBefore(ends);
    }

    public boolean isOver(Instant ends) {
        return clock.instant().isAfter(ends);
    }

    /// As a field for day and time wants it.
    public String field(Instant moment) {
        return FIELD.format(moment.atZone(zone()));
    }

    /// The next full hour, for whoever has nothing to change about it.
    public String soon() {
        return field(clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }

    /// Words as they stand in the address of an e-mail that is to be written.
    public String mail(String words) {
        return Rooms.part(words);
    }

    /// Empty where it is none.
    Optional<Instant> read(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text.strip()).atZone(zone()).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
