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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is typed behind `up`, as Docker Compose has it.
record UpLine(CommandLine line) {
    private static final Set<String> VALUED = Set.of("attach", "exit-code-from");

    static List<Option> options() {
        return List.of(
                Option.flag("detach", "Return as soon as everything has started")
                        .letter('d'),
                Option.flag("wait", "Return as soon as everything is healthy; implies -d"),
                Option.number("wait-timeout", "SECONDS", "How long to wait at most; then exit code 8"),
                Option.list("scale", "SERVICE=NUMBER", "How many instances, instead of what the file says"),
                Option.flag("no-deps", "Leave services alone that these depend on"),
                Option.flag("force-recreate", "Replace what is as it should be, too"),
                Option.flag("always-recreate-deps", "Replace what these depend on, too, as it is"),
                Option.flag("no-recreate", "Replace nothing, whatever has changed"),
                Option.flag("renew-anon-volumes", "What is replaced begins with empty anonymous volumes")
                        .letter('V'),
                Option.flag("remove-orphans", "Take away services that the files no longer have"),
                Option.choice("pull", List.of("always", "missing", "never"), "When to pull, whatever the files say"),
                Option.flag("quiet-pull", "No progress of pulls"),
                Option.flag("build", "Build images before, though they are here"),
                Option.flag("no-build", "Build no image, though it is missing"),
                Descriptions.timeout("How long a service that is replaced may take to end"),
                Option.flag("abort-on-container-exit", "Stop all as soon as one has ended"),
                Option.flag("abort-on-container-failure", "Stop all as soon as one has failed"),
                Option.text("exit-code-from", "SERVICE", "End with its exit code; stops all as soon as one has ended"),
                Option.list("attach", "SERVICE", "Show what these write, instead of all that were named"),
                Option.list("no-attach", "SERVICE", "Don't show what these write"),
                Option.flag("attach-dependencies", "Show what those write that the named ones depend on, too"),
                Option.flag("timestamps", "Each line with the moment when it was written"),
                Option.flag("no-log-prefix", "Lines without the name of their instance"),
                Option.flag("yes", "As in Docker Compose").letter('y').hidden());
    }

    /// @throws ProblemException where options exclude each other
    void check() {
        exclude("force-recreate", "no-recreate");
        exclude("always-recreate-deps", "no-recreate");
        exclude("renew-anon-volumes", "no-recreate");
        exclude("build", "no-build");
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
        }
        if (line.number("wait-timeout").isPresent() && !line.has("wait")) {
            throw new ProblemException(
                    LineProblems.wrongWord("--wait-timeout says how long to wait, but not --wait", "Add --wait."));
        }
    }

    private void exclude(String one, String other) {
        if (isGiven(one) && isGiven(other)) {
            throw new ProblemException(LineProblems.wrongWord(
                    "--" + one + " and --" + other + " exclude each other", "Leave one of them out."));
        }
    }

    private boolean isGiven(String name) {
        return VALUED.contains(name) ? line.says(name) : line.has(name);
    }

    ImageWishes images() {
        return new ImageWishes(line.text("pull"), line.has("build"), line.has("no-build"));
    }

    boolean tellsPreparation() {
        return !line.has("quiet-pull");
    }

    boolean stays() {
        return !line.has("detach") && !line.has("wait");
    }

    Request.UpOptions asked(Call call, Stack stack) {
        return new Request.UpOptions(
                line.has("no-deps"),
                renewal(stack),
                line.has("remove-orphans"),
                line.has("wait") ? ServiceWanted.Until.READY : ServiceWanted.Until.STARTED,
                Names.scales(stack, line.texts("scale")),
                Asking.grace(call));
    }

    private Request.Renewal renewal(Stack stack) {
        Request.Recreation usual = line.has("no-recreate") ? Request.Recreation.NEVER : Request.Recreation.OUTDATED;
        return new Request.Renewal(
                line.has("force-recreate") ? Request.Recreation.ALWAYS : usual,
                line.has("always-recreate-deps") ? Request.Recreation.ALWAYS : usual,
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
