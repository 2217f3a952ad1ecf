package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Nearest;
import dev.hauban.cli.line.Option;
import dev.hauban.doctor.Diagnosis;
import dev.hauban.doctor.Doctor;
import dev.hauban.doctor.Rules;
import dev.hauban.doctor.Sarif;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Engine.Finding;
import dev.hauban.json.JsonStyle;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.problem.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Tells how the stack would run here, what stands in the way, and which mistakes are in it.
final class DoctorCommand implements Command {
    /// Told by the rule `version-key`, with its fix.
    private static final String TOLD_BY_A_RULE = "compose.version";

    @Override
    public CommandDescription description() {
        return CommandDescription.of("doctor", "Tell how the stack would run here, and what is wrong with it")
                .details(
                        "First the engine and what it can have here, then what the rules find in the files and on the",
                        "machine: where, why it matters, and the change that heals it. docs/doctor.md lists the rules,",
                        "and how one is silenced. Errors count for the exit code; with --strict, warnings do, too.")
                .options(
                        Option.choice(
                                "format",
                                List.of("text", "json", "sarif"),
                                "For people; as JSON, an object a line; as SARIF 2.1.0, the rules alone"),
                        Option.list("rule", "NAME", "Only what this rule says"),
                        Option.flag(
                                "fix", "Make the changes that need no thought; shown first (--dry-run: only shown)"))
                .exits(ExitCode.FILES, ExitCode.MACHINE, ExitCode.OUTSIDE, ExitCode.DEGRADED)
                .examples(
                        "hauban doctor",
                        "hauban doctor --fix --dry-run",
                        "hauban doctor --fix --rule database-published",
                        "hauban doctor --format sarif > doctor.sarif");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<String> rules = rules(call);
        Loaded loaded = call.house().read(call.options().source(), List.of());
        EngineChoice choice = call.engineChoice(loaded);
        if (call.line().has("fix")) {
            Subject subject = call.house().survey(call.options().source(), choice.name(), Map.of());
            return new DoctorFix(call, choice.name(), examined(subject, rules)).make(subject);
        }
        String format = call.line().text("format").orElse("text");
        if (format.equals("sarif")) {
            List<Diagnosis> diagnoses = diagnoses(call, choice, rules);
            call.out().print(JsonStyle.PRETTY.write(Sarif.log(diagnoses, Version.TEXT)) + "\n");
            call.out().flush();
            return exitCode(call, List.of(), diagnoses).number();
        }
        // The two know nothing of each other, and each takes as long as the other.
        var asked = new FutureTask<>(() -> engineSays(call, loaded, choice));
        Thread asking = Thread.ofPlatform().name("asking the engine").start(asked);
        try {
            List<Diagnosis> diagnoses = diagnoses(call, choice, rules);
            EngineSays engine = asked.get();
            var page = new DoctorPage(call);
            if (format.equals("json")) {
                page.json(engine.findings(), diagnoses);
            } else {
                page.text(engine.findings(), diagnoses, loaded.stack().disabled());
            }
            new ProblemPrinter(call.surroundings()).print(engine.problems());
            return exitCode(call, engine.problems(), diagnoses).number();
        } catch (ExecutionException failed) {
            throw Causes.thrown(failed);
        } finally {
            asking.interrupt();
            asking.join();
        }
    }

    /// What the engine says of itself and of what stands in the way, with what the files are worth a word for.
    private record EngineSays(List<Finding> findings, List<Problem> problems) {}

    private static EngineSays engineSays(Call call, Loaded loaded, EngineChoice choice)
            throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        findings.add(new Finding("engine", choice.name() + " (" + choice.reason() + ")", true));
        var problems = new ArrayList<>(loaded.notes());
        problems.removeIf(problem -> problem.code().equals(TOLD_BY_A_RULE));
        try (Engine engine = call.house().engine(choice.name(), loaded)) {
            findings.addAll(engine.describe(loaded.stack()));
            problems.addAll(
                    engine.check(loaded.stack(), loaded.stack().services().keySet()));
        }
        return new EngineSays(findings, problems);
    }

    private static List<Diagnosis> diagnoses(Call call, EngineChoice choice, List<String> rules)
            throws IOException, InterruptedException {
        return examined(call.house().survey(call.options().source(), choice.name(), Map.of()), rules);
    }

    private static List<Diagnosis> examined(Subject subject, List<String> rules) {
        return new Doctor()
                .examine(subject).stream()
                        .filter(one ->
                                rules.isEmpty() || rules.contains(one.rule().name()))
                        .toList();
    }

    private static List<String> rules(Call call) {
        List<String> known =
                Rules.descriptions().stream().map(Rule.Description::name).toList();
        for (String rule : call.line().texts("rule")) {
            if (!known.contains(rule)) {
                throw new ProblemException(LineProblems.wrongWord(
                        "there is no rule \"" + rule + "\"",
                        Nearest.to(rule, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("docs/doctor.md lists the rules.")));
            }
        }
        return call.line().texts("rule");
    }

    /// What is only degraded fails the doctor only where it would fail `up`.
    static ExitCode exitCode(Call call, List<Problem> problems, List<Diagnosis> diagnoses) {
        var counting = new ArrayList<Problem>();
        for (Problem problem : problems) {
            if (problem.isError() || call.options().strict() && problem.severity() == Severity.DEGRADED) {
                counting.add(problem);
            }
        }
        for (Diagnosis diagnosis : diagnoses) {
            Level level = diagnosis.advice().level();
            boolean counts = level == Level.ERROR || call.options().strict() && level == Level.WARNING;
            if (counts && !diagnosis.isSilenced()) {
                // What has no place in a file is about the machine.
                Actor actor = diagnosis.advice().place().isPresent() ? Actor.AUTHOR : Actor.MACHINE;
                counting.add(Problem.error(
                        "doctor." + diagnosis.rule().name(),
                        actor,
                        diagnosis.advice().message()));
            }
        }
        return ExitCode.of(counting);
    }
}
