package dev.hauban.engine.local.dockerfile;

import dev.hauban.problem.Place;
import dev.hauban.stack.HealthCheck;
import java.time.Duration;
import java.util.Optional;

/// Reads what stands behind HEALTHCHECK.
final class HealthReader {
    private HealthReader() {}

    /// Empty when it is malformed.
    static Optional<Instruction> read(Place place, String text) {
        if (text.equalsIgnoreCase("NONE")) {
            return Optional.of(new Instruction.Health(place, check(new HealthCheck.Test.None(), Flags.of(""))));
        }
        Flags flags = Flags.of(text);
        String rest = flags.rest();
        boolean isCommand = rest.length() > 4 && rest.regionMatches(true, 0, "CMD", 0, 3);
        if (!isCommand || !isReadable(flags)) {
            return Optional.empty();
        }
        HealthCheck.Test test = switch (Words.form(rest.substring(3).strip())) {
            case Instruction.Form.Exec exec -> new HealthCheck.Test.Command(exec.words());
            case Instruction.Form.Line line -> new HealthCheck.Test.Shell(line.text());
        };
        return Optional.of(new Instruction.Health(place, check(test, flags)));
    }

    private static boolean isReadable(Flags flags) {
        return flags.flags().stream()
                .allMatch(flag -> flag.name().equals("retries")
                        ? flag.value().matches("[0-9]{1,6}")
                        : Intervals.parse(flag.value()).isPresent());
    }

    private static HealthCheck check(HealthCheck.Test test, Flags flags) {
        return new HealthCheck(
                test,
                duration(flags, "interval").orElse(HealthCheck.DEFAULT_INTERVAL),
                duration(flags, "timeout").orElse(HealthCheck.DEFAULT_TIMEOUT),
                flags.value("retries").map(Integer::parseInt).orElse(HealthCheck.DEFAULT_RETRIES),
                duration(flags, "start-period").orElse(Duration.ZERO),
                duration(flags, "start-interval"));
    }

    private static Optional<Duration> duration(Flags flags, String name) {
        return flags.value(name).flatMap(Intervals::parse);
    }
}
