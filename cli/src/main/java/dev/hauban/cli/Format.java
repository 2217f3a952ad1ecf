package dev.hauban.cli;

import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Rows;
import dev.hauban.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/// `--format` of the commands that take Docker's templates.
final class Format {
    private Format() {}

    static Option option() {
        return Option.text("format", "FORMAT", "table, json, or a template such as {{.Name}}");
    }

    /// @param fields all that there are
    static String of(Call call, List<String> fields) {
        String format = call.line().text("format").orElse("table");
        Optional<String> unknown = Rows.unknown(format, fields);
        if (unknown.isPresent()) {
            throw new ProblemException(LineProblems.wrongWord(
                    "--format can't show " + unknown.get(), "There are: " + String.join(", ", fields) + "."));
        }
        return format;
    }
}
