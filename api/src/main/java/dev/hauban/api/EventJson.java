package dev.hauban.api;

import dev.hauban.event.Event;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Health;
import dev.hauban.plan.PlannedStep;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How events are written as JSON: what `--progress json` prints, clients are told and the journal keeps.
public final class EventJson {
    private EventJson() {}

    public static Json.Members write(Event event) {
        return switch (event) {
            case Event.Asked asked ->
                of("asked", event)
                        .with("request", RequestJson.write(asked.request()))
                        .build();
            case Event.StepBegun begun ->
                of("step-begun", event)
                        .with("step", StepJson.write(begun.planned().step()))
                        .with("reason", begun.planned().reason())
                        .build();
            case Event.StepEnded ended ->
                of("step-ended", event)
                        .with("step", StepJson.write(ended.step()))
                        .with("outcome", StepJson.write(ended.outcome()))
                        .build();
            case Event.StepProgress progress ->
                of("step-progress", event)
                        .with("step", StepJson.write(progress.step()))
                        .with("what", progress.what())
                        .with("done", Json.number(progress.done()))
                        .build();
            case Event.InstanceExited exited ->
                of("instance-exited", event)
                        .with("instance", exited.instance().toString())
                        .with("code", exited.code())
                        .build();
            case Event.HealthChanged changed ->
                of("health-changed", event)
                        .with("instance", changed.instance().toString())
                        .with("health", ValueJson.word(changed.health()))
                        .with("output", changed.output())
                        .build();
            case Event.WaitingFor waitingFor ->
                of("waiting-for", event)
                        .with("waiting", waiting(waitingFor.waiting()))
                        .build();
            case Event.Troubled troubled ->
                of("troubled", event)
                        .with("services", services(troubled.services()))
                        .with("problem", ProblemJson.write(troubled.problem()))
                        .build();
            case Event.Settled settled ->
                of("settled", event)
                        .with("asAsked", settled.asAsked())
                        .with("problems", ProblemJson.writeAll(settled.problems()))
                        .build();
        };
    }

    public static Event read(Json.Members members) throws MalformedJson {
        return ValueJson.checked(() -> {
            Instant at = ValueJson.instant(members, "at");
            return switch (members.text("event")) {
                case "asked" -> new Event.Asked(at, RequestJson.read(members.members("request")));
                case "step-begun" ->
                    new Event.StepBegun(
                            at, new PlannedStep(StepJson.read(members.members("step")), members.text("reason")));
                case "step-ended" ->
                    new Event.StepEnded(
                            at,
                            StepJson.read(members.members("step")),
                            StepJson.readOutcome(members.members("outcome")));
                case "step-progress" ->
                    new Event.StepProgress(
                            at, StepJson.read(members.members("step")), members.text("what"), members.decimal("done"));
                default -> readNews(at, members);
            };
        });
    }

    private static Event readNews(Instant at, Json.Members members) throws MalformedJson {
        return switch (members.text("event")) {
            case "instance-exited" ->
                new Event.InstanceExited(
                        at, StepJson.instance(members.text("instance")), (int) members.wholeNumber("code"));
            case "health-changed" ->
                new Event.HealthChanged(
                        at,
                        StepJson.instance(members.text("instance")),
                        ValueJson.choice(Health.class, members.text("health")),
                        members.text("output"));
            case "waiting-for" -> new Event.WaitingFor(at, readWaiting(members.array("waiting")));
            case "troubled" ->
                new Event.Troubled(
                        at, readServices(members.array("services")), ProblemJson.read(members.members("problem")));
            case "settled" ->
                new Event.Settled(at, members.bool("asAsked"), ProblemJson.readAll(members.array("problems")));
            default -> throw MalformedJson.shape("no such event: " + members.text("event"));
        };
    }

    private static MembersBuilder of(String what, Event event) {
        return Json.object().with("event", what).with("at", event.at().toString());
    }

    private static Json services(List<ServiceName> services) {
        return Json.texts(services.stream().map(ServiceName::text).toList());
    }

    private static List<ServiceName> readServices(Json.Array array) throws MalformedJson {
        return array.texts().stream().map(ServiceName::new).toList();
    }

    private static Json waiting(List<Decision.Waiting> waiting) {
        return Json.array(waiting.stream()
                .map(one -> Json.object()
                        .with("service", one.service().text())
                        .with("what", one.what())
                        .build())
                .toList());
    }

    private static List<Decision.Waiting> readWaiting(Json.Array array) throws MalformedJson {
        var waiting = new ArrayList<Decision.Waiting>();
        for (Json.Members one : array.objects()) {
            waiting.add(new Decision.Waiting(new ServiceName(one.text("service")), one.text("what")));
        }
        return waiting;
    }
}
