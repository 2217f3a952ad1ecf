package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.stack.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads what the daemon says of a container.
final class InstanceReader {
    private InstanceReader() {}

    static Facts read(Container container) throws MalformedJson {
        return new Facts(
                container,
                phase(container),
                Moments.read(container.inspected().text("Created")),
                health(container),
                check(container),
                details(container),
                made(container));
    }

    private static Instance.Phase phase(Container container) throws MalformedJson {
        Json.Members state = container.state();
        return switch (container.status()) {
            case "running" -> new Instance.Phase.Running(Moments.read(state.text("StartedAt")));
            case "paused" -> new Instance.Phase.Paused(Moments.read(state.text("StartedAt")));
            case "restarting" ->
                new Instance.Phase.Restarting(
                        code(state),
                        Moments.read(state.text("StartedAt")),
                        Moments.read(state.text("FinishedAt")),
                        Math.toIntExact(container
                                .inspected()
                                .findWholeNumber("RestartCount")
                                .orElse(0L)));
            case "exited", "dead", "removing" -> exited(state);
            default -> new Instance.Phase.Created();
        };
    }

    /// A process that ends at once may have ended, by the daemon's own words, just before it began.
    private static Instance.Phase.Exited exited(Json.Members state) throws MalformedJson {
        Instant since = Moments.read(state.text("StartedAt"));
        Instant at = Moments.read(state.text("FinishedAt"));
        return new Instance.Phase.Exited(code(state), since, at.isBefore(since) ? since : at);
    }

    private static int code(Json.Members state) throws MalformedJson {
        return Math.toIntExact(state.wholeNumber("ExitCode"));
    }

    private static Optional<Health> health(Container container) throws MalformedJson {
        if (container.state().find("Health").isEmpty()) {
            return Optional.empty();
        }
        return switch (container.state().members("Health").text("Status")) {
            case "healthy" -> Optional.of(Health.HEALTHY);
            case "unhealthy" -> Optional.of(Health.UNHEALTHY);
            case "starting" -> Optional.of(Health.STARTING);
            default -> Optional.empty();
        };
    }

    /// What the daemon runs: the file's test over the image's.
    static Optional<HealthCheck> check(Container container) throws MalformedJson {
        if (container.config().find("Healthcheck").isEmpty()) {
            return Optional.empty();
        }
        Json.Members check = container.config().members("Healthcheck");
        List<String> words =
                check.find("Test").isEmpty() ? List.of() : check.array("Test").texts();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HealthCheck(
                test(words),
                duration(check, "Interval", HealthCheck.DEFAULT_INTERVAL),
                duration(check, "Timeout", HealthCheck.DEFAULT_TIMEOUT),
                retries(check),
                duration(check, "StartPeriod", Duration.ZERO),
                check.find("StartInterval").isEmpty()
                        ? Optional.empty()
                        : Optional.of(duration(check, "StartInterval", Duration.ZERO))));
    }

    private static HealthCheck.Test test(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "NONE" -> new HealthCheck.Test.None();
            case "CMD-SHELL" -> new HealthCheck.Test.Shell(String.join(" ", rest));
            default -> new HealthCheck.Test.Command(words.getFirst().equals("CMD") ? rest : words);
        };
    }

    private static int retries(Json.Members check) throws MalformedJson {
        long retries = check.findWholeNumber("Retries").orElse(0L);
        return retries > 0 ? Math.toIntExact(retries) : HealthCheck.DEFAULT_RETRIES;
    }

    /// In nanoseconds; nothing stands for Docker's default.
    private static Duration duration(Json.Members check, String name, Duration otherwise) throws MalformedJson {
        long nanoseconds = check.findWholeNumber(name).orElse(0L);
        return nanoseconds > 0 ? Duration.ofNanos(nanoseconds) : otherwise;
    }

    private static Instance.Details details(Container container) throws MalformedJson {
        var command = new StringBuilder(container.inspected().findText("Path").orElse(""));
        if (container.inspected().find("Args").isPresent()) {
            for (String word : container.inspected().array("Args").texts()) {
                // As the daemon lists it.
                command.append(' ').append(word.contains(" ") ? "'" + word + "'" : word);
            }
        }
        long process = container.state().findWholeNumber("Pid").orElse(0L);
        return new Instance.Details(
                container.finalName(),
                container.config().text("Image"),
                command.toString(),
                publishers(container),
                process > 0 ? Optional.of(process) : Optional.empty());
    }

    private static List<Instance.Publisher> publishers(Container container) throws MalformedJson {
        var publishers = new ArrayList<Instance.Publisher>();
        Json.Members settings = container.inspected().members("NetworkSettings");
        if (settings.find("Ports").isEmpty()) {
            return publishers;
        }
        Json.Members ports = settings.members("Ports");
        for (String port : ports.values().keySet()) {
            int slash = port.indexOf('/');
            int target = Integer.parseInt(slash < 0 ? port : port.substring(0, slash));
            String protocol = slash < 0 ? "tcp" : port.substring(slash + 1);
            if (ports.find(port).isEmpty()) {
                publishers.add(new Instance.Publisher("", target, 0, protocol));
                continue;
            }
            for (Json.Members binding : ports.array(port).objects()) {
                publishers.add(new Instance.Publisher(
                        binding.text("HostIp"), target, Integer.parseInt(binding.text("HostPort")), protocol));
            }
        }
        return publishers;
    }

    private static Facts.Made made(Container container) throws MalformedJson {
        Optional<String> labelled = container.label(ComposeLabels.IMAGE);
        String image =
                labelled.isPresent() ? labelled.get() : container.inspected().text("Image");
        return new Facts.Made(
                container.config().text("Image"), image, hosts(container), networks(container), volumes(container));
    }

    private static List<String> hosts(Container container) throws MalformedJson {
        Json.Members settings = container.inspected().members("HostConfig");
        var hosts = new ArrayList<String>();
        for (String mode : List.of("NetworkMode", "IpcMode", "PidMode")) {
            settings.findText(mode)
                    .filter(text -> text.startsWith("container:"))
                    .ifPresent(text -> hosts.add(text.substring("container:".length())));
        }
        if (settings.find("VolumesFrom").isPresent()) {
            for (String from : settings.array("VolumesFrom").texts()) {
                int colon = from.indexOf(':');
                hosts.add(colon < 0 ? from : from.substring(0, colon));
            }
        }
        return hosts;
    }

    private static SortedMap<String, String> networks(Container container) throws MalformedJson {
        SortedMap<String, String> networks = new TreeMap<>();
        Json.Members settings = container.inspected().members("NetworkSettings");
        if (settings.find("Networks").isPresent()) {
            Json.Members attached = settings.members("Networks");
            for (String name : attached.values().keySet()) {
                networks.put(name, attached.members(name).findText("NetworkID").orElse(""));
            }
        }
        return networks;
    }

    private static SortedSet<String> volumes(Container container) throws MalformedJson {
        SortedSet<String> names = new TreeSet<>();
        if (container.inspected().find("Mounts").isPresent()) {
            for (Json.Members mount : container.inspected().array("Mounts").objects()) {
                if (mount.findText("Type").equals(Optional.of("volume"))) {
                    mount.findText("Name").ifPresent(names::add);
                }
            }
        }
        return names;
    }
}
