package dev.hauban.engine.local.shim;

import java.util.ArrayList;
import java.util.List;

/// What became of a start.
public sealed interface Start {
    /// The program has been executed; it may have ended again since.
    ///
    /// @param main the service's first process
    record Running(ProcessMark shim, ProcessMark main, List<Degraded> degraded) implements Start {
        public Running {
            degraded = List.copyOf(degraded);
        }
    }

    /// Nothing runs.
    ///
    /// @param reason what was tried and why it failed, in the shim's words
    record Refused(String reason) implements Start {}

    /// Reads the shim's answer.
    static Start parse(String answer) {
        var degraded = new ArrayList<Degraded>();
        for (String line : answer.lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("degraded") && words.length == 3) {
                degraded.add(new Degraded(words[1], words[2]));
            } else if (words[0].equals("ok")) {
                return running(line.split(" "), degraded);
            } else if (words[0].equals("error")) {
                return new Refused(line.substring("error ".length()));
            }
        }
        return new Refused("the shim gave no answer");
    }

    private static Start running(String[] words, List<Degraded> degraded) {
        return new Running(
                new ProcessMark(Long.parseLong(words[1]), Long.parseLong(words[2])),
                new ProcessMark(Long.parseLong(words[3]), Long.parseLong(words[4])),
                degraded);
    }
}
