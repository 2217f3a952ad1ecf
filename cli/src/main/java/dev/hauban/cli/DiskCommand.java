package dev.hauban.cli;

import dev.hauban.backup.keep.SetFolder.Listed;
import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Ink;
import dev.hauban.cli.screen.Sizes;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Space;
import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Shows how much room the project takes on the disk, and what for.
final class DiskCommand implements Command {
    private static final String BACKUPS = "Backups";

    @Override
    public CommandDescription description() {
        return CommandDescription.of("disk", "Show how much room the project takes, and what for")
                .details(
                        "Volumes, backups, images, logs, and what services wrote into their own files; the largest",
                        "first. Images may have parts in common, which count for each.")
                .options(Option.choice("format", List.of("text", "json"), "For people, or as JSON, an object a line"))
                .exits(Descriptions.LOOKING)
                .examples("hauban disk", "hauban disk --format json");
    }

    /// @param chapter what it is for
    private record Line(String chapter, String name, OptionalLong bytes) {
        long known() {
            return bytes.orElse(0);
        }

        String size() {
            return bytes.isPresent() ? Sizes.brief(bytes.getAsLong()) : "unknown";
        }
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        var lines = new ArrayList<Line>();
        try (Engine engine = call.engine(loaded)) {
            for (Space space : engine.byHand().spaces(loaded.stack().name())) {
                lines.add(new Line(chapter(space.kind()), space.name(), space.bytes()));
            }
            for (Listed set : call.house().backups(loaded, engine).list()) {
                switch (set) {
                    case Listed.Whole(var whole) ->
                        lines.add(new Line(
                                BACKUPS,
                                whole.name(),
                                OptionalLong.of(whole.manifest().size())));
                    case Listed.Broken(String name, var _) -> lines.add(new Line(BACKUPS, name, OptionalLong.empty()));
                }
            }
        }
        lines.sort(Comparator.comparingLong(Line::known).reversed());
        if (call.line().text("format").orElse("text").equals("json")) {
            lines.forEach(line -> call.out().println(json(line).compact()));
        } else {
            print(call, lines);
        }
        return ExitCode.SUCCESS.number();
    }

    private static String chapter(Space.Kind kind) {
        return switch (kind) {
            case VOLUME -> "Volumes";
            case IMAGE -> "Images";
            case LOG -> "Logs";
            case INSTANCE -> "Services' own files";
        };
    }

    private static Json json(Line line) {
        MembersBuilder members = Json.object().with("Kind", line.chapter).with("Name", line.name);
        line.bytes.ifPresent(bytes -> members.with("Bytes", bytes));
        return members.build();
    }

    private static void print(Call call, List<Line> lines) {
        if (lines.isEmpty()) {
            call.out().println("Nothing of this project takes any room.");
            return;
        }
        boolean isColored =
                call.options().color() && call.surroundings().terminal().showsOutput();
        var ink = new Ink(isColored);
        Map<String, List<Line>> chapters = new LinkedHashMap<>();
        lines.forEach(line ->
                chapters.computeIfAbsent(line.chapter, _ -> new ArrayList<>()).add(line));
        int width = lines.stream()
                .mapToInt(line -> Math.max(line.name.length() + 4, line.chapter.length() + 2))
                .max()
                .orElse(0);
        List<Map.Entry<String, List<Line>>> largestFirst = new ArrayList<>(chapters.entrySet());
        largestFirst.sort(Comparator.comparingLong((Map.Entry<String, List<Line>> chapter) -> sum(chapter.getValue()))
                .reversed());
        for (Map.Entry<String, List<Line>> chapter : largestFirst) {
            String title = chapter.getKey();
            call.out().println(ink.strong(padded(title, width) + Sizes.brief(sum(chapter.getValue()))));
            for (Line line : chapter.getValue()) {
                call.out().println(padded("  " + line.name, width) + line.size());
            }
        }
        call.out().println("\n" + ink.strong(padded("Together", width) + Sizes.brief(sum(lines))));
    }

    private static long sum(List<Line> lines) {
        return lines.stream().mapToLong(Line::known).sum();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
