package dev.hauban.boot;

import java.io.IOException;
import java.util.List;

/// Runs a program of the machine to its end.
public interface Shell {
    /// @param input what it reads
    /// @throws IOException if there is no such program
    Ran run(List<String> words, String input) throws IOException, InterruptedException;

    /// @param output what it wrote, errors too
    record Ran(int code, String output) {}
}
