package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.InstanceText;
import dev.hauban.cli.screen.Spans;
import dev.hauban.cli.screen.Table;
import dev.hauban.engine.Engine;
import dev.hauban.json.Json;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Instance.Publisher;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// Lists instances as `docker compose ps` does.
final class PsCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("ps", "List what runs")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("all", "Also what doesn't run").letter('a'),
                        Option.choice("format", List.of("table", "json"), "As a table, or as JSON, an object a line"),
                        Option.flag("quiet", "The names of instances alone").letter('q'),
                        Option.flag("services", "The names of services alone"),
                        Option.list("status", "STATE", "Only in this state: running, exited, created, paused"),
                        Option.flag("no-trunc", "Commands in full length"))
                .exits(Descriptions.LOOKING)
                .examples("hauban ps --all", "hauban ps --format json web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        List<Seen> shown = new ArrayList<>();
        for (Seen seen : seen(call, loaded, Names.of(loaded.stack(), call.line().words()))) {
            if (isShown(call, seen.instance())) {
                shown.add(seen);
            }
        }
        print(call, loaded, shown);
        return ExitCode.SUCCESS.number();
    }

    /// Those for single commands, too, where all is asked for.
    private static List<Seen> seen(Call call, Loaded loaded, List<ServiceName> services)
            throws IOException, InterruptedException {
        if (!call.line().has("all")) {
            return Seen.all(call, loaded, services);
        }
        var all = new ArrayList<>(Seen.all(call, loaded, services));
        try (Engine engine = call.engine(loaded)) {
            for (Instance instance :
                    engine.byHand().oneOffs(loaded.stack().name()).instances()) {
                if (services.isEmpty() || services.contains(instance.id().service())) {
                    all.add(new Seen(instance, instance.health().orElse(Health.NONE)));
                }
            }
        }
        all.sort(Comparator.comparing(seen -> seen.instance().id().service()));
        return all;
    }

    private static boolean isShown(Call call, Instance instance) {
        List<String> states = call.line().texts("status");
        if (!states.isEmpty()) {
            return states.contains(InstanceText.state(instance));
        }
        return instance.isUp() || call.line().has("all");
    }

    private static void print(Call call, Loaded loaded, List<Seen> shown) {
        if (call.line().has("quiet")) {
            shown.forEach(seen -> call.out().println(seen.instance().details().name()));
        } else if (call.line().has("services")) {
            var services = new LinkedHashSet<String>();
            shown.forEach(seen -> services.add(seen.instance().id().service().text()));
            services.forEach(call.out()::println);
        } else if (call.line().text("format").orElse("table").equals("json")) {
            for (Seen seen : shown) {
                call.out().println(json(call, loaded, seen).compact());
            }
        } else {
            call.out().print(table(call, shown));
        }
    }

    private static String table(Call call, List<Seen> shown) {
        Instant now = call.surroundings().clock().instant();
        Table table = Table.likeCompose("NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS");
        for (Seen seen : shown) {
            Instance instance = seen.instance();
            table.row(
                    instance.details().name(),
                    instance.details().image(),
                    InstanceText.command(
                            instance.details().command(), call.line().has("no-trunc")),
                    instance.id().service().text(),
                    Spans.ago(instance.createdAt(), now),
                    InstanceText.status(instance, seen.health(), now),
                    InstanceText.ports(instance.details().publishers()));
        }
        return table.text();
    }

    /// The members of `docker compose ps --format json` that mean something on every engine, in its order.
    private static Json json(Call call, Loaded loaded, Seen seen) {
        Instant now = call.surroundings().clock().instant();
        Instance instance = seen.instance();
        Instance.Details details = instance.details();
        return Json.object()
                .with(
                        "Command",
                        InstanceText.command(details.command(), call.line().has("no-trunc")))
                .with("Created", instance.createdAt().getEpochSecond())
                .with("CreatedAt", instance.createdAt().toString())
                .with("ExitCode", InstanceText.exitCode(instance))
                .with("Health", InstanceText.health(seen.health()))
                .with("ID", details.name())
                .with("Image", details.image())
                .with("Name", details.name())
                .with("Names", details.name())
                .with("Ports", InstanceText.ports(details.publishers()))
                .with("Project", loaded.stack().name().text())
                .with("Publishers", publishers(details.publishers()))
                .with("RunningFor", Spans.ago(instance.createdAt(), now))
                .with("Service", instance.id().service().text())
                .with("State", InstanceText.state(instance))
                .with("Status", InstanceText.status(instance, seen.health(), now))
                .build();
    }

    private static Json publishers(List<Publisher> publishers) {
        var all = new ArrayList<Json>();
        for (Publisher publisher : publishers) {
            all.add(Json.object()
                    .with("URL", publisher.hostAddress())
                    .with("TargetPort", publisher.target())
                    .with("PublishedPort", publisher.published())
                    .with("Protocol", publisher.protocol())
                    .build());
        }
        return Json.array(all);
    }
}
