package dev.hauban.cli;

import dev.hauban.problem.Problem;
import java.util.List;

/// Shows problems to a person: all of them, each with its remedy.
final class ProblemPrinter {
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final Surroundings surroundings;

    ProblemPrinter(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void print(List<Problem> problems) {
        boolean colored = surroundings.terminal().showsErrors()
                && surroundings.variable("NO_COLOR").isEmpty();
        for (Problem problem : problems) {
            surroundings.err().println(colored ? colored(problem) : problem.text());
        }
        surroundings.err().flush();
    }

    /// What is wrong in color, what to do in the terminal's own.
    private static String colored(Problem problem) {
        String text = problem.text();
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return (problem.isError() ? RED : YELLOW) + first + PLAIN + (end < 0 ? "" : text.substring(end));
    }
}
