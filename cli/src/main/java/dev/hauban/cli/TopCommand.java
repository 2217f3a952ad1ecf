package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.screen.Table;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Processes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

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
        var processes = new LinkedHashMap<Single, Processes>();
        try (Engine engine = call.engine(loaded)) {
            for (Single single : Single.up(
                    engine, loaded, Names.of(loaded.stack(), call.line().words()))) {
                processes.put(
                        single,
                        single.hands()
                                .processes(
                                        loaded.stack().name(), single.instance().id()));
            }
        }
        if (!processes.isEmpty()) {
            call.out().print(table(processes));
        }
        return ExitCode.SUCCESS.number();
    }

    /// A column that only some have is empty for the others.
    private static String table(Map<Single, Processes> all) {
        var titles = new LinkedHashSet<String>();
        all.values().forEach(processes -> titles.addAll(processes.titles()));
        var head = new ArrayList<>(List.of("SERVICE", "#"));
        head.addAll(titles);
        Table table = Table.likeTop(head.toArray(String[]::new));
        all.forEach((single, processes) -> {
            for (List<String> row : processes.rows()) {
                var cells =
                        new ArrayList<>(List.of(single.instance().id().service().text(), single.number()));
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
