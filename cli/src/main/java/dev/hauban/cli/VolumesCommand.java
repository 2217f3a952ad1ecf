package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Rows;
import dev.hauban.engine.Engine;
import dev.hauban.engine.VolumeSeen;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Lists the volumes of the project that are there.
final class VolumesCommand implements Command {
    private static final String NOT_SAID = "N/A";
    private static final List<String> FIELDS = List.of(
            "Availability", "Driver", "Group", "Labels", "Links", "Mountpoint", "Name", "Scope", "Size", "Status");

    @Override
    public CommandDescription description() {
        return CommandDescription.of("volumes", "List the volumes that are there")
                .words(Descriptions.SERVICES)
                .options(Option.flag("quiet", "The names alone").letter('q'), Format.option())
                .exits(Descriptions.LOOKING)
                .examples("hauban volumes db", "hauban volumes --format '{{.Name}} {{.Mountpoint}}'");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        String format = Format.of(call, FIELDS);
        List<ServiceName> services = Names.of(loaded.stack(), call.line().words());
        var shown = new ArrayList<VolumeSeen>();
        try (Engine engine = call.engine(loaded)) {
            Set<String> used = used(loaded.stack(), services);
            for (VolumeSeen volume : engine.byHand().volumes(loaded.stack().name())) {
                if (services.isEmpty() || used.contains(volume.name())) {
                    shown.add(volume);
                }
            }
        }
        if (call.line().has("quiet")) {
            shown.forEach(volume -> call.out().println(volume.name()));
        } else {
            call.out().print(rows(shown).text(format));
        }
        return 0;
    }

    private static Set<String> used(Stack stack, List<ServiceName> services) {
        var used = new TreeSet<String>();
        for (ServiceName name : services) {
            List<Mount> mounts = stack.service(name)
                    .map(Service::attachments)
                    .map(Service.Attachments::mounts)
                    .orElse(List.of());
            for (Mount mount : mounts) {
                if (mount instanceof Mount.Named named) {
                    Volume volume = stack.volumes().get(named.volume());
                    used.add(volume == null ? named.volume() : volume.name());
                }
            }
        }
        return used;
    }

    private static Rows rows(List<VolumeSeen> volumes) {
        var rows = new Rows(List.of(new Rows.Column("Driver", "DRIVER"), new Rows.Column("Name", "VOLUME NAME")));
        for (VolumeSeen volume : volumes) {
            var row = new TreeMap<String, String>();
            FIELDS.forEach(field -> row.put(field, NOT_SAID));
            row.put("Driver", volume.driver());
            row.put("Labels", labels(volume.labels()));
            row.put("Mountpoint", volume.place());
            row.put("Name", volume.name());
            row.put("Scope", volume.scope());
            rows.add(row);
        }
        return rows;
    }

    private static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
