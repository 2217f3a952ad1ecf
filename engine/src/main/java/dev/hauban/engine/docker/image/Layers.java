package dev.hauban.engine.docker.image;

import dev.hauban.engine.Engine;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How far the layers of one image are on their way, from what the daemon tells of each.
final class Layers {
    private static final double MEGABYTE = 1_000_000;

    private final String what;
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    /// @param what such as `pulling postgres:17`
    Layers(String what) {
        this.what = what;
    }

    /// @param done of its way, from 0 to 1: half of it to be loaded, half to be unpacked
    /// @param current how much of it was carried
    /// @param total in bytes; 0 while it is not known
    private record Layer(double done, long current, long total) {
        Layer at(double newDone) {
            return new Layer(newDone, newDone < 0.5 ? current : total, total);
        }
    }

    /// @return whether anything became different
    boolean heard(Json.Members message) throws MalformedJson {
        String name = message.findText("id").orElse("");
        String status = message.findText("status").orElse("");
        if (name.isEmpty() || status.isEmpty() || status.startsWith("Pulling from ")) {
            return false;
        }
        Layer before = layers.getOrDefault(name, new Layer(0, 0, 0));
        Layer now = after(status, message, before);
        return !now.equals(layers.put(name, now));
    }

    /// `pulling postgres:17: 3 of 14 layers, 12.3 of 40.1 MB`
    Engine.Progress progress() {
        long current = 0;
        long total = 0;
        int ready = 0;
        double done = 0;
        for (Layer layer : layers.values()) {
            current += layer.current();
            total += layer.total();
            done += layer.done();
            ready += layer.done() >= 1 ? 1 : 0;
        }
        var text = new StringBuilder(what);
        if (!layers.isEmpty()) {
            text.append(": ").append(ready).append(" of ").append(layers.size()).append(" layers");
        }
        if (total > 0) {
            text.append(", ")
                    .append(megabytes(current))
                    .append(" of ")
                    .append(megabytes(total))
                    .append(" MB");
        }
        return new Engine.Progress(text.toString(), layers.isEmpty() ? -1 : done / layers.size());
    }

    /// What the daemon says in other words leaves the layer where it was: they are for people.
    private static Layer after(String status, Json.Members message, Layer before) throws MalformedJson {
        return switch (status) {
            case "Downloading" -> carried(message, 0.5);
            case "Pushing" -> carried(message, 1);
            case "Verifying Checksum", "Download complete" -> before.at(0.5);
            case "Extracting" -> before.at(0.5 + unpacked(message));
            case "Pull complete", "Already exists", "Pushed", "Layer already exists" -> before.at(1);
            default -> status.startsWith("Mounted from ") ? before.at(1) : before;
        };
    }

    private static Layer carried(Json.Members message, double whole) throws MalformedJson {
        long current = detail(message, "current");
        // The total is that of what was packed, and more may be carried.
        long total = Math.max(detail(message, "total"), current);
        return new Layer(total == 0 ? 0 : Math.min(whole * current / total, whole * 0.999), current, total);
    }

    /// At most a half, and less than that until the daemon says that it is over.
    private static double unpacked(Json.Members message) throws MalformedJson {
        long total = detail(message, "total");
        return total == 0 ? 0 : Math.min(0.5 * detail(message, "current") / total, 0.499);
    }

    private static long detail(Json.Members message, String name) throws MalformedJson {
        return message.find("progressDetail").orElse(null) instanceof Json.Members detail
                ? detail.findWholeNumber(name).orElse(0L)
                : 0;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
    }
}
