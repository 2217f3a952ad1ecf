package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/// Halts services where they are, or goes on with them.
///
/// @param isMeant which instances it is done to
/// @param nothing what is said where there are none
record PauseCommand(String name, String summary, Predicate<Instance> isMeant, Deed deed, String nothing)
        implements Command {
    static PauseCommand halt() {
        return new PauseCommand(
                "pause",
                "Halt services where they are; \"unpause\" goes on with them",
                Instance::isRunning,
                new Deed.Pause(),
                "Nothing runs that could be paused.");
    }

    static PauseCommand goOn() {
        return new PauseCommand(
                "unpause",
                "Go on with services that were paused",
                instance -> instance.phase() instanceof Instance.Phase.Paused,
                new Deed.Unpause(),
                "Nothing is paused.");
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(name, summary).words(Descriptions.SERVICES).exits(Descriptions.LOOKING);
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        try (Engine engine = call.engine(loaded)) {
            List<Single> meant = Single.kept(
                            engine, loaded, Names.of(loaded.stack(), call.line().words()))
                    .stream()
                    .filter(single -> isMeant.test(single.instance()))
                    .toList();
            var telling = new DeedTelling(call, loaded);
            if (meant.isEmpty()) {
                telling.say(nothing);
            }
            return telling.toEach(meant, deed);
        }
    }
}
