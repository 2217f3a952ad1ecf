package dev.hauban.cli.screen;

import dev.hauban.engine.LogLine;
import dev.hauban.plan.InstanceId;
import java.io.PrintStream;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Prints lines of logs as `docker compose logs` does: `web-1  | text`, each service in a color of its own, errors
/// to the error stream. May be called from several threads; a line is never torn.
public final class LogPrinter {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private final PrintStream out;
    private final PrintStream err;
    private final Look look;
    private final List<String> services;
    private final Map<InstanceId, String> prefixes = new HashMap<>();
    private int width;

    /// @param prefix whether each line begins with its instance
    /// @param time whether each line has the moment when it was written
    public record Look(boolean prefix, boolean time, Ink ink) {}

    /// @param instances those that are known to have lines; their names give the width of the prefix
    public LogPrinter(PrintStream out, PrintStream err, Look look, Collection<InstanceId> instances) {
        this.out = out;
        this.err = err;
        this.look = look;
        var names = new TreeSet<String>();
        for (InstanceId instance : instances) {
            names.add(instance.service().text());
            width = Math.max(width, instance.toString().length());
        }
        this.services = new ArrayList<>(names);
    }

    public synchronized void print(LogLine line) {
        PrintStream stream = switch (line.source()) {
            case OUTPUT -> out;
            case ERROR, HAUBAN -> err;
        };
        var text = new StringBuilder();
        if (look.prefix()) {
            text.append(prefix(line.instance()));
        }
        if (look.time()) {
            TIME.formatTo(line.at(), text);
            text.append(' ');
        }
        text.append(line.text()).append('\n');
        stream.append(text);
        stream.flush();
    }

    /// Whether the one who reads has gone, as in `logs -f | head`.
    public boolean isAbandoned() {
        return out.checkError();
    }

    private String prefix(InstanceId instance) {
        String known = prefixes.get(instance);
        if (known == null) {
            String name = instance.toString();
            width = Math.max(width, name.length());
            String padded = name + " ".repeat(width + 2 - name.length()) + "|";
            known = look.ink().name(colorOf(instance.service().text()), padded) + " ";
            prefixes.put(instance, known);
        }
        return known;
    }

    private int colorOf(String service) {
        if (!services.contains(service)) {
            services.add(service);
        }
        return services.indexOf(service);
    }
}
