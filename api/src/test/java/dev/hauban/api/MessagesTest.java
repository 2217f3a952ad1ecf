package dev.hauban.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.event.Event;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Health;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final ServiceName WEB = new ServiceName("web-2");
    private static final InstanceId INSTANCE = new InstanceId(WEB, 3);
    private static final Problem PROBLEM = Problem.error(
                    "local.port-taken", Actor.MACHINE, "port 80 is taken\nby \"x\"")
            .at(new Place("compose.yaml", 3, 7))
            .about("services.web.ports[0]")
            .remedy("choose another");
    private static final Stack STACK = Stack.empty(new ProjectName("shop"));

    @ParameterizedTest
    @MethodSource("events")
    void an_event_comes_back_as_it_was_written(Event event) throws MalformedJson {
        String text = EventJson.write(event).compact();

        assertThat(text).doesNotContain("\n");
        assertThat(EventJson.read(JsonReader.readObject(text))).isEqualTo(event);
    }

    static Stream<Event> events() {
        return Stream.concat(
                Stream.of(
                        new Event.StepProgress(AT, new Step.Prepare(WEB), "downloading", -1),
                        new Event.StepProgress(AT, new Step.Prepare(WEB), "downloading", 0.25),
                        new Event.InstanceExited(AT, INSTANCE, 137),
                        new Event.HealthChanged(AT, INSTANCE, Health.UNHEALTHY, "no\u0000 é"),
                        new Event.WaitingFor(AT, List.of(new Decision.Waiting(WEB, "db to be healthy"))),
                        new Event.Troubled(AT, List.of(WEB), PROBLEM),
                        new Event.Settled(AT, false, List.of(PROBLEM, Problem.degraded("a.b", "c")))),
                Stream.of(
                                requests().map(request -> (Event) new Event.Asked(AT, request)),
                                steps().map(step -> (Event) new Event.StepBegun(AT, new PlannedStep(step, "why"))),
                                outcomes().map(outcome ->
                                        (Event) new Event.StepEnded(AT, new Step.Probe(INSTANCE), outcome)))
                        .flatMap(some -> some));
    }

    private static Stream<Request> requests() {
        var grace = Optional.of(Duration.ofMillis(1500));
        return Stream.of(
                new Request.Up(List.of(), Request.UpOptions.plain()),
                new Request.Up(
                        List.of(WEB),
                        new Request.UpOptions(
                                true,
                                new Request.Renewal(
                                        Request.Recreation.NEVER, Request.Recreation.ALWAYS, true, Set.of(WEB)),
                                true,
                                ServiceWanted.Until.READY,
                                Map.of(WEB, 4),
                                Optional.of(Duration.ZERO))),
                new Request.Start(List.of(WEB)),
                new Request.Stop(List.of(), grace),
                new Request.Restart(List.of(WEB), true, Optional.empty()),
                new Request.Scale(Map.of(WEB, 0), true),
                new Request.Down(List.of(), true, true, grace));
    }

    private static Stream<Step> steps() {
        return Stream.of(
                new Step.Prepare(WEB),
                new Step.CreateNetwork("default"),
                new Step.RemoveNetwork("shop_default"),
                new Step.CreateVolume("data"),
                new Step.RemoveVolume("shop_data"),
                new Step.Create(INSTANCE),
                new Step.Recreate(INSTANCE, true, Duration.ofSeconds(3)),
                new Step.Start(INSTANCE),
                new Step.Probe(INSTANCE),
                new Step.Stop(INSTANCE, Duration.ofSeconds(10)),
                new Step.Remove(INSTANCE, true));
    }

    private static Stream<Outcome> outcomes() {
        var took = Duration.ofNanos(123_456_789);
        return Stream.of(
                new Outcome.Succeeded(),
                new Outcome.Failed(PROBLEM, true),
                new Outcome.Probed(new ProbeResult.Passed(took, "ok")),
                new Outcome.Probed(new ProbeResult.Failed(took, 1, "")),
                new Outcome.Probed(new ProbeResult.TimedOut(took, "…")),
                new Outcome.Probed(new ProbeResult.NotRun(took, "gone")));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_call_comes_back_as_it_was_written(Call call) throws IOException {
        var calls = new CallJson(new OneStack());

        assertThat(calls.read(JsonReader.readObject(calls.write(call).compact())))
                .isEqualTo(call);
    }

    static Stream<Call> calls() {
        var project = new Project(STACK.name(), Path.of("/srv/shop/.hauban"), "local");
        return Stream.of(
                new Call.Hello(1, new Program("0.1.0", "abc")),
                new Call.Apply(project, STACK, new Request.Start(List.of())),
                new Call.Watch(STACK.name()),
                new Call.Status(),
                new Call.Quit());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_comes_back_as_it_was_written(Answer answer) throws IOException {
        assertThat(AnswerJson.read(
                        JsonReader.readObject(AnswerJson.write(answer).compact())))
                .isEqualTo(answer);
    }

    static Stream<Answer> answers() {
        var project = new Project(STACK.name(), Path.of("/srv/shop/.hauban"), "local");
        var program = new Program("0.1.0", "abc");
        return Stream.of(
                new Answer.Welcome(1, program, 4711),
                new Answer.Told(new Event.InstanceExited(AT, INSTANCE, 0)),
                new Answer.Status(
                        new OperatorStatus(program, 4711, AT, List.of(new OperatorStatus.Supervised(project, 3)))),
                new Answer.Refused(List.of(PROBLEM)),
                new Answer.Done());
    }

    @Test
    void what_a_value_refuses_is_malformed_and_not_a_defect() {
        assertThatThrownBy(() -> StepJson.read(JsonReader.readObject("{\"do\":\"start\",\"instance\":\"web-0\"}")))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> StepJson.read(JsonReader.readObject("{\"do\":\"fly\"}")))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("fly");
        assertThatThrownBy(() -> EventJson.read(JsonReader.readObject(
                        "{\"event\":\"settled\",\"at\":\"yesterday\",\"asAsked\":true,\"problems\":[]}")))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void a_newer_program_and_another_build_replace_and_an_older_one_does_not() {
        var running = new Program("0.9.1", "aa");

        assertThat(new Program("0.9.1", "aa").replaces(running)).isFalse();
        assertThat(new Program("0.9.1", "bb").replaces(running)).isTrue();
        assertThat(new Program("0.10.0", "bb").replaces(running)).isTrue();
        assertThat(new Program("1.0", "bb").replaces(running)).isTrue();
        assertThat(new Program("0.9.1-SNAPSHOT", "bb").replaces(running)).isFalse();
        assertThat(new Program("0.9.0", "bb").replaces(running)).isFalse();
    }

    /// Every stack is the same empty one.
    private static final class OneStack implements StackText {
        @Override
        public String write(Stack stack) {
            return "stack\n" + stack.name();
        }

        @Override
        public Stack read(String text) {
            return Stack.empty(new ProjectName(text.substring("stack\n".length())));
        }
    }
}
