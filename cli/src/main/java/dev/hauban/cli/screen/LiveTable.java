package dev.hauban.cli.screen;

import dev.hauban.event.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;

/// A line for each service, drawn anew in place whenever something happens, and ten times a second for the clock.
///
/// It is drawn below the text that is there and never clears more than its own lines, so that scrolling back shows
/// everything.
public final class LiveTable implements ProgressView {
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final String[] TURNING = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final PrintStream stream;
    private final InstantSource clock;
    private final IntSupplier width;
    private final Ink ink;
    private final Board board;
    private final Thread drawing;
    private int linesDrawn;
    private int beat;
    private boolean isClosed;

    /// @param width of the window, asked once a second because people change it
    public LiveTable(PrintStream stream, InstantSource clock, IntSupplier width, Ink ink) {
        this(stream, clock, width, ink, new Board());
    }

    /// @param board which the lines are taken from
    public LiveTable(PrintStream stream, InstantSource clock, IntSupplier width, Ink ink, Board board) {
        this.stream = stream;
        this.clock = clock;
        this.width = width;
        this.ink = ink;
        this.board = board;
        stream.print(HIDE_CURSOR);
        this.drawing = Thread.ofVirtual().name("live table").start(this::drawUntilClosed);
    }

    @Override
    public synchronized void see(Event event) {
        board.see(event);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            draw(width.getAsInt());
            stream.print(SHOW_CURSOR);
            stream.flush();
        }
        drawing.interrupt();
    }

    private void drawUntilClosed() {
        try {
            int columns = width.getAsInt();
            while (true) {
                synchronized (this) {
                    if (isClosed) {
                        return;
                    }
                    draw(columns);
                }
                Thread.sleep(BEAT);
                columns = ++beat % 10 == 0 ? width.getAsInt() : columns;
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw(int columns) {
        var picture = new StringBuilder();
        if (linesDrawn > 0) {
            picture.append(String.format(java.util.Locale.ROOT, UP, linesDrawn));
        }
        List<Board.Row> rows = board.rows();
        int nameWidth = rows.stream()
                .mapToInt(row -> row.service().text().length())
                .max()
                .orElse(0);
        Instant now = clock.instant();
        for (Board.Row row : rows) {
            picture.append('\r')
                    .append(CLEAR_LINE)
                    .append(line(row, nameWidth, columns, now))
                    .append('\n');
        }
        linesDrawn = rows.size();
        stream.append(picture);
        stream.flush();
    }

    private String line(Board.Row row, int nameWidth, int columns, Instant now) {
        String took = Spans.exact(Duration.between(row.from(), row.until().orElse(now)));
        String name = row.service().text()
                + " ".repeat(nameWidth - row.service().text().length());
        String words = row.detail().isEmpty() ? row.state() : row.state() + ": " + row.detail();
        // One column stays free: a terminal that has just filled its last one may already be on the next line.
        int room = columns - 1 - (3 + nameWidth + 2 + 2 + took.length());
        String fitted = fit(words, Math.max(8, room));
        return " " + mark(row) + " " + name + "  " + paint(row, fitted) + "  " + ink.quiet(took);
    }

    private static String fit(String words, int room) {
        return words.length() > room ? words.substring(0, room - 1) + "…" : words + " ".repeat(room - words.length());
    }

    private String mark(Board.Row row) {
        return switch (row.mark()) {
            case WAITING -> ink.quiet("·");
            case WORKING -> ink.notable(TURNING[beat % TURNING.length]);
            case GOOD -> ink.good("✔");
            case BAD -> ink.bad("✘");
        };
    }

    private String paint(Board.Row row, String words) {
        return switch (row.mark()) {
            case WAITING -> ink.quiet(words);
            case WORKING -> words;
            case GOOD -> ink.good(words);
            case BAD -> ink.bad(words);
        };
    }
}
