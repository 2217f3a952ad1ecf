package dev.hauban.cli;

import java.io.IOException;
import java.util.Optional;

/// Which of the standard streams a person looks at, and how wide their window is: none, unless it says otherwise.
public interface Terminal {
    default boolean showsOutput() {
        return false;
    }

    default boolean showsErrors() {
        return false;
    }

    default boolean takesInput() {
        return false;
    }

    /// In characters; asked again whenever something is drawn, because windows change.
    default int width() {
        return 80;
    }

    /// The next line that is typed, or that comes through a pipe; empty at the end.
    default Optional<String> line() throws IOException {
        return Optional.empty();
    }

    /// What a person types behind a question without seeing it; empty where nobody can be asked.
    default Optional<String> hidden(String question) throws IOException {
        return Optional.empty();
    }

    /// Nobody looks: everything goes to files or pipes.
    static Terminal none() {
        return new Terminal() {};
    }
}
