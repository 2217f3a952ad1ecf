package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;

/// Parts that several commands are described with.
final class Descriptions {
    static final Words SERVICES = Words.any("[SERVICE|GROUP...]");

    /// How a command may end that only reads the files and looks.
    static final ExitCode[] LOOKING = {ExitCode.FILES, ExitCode.MACHINE};

    /// How a command may end that changes something.
    static final ExitCode[] CHANGING = {
        ExitCode.FILES,
        ExitCode.MACHINE,
        ExitCode.OUTSIDE,
        ExitCode.SERVICE_FAILED,
        ExitCode.DEGRADED,
        ExitCode.INTERRUPTED
    };

    /// How a command may end that builds or carries images.
    static final ExitCode[] IMAGES = {ExitCode.FILES, ExitCode.MACHINE, ExitCode.OUTSIDE, ExitCode.INTERRUPTED};

    private Descriptions() {}

    static Option timeout(String summary) {
        return Option.number("timeout", "SECONDS", summary).letter('t');
    }
}
