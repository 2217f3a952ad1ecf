package dev.hauban.cli;

import dev.hauban.cli.line.LineProblems;
import dev.hauban.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/// Which engine runs a stack, and why: what was typed, else the environment, else the stack's own word, else where it
/// is already, else what this machine has.
record EngineChoice(String name, String reason) {
    static EngineChoice of(CommonOptions options, Surroundings surroundings, Loaded loaded, House house) {
        Optional<String> written = loaded.stack().extension().engine();
        EngineChoice choice;
        if (options.engine().isPresent()) {
            boolean isVariable = options.engine().get().equals(surroundings.variable("HAUBAN_ENGINE"));
            choice =
                    new EngineChoice(options.engine().get(), isVariable ? "HAUBAN_ENGINE says so" : "--engine says so");
        } else if (written.isPresent()) {
            choice = new EngineChoice(written.get(), "x-hauban.engine says so");
        } else {
            House.Suggestion suggestion = house.suggestedEngine(loaded);
            choice = new EngineChoice(suggestion.engine(), suggestion.reason());
        }
        return choice.checked();
    }

    /// For what is about no stack in particular: the one that was asked for, else all that there are.
    static List<String> withoutFiles(CommonOptions options, House house) throws InterruptedException {
        return options.engine().isPresent()
                ? List.of(new EngineChoice(options.engine().get(), "it was asked for")
                        .checked()
                        .name())
                : house.engines();
    }

    private EngineChoice checked() {
        if (name.equals("local") || name.equals("docker")) {
            return this;
        }
        String message = name.equals("kubernetes")
                ? "this version of Hauban has no " + name + " engine yet (" + reason + ")"
                : "there is no engine \"" + name + "\" (" + reason + ")";
        throw new ProblemException(LineProblems.wrongWord(message, "There are two: --engine local, --engine docker."));
    }
}
