package dev.hauban.cli;

import java.io.IOException;
import java.util.Optional;

/// Which of the standard streams a person looks at, and how wide their window is.
public interface Terminal {
    boolean showsOutput();

    boolean showsErrors();

    boolean takesInput();

    /// In characters; asked again whenever something is drawn, because windows change.
    int width();

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
        return new Terminal() {
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
        };
    }
}
