package dev.hauban.cli.screen;

import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Instance.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An instance in the words of `docker compose ps`.
public final class InstanceText {
    private InstanceText() {}

    /// `running`, `exited`, `created`, `paused`, `restarting`.
    public static String state(Instance instance) {
        return switch (instance.phase()) {
            case Instance.Phase.Created _ -> "created";
            case Instance.Phase.Running _ -> "running";
            case Instance.Phase.Paused _ -> "paused";
            case Instance.Phase.Restarting _ -> "restarting";
            case Instance.Phase.Exited _ -> "exited";
        };
    }

    /// `Up 5 minutes (healthy)`, `Exited (1) 3 seconds ago`, `Created`.
    public static String status(Instance instance, Health health, Instant now) {
        return switch (instance.phase()) {
            case Instance.Phase.Created _ -> "Created";
            case Instance.Phase.Running(Instant since) ->
                "Up " + Spans.rough(Duration.between(since, now)) + healthBehind(health);
            case Instance.Phase.Paused(Instant since) ->
                "Up " + Spans.rough(Duration.between(since, now)) + " (Paused)";
            case Instance.Phase.Restarting(int code, Instant _, Instant at, int _) ->
                "Restarting (" + code + ") " + Spans.ago(at, now);
            case Instance.Phase.Exited exited -> "Exited (" + exited.code() + ") " + Spans.ago(exited.at(), now);
        };
    }

    /// As the `Health` of `ps --format json`: empty where there is no test.
    public static String health(Health health) {
        return switch (health) {
            case NONE -> "";
            case STARTING -> "starting";
            case HEALTHY -> "healthy";
            case UNHEALTHY -> "unhealthy";
        };
    }

    public static int exitCode(Instance instance) {
        return switch (instance.phase()) {
            case Instance.Phase.Exited exited -> exited.code();
            case Instance.Phase.Restarting restarting -> restarting.code();
            case Instance.Phase.Created _, Instance.Phase.Running _, Instance.Phase.Paused _ -> 0;
        };
    }

    /// `0.0.0.0:8080->80/tcp, 5432/tcp`.
    public static String ports(List<Publisher> publishers) {
        var text = new StringBuilder();
        for (Publisher publisher : publishers) {
            text.append(text.isEmpty() ? "" : ", ");
            if (publisher.published() != 0) {
                String host = publisher.hostAddress();
                text.append(host.contains(":") ? "[" + host + "]" : host)
                        .append(':')
                        .append(publisher.published())
                        .append("->");
            }
            text.append(publisher.target()).append('/').append(publisher.protocol());
        }
        return text.toString();
    }

    /// In quotes, and cut to twenty characters unless it is wanted whole. What an engine has cut and quoted itself, so
    /// that no secret shows, stays as it is.
    public static String command(String command, boolean whole) {
        if (command.startsWith("\"")) {
            return command;
        }
        boolean fits = whole || command.codePointCount(0, command.length()) <= 20;
        String shown = fits ? command : command.substring(0, command.offsetByCodePoints(0, 19)) + "…";
        return "\"" + escaped(shown) + "\"";
    }

    /// As Docker Compose shows them: a line stays a line.
    private static String escaped(String command) {
        var text = new StringBuilder();
        for (int at = 0; at < command.length(); at++) {
            char character = command.charAt(at);
            switch (character) {
                case '"', '\\' -> text.append('\\').append(character);
                case 7 -> text.append("\\a");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case 11 -> text.append("\\v");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> {
                    if (character < ' ' || character == 127) {
                        text.append(String.format(java.util.Locale.ROOT, "\\x%02x", (int) character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        return text.toString();
    }

    private static String healthBehind(Health health) {
        return switch (health) {
            case NONE -> "";
            case STARTING -> " (health: starting)";
            case HEALTHY -> " (healthy)";
            case UNHEALTHY -> " (unhealthy)";
        };
    }
}
