package dev.hauban.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeEngineTest extends EngineContract {
    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);
    private final FakeEngine engine = new FakeEngine(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))
            .executeWith(execution -> Integer.parseInt(execution.command().getLast()))
            .runWith((_, _, _, streams) -> {
                streams.input().transferTo(streams.output());
                streams.error().write("heard\n".getBytes(StandardCharsets.UTF_8));
                return 4;
            });

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected ProjectName project() {
        return new ProjectName("shop");
    }

    @Override
    protected List<String> endingWith(int code) {
        return List.of("exit", Integer.toString(code));
    }

    @Override
    protected List<String> repeating() {
        return List.of("repeat");
    }

    @Override
    protected ServiceBuilder service(String name, Behavior behavior) {
        ServiceBuilder service = ServiceBuilder.named(name);
        switch (behavior) {
            case RUNS -> engine.behave(name, FakeBehavior.runs());
            case ENDS_WITH_3 -> engine.behave(name, FakeBehavior.ends(3));
            case IGNORES_STOP ->
                engine.behave(name, FakeBehavior.runs().ignoringStopSignal().saying("ready"));
            case SPEAKS -> engine.behave(name, FakeBehavior.runs().saying("one", "two", "three"));
            case HEALTHY ->
                engine.behave(name, FakeBehavior.runs().probedBy(() -> new ProbeResult.Passed(Duration.ZERO, "fine")));
            case SICK ->
                engine.behave(
                        name, FakeBehavior.runs().probedBy(() -> new ProbeResult.Failed(Duration.ZERO, 7, "sick")));
        }
        return behavior == Behavior.HEALTHY || behavior == Behavior.SICK ? service.healthCheck("test") : service;
    }

    @Test
    void a_step_fails_once_as_it_was_told_to() throws InterruptedException {
        Stack stack = ServiceBuilder.stack("shop", ServiceBuilder.named("web").build());
        Outcome.Failed told = new Outcome.Failed(Problem.error("test.full", Actor.MACHINE, "the disk is full"), true);
        engine.failNext(new Step.Create(WEB), told);

        assertThat(engine.perform(stack, new Step.Create(WEB), _ -> {})).isEqualTo(told);
        assertThat(engine.observe(project()).instances()).isEmpty();
        assertThat(engine.perform(stack, new Step.Create(WEB), _ -> {})).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void an_instance_ends_when_the_test_says_so() throws InterruptedException {
        Stack stack = ServiceBuilder.stack("shop", ServiceBuilder.named("web").build());
        engine.perform(stack, new Step.Create(WEB), _ -> {});
        engine.perform(stack, new Step.Start(WEB), _ -> {});

        engine.exit(project(), WEB, 1);

        assertThat(engine.instance(project(), WEB).phase()).isInstanceOf(Instance.Phase.Exited.class);
    }
}
