package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.problem.Problem;
import dev.hauban.setup.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prepares a fresh copy of a project.
final class SetupCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("setup", "Make .env from .env.example, with the secrets that it wants")
                .details(
                        "Only what is empty or holds a place (changeme, your-…) is made up, and only what nobody else",
                        "gives. What is set stays; a second run changes nothing. Secrets are never shown.",
                        "A remark above a variable says what it wants: \"# generate: 64 hex characters\".")
                .exits(ExitCode.FILES, ExitCode.MACHINE)
                .examples("hauban setup");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<Path> files = call.house().files(call.options().source());
        Path directory = directory(call, files);
        boolean writes = !call.options().dryRun();
        List<Setup.Report> reports = new Setup(directory, call.house().chance()).run(files, writes);
        if (reports.isEmpty()) {
            call.out().println("There is no .env.example here, so there is nothing to set up.");
        }
        var problems = new ArrayList<Problem>();
        for (Setup.Report report : reports) {
            tell(call, report, writes);
            problems.addAll(report.problems());
        }
        new ProblemPrinter(call.surroundings()).print(problems);
        if (writes && !reports.isEmpty()) {
            call.out().println("\n" + checklist(directory, reports));
        }
        if (problems.isEmpty()) {
            call.out().println("\nNext:\n  hauban up -d --wait");
        }
        return ExitCode.of(problems).number();
    }

    private static String checklist(Path directory, List<Setup.Report> reports) throws IOException {
        var checklist = new SecurityChecklist();
        for (Setup.Report report : reports) {
            // What others can read was told with the file already.
            Path file = directory.resolve(report.target());
            if (Setup.isForOwnerOnly(file)) {
                checklist.settings(file, report.target());
            }
        }
        return checklist
                .reminder("keep a copy of the secrets in a safe place: data made with them needs them")
                .reminder("what only this machine needs is published as 127.0.0.1:PORT, not PORT")
                .text();
    }

    private static Path directory(Call call, List<Path> files) {
        Path here = call.surroundings().directory();
        if (call.options().source().directory().isPresent()) {
            return here.resolve(call.options().source().directory().get());
        }
        Path folder = files.isEmpty() ? null : files.getFirst().toAbsolutePath().getParent();
        return folder == null ? here : folder;
    }

    private static void tell(Call call, Setup.Report report, boolean writes) {
        call.out().println(headline(report, writes));
        int width = report.made().stream()
                .mapToInt(made -> made.name().length())
                .max()
                .orElse(0);
        if (!report.made().isEmpty()) {
            call.out().println(writes ? "  made up:" : "  would be made up:");
            for (Setup.Made made : report.made()) {
                call.out()
                        .println("    " + made.name()
                                + " ".repeat(width - made.name().length() + 2) + made.what());
            }
        }
        if (!report.open().isEmpty()) {
            call.out().println("  for you to set, where it matters:");
            report.open()
                    .forEach(open -> call.out()
                            .println("    " + open.name() + "  (" + report.target() + ":" + open.line() + ")"));
        }
        if (!report.hints().isEmpty()) {
            call.out().println("  to be safer:");
            report.hints().forEach(hint -> call.out().println("    " + hint));
        }
        call.out().flush();
    }

    private static String headline(Setup.Report report, boolean writes) {
        String would = writes ? "" : " (not really: --dry-run)";
        return switch (report.change()) {
            case MADE -> report.target() + ": made from " + report.example() + ", readable for you alone" + would;
            case COMPLETED -> report.target() + ": completed from " + report.example() + would;
            case UNCHANGED -> report.target() + ": is complete, nothing was changed";
        };
    }
}
