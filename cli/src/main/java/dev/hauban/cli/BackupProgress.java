package dev.hauban.cli;

import dev.hauban.backup.Telling;
import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.Subject;
import dev.hauban.cli.screen.Sizes;
import dev.hauban.cli.screen.Spans;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// Tells how a backup goes, a line each.
final class BackupProgress implements Telling {
    private final PrintStream out;
    private long begun;

    BackupProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void copying(Subject subject) {
        say("Copying " + subject.text());
    }

    @Override
    public void copied(Part part) {
        say("Copied " + part.subject().text() + ": " + count(part) + ", " + Sizes.brief(part.bytes()) + " as "
                + Sizes.brief(part.file().size()) + ", in " + Spans.exact(part.took()));
    }

    @Override
    public void restoring(Part part) {
        say("Making " + part.subject().text() + " beside what is there");
    }

    @Override
    public void proving(Part part) {
        begun = System.nanoTime();
        say("Trying whether " + part.subject().text() + " can be restored");
    }

    @Override
    public void proven(Part part, List<String> differences) {
        if (differences.isEmpty()) {
            String took = Spans.exact(Duration.ofNanos(System.nanoTime() - begun));
            say("Verified " + part.subject().text() + ", in " + took);
        }
    }

    /// What is counted in it: `1 row`, `12 files`.
    static String count(Part part) {
        String one = switch (part.form()) {
            case POSTGRESQL, MYSQL -> "row";
            case REDIS -> "key";
            case TAR -> "file";
        };
        return part.count() + " " + one + (part.count() == 1 ? "" : "s");
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
