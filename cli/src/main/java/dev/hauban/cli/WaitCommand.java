package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Ended;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Request;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Waits until services have ended.
final class WaitCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("wait", "Wait until services have ended")
                .details("It ends with the exit code of the one that ended last.")
                .words(Words.atLeast(1, "SERVICE|GROUP..."))
                .options(Option.flag("down-project", "As soon as one has ended, take everything down"))
                .exits(Descriptions.CHANGING)
                .examples("hauban wait tests", "hauban wait --down-project tests");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadRunning(call.line().words());
        List<ServiceName> services = Names.of(loaded.stack(), call.line().words());
        boolean isOneEnough = call.line().has("down-project");
        int code;
        try (Engine engine = call.engine(loaded)) {
            List<Single> up = Single.up(engine, loaded, services);
            if (up.isEmpty()) {
                throw new ProblemException(nothingRuns(services));
            }
            if (call.options().dryRun()) {
                up.forEach(single -> call.out().println("Would wait for " + single.name()));
                return ExitCode.SUCCESS.number();
            }
            new DeedTelling(call, loaded).say("Waiting for " + names(up) + ".");
            code = await(call, loaded, up, isOneEnough ? 1 : up.size());
        }
        if (isOneEnough) {
            var down = new Request.Down(List.of(), false, false, Optional.empty());
            int downCode = Asking.carryOut(call, loaded, down);
            return downCode == ExitCode.SUCCESS.number() ? code : downCode;
        }
        return code;
    }

    private static String names(List<Single> singles) {
        return String.join(", ", singles.stream().map(Single::name).toList());
    }

    /// @param enough after so many, the others are no longer waited for
    private static int await(Call call, Loaded loaded, List<Single> singles, int enough)
            throws IOException, InterruptedException {
        int code = 0;
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Asking.threads())) {
            CompletionService<Ended> ends = new ExecutorCompletionService<>(threads);
            for (Single single : singles) {
                ends.submit(() -> single.hands()
                        .awaitEnd(loaded.stack().name(), single.instance().id()));
            }
            try {
                for (int count = 0; count < enough; count++) {
                    Ended ended = ends.take().get();
                    code = ended.code();
                    call.out().println("container \"" + ended.id() + "\" exited with status code " + code);
                    call.out().flush();
                }
            } catch (ExecutionException failed) {
                throw Causes.thrown(failed);
            } finally {
                threads.shutdownNow();
            }
        }
        return code;
    }

    private static Problem nothingRuns(List<ServiceName> services) {
        String names =
                String.join(", ", services.stream().map(ServiceName::text).toList());
        return Problem.error("cli.not-running", Actor.SERVICE, "nothing of " + names + " runs")
                .remedy("hauban ps --all shows how it ended.");
    }
}
