package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Preparation;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.List;

/// Gets the images of services from registries.
final class PullCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("pull", "Get the images of services from registries")
                .details("Images that are only built are left out.")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("include-deps", "Those of services that these depend on, too"),
                        Option.choice("policy", List.of("always", "missing"), "Whether also what is here"),
                        Option.flag("ignore-buildable", "Leave out what can be built"),
                        Option.flag("ignore-pull-failures", "End well whatever can't be had"),
                        Option.flag("quiet", "Don't tell how it goes").letter('q'))
                .exits(Descriptions.IMAGES)
                .examples("hauban pull", "hauban pull --policy missing web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.load(call.line().words());
        var meant = new MeantServices(loaded.stack(), call.line().has("include-deps"));
        List<ServiceName> services = meant.of(call.line().words(), service -> {
            boolean isBuilt = service.program().build().isPresent();
            return service.program().image().isPresent()
                    && !(isBuilt && call.line().has("ignore-buildable"));
        });
        var jobs = new ImageJobs(
                call, loaded, new Preparation("pulling", "pulled"), call.line().has("quiet"));
        boolean always = !call.line().text("policy").orElse("always").equals("missing");
        List<Problem> problems =
                jobs.run(services, (store, service, telling) -> store.pull(loaded.stack(), service, always, telling));
        return jobs.end(problems, call.line().has("ignore-pull-failures"));
    }
}
