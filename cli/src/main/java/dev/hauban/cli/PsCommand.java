package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandLine;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.InstanceText;
import dev.hauban.cli.screen.Rows;
import dev.hauban.cli.screen.Spans;
import dev.hauban.engine.Engine;
import dev.hauban.json.Json;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Instance.Publisher;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lists instances as `docker compose ps` does.
final class PsCommand implements Command {
    private static final String STATUS = "status=";

    private static final List<Rows.Column> COLUMNS = List.of(
            new Rows.Column("Name", "NAME"),
            new Rows.Column("Image", "IMAGE"),
            new Rows.Column("Command", "COMMAND"),
            new Rows.Column("Service", "SERVICE"),
            new Rows.Column("RunningFor", "CREATED"),
            new Rows.Column("Status", "STATUS"),
            new Rows.Column("Ports", "PORTS"));
    private static final List<String> FIELDS = List.of(
            "Command",
            "CreatedAt",
            "ExitCode",
            "Health",
            "ID",
            "Image",
            "Name",
            "Names",
            "Ports",
            "Project",
            "Publishers",
            "RunningFor",
            "Service",
            "State",
            "Status");

    @Override
    public CommandDescription description() {
        return CommandDescription.of("ps", "List what runs")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("all", "Also what doesn't run").letter('a'),
                        Format.option(),
                        Option.flag("quiet", "The names of instances alone").letter('q'),
                        Option.flag("services", "The names of services alone"),
                        Option.list("status", "STATE", "Only in this state: running, exited, created, paused"),
                        Option.list("filter", "status=STATE", "The same"),
                        Option.flag("orphans", "Also of services that the files no longer have, as without it")
                                .hidden(),
                        Option.flag("no-trunc", "Commands in full length"))
                .exits(Descriptions.LOOKING)
                .examples("hauban ps --all", "hauban ps --format json web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        String format = Format.of(call, FIELDS);
        List<String> states = states(call.line());
        boolean hasOrphans = !call.line().says("orphans") || call.line().has("orphans");
        List<Seen> shown = new ArrayList<>();
        for (Seen seen : seen(call, loaded, Names.of(loaded.stack(), call.line().words()))) {
            if (isShown(states, call, seen.instance()) && (hasOrphans || isOfFiles(loaded, seen.instance()))) {
                shown.add(seen);
            }
        }
        print(call, loaded, shown, format);
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

    /// In Docker Compose, too, nothing else can be filtered by.
    private static List<String> states(CommandLine line) {
        var states = new ArrayList<>(line.texts("status"));
        for (String filter : line.texts("filter")) {
            if (!filter.startsWith(STATUS)) {
                throw new ProblemException(LineProblems.wrongWord(
                        "--filter can't be \"" + filter + "\"", "It is status=STATE, such as status=exited."));
            }
            states.add(filter.substring(STATUS.length()));
        }
        return states;
    }

    private static boolean isOfFiles(Loaded loaded, Instance instance) {
        return loaded.stack().services().containsKey(instance.id().service());
    }

    private static boolean isShown(List<String> states, Call call, Instance instance) {
        if (!states.isEmpty()) {
            return states.contains(InstanceText.state(instance));
        }
        return instance.isUp() || call.line().has("all");
    }

    private static void print(Call call, Loaded loaded, List<Seen> shown, String format) {
        if (call.line().has("quiet")) {
            shown.forEach(seen -> call.out().println(seen.instance().details().name()));
        } else if (call.line().has("services")) {
            var services = new LinkedHashSet<String>();
            shown.forEach(seen -> services.add(seen.instance().id().service().text()));
            services.forEach(call.out()::println);
        } else if (format.equals("json")) {
            for (Seen seen : shown) {
                call.out().println(json(call, loaded, seen).compact());
            }
        } else {
            var rows = new Rows(COLUMNS);
            for (Seen seen : shown) {
                rows.add(row(json(call, loaded, seen)));
            }
            call.out().print(rows.text(format));
        }
    }

    private static Map<String, String> row(Json.Members seen) {
        var row = new TreeMap<String, String>();
        seen.values()
                .forEach((field, value) ->
                        row.put(field, value instanceof Json.Text(String text) ? text : value.compact()));
        return row;
    }

    /// The members of `docker compose ps --format json` that mean something on every engine, in its order.
    private static Json.Members json(Call call, Loaded loaded, Seen seen) {
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
