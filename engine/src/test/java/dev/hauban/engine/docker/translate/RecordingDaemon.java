package dev.hauban.engine.docker.translate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers as a Docker Engine that has every image, runs nothing, and notes what it is asked to make.
final class RecordingDaemon implements AutoCloseable {
    private static final Pattern VERSIONED = Pattern.compile("/v1\\.\\d+(/.*)");

    private final HttpServer server;
    private final Play play;
    private final List<Json> requests = new ArrayList<>();
    private final Map<String, Json.Members> networks = new TreeMap<>();
    private final Map<String, Json.Members> volumes = new TreeMap<>();
    private final Map<String, Json.Members> containers = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    /// What the daemon is.
    ///
    /// @param version of its API
    /// @param imageVolumes the volumes that an image declares, by its name
    /// @param volumes those that are there before
    /// @param ended the services whose containers have run to their end
    record Play(String version, Map<String, List<String>> imageVolumes, List<String> volumes, List<String> ended) {}

    /// One request, taken apart.
    private record Asked(String method, String path, String query, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Matcher path(String pattern) {
            return Pattern.compile(pattern).matcher(path);
        }

        String parameter(String name) {
            for (String part : query.split("&")) {
                if (part.startsWith(name + "=")) {
                    return part.substring(name.length() + 1);
                }
            }
            return "";
        }
    }

    RecordingDaemon(Play play) throws IOException {
        this.play = play;
        play.volumes()
                .forEach(name ->
                        volumes.put(name, Json.object().with("Name", name).build()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.start();
    }

    String host() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What was asked to be made, in the order of the requests' texts.
    Json.Array requests() {
        List<Json> sorted = new ArrayList<>(requests);
        sorted.sort((one, other) -> one.compact().compareTo(other.compact()));
        return new Json.Array(sorted);
    }

    @Override
    public void close() {
        server.stop(0);
        if (server.getExecutor() instanceof java.util.concurrent.ExecutorService threads) {
            threads.shutdownNow();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String raw = exchange.getRequestURI().getPath();
        Matcher versioned = VERSIONED.matcher(raw);
        String query = exchange.getRequestURI().getRawQuery();
        var asked = new Asked(
                exchange.getRequestMethod(),
                versioned.matches() ? versioned.group(1) : raw,
                query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8),
                exchange.getRequestBody().readAllBytes());
        exchange.getResponseHeaders().add("Api-Version", play.version());
        exchange.getResponseHeaders().add("OSType", "linux");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        String answer;
        int code = 200;
        try {
            answer = answer(asked);
        } catch (MalformedJson malformed) {
            throw new IOException(asked.method() + " " + asked.path(), malformed);
        }
        if (answer.isEmpty()) {
            code = 404;
            answer = "{\"message\":\"no such thing: " + asked.path() + "\"}";
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        if (asked.method().equals("HEAD")) {
            exchange.sendResponseHeaders(code, -1);
        } else {
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /// Empty where there is no such thing.
    private String answer(Asked asked) throws MalformedJson {
        return switch (asked.method()) {
            case "GET", "HEAD" -> shown(asked);
            case "POST" -> made(asked);
            case "PUT" -> copied(asked);
            case "DELETE" -> removed(asked);
            default -> "";
        };
    }

    private String shown(Asked asked) throws MalformedJson {
        if (asked.path().equals("/_ping")) {
            return "OK";
        }
        if (asked.path().equals("/version") || asked.path().equals("/info")) {
            return Json.object()
                    .with("ApiVersion", play.version())
                    .with("MinAPIVersion", "1.24")
                    .with("OSType", "linux")
                    .build()
                    .compact();
        }
        Matcher image = asked.path("/images/(.+)/json");
        if (image.matches()) {
            return image(image.group(1)).compact();
        }
        if (asked.path().equals("/containers/json")) {
            return listed(asked.parameter("filters")).compact();
        }
        Matcher container = asked.path("/containers/([^/]+)/json");
        if (container.matches()) {
            return inspected(container.group(1)).compact();
        }
        if (asked.path().equals("/networks")) {
            return new Json.Array(List.copyOf(networks.values())).compact();
        }
        Matcher network = asked.path("/networks/([^/]+)");
        if (network.matches()) {
            Json.Members found = networks.get(network.group(1));
            return found == null ? "" : found.compact();
        }
        Matcher volume = asked.path("/volumes/([^/]+)");
        if (volume.matches()) {
            Json.Members found = volumes.get(volume.group(1));
            return found == null ? "" : found.compact();
        }
        return asked.path("/exec/[^/]+/json").matches() ? "{\"Running\":false,\"ExitCode\":0}" : "";
    }

    private Json.Members image(String name) {
        MembersBuilder declared = Json.object();
        play.imageVolumes()
                .getOrDefault(name, List.of())
                .forEach(path -> declared.with(path, Json.object().build()));
        return Json.object()
                .with("Id", Fakes.image(name))
                .with("RepoTags", Json.texts(List.of(name)))
                .with("Os", "linux")
                .with("Architecture", "amd64")
                .with("Config", Json.object().with("Volumes", declared.build()).build())
                .build();
    }

    private String made(Asked asked) throws MalformedJson {
        if (asked.path().equals("/containers/create")) {
            String name = asked.parameter("name");
            Json.Members body = note(asked);
            String id = Fakes.container(name);
            containers.put(id, body);
            names.put(id, name);
            return Json.object().with("Id", id).build().compact();
        }
        if (asked.path().equals("/networks/create")) {
            Json.Members body = note(asked);
            String name = body.text("Name");
            networks.put(
                    name,
                    Json.object()
                            .with("Name", name)
                            .with("Id", Fakes.network(name))
                            .with("Labels", body.members("Labels"))
                            .build());
            return Json.object().with("Id", Fakes.network(name)).build().compact();
        }
        if (asked.path().equals("/volumes/create")) {
            Json.Members body = note(asked);
            volumes.put(body.text("Name"), body);
            return body.compact();
        }
        Matcher rename = asked.path("/containers/([^/]+)/rename");
        if (rename.matches()) {
            names.put(rename.group(1), asked.parameter("name"));
            return "{}";
        }
        if (asked.path("/containers/[^/]+/exec").matches()) {
            note(asked);
            return "{\"Id\":\"" + Fakes.container("exec") + "\"}";
        }
        if (asked.path("/networks/[^/]+/connect").matches()) {
            note(asked);
        }
        return "{}";
    }

    private Json.Members note(Asked asked) throws MalformedJson {
        Json.Members body = JsonReader.readObject(asked.text());
        requests.add(Json.object()
                .with("request", asked.method() + " " + named(asked))
                .with("body", Normal.of(body))
                .build());
        return body;
    }

    /// Containers by their names: their ids say nothing to people.
    private String named(Asked asked) {
        String text = asked.path() + (asked.query().isEmpty() ? "" : "?" + asked.query());
        for (Map.Entry<String, String> known : names.entrySet()) {
            text = text.replace(known.getKey(), known.getValue());
        }
        return text;
    }

    private String copied(Asked asked) {
        requests.add(Json.object()
                .with("request", asked.method() + " " + named(asked).replaceAll("\\?.*", ""))
                .with("files", Fakes.files(asked.body()))
                .build());
        return "{}";
    }

    private String removed(Asked asked) {
        Matcher container = asked.path("/containers/([^/]+)");
        if (container.matches()) {
            containers.remove(container.group(1));
            names.remove(container.group(1));
        }
        Matcher network = asked.path("/networks/([^/]+)");
        if (network.matches()) {
            networks.remove(network.group(1));
        }
        return "{}";
    }

    private Json.Array listed(String filters) throws MalformedJson {
        List<Json> found = new ArrayList<>();
        for (String id : containers.keySet()) {
            if (isWanted(labels(id), filters)) {
                found.add(summary(id));
            }
        }
        return new Json.Array(found);
    }

    private boolean isWanted(Json.Members labels, String filters) throws MalformedJson {
        if (filters.isEmpty()) {
            return true;
        }
        Json.Members asked = JsonReader.readObject(filters);
        if (asked.find("label").isEmpty()) {
            return true;
        }
        for (String pair : asked.members("label").values().keySet()) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (labels.find(name).isEmpty() || equals >= 0 && !labels.text(name).equals(pair.substring(equals + 1))) {
                return false;
            }
        }
        return true;
    }

    private Json.Members labels(String id) throws MalformedJson {
        Json.Members body = containers.get(id);
        return body == null ? Json.object().build() : body.members("Labels");
    }

    private Json.Members summary(String id) throws MalformedJson {
        Json.Members body = containers.get(id);
        if (body == null) {
            throw new IllegalArgumentException(id);
        }
        return Json.object()
                .with("Id", id)
                .with("Names", Json.texts(List.of("/" + names.get(id))))
                .with("Image", body.text("Image"))
                .with("ImageID", Fakes.image(body.text("Image")))
                .with("Labels", labels(id))
                .with("State", state(id))
                .with("Mounts", new Json.Array(Fakes.mounts(body, image(body.text("Image")))))
                .with("NetworkSettings", settings(body))
                .build();
    }

    private static Json.Members settings(Json.Members body) throws MalformedJson {
        MembersBuilder connected = Json.object();
        if (body.find("NetworkingConfig").isPresent()) {
            for (String name : body.members("NetworkingConfig")
                    .members("EndpointsConfig")
                    .values()
                    .keySet()) {
                connected.with(
                        name,
                        Json.object().with("NetworkID", Fakes.network(name)).build());
            }
        }
        return Json.object().with("Networks", connected.build()).build();
    }

    private String state(String id) throws MalformedJson {
        return play.ended().contains(labels(id).text("com.docker.compose.service")) ? "exited" : "created";
    }

    private Json.Members inspected(String id) throws MalformedJson {
        Json.Members body = containers.get(id);
        if (body == null) {
            throw new IllegalArgumentException(id);
        }
        String status = state(id).equals("exited") ? "exited" : "running";
        return Json.object()
                .with("Id", id)
                .with("Name", "/" + names.get(id))
                .with("Config", body)
                .with(
                        "State",
                        Json.object()
                                .with("Status", status)
                                .with("Running", status.equals("running"))
                                .with(
                                        "Health",
                                        Json.object().with("Status", "healthy").build())
                                .build())
                .with("NetworkSettings", settings(body))
                .build();
    }
}
