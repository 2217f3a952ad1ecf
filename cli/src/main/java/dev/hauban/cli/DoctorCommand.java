package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Ink;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Engine.Finding;
import dev.hauban.json.Json;
import dev.hauban.problem.Problem;
import dev.hauban.problem.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Tells how the stack would run here, and what stands in the way.
final class DoctorCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("doctor", "Tell how the stack would run here, and what stands in the way")
                .options(Option.choice("format", List.of("text", "json"), "For people, or as JSON, an object a line"))
                .exits(ExitCode.FILES, ExitCode.MACHINE, ExitCode.OUTSIDE, ExitCode.DEGRADED);
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.house().read(call.options().source(), List.of());
        EngineChoice choice = call.engineChoice(loaded);
        var findings = new ArrayList<Finding>();
        findings.add(new Finding("engine", choice.name() + " (" + choice.reason() + ")", true));
        var problems = new ArrayList<>(loaded.notes());
        try (Engine engine = call.house().engine(choice.name(), loaded)) {
            findings.addAll(engine.describe(loaded.stack()));
            problems.addAll(
                    engine.check(loaded.stack(), loaded.stack().services().keySet()));
        }
        print(call, findings);
        new ProblemPrinter(call.surroundings()).print(problems);
        return exitCode(call, problems).number();
    }

    private static void print(Call call, List<Finding> findings) {
        if (call.line().text("format").orElse("text").equals("json")) {
            for (Finding finding : findings) {
                call.out()
                        .println(Json.object()
                                .with("Topic", finding.topic())
                                .with("Text", finding.text())
                                .with("Good", finding.isGood())
                                .build()
                                .compact());
            }
            return;
        }
        var ink =
                new Ink(call.options().color() && call.surroundings().terminal().showsOutput());
        int width = findings.stream()
                .mapToInt(finding -> finding.topic().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            String mark = finding.isGood() ? ink.good("✔") : ink.notable("!");
            String topic = finding.topic() + " ".repeat(width - finding.topic().length());
            call.out().println(mark + " " + topic + "  " + finding.text());
        }
        call.out().flush();
    }

    /// What is only degraded fails the doctor only where it would fail `up`.
    private static ExitCode exitCode(Call call, List<Problem> problems) {
        var counting = new ArrayList<Problem>();
        for (Problem problem : problems) {
            if (problem.isError() || call.options().strict() && problem.severity() == Severity.DEGRADED) {
                counting.add(problem);
            }
        }
        return ExitCode.of(counting);
    }
}
