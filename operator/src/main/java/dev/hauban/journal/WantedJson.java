package dev.hauban.journal;

import dev.hauban.api.StackText;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Wanted;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How what is wanted is written as JSON. The stack in it holds secrets: the file is its owner's alone.
final class WantedJson {
    private WantedJson() {}

    static Json.Members write(Wanted wanted, StackText stacks) {
        MembersBuilder services = Json.object();
        wanted.services().forEach((name, wish) -> services.with(name.text(), write(wish)));
        MembersBuilder builder = Json.object()
                .with("stack", stacks.write(wanted.stack()))
                .with("services", services.build())
                .with("removesOrphans", wanted.removesOrphans());
        wanted.teardown()
                .ifPresent(teardown -> builder.with(
                        "teardown",
                        Json.object().with("volumes", teardown.volumes()).build()));
        return builder.build();
    }

    static Wanted read(Json.Members members, StackText stacks) throws IOException {
        Map<ServiceName, ServiceWanted> services = new TreeMap<>();
        Json.Members wishes = members.members("services");
        for (String name : wishes.values().keySet()) {
            services.put(new ServiceName(name), readWish(wishes.members(name)));
        }
        Optional<Wanted.Teardown> teardown = members.find("teardown").isEmpty()
                ? Optional.empty()
                : Optional.of(new Wanted.Teardown(members.members("teardown").bool("volumes")));
        return new Wanted(stacks.read(members.text("stack")), services, teardown, members.bool("removesOrphans"));
    }

    private static Json write(ServiceWanted wish) {
        return Json.object()
                .with("goal", wish.goal().name())
                .with("replicas", wish.replicas())
                .with("askedAt", wish.askedAt().toString())
                .with("until", wish.until().name())
                .with("waitsForDependencies", wish.waitsForDependencies())
                .with("isAnyFresh", wish.freshness().isAnyFresh())
                .with("renewsVolumes", wish.freshness().renewsVolumes())
                .withText(
                        "recreateOlderThan",
                        wish.freshness().recreateOlderThan().map(Instant::toString))
                .withText(
                        "prepareOlderThan", wish.freshness().prepareOlderThan().map(Instant::toString))
                .withText("restartOlderThan", wish.restartOlderThan().map(Instant::toString))
                .withText("grace", wish.grace().map(Duration::toString))
                .build();
    }

    private static ServiceWanted readWish(Json.Members members) throws MalformedJson {
        return new ServiceWanted(
                ServiceWanted.Goal.valueOf(members.text("goal")),
                (int) members.wholeNumber("replicas"),
                Instant.parse(members.text("askedAt")),
                ServiceWanted.Until.valueOf(members.text("until")),
                members.bool("waitsForDependencies"),
                new ServiceWanted.Freshness(
                        flag(members, "isAnyFresh"),
                        flag(members, "renewsVolumes"),
                        members.findText("recreateOlderThan").map(Instant::parse),
                        members.findText("prepareOlderThan").map(Instant::parse)),
                members.findText("restartOlderThan").map(Instant::parse),
                members.findText("grace").map(Duration::parse));
    }

    /// What an older program did not write is not so.
    private static boolean flag(Json.Members members, String name) throws MalformedJson {
        return members.find(name).isPresent() && members.bool(name);
    }
}
