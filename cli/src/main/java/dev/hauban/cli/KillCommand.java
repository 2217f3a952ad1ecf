package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Signals;
import dev.hauban.plan.Request;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sends a signal to services.
final class KillCommand implements Command {
    private static final String KILL = "SIGKILL";

    @Override
    public CommandDescription description() {
        return CommandDescription.of("kill", "Send services a signal; without one, end them at once")
                .details("What ends so stays ended; \"start\" goes on with it.")
                .words(Descriptions.SERVICES)
                .options(
                        Option.text("signal", "SIGNAL", "Which signal: SIGTERM, HUP, 10 (SIGKILL)")
                                .letter('s'),
                        Option.flag("remove-orphans", "Take away services that the files no longer have"))
                .exits(Descriptions.CHANGING)
                .examples("hauban kill -s HUP web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        List<ServiceName> services = Names.of(loaded.stack(), call.line().words());
        String signal = call.line().text("signal").orElse(KILL);
        if (Signals.find(signal).isEmpty()) {
            throw new ProblemException(LineProblems.wrongWord(
                    "there is no signal " + signal, "Write its name or its number, such as SIGTERM, HUP or 10."));
        }
        if (isKill(signal) && call.engineChoice(loaded).name().equals("local")) {
            // Whoever keeps the stack has to know that it is wanted so, or it would be started again.
            return Asking.carryOut(call, loaded, new Request.Stop(services, Optional.of(Duration.ZERO)));
        }
        try (Engine engine = call.engine(loaded)) {
            var telling = new DeedTelling(call, loaded);
            List<Single> up = Single.up(engine, loaded, services);
            if (up.isEmpty()) {
                telling.say("Nothing runs that could be sent a signal.");
            }
            int code = telling.toEach(up, new Deed.Kill(signal));
            if (code == 0 && call.line().has("remove-orphans")) {
                code = telling.toEach(orphans(engine, loaded), new Deed.Remove(false));
            }
            return code;
        }
    }

    private static boolean isKill(String signal) {
        return Signals.number(signal) == Signals.number(KILL);
    }

    private static List<Single> orphans(Engine engine, Loaded loaded) throws IOException {
        return Single.kept(engine, loaded, List.of()).stream()
                .filter(single ->
                        loaded.stack().service(single.instance().id().service()).isEmpty())
                .toList();
    }
}
