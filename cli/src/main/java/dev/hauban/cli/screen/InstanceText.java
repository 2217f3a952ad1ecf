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

    /// `running`, `exited`, `created`, `paused`.
    public static String state(Instance instance) {
        if (instance.phase() instanceof Instance.Phase.Running) {
            return "running";
        }
        if (instance.phase() instanceof Instance.Phase.Exited) {
            return "exited";
        }
        return instance.phase() instanceof Instance.Phase.Paused ? "paused" : "created";
    }

    /// `Up 5 minutes (healthy)`, `Exited (1) 3 seconds ago`, `Created`.
    public static String status(Instance instance, Health health, Instant now) {
        if (instance.phase() instanceof Instance.Phase.Running running) {
            return "Up " + Spans.rough(Duration.between(running.since(), now)) + healthBehind(health);
        }
        if (instance.phase() instanceof Instance.Phase.Paused paused) {
            return "Up " + Spans.rough(Duration.between(paused.since(), now)) + " (Paused)";
        }
        if (instance.phase() instanceof Instance.Phase.Exited exited) {
            return "Exited (" + exited.code() + ") " + Spans.ago(exited.at(), now);
        }
        return "Created";
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
        return instance.phase() instanceof Instance.Phase.Exited exited ? exited.code() : 0;
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
        boolean fits = whole || command.length() <= 20;
        return "\"" + (fits ? command : command.substring(0, 19) + "…") + "\"";
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
