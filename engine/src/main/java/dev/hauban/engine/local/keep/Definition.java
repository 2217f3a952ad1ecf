package dev.hauban.engine.local.keep;

import dev.hauban.plan.InstanceId;
import dev.hauban.stack.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an instance was made from. No secret is in it: environments go to the process alone.
///
/// @param hash the service's config hash then; empty when only half of the instance is there
/// @param name full name, such as `shop-web-1`
/// @param image as written in the file
/// @param command for people; only the program and how many words follow, because words may hold secrets
/// @param imageCheck the health check that the image brings
/// @param stopSignal the one that the file or the image asks for
/// @param program the identity of what it runs; empty of one that an older Hauban made
/// @param networks full names of its networks, with the mark of what each was then
public record Definition(
        InstanceId id,
        String hash,
        Instant createdAt,
        String name,
        String image,
        String command,
        Optional<HealthCheck> imageCheck,
        Optional<String> stopSignal,
        Optional<String> program,
        Map<String, String> networks) {
    public Definition {
        networks = Map.copyOf(networks);
    }

    /// Of an instance whose making was cut off at the very beginning, or whose definition is torn.
    static Definition lost(InstanceId id, String name, Instant createdAt) {
        return new Definition(
                id, "", createdAt, name, "", "", Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    private Definition unfinished() {
        return new Definition(id, "", createdAt, name, image, command, imageCheck, stopSignal, program, networks);
    }

    public boolean isWhole() {
        return !hash.isEmpty();
    }

    public String text() {
        var sheet = new Sheet()
                .with("hash", hash)
                .with("created", Long.toString(createdAt.getEpochSecond()), Integer.toString(createdAt.getNano()))
                .with("name", name)
                .with("image", image)
                .with("command", command);
        stopSignal.ifPresent(signal -> sheet.with("stop-signal", signal));
        imageCheck.ifPresent(check -> write(sheet, check));
        program.ifPresent(identity -> sheet.with("program", identity));
        new TreeMap<>(networks).forEach((network, mark) -> sheet.with("network", network, mark));
        return sheet.text();
    }

    /// While an instance is being made or taken away it has no definition but an unfinished one: then it is no
    /// service's, and nobody may start it. Empty when there is neither, or a torn one.
    public static Optional<Definition> read(InstanceId id, Path instance) throws IOException {
        Path whole = instance.resolve(LocalFolder.DEFINITION);
        return Files.exists(whole)
                ? read(id, Sheet.read(whole))
                : read(id, Sheet.read(instance.resolve(LocalFolder.UNFINISHED))).map(Definition::unfinished);
    }

    private static Optional<Definition> read(InstanceId id, Optional<Sheet> sheet) {
        try {
            return sheet.isPresent() ? Optional.of(from(id, sheet.get())) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException | java.util.NoSuchElementException _) {
            return Optional.empty();
        }
    }

    private static Definition from(InstanceId id, Sheet sheet) {
        List<List<String>> checks = sheet.all("check");
        return new Definition(
                id,
                sheet.need("hash"),
                created(sheet),
                sheet.need("name"),
                sheet.need("image"),
                sheet.need("command"),
                checks.isEmpty() ? Optional.empty() : Optional.of(check(sheet, checks.getFirst())),
                sheet.one("stop-signal"),
                sheet.one("program"),
                networks(sheet));
    }

    private static Map<String, String> networks(Sheet sheet) {
        Map<String, String> networks = new TreeMap<>();
        for (List<String> words : sheet.all("network")) {
            networks.put(words.getFirst(), words.getLast());
        }
        return networks;
    }

    /// In numbers, because reading a date as people write it takes a short command longer than all the rest.
    private static Instant created(Sheet sheet) {
        List<String> words = sheet.all("created").getFirst();
        return Instant.ofEpochSecond(Long.parseLong(words.getFirst()), Long.parseLong(words.getLast()));
    }

    private static void write(Sheet sheet, HealthCheck check) {
        sheet.with(
                "check",
                check.interval().toString(),
                check.timeout().toString(),
                Integer.toString(check.retries()),
                check.startPeriod().toString(),
                check.startInterval().map(Duration::toString).orElse("-"));
        switch (check.test()) {
            case HealthCheck.Test.Command command ->
                sheet.with("check-command", command.words().toArray(String[]::new));
            case HealthCheck.Test.Shell shell -> sheet.with("check-shell", shell.line());
            case HealthCheck.Test.None _ -> sheet.with("check-none");
            case HealthCheck.Test.Inherited _ -> sheet.with("check-inherited");
        }
    }

    private static HealthCheck check(Sheet sheet, List<String> times) {
        if (times.size() < 5) {
            throw new IllegalArgumentException("a check has five times");
        }
        return new HealthCheck(
                test(sheet),
                Duration.parse(times.get(0)),
                Duration.parse(times.get(1)),
                Integer.parseInt(times.get(2)),
                Duration.parse(times.get(3)),
                times.get(4).equals("-") ? Optional.empty() : Optional.of(Duration.parse(times.get(4))));
    }

    private static HealthCheck.Test test(Sheet sheet) {
        if (!sheet.all("check-command").isEmpty()) {
            return new HealthCheck.Test.Command(sheet.all("check-command").getFirst());
        }
        if (!sheet.all("check-none").isEmpty()) {
            return new HealthCheck.Test.None();
        }
        return sheet.one("check-shell")
                .<HealthCheck.Test>map(HealthCheck.Test.Shell::new)
                .orElseGet(HealthCheck.Test.Inherited::new);
    }
}
