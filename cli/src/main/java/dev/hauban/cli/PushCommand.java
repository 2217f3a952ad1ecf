package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Preparation;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.List;

/// Gives the images of services to registries.
final class PushCommand implements Command {
    static final Preparation WORDS = new Preparation("pushing", "pushed");

    @Override
    public CommandDescription description() {
        return CommandDescription.of("push", "Give the images that are built here to registries")
                .details("Of services that have both `build` and `image`: that names the registry.")
                .words(Descriptions.SERVICES)
                .options(
                        Option.flag("include-deps", "Those of services that these depend on, too"),
                        Option.flag("ignore-push-failures", "End well whatever is refused"),
                        Option.flag("quiet", "Don't tell how it goes").letter('q'))
                .exits(Descriptions.IMAGES)
                .examples("hauban push", "hauban push web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.load(call.line().words());
        var meant = new MeantServices(loaded.stack(), call.line().has("include-deps"));
        List<ServiceName> services = meant.of(call.line().words(), MeantServices::isPushed);
        var jobs = new ImageJobs(call, loaded, WORDS, call.line().has("quiet"));
        List<Problem> problems =
                jobs.run(services, (store, service, telling) -> store.push(loaded.stack(), service, telling));
        return jobs.end(problems, call.line().has("ignore-push-failures"));
    }
}
