package dev.hauban.engine.docker;

import dev.hauban.engine.Happening;
import dev.hauban.engine.HappeningQuery;
import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The daemon's events about a project's containers. Those of one-off commands are left out, as Docker Compose leaves
/// them out.
final class Happenings {
    private static final String COMPOSE = "com.docker.compose.";

    private final DockerDaemon daemon;
    private final ProjectName project;
    private final HappeningQuery query;

    Happenings(DockerDaemon daemon, ProjectName project, HappeningQuery query) {
        this.daemon = daemon;
        this.project = project;
        this.query = query;
    }

    void tell(Consumer<Happening> told, BooleanSupplier goOn) throws IOException, InterruptedException {
        try (DockerStream stream = daemon.open(request())) {
            Optional<Json.Members> event = stream.nextObject();
            while (event.isPresent() && goOn.getAsBoolean()) {
                happening(event.get()).ifPresent(told);
                event = stream.nextObject();
            }
        }
    }

    private DockerRequest request() {
        DockerRequest request = DockerRequest.get("/events")
                .query(
                        "filters",
                        Json.object()
                                .with("type", Json.texts(List.of("container")))
                                .with("label", Json.texts(List.of(ComposeLabels.PROJECT + "=" + project)))
                                .build());
        if (query.since().isPresent()) {
            request = request.query("since", moment(query.since().get()));
        }
        return query.until().isPresent()
                ? request.query("until", moment(query.until().get()))
                : request;
    }

    /// Seconds of the epoch with nine digits behind the point.
    private static String moment(Instant at) {
        String nanoseconds = Integer.toString(at.getNano());
        return at.getEpochSecond() + "." + "0".repeat(9 - nanoseconds.length()) + nanoseconds;
    }

    private Optional<Happening> happening(Json.Members event) throws MalformedJson {
        Json.Members actor = event.members("Actor");
        Json.Members attributes = actor.members("Attributes");
        Optional<ServiceName> service = attributes
                .findText(ComposeLabels.SERVICE)
                .filter(ServiceName::isValid)
                .map(ServiceName::new);
        boolean isMeant = service.isPresent()
                && (query.services().isEmpty() || query.services().contains(service.get()))
                && !attributes.findText(ComposeLabels.ONE_OFF).equals(Optional.of("True"));
        if (!isMeant) {
            return Optional.empty();
        }
        var told = new TreeMap<String, String>();
        for (Map.Entry<String, Json> attribute : attributes.values().entrySet()) {
            if (!attribute.getKey().startsWith(COMPOSE)) {
                told.put(attribute.getKey(), attribute.getValue() instanceof Json.Text(String value) ? value : "");
            }
        }
        return Optional.of(
                new Happening(at(event), event.text("Action"), actor.text("ID"), service.orElseThrow(), told));
    }

    private static Instant at(Json.Members event) throws MalformedJson {
        Optional<Long> nanoseconds = event.findWholeNumber("timeNano");
        return nanoseconds.isPresent()
                ? Instant.ofEpochSecond(0, nanoseconds.get())
                : Instant.ofEpochSecond(event.wholeNumber("time"));
    }
}
