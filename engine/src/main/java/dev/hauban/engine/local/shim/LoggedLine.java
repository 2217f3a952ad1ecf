package dev.hauban.engine.local.shim;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// A line of a shim's log.
///
/// @param isContinued the line was longer than the log's lines are: the next one of the same source goes on with it
public record LoggedLine(Instant at, Source source, boolean isContinued, String text) {
    private static final int TIME = 30;
    private static final int TEXT = TIME + 3;

    /// Who wrote it.
    public enum Source {
        OUTPUT,
        ERROR,
        /// The shim: what was lost while the disk was full.
        SHIM
    }

    /// Empty for what is no whole line of a log, such as one that a full disk tore.
    public static Optional<LoggedLine> parse(String line) {
        if (line.length() < TEXT || line.charAt(TIME) != ' ' || line.charAt(TIME + 2) != ' ') {
            return Optional.empty();
        }
        Optional<Source> source = source(line.charAt(TIME + 1));
        try {
            Instant at = Instant.parse(line.substring(0, TIME));
            boolean isContinued = Character.isUpperCase(line.charAt(TIME + 1));
            return source.map(known -> new LoggedLine(at, known, isContinued, line.substring(TEXT)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Source> source(char mark) {
        return switch (mark) {
            case 'o', 'O' -> Optional.of(Source.OUTPUT);
            case 'e', 'E' -> Optional.of(Source.ERROR);
            case 's' -> Optional.of(Source.SHIM);
            default -> Optional.empty();
        };
    }
}
