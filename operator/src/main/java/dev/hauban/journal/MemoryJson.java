package dev.hauban.journal;

import dev.hauban.api.ProblemJson;
import dev.hauban.api.StepJson;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.InstanceMemory;
import dev.hauban.plan.Memory;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the planner's memory is written as JSON. Steps under way are left out: after a restart none is.
final class MemoryJson {
    private MemoryJson() {}

    static Json.Members write(Memory memory) {
        MembersBuilder instances = Json.object();
        memory.instances().forEach((id, known) -> instances.with(id.toString(), write(known)));
        MembersBuilder setbacks = Json.object();
        memory.setbacks().forEach((key, setback) -> setbacks.with(key, write(setback)));
        MembersBuilder prepared = Json.object();
        MembersBuilder preparedAt = Json.object();
        memory.prepared().forEach((service, known) -> {
            prepared.with(service.text(), known.hash());
            preparedAt.with(service.text(), known.at().toString());
        });
        return Json.object()
                .with("instances", instances.build())
                .with("setbacks", setbacks.build())
                .with("prepared", prepared.build())
                .with("preparedAt", preparedAt.build())
                .build();
    }

    static Memory read(Json.Members members) throws MalformedJson {
        Map<InstanceId, InstanceMemory> instances = new TreeMap<>();
        Json.Members known = members.members("instances");
        for (String id : known.values().keySet()) {
            instances.put(StepJson.instance(id), readInstance(known.members(id)));
        }
        Map<String, Memory.Setback> setbacks = new TreeMap<>();
        Json.Members failed = members.members("setbacks");
        for (String key : failed.values().keySet()) {
            setbacks.put(key, readSetback(failed.members(key)));
        }
        return new Memory(instances, Map.of(), setbacks, readPrepared(members));
    }

    /// An older program has not written when it was.
    private static Map<ServiceName, Memory.Prepared> readPrepared(Json.Members members) throws MalformedJson {
        Map<ServiceName, Memory.Prepared> prepared = new TreeMap<>();
        Json.Members hashes = members.members("prepared");
        Json.Members moments = members.find("preparedAt").isPresent()
                ? members.members("preparedAt")
                : Json.object().build();
        for (String service : hashes.values().keySet()) {
            Instant at = moments.findText(service).map(Instant::parse).orElse(Instant.EPOCH);
            prepared.put(new ServiceName(service), new Memory.Prepared(hashes.text(service), at));
        }
        return prepared;
    }

    private static Json write(InstanceMemory memory) {
        return Json.object()
                .with("restarts", memory.restarts())
                .with("shortRuns", memory.shortRuns())
                .with("isStopping", memory.isStopping())
                .withText("lastExit", memory.lastExit().map(Instant::toString))
                .with("probes", write(memory.probes()))
                .build();
    }

    private static InstanceMemory readInstance(Json.Members members) throws MalformedJson {
        return new InstanceMemory(
                (int) members.wholeNumber("restarts"),
                (int) members.wholeNumber("shortRuns"),
                members.bool("isStopping"),
                findInstant(members, "lastExit"),
                readProbes(members.members("probes")));
    }

    private static Json write(InstanceMemory.Probes probes) {
        return Json.object()
                .with("attempts", probes.attempts())
                .with("hasPassed", probes.hasPassed())
                .with("failuresInARow", probes.failuresInARow())
                .withText("first", probes.first().map(Instant::toString))
                .withText("begun", probes.begun().map(Instant::toString))
                .withText("ended", probes.ended().map(Instant::toString))
                .with("output", probes.output())
                .build();
    }

    private static InstanceMemory.Probes readProbes(Json.Members members) throws MalformedJson {
        return new InstanceMemory.Probes(
                (int) members.wholeNumber("attempts"),
                members.bool("hasPassed"),
                (int) members.wholeNumber("failuresInARow"),
                findInstant(members, "first"),
                findInstant(members, "begun"),
                findInstant(members, "ended"),
                members.text("output"));
    }

    private static Json write(Memory.Setback setback) {
        return Json.object()
                .with("problem", ProblemJson.write(setback.problem()))
                .with("mayPass", setback.mayPass())
                .with("attempts", setback.attempts())
                .with("at", setback.at().toString())
                .build();
    }

    private static Memory.Setback readSetback(Json.Members members) throws MalformedJson {
        return new Memory.Setback(
                ProblemJson.read(members.members("problem")),
                members.bool("mayPass"),
                (int) members.wholeNumber("attempts"),
                Instant.parse(members.text("at")));
    }

    private static Optional<Instant> findInstant(Json.Members members, String name) throws MalformedJson {
        return members.findText(name).map(Instant::parse);
    }
}
