package dev.hauban.cli;

import java.util.Optional;

/// Somebody who answers the same to every question, seen by no program as a terminal.
record AnsweringTerminal(String answer) implements Terminal {
    @Override
    public boolean showsOutput() {
        return false;
    }

    @Override
    public boolean showsErrors() {
        return false;
    }

    @Override
    public boolean takesInput() {
        return false;
    }

    @Override
    public int width() {
        return 80;
    }

    @Override
    public Optional<String> line() {
        return Optional.of(answer);
    }
}
