package dev.hauban.cli;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
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
        Optional<String> line = answer(call, "Are you sure? [yN] ");
        if (line.isEmpty()) {
            return Answer.NOBODY;
        }
        String word = line.get().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes") ? Answer.YES : Answer.NO;
    }

    /// The same where `--yes` doesn't ask, and whoever asked for it has to see that it was not done.
    ///
    /// @param done what would be: `restored`
    /// @throws ProblemException if nobody answers
    static boolean isWanted(Call call, String done) throws IOException {
        return call.line().has("yes") || isWanted(call, ask(call), done);
    }

    /// The same for what can't be had back: a habit of typing "y" is no consent, so a name has to be typed.
    static boolean isNamed(Call call, String name, String done) throws IOException {
        if (call.line().has("yes")) {
            return true;
        }
        Optional<String> line = answer(call, "This data can't be had back. Type " + name + " to go on: ");
        Answer answer =
                line.map(text -> text.equals(name) ? Answer.YES : Answer.NO).orElse(Answer.NOBODY);
        return isWanted(call, answer, done);
    }

    private static boolean isWanted(Call call, Answer answer, String done) {
        return switch (answer) {
            case YES -> true;
            case NO -> {
                call.out().println("Nothing was " + done + ".");
                yield false;
            }
            case NOBODY ->
                throw new ProblemException(Problem.error(
                                "line.nobody-answers",
                                Actor.AUTHOR,
                                "nothing was " + done + ", for there is nobody who could be asked")
                        .remedy("--yes doesn't ask."));
        };
    }

    /// Empty where the input is at its end.
    private static Optional<String> answer(Call call, String question) throws IOException {
        call.out().print(question);
        call.out().flush();
        Optional<String> line = call.surroundings().terminal().line();
        if (line.isEmpty()) {
            call.out().println();
            call.out().flush();
        }
        return line.map(String::strip);
    }
}
