package dev.hauban.engine.docker.image;

import java.time.Duration;
import java.util.Optional;

/// When an image is taken from a registry although it may be here already.
///
/// Source: Compose Specification, `pull_policy`.
public sealed interface PullPolicy {
    /// Where it is not here; what a service does that says nothing.
    record Missing() implements PullPolicy {}

    record Always() implements PullPolicy {}

    record Never() implements PullPolicy {}

    /// It is built, each time, and never pulled.
    record Build() implements PullPolicy {}

    /// Where it is not here, or was last pulled so long ago.
    record Refresh(Duration age) implements PullPolicy {}

    /// Empty where the text is no policy. No text is [Missing].
    static Optional<PullPolicy> parse(String text) {
        return switch (text) {
            case "", "missing", "if_not_present" -> Optional.of(new Missing());
            case "always" -> Optional.of(new Always());
            case "never" -> Optional.of(new Never());
            case "build" -> Optional.of(new Build());
            case "refresh" -> Optional.of(new Refresh(Duration.ZERO));
            case "daily" -> Optional.of(new Refresh(Duration.ofDays(1)));
            case "weekly" -> Optional.of(new Refresh(Duration.ofDays(7)));
            default -> text.startsWith("every_") ? age(text.substring("every_".length())) : Optional.empty();
        };
    }

    /// `1w2d12h`
    private static Optional<PullPolicy> age(String text) {
        long seconds = 0;
        long number = -1;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter >= '0' && letter <= '9' && number < 100_000_000) {
                number = Math.max(number, 0) * 10 + letter - '0';
            } else {
                long unit = "smhdw".indexOf(letter) < 0 ? 0 : unit(letter);
                if (unit == 0 || number < 0) {
                    return Optional.empty();
                }
                seconds += number * unit;
                number = -1;
            }
        }
        return text.isEmpty() || number >= 0 ? Optional.empty() : Optional.of(new Refresh(Duration.ofSeconds(seconds)));
    }

    private static long unit(char letter) {
        return switch (letter) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3600;
            case 'd' -> 86_400;
            default -> 604_800;
        };
    }
}
