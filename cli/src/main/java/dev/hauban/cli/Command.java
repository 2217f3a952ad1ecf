package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import java.io.IOException;

/// One command of the program.
interface Command {
    CommandDescription description();

    /// Problems that end the command are thrown as [dev.hauban.problem.ProblemException].
    ///
    /// @return the program's exit code
    int run(Call call) throws IOException, InterruptedException;
}
