package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import java.io.IOException;
import java.util.List;

/// Halts services where they are.
final class PauseCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("pause", "Halt services where they are; \"unpause\" goes on with them")
                .words(Descriptions.SERVICES)
                .exits(Descriptions.LOOKING);
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        try (Engine engine = call.engine(loaded)) {
            List<Instance> running = Meant.of(
                            engine, loaded, Names.of(loaded.stack(), call.line().words()))
                    .stream()
                    .filter(Instance::isRunning)
                    .toList();
            var telling = new DeedTelling(call, loaded, engine);
            if (running.isEmpty()) {
                telling.say("Nothing runs that could be paused.");
            }
            return telling.toEach(running, new Deed.Pause());
        }
    }

    /// Goes on with them.
    static final class Back implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("unpause", "Go on with services that were paused")
                    .words(Descriptions.SERVICES)
                    .exits(Descriptions.LOOKING);
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            Loaded loaded = call.loadQuietly();
            try (Engine engine = call.engine(loaded)) {
                List<Instance> paused = Meant.of(
                                engine,
                                loaded,
                                Names.of(loaded.stack(), call.line().words()))
                        .stream()
                        .filter(instance -> instance.phase() instanceof Instance.Phase.Paused)
                        .toList();
                var telling = new DeedTelling(call, loaded, engine);
                if (paused.isEmpty()) {
                    telling.say("Nothing is paused.");
                }
                return telling.toEach(paused, new Deed.Unpause());
            }
        }
    }
}
