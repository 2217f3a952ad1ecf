package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Table;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// Lists the projects of this machine, wherever it is typed.
final class LsCommand implements Command {
    private static final Set<String> UP = Set.of("running", "paused", "restarting");

    @Override
    public CommandDescription description() {
        return CommandDescription.of("ls", "List the projects that run on this machine")
                .details(
                        "Those of the local engine, and those on Docker where a daemon answers; of one engine alone where",
                        "--engine or HAUBAN_ENGINE says which.")
                .options(
                        Option.flag("all", "Also those of which nothing runs").letter('a'),
                        Option.choice("format", List.of("table", "json"), "As a table, or as a list in JSON"),
                        Option.list("filter", "name=PATTERN", "Only those whose name the pattern is found in"),
                        Option.flag("quiet", "The names alone").letter('q'))
                .exits(ExitCode.MACHINE)
                .examples("hauban ls --all", "hauban --engine docker ls -q");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<Predicate<String>> filters =
                call.line().texts("filter").stream().map(LsCommand::filter).toList();
        var shown = new ArrayList<ProjectSeen>();
        for (ProjectSeen project : all(call)) {
            boolean isShown = filters.stream().allMatch(filter -> filter.test(project.name()));
            if (isShown && (call.line().has("all") || isUp(project))) {
                shown.add(call.line().has("all") ? project : upOnly(project));
            }
        }
        print(call, shown);
        return ExitCode.SUCCESS.number();
    }

    private static List<ProjectSeen> all(Call call) throws IOException, InterruptedException {
        var all = new ArrayList<ProjectSeen>();
        for (String engine : EngineChoice.withoutFiles(call.options(), call.house())) {
            all.addAll(call.house().projects(engine));
        }
        all.sort(Comparator.comparing(ProjectSeen::name));
        return all;
    }

    private static Predicate<String> filter(String text) {
        if (!text.startsWith("name=")) {
            throw new ProblemException(
                    LineProblems.wrongWord("--filter can't be \"" + text + "\"", "Write name=PATTERN."));
        }
        try {
            return Pattern.compile(text.substring("name=".length())).asPredicate();
        } catch (PatternSyntaxException wrong) {
            throw new ProblemException(LineProblems.wrongWord(
                    "--filter's pattern \"" + text + "\" is none: " + wrong.getDescription(),
                    "It is a regular expression, such as name=^shop."));
        }
    }

    private static boolean isUp(ProjectSeen project) {
        return project.states().keySet().stream().anyMatch(UP::contains);
    }

    private static ProjectSeen upOnly(ProjectSeen project) {
        var states = new java.util.TreeMap<>(project.states());
        states.keySet().retainAll(UP);
        return new ProjectSeen(project.name(), states, project.files());
    }

    private static void print(Call call, List<ProjectSeen> projects) {
        if (call.line().has("quiet")) {
            projects.forEach(project -> call.out().println(project.name()));
        } else if (call.line().text("format").orElse("table").equals("json")) {
            call.out()
                    .println(Json.array(projects.stream().map(LsCommand::json).toList())
                            .compact());
        } else {
            Table table = Table.likeCompose("NAME", "STATUS", "CONFIG FILES");
            for (ProjectSeen project : projects) {
                table.row(project.name(), status(project), String.join(",", project.files()));
            }
            call.out().print(table.text());
        }
    }

    private static Json json(ProjectSeen project) {
        return Json.object()
                .with("Name", project.name())
                .with("Status", status(project))
                .with("ConfigFiles", String.join(",", project.files()))
                .build();
    }

    /// `exited(1), running(2)`.
    private static String status(ProjectSeen project) {
        return project.states().entrySet().stream()
                .map(state -> state.getKey() + "(" + state.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
