package dev.hauban.app;

import dev.hauban.cli.Version;
import dev.hauban.cli.line.ExitCode;
import java.io.PrintStream;

/// The last words when our own code is wrong.
final class DefectReport {
    private DefectReport() {}

    static int tell(Throwable defect, PrintStream err, boolean verbose) {
        if (defect instanceof InterruptedException) {
            return ExitCode.INTERRUPTED.number();
        }
        err.println("this is a defect in Hauban " + Version.TEXT + ": " + defect);
        if (verbose) {
            defect.printStackTrace(err);
            err.println("  Please report it with the lines above.");
        } else {
            err.println("  Please report it: run the same command with --verbose and send what it says.");
        }
        return ExitCode.DEFECT.number();
    }
}
