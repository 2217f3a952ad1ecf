package dev.hauban.cli;

import dev.hauban.cli.screen.Board;
import dev.hauban.cli.screen.Ink;
import dev.hauban.cli.screen.JsonProgress;
import dev.hauban.cli.screen.LiveTable;
import dev.hauban.cli.screen.PlainProgress;
import dev.hauban.cli.screen.Preparation;
import dev.hauban.cli.screen.ProgressView;
import dev.hauban.cli.screen.QuietProgress;

/// Which view of what happens `--progress` and the terminal ask for.
final class Views {
    private Views() {}

    /// @param isDrawn whether anything can be drawn in place: not where others write to the same screen
    static ProgressView of(Call call, boolean isDrawn, Preparation preparation) {
        return switch (call.options().progress()) {
            case TTY -> isDrawn ? table(call, preparation) : new PlainProgress(call.err(), preparation);
            case PLAIN -> new PlainProgress(call.err(), preparation);
            case JSON -> new JsonProgress(call.err());
            case QUIET -> new QuietProgress();
            case AUTO ->
                isDrawn && call.surroundings().terminal().showsErrors()
                        ? table(call, preparation)
                        : new PlainProgress(call.err(), preparation);
        };
    }

    private static ProgressView table(Call call, Preparation preparation) {
        return new LiveTable(
                call.err(),
                call.surroundings().clock(),
                call.surroundings().terminal()::width,
                new Ink(call.options().color()),
                new Board(preparation));
    }
}
