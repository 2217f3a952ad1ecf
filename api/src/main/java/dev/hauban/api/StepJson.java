package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.stack.ServiceName;

/// How steps and their outcomes are written as JSON: `{"do":"start","instance":"web-1"}`.
public final class StepJson {
    private StepJson() {}

    public static Json.Members write(Step step) {
        return switch (step) {
            case Step.Prepare(ServiceName service) ->
                doing("prepare").with("service", service.text()).build();
            case Step.CreateNetwork(String key) ->
                doing("create-network").with("key", key).build();
            case Step.RemoveNetwork(String name) ->
                doing("remove-network").with("name", name).build();
            case Step.CreateVolume(String key) ->
                doing("create-volume").with("key", key).build();
            case Step.RemoveVolume(String name) ->
                doing("remove-volume").with("name", name).build();
            case Step.Create(InstanceId instance) -> of("create", instance).build();
            case Step.Recreate(InstanceId instance, boolean renewsVolumes, var grace) ->
                of("recreate", instance)
                        .with("renewsVolumes", renewsVolumes)
                        .with("grace", grace.toString())
                        .build();
            case Step.Start(InstanceId instance) -> of("start", instance).build();
            case Step.Probe(InstanceId instance) -> of("probe", instance).build();
            case Step.Stop(InstanceId instance, var grace) ->
                of("stop", instance).with("grace", grace.toString()).build();
            case Step.Remove(InstanceId instance, boolean volumes) ->
                of("remove", instance).with("volumes", volumes).build();
        };
    }

    public static Step read(Json.Members members) throws MalformedJson {
        return ValueJson.checked(() -> switch (members.text("do")) {
            case "prepare" -> new Step.Prepare(new ServiceName(members.text("service")));
            case "create-network" -> new Step.CreateNetwork(members.text("key"));
            case "remove-network" -> new Step.RemoveNetwork(members.text("name"));
            case "create-volume" -> new Step.CreateVolume(members.text("key"));
            case "remove-volume" -> new Step.RemoveVolume(members.text("name"));
            case "create" -> new Step.Create(instance(members));
            case "recreate" ->
                new Step.Recreate(
                        instance(members), members.bool("renewsVolumes"), ValueJson.duration(members, "grace"));
            case "start" -> new Step.Start(instance(members));
            case "probe" -> new Step.Probe(instance(members));
            case "stop" -> new Step.Stop(instance(members), ValueJson.duration(members, "grace"));
            case "remove" -> new Step.Remove(instance(members), members.bool("volumes"));
            default -> throw MalformedJson.shape("no such step: " + members.text("do"));
        });
    }

    public static Json.Members write(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded() -> ended("succeeded").build();
            case Outcome.Failed(var problem, boolean mayPass) ->
                ended("failed")
                        .with("problem", ProblemJson.write(problem))
                        .with("mayPass", mayPass)
                        .build();
            case Outcome.Probed(ProbeResult result) -> probed(result);
        };
    }

    public static Outcome readOutcome(Json.Members members) throws MalformedJson {
        return ValueJson.checked(() -> switch (members.text("ended")) {
            case "succeeded" -> new Outcome.Succeeded();
            case "failed" -> new Outcome.Failed(ProblemJson.read(members.members("problem")), members.bool("mayPass"));
            default -> new Outcome.Probed(probe(members));
        });
    }

    /// `web-1`
    public static InstanceId instance(String text) throws MalformedJson {
        int dash = text.lastIndexOf('-');
        if (dash < 1) {
            throw MalformedJson.shape("not an instance: " + text);
        }
        return ValueJson.checked(() ->
                new InstanceId(new ServiceName(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1))));
    }

    private static Json.Members probed(ProbeResult result) {
        MembersBuilder builder = switch (result) {
            case ProbeResult.Passed _ -> ended("passed");
            case ProbeResult.Failed failed -> ended("test-failed").with("code", failed.code());
            case ProbeResult.TimedOut _ -> ended("timed-out");
            case ProbeResult.NotRun _ -> ended("not-run");
        };
        return builder.with("took", result.took().toString())
                .with("output", result.output())
                .build();
    }

    private static ProbeResult probe(Json.Members members) throws MalformedJson {
        var took = ValueJson.duration(members, "took");
        String output = members.text("output");
        return switch (members.text("ended")) {
            case "passed" -> new ProbeResult.Passed(took, output);
            case "test-failed" -> new ProbeResult.Failed(took, (int) members.wholeNumber("code"), output);
            case "timed-out" -> new ProbeResult.TimedOut(took, output);
            case "not-run" -> new ProbeResult.NotRun(took, output);
            default -> throw MalformedJson.shape("no such end: " + members.text("ended"));
        };
    }

    private static InstanceId instance(Json.Members members) throws MalformedJson {
        return instance(members.text("instance"));
    }

    private static MembersBuilder doing(String what) {
        return Json.object().with("do", what);
    }

    private static MembersBuilder of(String what, InstanceId instance) {
        return doing(what).with("instance", instance.toString());
    }

    private static MembersBuilder ended(String how) {
        return Json.object().with("ended", how);
    }
}
