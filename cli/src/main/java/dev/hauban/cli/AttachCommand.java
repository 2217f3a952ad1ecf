package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Attachment;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Joining;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ServiceName;
import java.io.IOException;

/// Joins the standard streams to those of a service that runs.
final class AttachCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("attach", "See what a service writes, and type to it")
                .details(
                        "It ends when the service ends, with its exit code. Ctrl-C goes to the service. Where the service",
                        "has a terminal, Ctrl-P Ctrl-Q lets go of it.")
                .words(new Words("SERVICE", 1, 1, false))
                .options(
                        Option.text("detach-keys", "KEYS", "What lets go of it, such as ctrl-x,q"),
                        Option.number("index", "NUMBER", "Which instance of the service"),
                        Option.flag("no-stdin", "Only see"),
                        Option.flag("sig-proxy", "Ctrl-C goes to the service; =false: it ends this command"))
                .exits(ExitCode.FILES, ExitCode.MACHINE, ExitCode.NOT_RUNNING)
                .examples("hauban attach web", "hauban attach --no-stdin --index 2 worker");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        ServiceName service = Names.one(loaded.stack(), call.line().words().getFirst());
        var joined = new Joined(call);
        var joining = new Joining(
                !call.line().has("no-stdin"), joined.hasTerminal(), call.line().text("detach-keys"));
        boolean passesSignals = !call.line().says("sig-proxy") || call.line().has("sig-proxy");
        try (Engine engine = call.engine(loaded)) {
            InstanceId instance = Meant.running(
                            engine, loaded, service, call.line().number("index").orElse(0))
                    .id();
            if (call.options().dryRun()) {
                call.out().println("Would attach to " + instance);
                return ExitCode.SUCCESS.number();
            }
            try (Attachment attachment = engine.byHand().attach(loaded.stack().name(), instance, joining)) {
                return joined.await(attachment, passesSignals);
            }
        }
    }
}
