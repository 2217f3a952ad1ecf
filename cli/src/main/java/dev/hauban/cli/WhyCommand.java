package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Nearest;
import dev.hauban.cli.line.Option;
import dev.hauban.compose.OriginReading;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.origin.ServiceVariable;
import dev.hauban.compose.origin.VariableOrigin;
import dev.hauban.json.Json;
import dev.hauban.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Says why a variable has the value that it has, and what comes of it.
///
/// A word that is typed here names something, and everything that is known by this name is told. Today that is what
/// variables are; the steps of a service have their reasons, too, and can be told under its name beside them.
final class WhyCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("why", "Say where a variable has its value from, and what comes of it")
                .details("What looks like a secret is masked. Answers also when the files are refused.")
                .words(Words.atLeast(1, "VARIABLE..."))
                .options(Option.choice("format", List.of("text", "json"), "For people, or as JSON, an object a line"))
                .exits(ExitCode.FILES, ExitCode.MACHINE)
                .examples("hauban why DB_PASSWORD", "hauban why TAG NODE_ENV", "hauban why COMPOSE_FILE");
    }

    @Override
    public int run(Call call) throws IOException {
        OriginReading reading = call.house().origins(call.options().source(), List.of());
        var problems = new ArrayList<Problem>();
        for (String word : call.line().words()) {
            String name = name(word);
            List<VariableOrigin> variables = variables(name, reading.origins(), call);
            List<ServiceVariable> services = reading.origins().inServices(name);
            if (variables.isEmpty() && services.isEmpty()) {
                problems.add(unknown(name, reading.origins()));
            } else if (call.line().text("format").orElse("text").equals("json")) {
                call.out().println(json(name, variables, services).compact());
            } else {
                var sentences =
                        new WhySentences(name, reading.origins(), call.options().source());
                call.out().print(sentences.text(variables, services));
            }
        }
        call.out().flush();
        // What is only worth knowing of the files is not what was asked for.
        reading.problems().stream().filter(Problem::isError).forEach(problems::add);
        new ProblemPrinter(call.surroundings()).print(problems);
        return ExitCode.of(problems).number();
    }

    /// One that Docker Compose itself asks for is known also where nobody sets it.
    private static List<VariableOrigin> variables(String name, Origins origins, Call call) {
        List<VariableOrigin> variables = origins.variable(name);
        boolean hasPurpose = WhySentences.purpose(name, call.options().source()).isPresent();
        return variables.isEmpty() && hasPurpose ? List.of(new VariableOrigin(name, List.of(), List.of())) : variables;
    }

    /// Also as it stands in a file.
    private static String name(String word) {
        String name = word.startsWith("$") ? word.substring(1) : word;
        return name.startsWith("{") && name.endsWith("}") ? name.substring(1, name.length() - 1) : name;
    }

    private static Problem unknown(String name, Origins origins) {
        return LineProblems.wrongWord(
                "no file names " + name + ", and nothing sets it",
                Nearest.to(name, origins.names())
                        .map(nearest -> "Did you mean " + nearest + "?")
                        .orElse("\"hauban config --origin\" shows all variables."));
    }

    private static Json json(String name, List<VariableOrigin> variables, List<ServiceVariable> services) {
        var origins = new ArrayList<Json>();
        variables.forEach(variable -> origins.add(OriginJson.of(variable)));
        var inServices = new ArrayList<Json>();
        services.forEach(service -> inServices.add(OriginJson.of(service)));
        return Json.object()
                .with("Name", name)
                .with("Variables", new Json.Array(origins))
                .with("Services", new Json.Array(inServices))
                .build();
    }
}
