package dev.hauban.cli;

import dev.hauban.boot.BootStart;
import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.util.List;

/// The commands by which the operator starts with the machine, or no longer.
final class BootCommands {
    private BootCommands() {}

    /// Whether it does, in a sentence.
    static String standing(Call call) throws IOException, InterruptedException {
        try {
            BootStart start = call.house().bootStart();
            return start.isOn()
                    ? "It starts with the machine (" + start.name() + ")."
                    : "It doesn't start with the machine: \"hauban operator enable\" changes that.";
        } catch (ProblemException noWay) {
            return "It doesn't start with the machine: " + noWay.getMessage();
        }
    }

    /// Has it started with the machine from now on.
    static final class Enable implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("operator enable", "Start the operator with the machine from now on")
                    .details(
                            "After a reboot it brings back what ran, in the order of dependencies and as the restart",
                            "policies say. It needs no root: it is a unit of your own systemd where there is one, an",
                            "@reboot line in your crontab otherwise; for root, a unit of the machine's. --dry-run shows",
                            "what would be put where.")
                    .exits(ExitCode.MACHINE)
                    .examples("hauban --dry-run operator enable", "hauban operator enable");
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            BootStart start = call.house().bootStart();
            if (call.options().dryRun()) {
                call.out().print(start.plan());
                return ExitCode.SUCCESS.number();
            }
            List<Problem> left = start.turnOn();
            call.out().println("The operator starts with the machine from now on (" + start.name() + ").");
            new ProblemPrinter(call.surroundings()).print(left);
            return ExitCode.SUCCESS.number();
        }
    }

    /// Takes that away.
    static final class Disable implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("operator disable", "Start the operator with the machine no longer")
                    .details("An operator that runs goes on running.")
                    .exits(ExitCode.MACHINE);
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            boolean wasOn = call.house().bootStart().turnOff();
            call.out()
                    .println(
                            wasOn
                                    ? "The operator no longer starts with the machine."
                                    : "The operator did not start with the machine.");
            return ExitCode.SUCCESS.number();
        }
    }
}
