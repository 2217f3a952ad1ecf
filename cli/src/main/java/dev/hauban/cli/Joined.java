package dev.hauban.cli;

import dev.hauban.engine.Attachment;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What `run` and `attach` have in common: streams that are joined to an instance's.
final class Joined {
    private final Call call;

    Joined(Call call) {
        this.call = call;
    }

    /// Whether there is a terminal for typing and for showing.
    boolean hasTerminal() {
        Terminal terminal = call.surroundings().terminal();
        return terminal.takesInput() && terminal.showsOutput();
    }

    /// Ctrl-C is the instance's: it gets the signal, and decides.
    int await(Attachment attachment, boolean passesSignals) throws IOException, InterruptedException {
        call.out().flush();
        if (!passesSignals) {
            return attachment.await();
        }
        try (var _ = call.house().onInterrupt(() -> interrupt(attachment))) {
            return attachment.await();
        }
    }

    private static void interrupt(Attachment attachment) {
        try {
            attachment.signal("SIGINT");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
