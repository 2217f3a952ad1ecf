package dev.hauban.cli;

import dev.hauban.api.OperatorStatus;
import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.screen.Spans;
import java.io.IOException;
import java.util.Optional;

/// The commands about the operator itself.
final class OperatorCommands {
    private OperatorCommands() {}

    /// Tells what the operator looks after.
    static final class Status implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("operator status", "Tell which operator runs and what it looks after")
                    .exits(ExitCode.MACHINE, ExitCode.NOT_RUNNING);
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            Optional<OperatorStatus> status = call.house().keeper().status();
            if (status.isEmpty()) {
                call.out().println("No operator runs. The next command that needs one starts it.");
                call.out().println(BootCommands.standing(call));
                return ExitCode.NOT_RUNNING.number();
            }
            tell(call, status.get());
            call.out().println(BootCommands.standing(call));
            return ExitCode.SUCCESS.number();
        }

        private static void tell(Call call, OperatorStatus status) {
            String since = Spans.ago(status.since(), call.surroundings().clock().instant());
            call.out()
                    .println("Operator " + status.program().version() + ", process " + status.process() + ", started "
                            + since);
            for (OperatorStatus.Supervised supervised : status.projects()) {
                call.out()
                        .println("  " + supervised.project().name() + "  " + supervised.wantedRunning()
                                + " services to run, engine "
                                + supervised.project().engine());
            }
        }
    }

    /// Ends the operator; services go on running.
    static final class Stop implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("operator stop", "End the operator; services go on running, unsupervised")
                    .exits(ExitCode.MACHINE);
        }

        @Override
        public int run(Call call) throws InterruptedException {
            call.out().println(call.house().keeper().quit() ? "The operator has ended." : "No operator ran.");
            return ExitCode.SUCCESS.number();
        }
    }

    /// Is the operator. Nobody types it.
    static final class Run implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("operator run", "Be the operator");
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            return call.house().operate();
        }
    }
}
