package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Engine;
import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.Keeping;
import dev.hauban.secret.Rotating;
import dev.hauban.secret.Secrets;
import dev.hauban.secret.Step;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replaces a secret everywhere.
final class RotateCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("secret rotate", "Make a new secret, and have everybody use it")
                .details(
                        "A new value is made as the line in .env.example asks. The database whose password it is learns it",
                        "first (PostgreSQL, MySQL, MariaDB, Redis, MongoDB); then it is written where the secret comes from,",
                        "and what uses it is made anew in order. Where a server takes two passwords, the old one is accepted",
                        "until then. What fails is taken back. It asks first; --dry-run shows the steps and why.")
                .words(new Words("NAME", 0, 1, false))
                .options(
                        Option.flag("yes", "Don't ask").letter('y'),
                        Option.flag("finish", "End the rotation that was begun and has not ended"),
                        Option.flag("undo", "Take that one back"))
                .exits(Descriptions.CHANGING)
                .examples("hauban secret rotate MYSQL_PASSWORD", "hauban secret rotate JWT_SECRET --yes");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        boolean isLeft = call.line().has("finish") || call.line().has("undo");
        if (isLeft == !call.line().words().isEmpty()) {
            throw new ProblemException(LineProblems.wrongWord(
                    "secret rotate wants a NAME, or --finish, or --undo", "hauban secret list shows the names."));
        }
        Loaded written = call.house().readAsWritten(call.options().source(), Map.of());
        Secrets secrets = SecretCommands.secrets(call, written);
        Rotating.Rereading rereading = texts ->
                call.house().readAsWritten(call.options().source(), texts).stack();
        Optional<Rotating> rotating = isLeft
                ? Rotating.left(secrets, rereading)
                : Optional.of(Rotating.of(secrets, call.line().words().getFirst(), rereading));
        if (rotating.isEmpty()) {
            call.out().println("No rotation is half done.");
            return ExitCode.SUCCESS.number();
        }
        tell(call, rotating.get());
        if (!rotating.get().plan().problems().isEmpty()) {
            throw new ProblemException(rotating.get().plan().problems());
        }
        if (call.options().dryRun()) {
            return ExitCode.SUCCESS.number();
        }
        return Question.isWanted(call, "changed")
                ? carryOut(call, written, rotating.get())
                : ExitCode.INTERRUPTED.number();
    }

    private static int carryOut(Call call, Loaded written, Rotating rotating) throws IOException, InterruptedException {
        Loaded opened = call.house().opened(written);
        Keeping keeping = keeping(call);
        Thread working = Thread.currentThread();
        String name = rotating.secret().name();
        try (Engine engine = call.engine(opened);
                var _ = call.house().onInterrupt(working::interrupt)) {
            if (call.line().has("undo")) {
                rotating.undo(engine, keeping, line -> say(call, line));
                call.out().println(name + " is what it was.");
            } else if (call.line().has("finish")) {
                rotating.finish(engine, keeping, line -> say(call, line));
                call.out().println(name + " is a new one.");
            } else {
                rotating.carryOut(engine, keeping, line -> say(call, line));
                call.out().println(name + " is a new one: " + rotating.made() + ".");
            }
            return ExitCode.SUCCESS.number();
        } catch (InterruptedException stopped) {
            call.err().println("Stopped; what had begun was taken back.");
            return ExitCode.INTERRUPTED.number();
        }
    }

    private static void say(Call call, String line) {
        call.err().println(line);
        call.err().flush();
    }

    private static void tell(Call call, Rotating rotating) {
        call.out().println("To replace " + rotating.secret().name() + " (" + rotating.made() + "):");
        int number = 1;
        for (Step step : rotating.plan().steps()) {
            call.out().println("  " + number++ + ". " + step.text());
            call.out().println("     " + step.reason());
        }
        call.out().flush();
    }

    private static Keeping keeping(Call call) {
        return new Keeping() {
            @Override
            public void bringUp(Stack stack, Collection<ServiceName> services) throws InterruptedException {
                carryOut(stack, services, false, Request.Recreation.NEVER);
            }

            @Override
            public void recreate(Stack stack, Collection<ServiceName> services) throws InterruptedException {
                carryOut(stack, services, true, Request.Recreation.ALWAYS);
            }

            private void carryOut(
                    Stack stack, Collection<ServiceName> services, boolean isAlone, Request.Recreation recreation)
                    throws InterruptedException {
                var options = new Request.UpOptions(
                        isAlone,
                        new Request.Renewal(recreation, Request.Recreation.NEVER, false, Set.of()),
                        false,
                        ServiceWanted.Until.READY,
                        Map.of(),
                        Optional.empty());
                Event.Settled settled =
                        new Work(call, opened(call, stack)).carryOut(new Request.Up(List.copyOf(services), options));
                List<Problem> problems =
                        Work.problems(settled).stream().filter(Problem::isError).toList();
                if (!problems.isEmpty()) {
                    throw new ProblemException(problems);
                }
            }
        };
    }

    private static Loaded opened(Call call, Stack stack) {
        return call.house().opened(new Loaded(stack, List.of()));
    }
}
