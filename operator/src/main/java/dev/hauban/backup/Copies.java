package dev.hauban.backup;

import dev.hauban.backup.content.Holdings;
import dev.hauban.backup.content.Reading;
import dev.hauban.backup.keep.Draft;
import dev.hauban.backup.keep.Part;
import dev.hauban.catalog.Copying;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/// Takes copies of what runs.
final class Copies {
    private Copies() {}

    /// Into a set.
    static Part write(Source source, Script.Place place, Draft draft) throws IOException, InterruptedException {
        Copying copying = source.copying();
        String tool = new Script(copying.version(), source.words()).answer(place);
        long begun = System.nanoTime();
        try (Draft.Writing writing =
                draft.part(source.fileName() + "." + copying.form().suffix() + ".zst")) {
            Holdings holdings = pass(source, place, writing::write);
            var file = writing.finish();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return new Part(source.subject(), copying.form(), tool, file, writing.bytes(), holdings, took);
        }
    }

    /// To nowhere, to see what it holds.
    static Holdings look(Source source, Script.Place place) throws IOException, InterruptedException {
        return pass(source, place, (_, _, _) -> {});
    }

    /// Where the pieces of a copy go.
    private interface Piecewise {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    private static Holdings pass(Source source, Script.Place place, Piecewise target)
            throws IOException, InterruptedException {
        try (Reading reading = Reading.of(source.copying().form())) {
            pass(source, place, target, reading);
            reading.end();
            if (!reading.isWhole()) {
                throw new ProblemException(Problem.error(
                                "backup.not-whole",
                                Actor.SERVICE,
                                "the copy of " + source.subject().text() + " breaks off before its end")
                        .remedy("hauban logs " + source.service() + " shows what the service says."));
            }
            return reading.holdings();
        }
    }

    private static void pass(Source source, Script.Place place, Piecewise target, Reading reading)
            throws IOException, InterruptedException {
        var output = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    reading.pass(bytes, offset, length);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw (IOException) new InterruptedIOException().initCause(stopped);
                }
                target.take(bytes, offset, length);
            }
        };
        new Script(source.copying().write(), source.words()).run(place, source.greeting(), output);
    }
}
