package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.screen.Table;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Processes;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Shows the processes inside services.
final class TopCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("top", "Show the processes inside services")
                .words(Descriptions.SERVICES)
                .exits(Descriptions.LOOKING)
                .examples("hauban top web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        var processes = new TreeMap<InstanceId, Processes>();
        try (Engine engine = call.engine(loaded)) {
            for (Instance instance : Meant.up(
                    engine, loaded, Names.of(loaded.stack(), call.line().words()))) {
                processes.put(
                        instance.id(), engine.byHand().processes(loaded.stack().name(), instance.id()));
            }
        }
        if (!processes.isEmpty()) {
            call.out().print(table(processes));
        }
        return ExitCode.SUCCESS.number();
    }

    /// A column that only some have is empty for the others.
    private static String table(Map<InstanceId, Processes> all) {
        var titles = new LinkedHashSet<String>();
        all.values().forEach(processes -> titles.addAll(processes.titles()));
        var head = new ArrayList<>(List.of("SERVICE", "#"));
        head.addAll(titles);
        Table table = Table.likeTop(head.toArray(String[]::new));
        all.forEach((instance, processes) -> {
            for (List<String> row : processes.rows()) {
                var cells = new ArrayList<>(List.of(instance.service().text(), Integer.toString(instance.number())));
                for (String title : titles) {
                    int column = processes.titles().indexOf(title);
                    cells.add(column < 0 ? "" : row.get(column));
                }
                table.row(cells.toArray(String[]::new));
            }
        });
        return table.text();
    }
}
