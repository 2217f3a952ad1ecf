package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// How requests are written as JSON: `{"request":"stop","services":["web"]}`.
public final class RequestJson {
    private RequestJson() {}

    public static Json.Members write(Request request) {
        return switch (request) {
            case Request.Up(var services, var options) ->
                of("up", services).with("options", options(options)).build();
            case Request.Start(var services) -> of("start", services).build();
            case Request.Stop(var services, var grace) ->
                of("stop", services)
                        .withOptional("grace", ValueJson.duration(grace))
                        .build();
            case Request.Restart(var services, boolean alone, var grace) ->
                of("restart", services)
                        .with("withoutDependencies", alone)
                        .withOptional("grace", ValueJson.duration(grace))
                        .build();
            case Request.Scale(var scale, boolean alone) ->
                Json.object()
                        .with("request", "scale")
                        .with("scale", scale(scale))
                        .with("withoutDependencies", alone)
                        .build();
            case Request.Down(var services, boolean volumes, boolean orphans, var grace) ->
                of("down", services)
                        .with("volumes", volumes)
                        .with("removeOrphans", orphans)
                        .withOptional("grace", ValueJson.duration(grace))
                        .build();
        };
    }

    public static Request read(Json.Members members) throws MalformedJson {
        return ValueJson.checked(() -> switch (members.text("request")) {
            case "up" -> new Request.Up(services(members), readOptions(members.members("options")));
            case "start" -> new Request.Start(services(members));
            case "stop" -> new Request.Stop(services(members), ValueJson.findDuration(members, "grace"));
            case "restart" ->
                new Request.Restart(
                        services(members),
                        members.bool("withoutDependencies"),
                        ValueJson.findDuration(members, "grace"));
            case "scale" -> new Request.Scale(readScale(members.members("scale")), members.bool("withoutDependencies"));
            case "down" ->
                new Request.Down(
                        services(members),
                        members.bool("volumes"),
                        members.bool("removeOrphans"),
                        ValueJson.findDuration(members, "grace"));
            default -> throw MalformedJson.shape("no such request: " + members.text("request"));
        });
    }

    private static Json options(Request.UpOptions options) {
        return Json.object()
                .with("withoutDependencies", options.withoutDependencies())
                .with("renewal", renewal(options.renewal()))
                .with("removeOrphans", options.removeOrphans())
                .with("until", ValueJson.word(options.until()))
                .with("scale", scale(options.scale()))
                .withOptional("grace", ValueJson.duration(options.grace()))
                .build();
    }

    private static Request.UpOptions readOptions(Json.Members members) throws MalformedJson {
        return new Request.UpOptions(
                members.bool("withoutDependencies"),
                readRenewal(members.members("renewal")),
                members.bool("removeOrphans"),
                ValueJson.choice(ServiceWanted.Until.class, members.text("until")),
                readScale(members.members("scale")),
                ValueJson.findDuration(members, "grace"));
    }

    private static Json renewal(Request.Renewal renewal) {
        return Json.object()
                .with("named", ValueJson.word(renewal.named()))
                .with("dependencies", ValueJson.word(renewal.dependencies()))
                .with("volumes", renewal.volumes())
                .with(
                        "programs",
                        Json.texts(renewal.programs().stream()
                                .sorted()
                                .map(ServiceName::text)
                                .toList()))
                .build();
    }

    private static Request.Renewal readRenewal(Json.Members members) throws MalformedJson {
        var programs = new TreeSet<ServiceName>();
        for (String name : members.array("programs").texts()) {
            programs.add(new ServiceName(name));
        }
        return new Request.Renewal(
                ValueJson.choice(Request.Recreation.class, members.text("named")),
                ValueJson.choice(Request.Recreation.class, members.text("dependencies")),
                members.bool("volumes"),
                programs);
    }

    private static MembersBuilder of(String what, List<ServiceName> services) {
        return Json.object()
                .with("request", what)
                .with(
                        "services",
                        Json.texts(services.stream().map(ServiceName::text).toList()));
    }

    private static Json scale(Map<ServiceName, Integer> scale) {
        MembersBuilder builder = Json.object();
        new TreeMap<>(scale).forEach((service, count) -> builder.with(service.text(), count));
        return builder.build();
    }

    private static Map<ServiceName, Integer> readScale(Json.Members members) throws MalformedJson {
        var scale = new TreeMap<ServiceName, Integer>();
        for (String service : members.values().keySet()) {
            scale.put(new ServiceName(service), (int) members.wholeNumber(service));
        }
        return scale;
    }

    private static List<ServiceName> services(Json.Members members) throws MalformedJson {
        var services = new ArrayList<ServiceName>();
        for (String name : members.array("services").texts()) {
            services.add(new ServiceName(name));
        }
        return services;
    }
}
