package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.engine.Deed;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Does one thing to several instances, and tells of each as other commands tell of steps. One that can't be done
/// doesn't keep the others from it.
final class DeedTelling {
    private final Call call;
    private final Loaded loaded;

    DeedTelling(Call call, Loaded loaded) {
        this.call = call;
        this.loaded = loaded;
    }

    int toEach(List<Single> singles, Deed deed) throws IOException, InterruptedException {
        var problems = new ArrayList<Problem>();
        for (Single single : singles) {
            if (call.options().dryRun()) {
                call.out().println("Would be " + participle(deed) + ": " + single.name());
                continue;
            }
            try {
                single.hands().carryOut(loaded.stack().name(), single.instance().id(), deed);
                say(single.name() + "  " + participle(deed));
            } catch (ProblemException trouble) {
                problems.addAll(trouble.problems());
            }
        }
        List<Problem> different = problems.stream().distinct().toList();
        new ProblemPrinter(call.surroundings()).print(different);
        return ExitCode.of(different).number();
    }

    /// When there is nothing to do it to.
    void say(String line) {
        if (call.options().progress() != CommonOptions.Progress.QUIET) {
            call.err().println(line);
            call.err().flush();
        }
    }

    private static String participle(Deed deed) {
        return switch (deed) {
            case Deed.Kill(String signal) -> "sent " + signal;
            case Deed.Pause _ -> "paused";
            case Deed.Unpause _ -> "unpaused";
            case Deed.Remove _ -> "removed";
        };
    }
}
