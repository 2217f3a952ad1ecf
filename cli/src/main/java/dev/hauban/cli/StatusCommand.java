package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Ink;
import dev.hauban.cli.screen.InstanceText;
import dev.hauban.json.Json;
import dev.hauban.plan.Health;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tells how each service of the stack is, by what it is for.
final class StatusCommand implements Command {
    private static final List<String> CATEGORIES =
            List.of("application", "infrastructure", "administration", "monitoring");

    @Override
    public CommandDescription description() {
        return CommandDescription.of("status", "Tell how each service is, by what it is for")
                .words(Descriptions.SERVICES)
                .options(
                        Option.choice("format", List.of("text", "json"), "For people, or as JSON, an object a line"),
                        Option.flag("raw", "Without colors and headings, a service a line, parts divided by tabs"))
                .exits(ExitCode.FILES, ExitCode.MACHINE, ExitCode.SERVICE_UNHEALTHY, ExitCode.NOT_RUNNING);
    }

    /// A service with all its instances.
    private record Line(String service, String category, String state, String health, List<String> links) {
        boolean isFine() {
            return state.equals("running") || state.equals("completed");
        }
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        List<ServiceName> named = Names.of(loaded.stack(), call.line().words());
        Map<ServiceName, List<Seen>> byService = new TreeMap<>();
        for (Seen seen : Seen.all(call, loaded, named)) {
            byService
                    .computeIfAbsent(seen.instance().id().service(), _ -> new ArrayList<>())
                    .add(seen);
        }
        var lines = new ArrayList<Line>();
        for (Service service : loaded.stack().services().values()) {
            if (named.isEmpty() || named.contains(service.name())) {
                lines.add(line(call, service, byService.getOrDefault(service.name(), List.of())));
            }
        }
        print(call, lines);
        return exitCode(lines).number();
    }

    private static Line line(Call call, Service service, List<Seen> instances) {
        var links = new ArrayList<String>();
        for (Seen seen : instances) {
            for (String link : Links.of(seen.instance().details().publishers())) {
                if (!links.contains(link)) {
                    links.add(link);
                }
            }
        }
        return new Line(
                service.name().text(),
                call.house().category(service),
                state(service, instances),
                health(instances),
                links);
    }

    private static String state(Service service, List<Seen> instances) {
        if (instances.isEmpty()) {
            return "not there";
        }
        long running =
                instances.stream().filter(seen -> seen.instance().isRunning()).count();
        if (running == instances.size() && running >= service.replicas()) {
            return "running";
        }
        if (running > 0) {
            return running + " of " + Math.max(service.replicas(), instances.size()) + " running";
        }
        String state = InstanceText.state(instances.getFirst().instance());
        int code = InstanceText.exitCode(instances.getFirst().instance());
        if (!state.equals("exited")) {
            return state;
        }
        if (code != 0) {
            return "exited (" + code + ")";
        }
        return isOneShot(service) ? "completed" : "stopped";
    }

    /// Whether it is in order that it has ended: what is restarted whenever it ends only ends when it is stopped.
    private static boolean isOneShot(Service service) {
        return switch (service.lifecycle().restart()) {
            case RestartPolicy.Never _, RestartPolicy.OnFailure _ ->
                service.attachments().ports().isEmpty()
                        && service.lifecycle().healthCheck().isEmpty();
            case RestartPolicy.Always _, RestartPolicy.UnlessStopped _ -> false;
        };
    }

    private static String health(List<Seen> instances) {
        Health worst = Health.NONE;
        for (Seen seen : instances) {
            boolean isWorse = seen.health() == Health.UNHEALTHY
                    || seen.health() == Health.STARTING && worst != Health.UNHEALTHY
                    || worst == Health.NONE;
            worst = isWorse ? seen.health() : worst;
        }
        return InstanceText.health(worst);
    }

    private static void print(Call call, List<Line> lines) {
        if (call.line().has("raw")) {
            for (Line line : lines) {
                call.out()
                        .println(String.join(
                                "\t",
                                line.category,
                                line.service,
                                line.state,
                                line.health,
                                String.join(" ", line.links)));
            }
        } else if (call.line().text("format").orElse("text").equals("json")) {
            for (Line line : lines) {
                call.out().println(json(line).compact());
            }
        } else {
            text(call, lines);
        }
    }

    private static Json json(Line line) {
        return Json.object()
                .with("Service", line.service)
                .with("Category", line.category)
                .with("State", line.state)
                .with("Health", line.health)
                .with("Links", Json.texts(line.links))
                .build();
    }

    private static void text(Call call, List<Line> lines) {
        boolean isColored =
                call.options().color() && call.surroundings().terminal().showsOutput();
        var ink = new Ink(isColored);
        int width = lines.stream().mapToInt(line -> line.service.length()).max().orElse(0);
        boolean isFirst = true;
        for (String category : CATEGORIES) {
            List<Line> chapter = lines.stream()
                    .filter(line -> line.category.equals(category))
                    .toList();
            if (!chapter.isEmpty()) {
                call.out().println((isFirst ? "" : "\n") + ink.strong(title(category)));
                chapter.forEach(line -> call.out().println(text(line, width, ink)));
                isFirst = false;
            }
        }
    }

    private static String text(Line line, int width, Ink ink) {
        boolean isSick = line.health.equals("unhealthy") || !line.isFine();
        String words = line.health.isEmpty() ? line.state : line.state + ", " + line.health;
        String mark = isSick ? ink.bad("✘") : ink.good("✔");
        String padded = line.links.isEmpty() ? words : words + " ".repeat(Math.max(1, 24 - words.length()));
        String painted = isSick ? ink.bad(padded) : padded;
        return "  " + mark + " " + line.service + " ".repeat(width - line.service.length() + 2) + painted
                + String.join("  ", line.links);
    }

    private static String title(String category) {
        return Character.toUpperCase(category.charAt(0)) + category.substring(1);
    }

    private static ExitCode exitCode(List<Line> lines) {
        ExitCode worst = ExitCode.SUCCESS;
        for (Line line : lines) {
            if (!line.isFine()) {
                return ExitCode.NOT_RUNNING;
            }
            worst = line.health.equals("unhealthy") ? ExitCode.SERVICE_UNHEALTHY : worst;
        }
        return worst;
    }
}
