package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Happening;
import dev.hauban.engine.HappeningQuery;
import dev.hauban.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells what happens to instances.
final class EventsCommand implements Command {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    /// As many digits behind the point as there are.
    private static final DateTimeFormatter EXACT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public CommandDescription description() {
        return CommandDescription.of("events", "Tell what happens to instances, while it happens")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("json", "An object a line"),
                        Option.text("since", "MOMENT", "Also what has happened: 10m, 2026-01-02T13:23:37Z"),
                        Option.text("until", "MOMENT", "Only what happens before"))
                .exits(Descriptions.LOOKING)
                .examples("hauban events --since 10m --json web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        Instant now = call.surroundings().clock().instant();
        var query = new HappeningQuery(
                Set.copyOf(Names.of(loaded.stack(), call.line().words())),
                Moments.of(call.line().text("since"), now),
                Moments.of(call.line().text("until"), now));
        boolean isJson = call.line().has("json");
        try (Engine engine = call.engine(loaded)) {
            engine.byHand()
                    .happenings(
                            loaded.stack().name(),
                            query,
                            happening -> {
                                call.out().println(isJson ? json(happening).compact() : line(happening));
                                call.out().flush();
                            },
                            () -> !call.out().checkError());
        }
        return ExitCode.SUCCESS.number();
    }

    /// `2026-01-01 12:00:00.000000 container start 4f2a… (image=shop/web:1, name=shop-web-1)`.
    private static String line(Happening happening) {
        return MOMENT.format(happening.at().atZone(ZoneId.systemDefault())) + " container " + happening.action() + " "
                + happening.id() + " (" + attributes(happening.attributes()) + ")";
    }

    private static String attributes(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Json json(Happening happening) {
        var attributes = Json.object();
        happening.attributes().forEach(attributes::with);
        return Json.object()
                .with("action", happening.action())
                .with("attributes", attributes.build())
                .with("id", happening.id())
                .with("service", happening.service().text())
                .with("time", EXACT.format(happening.at()))
                .with("type", "container")
                .build();
    }
}
