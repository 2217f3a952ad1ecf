package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.json.Json;
import java.util.List;

/// Tells which Hauban this is.
final class VersionCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("version", "Tell which Hauban this is")
                .options(
                        Option.choice("format", List.of("pretty", "json"), "How it is written")
                                .letter('f'),
                        Option.flag("short", "The number alone"));
    }

    @Override
    public int run(Call call) {
        call.surroundings().out().println(text(call));
        return ExitCode.SUCCESS.number();
    }

    private static String text(Call call) {
        if (call.line().has("short")) {
            return Version.TEXT;
        }
        return call.line().text("format").orElse("pretty").equals("json")
                ? Json.object().with("version", Version.TEXT).build().compact()
                : sentence();
    }

    static String sentence() {
        return "Hauban version " + Version.TEXT;
    }
}
