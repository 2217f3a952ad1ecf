package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings up what a service depends on, as far as it waits for it; the service itself is left alone.
final class RunNeeds {
    private final Call call;
    private final Loaded loaded;
    private final RunLine line;

    RunNeeds(Call call, Loaded loaded, RunLine line) {
        this.call = call;
        this.loaded = loaded;
        this.line = line;
    }

    /// @return an exit code; with any but 0 there is no use in going on
    int bringUp(ServiceName name) throws InterruptedException {
        var started = new ArrayList<ServiceName>();
        var ready = new ArrayList<ServiceName>();
        var optional = new ArrayList<ServiceName>();
        for (Map.Entry<ServiceName, Dependency> need : needs(name).entrySet()) {
            if (!need.getValue().isRequired()) {
                optional.add(need.getKey());
            } else if (need.getValue().condition() == Dependency.Condition.STARTED) {
                started.add(need.getKey());
            } else {
                ready.add(need.getKey());
            }
        }
        int code = up(started, ServiceWanted.Until.STARTED);
        if (code == ExitCode.SUCCESS.number()) {
            code = up(ready, ServiceWanted.Until.READY);
        }
        if (code == ExitCode.SUCCESS.number()) {
            // What isn't required is asked for, and its problems are told; they keep nobody.
            up(optional, ServiceWanted.Until.STARTED);
        }
        return code;
    }

    private Map<ServiceName, Dependency> needs(ServiceName name) {
        return loaded.stack()
                .service(name)
                .map(service -> service.lifecycle().dependencies())
                .orElse(Map.of());
    }

    private int up(List<ServiceName> services, ServiceWanted.Until until) throws InterruptedException {
        if (services.isEmpty()) {
            return ExitCode.SUCCESS.number();
        }
        var options = new Request.UpOptions(
                false, Request.Renewal.outdated(), line.removesOrphans(), until, Map.of(), Optional.empty());
        Event.Settled settled = new Work(call, loaded, line.tellsPreparation() && !line.isQuiet())
                .carryOut(new Request.Up(services, options));
        List<Problem> problems = Work.problems(settled);
        new ProblemPrinter(call.surroundings()).print(problems);
        return ExitCode.of(problems).number();
    }
}
