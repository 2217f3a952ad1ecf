package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Rows;
import dev.hauban.cli.screen.Sizes;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Usage;
import dev.hauban.plan.Instance;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Shows what instances take of the machine.
final class StatsCommand implements Command {
    private static final String BACK_TO_THE_TOP = "\033[H\033[J";
    private static final int SHORT_ID = 12;
    private static final List<Rows.Column> COLUMNS = List.of(
            new Rows.Column("ID", "CONTAINER ID"),
            new Rows.Column("Name", "NAME"),
            new Rows.Column("CPUPerc", "CPU %"),
            new Rows.Column("MemUsage", "MEM USAGE / LIMIT"),
            new Rows.Column("MemPerc", "MEM %"),
            new Rows.Column("NetIO", "NET I/O"),
            new Rows.Column("BlockIO", "BLOCK I/O"),
            new Rows.Column("PIDs", "PIDS"));
    private static final List<String> FIELDS =
            List.of("BlockIO", "CPUPerc", "Container", "ID", "MemPerc", "MemUsage", "Name", "NetIO", "PIDs");

    @Override
    public CommandDescription description() {
        return CommandDescription.of("stats", "Show what instances take of the machine, again and again")
                .words(Words.any("[SERVICE|GROUP...]"))
                .options(
                        Option.flag("all", "Also what doesn't run").letter('a'),
                        Option.flag("no-stream", "Once"),
                        Option.flag("no-trunc", "Ids in full length"),
                        Format.option())
                .exits(Descriptions.LOOKING)
                .examples("hauban stats --no-stream", "hauban stats --format json web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        String format = Format.of(call, FIELDS);
        List<ServiceName> services = Names.of(loaded.stack(), call.line().words());
        boolean isDrawn = call.surroundings().terminal().showsOutput();
        try (Engine engine = call.engine(loaded)) {
            boolean goesOn;
            do {
                String text = rows(call, loaded, engine, services).text(format);
                goesOn = !call.line().has("no-stream");
                call.out().print(isDrawn && goesOn ? BACK_TO_THE_TOP + text : text);
            } while (goesOn && !call.out().checkError());
        }
        return ExitCode.SUCCESS.number();
    }

    private static Rows rows(Call call, Loaded loaded, Engine engine, List<ServiceName> services)
            throws IOException, InterruptedException {
        List<Single> singles =
                call.line().has("all") ? Single.of(engine, loaded, services) : Single.up(engine, loaded, services);
        var rows = new Rows(COLUMNS);
        List<Usage> usages = usages(loaded, singles);
        for (int at = 0; at < singles.size(); at++) {
            rows.add(row(singles.get(at).instance(), usages.get(at), call.line().has("no-trunc")));
        }
        return rows;
    }

    /// Each look takes its time, so all are looked at together.
    private static List<Usage> usages(Loaded loaded, List<Single> singles) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Asking.threads())) {
            var looks = new ArrayList<Future<Usage>>();
            for (Single single : singles) {
                looks.add(threads.submit(() -> single.hands()
                        .usage(loaded.stack().name(), single.instance().id())));
            }
            var usages = new ArrayList<Usage>();
            for (Future<Usage> look : looks) {
                usages.add(look.get());
            }
            return usages;
        } catch (ExecutionException failed) {
            throw Causes.thrown(failed);
        }
    }

    private static Map<String, String> row(Instance instance, Usage usage, boolean isWhole) {
        String id = usage.id();
        return Map.of(
                "BlockIO", flow(usage.disk()),
                "CPUPerc", percent(usage.processor()),
                "Container", id,
                "ID", isWhole || id.length() < SHORT_ID ? id : id.substring(0, SHORT_ID),
                "MemPerc", percent(usage.memory().percent()),
                "MemUsage",
                        Sizes.binary(usage.memory().used()) + " / "
                                + Sizes.binary(usage.memory().limit()),
                "Name", instance.details().name(),
                "NetIO", flow(usage.network()),
                "PIDs", Long.toString(usage.processes()));
    }

    private static String flow(Usage.Flow flow) {
        return Sizes.decimal(flow.in()) + " / " + Sizes.decimal(flow.out());
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
