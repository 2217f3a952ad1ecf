package dev.hauban.cli;

import dev.hauban.cli.line.CommandLine;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.plan.Request;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.List;
import java.util.Map;

/// What is typed about making instances, the same behind `up` and `create`.
record MakingLine(CommandLine line) {
    /// @param policies what may be typed behind `--pull`
    static List<Option> options(List<String> policies) {
        return List.of(
                Option.list("scale", "SERVICE=NUMBER", "How many instances, instead of what the file says"),
                Option.flag("force-recreate", "Replace what is as it should be, too"),
                Option.flag("no-recreate", "Replace nothing, whatever has changed"),
                Option.flag("remove-orphans", "Take away services that the files no longer have"),
                Option.choice("pull", policies, "When to pull, whatever the files say"),
                Option.flag("quiet-pull", "No progress of pulls"),
                Option.flag("build", "Build images before, though they are here"),
                Option.flag("no-build", "Build no image, though it is missing"),
                Option.flag("yes", "As in Docker Compose").letter('y').hidden());
    }

    /// @throws ProblemException where options exclude each other
    void check() {
        exclude("force-recreate", "no-recreate");
        exclude("build", "no-build");
    }

    void exclude(String one, String other) {
        if (line.has(one) && line.has(other)) {
            throw excluding(one, other);
        }
    }

    static ProblemException excluding(String one, String other) {
        return new ProblemException(LineProblems.wrongWord(
                "--" + one + " and --" + other + " exclude each other", "Leave one of them out."));
    }

    ImageWishes images() {
        return new ImageWishes(line.text("pull"), line.has("build"), line.has("no-build"));
    }

    boolean tellsPreparation() {
        return !line.has("quiet-pull");
    }

    boolean removesOrphans() {
        return line.has("remove-orphans");
    }

    Map<ServiceName, Integer> scales(Stack stack) {
        return Names.scales(stack, line.texts("scale"));
    }

    /// What becomes of what is there and was not asked for in particular.
    Request.Recreation usual() {
        return line.has("no-recreate") ? Request.Recreation.NEVER : Request.Recreation.OUTDATED;
    }

    Request.Recreation named() {
        return line.has("force-recreate") ? Request.Recreation.ALWAYS : usual();
    }
}
