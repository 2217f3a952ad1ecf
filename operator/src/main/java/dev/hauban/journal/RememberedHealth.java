package dev.hauban.journal;

import dev.hauban.api.StepJson;
import dev.hauban.engine.StateFolder;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MembersBuilder;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The last known health of a project's instances, for whoever asks without an operator.
///
/// @param states by instance
public record RememberedHealth(Map<InstanceId, State> states) {
    static final String FILE = "health.json";

    public RememberedHealth {
        states = Collections.unmodifiableMap(new TreeMap<>(states));
    }

    /// @param run when the run began that this is about
    /// @param at since when it has been so
    /// @param output the last test's
    public record State(Health health, Instant run, Instant at, String output) {}

    public static RememberedHealth none() {
        return new RememberedHealth(Map.of());
    }

    /// What is remembered; nothing, where there is no file or none that can be read: it is written anew when a health
    /// changes, and a command that only looks is not to fail for it.
    public static RememberedHealth read(StateFolder folder) {
        try {
            Optional<String> text = folder.read(FILE);
            return text.isEmpty() ? none() : read(JsonReader.readObject(text.get()));
        } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
            return none();
        }
    }

    /// The health of an instance in its present run; empty when nothing is known of that.
    public Optional<State> of(Instance instance) {
        return Optional.ofNullable(states.get(instance.id()))
                .filter(state ->
                        instance.phase() instanceof Instance.Phase.Running(Instant since) && since.equals(state.run()));
    }

    Json.Members write() {
        MembersBuilder builder = Json.object();
        states.forEach((id, state) -> builder.with(
                id.toString(),
                Json.object()
                        .with("health", state.health().name())
                        .with("run", state.run().toString())
                        .with("at", state.at().toString())
                        .with("output", state.output())
                        .build()));
        return builder.build();
    }

    private static RememberedHealth read(Json.Members members) throws IOException {
        Map<InstanceId, State> states = new TreeMap<>();
        for (String id : members.values().keySet()) {
            Json.Members state = members.members(id);
            states.put(
                    StepJson.instance(id),
                    new State(
                            Health.valueOf(state.text("health")),
                            Instant.parse(state.text("run")),
                            Instant.parse(state.text("at")),
                            state.text("output")));
        }
        return new RememberedHealth(states);
    }
}
