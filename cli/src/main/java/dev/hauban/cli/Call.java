package dev.hauban.cli;

import dev.hauban.cli.line.CommandLine;
import dev.hauban.engine.Engine;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.problem.Severity;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One use of a command: what was typed, and what there is to answer it with.
record Call(CommandLine line, CommonOptions options, Surroundings surroundings, House house) {
    PrintStream out() {
        return surroundings.out();
    }

    PrintStream err() {
        return surroundings.err();
    }

    /// Reads the stack and tells what is worth knowing of it.
    Loaded load(List<String> named) throws IOException {
        options.engine().ifPresentOrElse(house::expect, house::expectLikely);
        Loaded loaded = house.read(options.source(), named);
        tell(loaded.notes());
        return loaded;
    }

    /// The same for commands about what runs: they need no files where the project is named and known.
    Loaded loadRunning(List<String> named) throws IOException, InterruptedException {
        Optional<Loaded> remembered = house.foundByName(options.source(), options.engine());
        return remembered.isPresent() ? remembered.get() : load(named);
    }

    /// The same without a word: for commands whose answer is about something else.
    Loaded loadQuietly() throws IOException, InterruptedException {
        options.engine().ifPresentOrElse(house::expect, house::expectLikely);
        Optional<Loaded> remembered = house.foundByName(options.source(), options.engine());
        return remembered.isPresent() ? remembered.get() : house.read(options.source(), List.of());
    }

    /// Shows what is no error; with `--strict`, what can't be had in full is one.
    void tell(List<Problem> problems) {
        var errors = new ArrayList<Problem>();
        for (Problem problem : problems) {
            if (problem.isError() || options.strict() && problem.severity() == Severity.DEGRADED) {
                errors.add(problem);
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(errors);
        }
        new ProblemPrinter(surroundings).print(problems);
    }

    EngineChoice engineChoice(Loaded loaded) {
        return EngineChoice.of(options, surroundings, loaded, house);
    }

    Engine engine(Loaded loaded) throws IOException {
        return house.engine(engineChoice(loaded).name(), loaded);
    }
}
