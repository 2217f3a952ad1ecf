package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Request;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Takes away what doesn't run.
final class RmCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("rm", "Take away instances that don't run")
                .details("It asks first. Data in volumes that have a name stays; other data is lost.")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("force", "Don't ask").letter('f'),
                        Option.flag("stop", "Stop them first, if they run").letter('s'),
                        Option.flag("volumes", "Their volumes without a name, too")
                                .letter('v'))
                .exits(Descriptions.CHANGING)
                .examples("hauban rm -sf web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadRunning(call.line().words());
        List<ServiceName> services = Names.of(loaded.stack(), call.line().words());
        if (call.line().has("stop")) {
            int code = Asking.carryOut(call, loaded, new Request.Stop(services, Optional.empty()));
            if (code != ExitCode.SUCCESS.number() || call.options().dryRun()) {
                return code;
            }
        }
        try (Engine engine = call.engine(loaded)) {
            var telling = new DeedTelling(call, loaded);
            List<Single> down = Single.kept(engine, loaded, services).stream()
                    .filter(single -> !single.instance().isUp())
                    .toList();
            if (down.isEmpty()) {
                telling.say("Nothing is there that doesn't run.");
            } else if (!call.options().dryRun() && !isWanted(call, telling, down)) {
                return ExitCode.SUCCESS.number();
            }
            return telling.toEach(down, new Deed.Remove(call.line().has("volumes")));
        }
    }

    private static boolean isWanted(Call call, DeedTelling telling, List<Single> down) throws IOException {
        String all =
                down.stream().map(single -> single.instance().details().name()).collect(Collectors.joining(", "));
        call.out().println("Going to remove " + all);
        call.out().flush();
        if (call.line().has("force")) {
            return true;
        }
        boolean isWanted = Question.ask(call) == Question.Answer.YES;
        if (!isWanted) {
            telling.say("Nothing was removed. --force doesn't ask.");
        }
        return isWanted;
    }
}
