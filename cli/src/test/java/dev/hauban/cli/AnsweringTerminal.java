package dev.hauban.cli;

import java.util.Optional;

/// Somebody behind a pipe, who answers the same to every question.
record AnsweringTerminal(String answer) implements Terminal {
    @Override
    public Optional<String> line() {
        return Optional.of(answer);
    }
}
