package dev.hauban.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Whether something is really wanted, asked of whoever sits at the terminal.
final class Question {
    /// What came of asking.
    enum Answer {
        YES,
        NO,
        /// The input was at its end.
        NOBODY
    }

    private Question() {}

    static Answer ask(Call call) throws IOException {
        call.out().print("Are you sure? [yN] ");
        call.out().flush();
        Optional<String> line = call.surroundings().terminal().line();
        if (line.isEmpty()) {
            call.out().println();
            return Answer.NOBODY;
        }
        String word = line.get().strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes") ? Answer.YES : Answer.NO;
    }
}
