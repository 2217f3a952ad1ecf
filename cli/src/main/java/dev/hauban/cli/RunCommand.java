package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Attachment;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Joining;
import dev.hauban.engine.OneOff;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Runs a command in an instance of its own.
final class RunCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("run", "Run a command in an instance of its own, beside those that run")
                .details(
                        "What the service depends on is brought up before. Ports are published only if that is asked for.",
                        "It gets a terminal where there is one, and ends with the command's exit code.")
                .words(Words.foreign(1, "SERVICE [COMMAND] [ARGUMENT...]"))
                .options(RunLine.options().toArray(Option[]::new))
                .exits(Descriptions.CHANGING)
                .examples("hauban run --rm backend ./migrate", "hauban run -d --service-ports web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        var line = new RunLine(call.line(), new Joined(call).hasTerminal());
        List<String> words = call.line().words();
        Loaded loaded = line.images().in(call.load(List.of(words.getFirst())));
        ServiceName name = Names.one(loaded.stack(), words.getFirst());
        Service typed = call.house().typed(line.typed(call.surroundings()));
        Stack stack =
                loaded.stack().withServices(service -> service.name().equals(name) ? line.in(service, typed) : service);
        if (call.options().dryRun()) {
            call.out().println("Would run in an instance of its own, of " + name + ": " + line.command());
            return ExitCode.SUCCESS.number();
        }
        int code = line.needsOthers() ? new RunNeeds(call, loaded, line).bringUp(name) : 0;
        return code == 0 ? run(call, loaded, line, stack, name) : code;
    }

    private static int run(Call call, Loaded loaded, RunLine line, Stack stack, ServiceName name)
            throws IOException, InterruptedException {
        OneOff oneOff = line.oneOff(call.house().chance());
        try (Engine engine = call.engine(loaded)) {
            if (line.isDetached()) {
                call.out().println(engine.byHand().startOnce(stack, name, oneOff));
                return ExitCode.SUCCESS.number();
            }
            var joining = new Joining(line.hasInput(), line.hasTerminal(), Optional.empty());
            try (Attachment attachment = engine.byHand().runOnce(stack, name, oneOff, joining)) {
                return new Joined(call).await(attachment, true);
            }
        }
    }
}
