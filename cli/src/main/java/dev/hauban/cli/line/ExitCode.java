package dev.hauban.cli.line;

import dev.hauban.problem.Problem;
import dev.hauban.problem.Severity;
import java.util.Collection;

/// How a command may end: derived from who has to act. `docs/exit-codes.md` is this table.
public enum ExitCode {
    SUCCESS(0, "What was asked for is so."),
    DEFECT(1, "A defect in Hauban: please report it, with what --verbose says."),
    USAGE(2, "The command was mistyped: an unknown command, option, service or value."),
    FILES(3, "The files must be mended: compose.yaml, .env, or what they name. Nothing was started."),
    MACHINE(4, "This machine must be seen to: a taken port, a full disk, a missing program, a missing right."),
    OUTSIDE(5, "Something outside this machine must be seen to: a network, a mirror, a registry."),
    SERVICE_FAILED(6, "A service or a one-shot ended, or did not start."),
    SERVICE_UNHEALTHY(7, "A service runs but is not healthy by its own test."),
    TIMEOUT(8, "The time given by --wait-timeout was over first."),
    DEGRADED(9, "With --strict: it would run, but not all of the file can be had here."),
    NOT_RUNNING(10, "What the command is about doesn't run."),
    INTERRUPTED(130, "Stopped by Ctrl-C, or by No where it was asked whether that is wanted.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    /// The one that says who has to act first: whoever typed or wrote, then the machine, then others.
    public static ExitCode of(Collection<Problem> problems) {
        ExitCode worst = SUCCESS;
        for (Problem problem : problems) {
            ExitCode code = of(problem);
            if (code != SUCCESS && (worst == SUCCESS || code.ordinal() < worst.ordinal())) {
                worst = code;
            }
        }
        return worst;
    }

    static ExitCode of(Problem problem) {
        if (problem.severity() == Severity.WARNING) {
            return SUCCESS;
        }
        if (problem.severity() == Severity.DEGRADED) {
            return DEGRADED;
        }
        return switch (problem.actor()) {
            case HAUBAN -> DEFECT;
            case AUTHOR -> problem.code().startsWith(LineProblems.PREFIX) ? USAGE : FILES;
            case MACHINE -> MACHINE;
            case OUTSIDE -> OUTSIDE;
            case SERVICE -> ofService(problem.code());
        };
    }

    private static ExitCode ofService(String code) {
        if (code.endsWith("unhealthy")) {
            return SERVICE_UNHEALTHY;
        }
        if (code.endsWith("timeout")) {
            return TIMEOUT;
        }
        return code.endsWith("not-running") ? NOT_RUNNING : SERVICE_FAILED;
    }
}
