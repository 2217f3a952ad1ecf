package dev.hauban.cli;

import dev.hauban.cli.line.LineProblems;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Stack;
import java.util.Optional;

/// Which engine runs a stack, and why: what was typed, else the environment, else the stack's own word, else local.
record EngineChoice(String name, String reason) {
    static EngineChoice of(CommonOptions options, Surroundings surroundings, Stack stack) {
        Optional<String> written = stack.extension().engine();
        EngineChoice choice;
        if (options.engine().isPresent()) {
            boolean isVariable = options.engine().get().equals(surroundings.variable("HAUBAN_ENGINE"));
            choice =
                    new EngineChoice(options.engine().get(), isVariable ? "HAUBAN_ENGINE says so" : "--engine says so");
        } else if (written.isPresent()) {
            choice = new EngineChoice(written.get(), "x-hauban.engine says so");
        } else {
            choice = new EngineChoice("local", "nothing says otherwise");
        }
        return choice.checked();
    }

    private EngineChoice checked() {
        if (name.equals("local")) {
            return this;
        }
        boolean isPlanned = name.equals("docker") || name.equals("kubernetes");
        String message = isPlanned
                ? "this version of Hauban has no " + name + " engine yet (" + reason + ")"
                : "there is no engine \"" + name + "\" (" + reason + ")";
        throw new ProblemException(LineProblems.wrongWord(message, "The local engine is there: --engine local."));
    }
}
