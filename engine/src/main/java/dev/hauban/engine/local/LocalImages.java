package dev.hauban.engine.local;

import dev.hauban.engine.BuildOptions;
import dev.hauban.engine.ImageStore;
import dev.hauban.engine.StateFolder;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;

/// What stands for images where services are processes: the programs that they run, and what Dockerfiles make of
/// them. It is found by what it is made from, so that nothing is ever fetched or built again.
final class LocalImages implements ImageStore {
    private final LocalProject project;
    private final StateFolder state;

    LocalImages(LocalProject project, StateFolder state) {
        this.project = project;
        this.state = state;
    }

    @Override
    public String engine() {
        return "local";
    }

    @Override
    public void build(Stack stack, ServiceName service, BuildOptions options, Telling telling)
            throws IOException, InterruptedException {
        if (!options.equals(BuildOptions.none())) {
            throw new ProblemException(Problem.error(
                            "local.build-options",
                            Actor.AUTHOR,
                            "the local engine builds from the files alone: it knows no cache to leave out, and takes"
                                    + " arguments only from compose.yaml")
                    .remedy("Leave the options out, or build with --engine docker."));
        }
        prepare(stack, service, telling);
    }

    @Override
    public void pull(Stack stack, ServiceName service, boolean always, Telling telling)
            throws IOException, InterruptedException {
        prepare(stack, service, telling);
    }

    private void prepare(Stack stack, ServiceName name, Telling telling) throws IOException, InterruptedException {
        state.make();
        var service = stack.service(name)
                .orElseThrow(() -> new ProblemException(LocalProblems.noSuchService(new InstanceId(name, 1))));
        project.programs().prepare(service, telling.progress());
    }
}
