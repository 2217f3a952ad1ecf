package dev.faildaily.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Writes what happens as lines, one JSON object each (or plain text while developing), to the console and to a file.
public final class Log implements AutoCloseable {

    /// A value that belongs to a line.
    public record Field(String name, Object value) {}

    private final String program;
    private final boolean plain;
    private final PrintStream console;
    private final InstantSource clock;
    private Optional<RotatingFile> file = Optional.empty();

    public Log(String program, boolean plain, PrintStream console, InstantSource clock) {
        this.program = program;
        this.plain = plain;
        this.console = console;
        this.clock = clock;
    }

    /// The same, with a file beside the console.
    public Log into(RotatingFile chosen) {
        file = Optional.of(chosen);
        return this;
    }

    public static Field field(String name, Object value) {
        return new Field(name, value);
    }

    public void info(String message, Field... fields) {
        write("info", message, fields);
    }

    public void warn(String message, Field... fields) {
        write("warn", message, fields);
    }

    /// For what nobody expected: the only lines that carry a stack trace.
    public void error(String message, Throwable cause) {
        var trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        write("error", message, field("trace", trace.toString()));
    }

    private void write(String level, String message, Field... fields) {
        var line = plain ? text(level, message, fields) : json(level, message, fields);
        synchronized (this) {
            console.println(line);
            console.flush();
            file.ifPresent(open -> append(open, line));
        }
    }

    private void append(RotatingFile open, String line) {
        try {
            open.append(line);
        } catch (IOException problem) {
            // Logging goes on at the console; the reason is said there once.
            file = Optional.empty();
            warn("the log file is given up", field("reason", String.valueOf(problem.getMessage())));
        }
    }

    private String text(String level, String message, Field... fields) {
        var line = new StringBuilder(clock.instant() + " " + level + " " + message);
        for (var field : fields) {
            line.append(' ').append(field.name).append('=').append(field.value);
        }
        return line.toString();
    }

    private String json(String level, String message, Field... fields) {
        var line = new JsonObject();
        line.addProperty("time", clock.instant().toString());
        line.addProperty("level", level);
        line.addProperty("program", program);
        line.addProperty("message", message);
        for (var field : fields) {
            line.add(field.name, element(field.value));
        }
        return line.toString();
    }

    private static JsonElement element(Object value) {
        return switch (value) {
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case Object other -> new JsonPrimitive(other.toString());
        };
    }

    /// Takes over what libraries have to say, from warnings upward.
    public void adoptLibraries() {
        LogManager.getLogManager().reset();
        var root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord said) {
                write("warn", String.valueOf(said.getMessage()), field("library", said.getLoggerName()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    @Override
    public synchronized void close() {
        console.flush();
        file.ifPresent(RotatingFile::close);
        file = Optional.empty();
    }
}
