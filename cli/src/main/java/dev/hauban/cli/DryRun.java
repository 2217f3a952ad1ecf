package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.engine.Engine;
import dev.hauban.json.Json;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.plan.Unfolding;
import dev.hauban.plan.Wanted;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Says what a request would lead to, and why, and does nothing.
final class DryRun {
    private final Call call;
    private final Loaded loaded;

    DryRun(Call call, Loaded loaded) {
        this.call = call;
        this.loaded = loaded;
    }

    int of(Request request) throws IOException {
        Unfolding unfolding = unfold(request);
        if (call.options().progress() == CommonOptions.Progress.JSON) {
            call.out().println(json(unfolding).compact());
        } else {
            print(unfolding);
        }
        new ProblemPrinter(call.surroundings()).print(unfolding.problems());
        return ExitCode.of(unfolding.problems()).number();
    }

    Unfolding unfold(Request request) throws IOException {
        Instant now = call.surroundings().clock().instant();
        House.Remembered remembered =
                call.house().remembered(call.engineChoice(loaded).name(), loaded);
        Wanted wanted = remembered.wanted().asked(request, loaded.stack(), now);
        try (Engine engine = call.engine(loaded)) {
            return Unfolding.of(
                    wanted,
                    engine.observe(loaded.stack().name()),
                    remembered.memory().asked(wanted.services().keySet()),
                    now);
        }
    }

    private void print(Unfolding unfolding) {
        if (unfolding.steps().isEmpty()) {
            call.out().println("Nothing would be done.");
            return;
        }
        call.out().println("Would be done, if every step succeeds:");
        for (int round = 0; round < unfolding.steps().size(); round++) {
            for (PlannedStep planned : unfolding.steps().get(round)) {
                call.out().println("  " + (round + 1) + "  " + words(planned.step()) + "  (" + planned.reason() + ")");
            }
        }
    }

    private static Json json(Unfolding unfolding) {
        var steps = new ArrayList<Json>();
        for (int round = 0; round < unfolding.steps().size(); round++) {
            for (PlannedStep planned : unfolding.steps().get(round)) {
                steps.add(Json.object()
                        .with("round", round + 1)
                        .with("step", words(planned.step()))
                        .with("reason", planned.reason())
                        .build());
            }
        }
        return Json.array(List.copyOf(steps));
    }

    private static String words(Step step) {
        return switch (step) {
            case Step.Prepare prepare -> "prepare " + prepare.service();
            case Step.CreateNetwork network -> "create network " + network.key();
            case Step.RemoveNetwork network -> "remove network " + network.name();
            case Step.CreateVolume volume -> "create volume " + volume.key();
            case Step.RemoveVolume volume -> "remove volume " + volume.name() + " and its data";
            case Step.Create create -> "create " + create.instance();
            case Step.Recreate recreate -> "recreate " + recreate.instance();
            case Step.Start start -> "start " + start.instance();
            case Step.Probe probe -> "test the health of " + probe.instance();
            case Step.Stop stop -> "stop " + stop.instance();
            case Step.Remove remove -> "remove " + remove.instance();
        };
    }
}
