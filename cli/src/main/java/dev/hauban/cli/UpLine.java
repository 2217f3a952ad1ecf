package dev.hauban.cli;

import dev.hauban.cli.line.CommandLine;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.json.Json;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is typed behind `up`, as Docker Compose has it.
record UpLine(CommandLine line) {
    private static final Set<String> VALUED = Set.of("attach", "exit-code-from");

    static List<Option> options() {
        var options = new ArrayList<Option>();
        options.add(Option.flag("detach", "Return as soon as everything has started")
                .letter('d'));
        options.add(Option.flag("wait", "Return as soon as everything is healthy; implies -d"));
        options.add(Option.number("wait-timeout", "SECONDS", "How long to wait at most; then exit code 8"));
        options.add(Option.flag("no-start", "Make everything and start nothing, as \"create\" does"));
        options.addAll(MakingLine.options(List.of("always", "missing", "never")));
        options.addAll(List.of(
                Option.flag("no-deps", "Leave services alone that these depend on"),
                Option.flag("always-recreate-deps", "Replace what these depend on, too, as it is"),
                Option.flag("renew-anon-volumes", "What is replaced begins with empty anonymous volumes")
                        .letter('V'),
                Descriptions.timeout("How long a service that is replaced may take to end"),
                Option.flag("abort-on-container-exit", "Stop all as soon as one has ended"),
                Option.flag("abort-on-container-failure", "Stop all as soon as one has failed"),
                Option.text("exit-code-from", "SERVICE", "End with its exit code; stops all as soon as one has ended"),
                Option.list("attach", "SERVICE", "Show what these write, instead of all that were named"),
                Option.list("no-attach", "SERVICE", "Don't show what these write"),
                Option.flag("attach-dependencies", "Show what those write that the named ones depend on, too"),
                Option.flag("timestamps", "Each line with the moment when it was written"),
                Option.flag("no-log-prefix", "Lines without the name of their instance")));
        return options;
    }

    /// @throws ProblemException where options exclude each other
    void check() {
        making().check();
        exclude("always-recreate-deps", "no-recreate");
        exclude("renew-anon-volumes", "no-recreate");
        exclude("no-start", "wait");
        exclude("abort-on-container-exit", "abort-on-container-failure");
        exclude("attach", "attach-dependencies");
        for (String attached : List.of(
                "abort-on-container-exit",
                "abort-on-container-failure",
                "exit-code-from",
                "attach",
                "attach-dependencies")) {
            exclude("detach", attached);
            exclude("wait", attached);
            exclude("no-start", attached);
        }
        if (line.number("wait-timeout").isPresent() && !line.has("wait")) {
            throw new ProblemException(
                    LineProblems.wrongWord("--wait-timeout says how long to wait, but not --wait", "Add --wait."));
        }
    }

    private void exclude(String one, String other) {
        if (isGiven(one) && isGiven(other)) {
            throw MakingLine.excluding(one, other);
        }
    }

    private boolean isGiven(String name) {
        return VALUED.contains(name) ? line.says(name) : line.has(name);
    }

    private MakingLine making() {
        return new MakingLine(line);
    }

    ImageWishes images() {
        return making().images();
    }

    boolean tellsPreparation() {
        return making().tellsPreparation();
    }

    boolean stays() {
        return !line.has("detach") && !line.has("wait") && !line.has("no-start");
    }

    DetachedUp.Manner manner() {
        String again = line.has("no-start") ? "up --no-start" : line.has("wait") ? "up -d --wait" : "up -d";
        return new DetachedUp.Manner(
                "hauban " + again, tellsPreparation(), line.has("wait"), line.number("wait-timeout"));
    }

    Request.UpOptions asked(Call call, Stack stack) {
        return new Request.UpOptions(
                line.has("no-deps"),
                renewal(stack),
                making().removesOrphans(),
                until(),
                making().scales(stack),
                Asking.grace(call));
    }

    private ServiceWanted.Until until() {
        if (line.has("no-start")) {
            return ServiceWanted.Until.MADE;
        }
        return line.has("wait") ? ServiceWanted.Until.READY : ServiceWanted.Until.STARTED;
    }

    private Request.Renewal renewal(Stack stack) {
        return new Request.Renewal(
                making().named(),
                line.has("always-recreate-deps") ? Request.Recreation.ALWAYS : making().usual(),
                line.has("renew-anon-volumes"),
                ImageWishes.lookedAfter(stack));
    }

    /// Which services' output is shown.
    ///
    /// @param all the services that are brought up
    Set<ServiceName> shown(Stack stack, List<ServiceName> named, Set<ServiceName> all) {
        Set<ServiceName> shown = new TreeSet<>(Names.of(stack, line.texts("attach")));
        if (shown.isEmpty()) {
            shown.addAll(named.isEmpty() || line.has("attach-dependencies") ? all : named);
            shown.removeIf(name -> stack.service(name).filter(UpLine::isQuiet).isPresent());
        }
        Names.of(stack, line.texts("no-attach")).forEach(shown::remove);
        return shown;
    }

    /// `attach: false`
    private static boolean isQuiet(Service service) {
        return service.specification()
                .members()
                .find("attach")
                .filter(Json.bool(false)::equals)
                .isPresent();
    }

    EndRule endRule(Stack stack) {
        Optional<ServiceName> judge = line.text("exit-code-from").map(word -> Names.one(stack, word));
        EndRule.When when = line.has("abort-on-container-failure")
                ? EndRule.When.FIRST_FAILURE
                : line.has("abort-on-container-exit") || judge.isPresent()
                        ? EndRule.When.FIRST_END
                        : EndRule.When.ALL_ENDED;
        return new EndRule(when, judge);
    }
}
