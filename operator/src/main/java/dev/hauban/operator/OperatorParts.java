package dev.hauban.operator;

import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.Program;
import dev.hauban.api.StackText;
import java.io.PrintStream;
import java.time.InstantSource;

/// What an operator is made of.
///
/// @param boot names this start of the machine: another one has another name
/// @param log its own log: what it was asked, and what went wrong with itself
public record OperatorParts(
        OperatorPlaces places,
        Program program,
        StackText stacks,
        Engines engines,
        InstantSource clock,
        String boot,
        PrintStream log) {

    void say(String text) {
        log.println(clock.instant() + " " + text);
        log.flush();
    }

    /// A defect of ours, with all that helps to find it.
    void say(String text, Throwable defect) {
        synchronized (log) {
            say(text);
            defect.printStackTrace(log);
            log.flush();
        }
    }
}
