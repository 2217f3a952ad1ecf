package dev.hauban.app;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// As much of a Docker daemon as the training of the Docker engine needs, on a socket in the training's own folder.
/// What it is told to make it remembers and describes as a real one does; nothing runs.
final class TrainingDaemon implements AutoCloseable {
    private static final int LONGEST_WHOLE_ANSWER = 2048;

    private static final String LOG = "2026-01-02T03:04:05.000000006Z a line\n";
    private static final Json OF_SERVICE =
            Json.object().with("com.docker.compose.oneoff", "False").build();
    private static final Json NOT_THERE =
            Json.object().with("message", "no such thing").build();

    private final ServerSocketChannel server;
    private final TrainingContainers containers;
    private final Set<OutputStream> listeners = ConcurrentHashMap.newKeySet();

    private TrainingDaemon(ServerSocketChannel server, InstantSource clock) {
        this.server = server;
        this.containers = new TrainingContainers(clock);
    }

    static TrainingDaemon start(Path socket, InstantSource clock) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var daemon = new TrainingDaemon(server, clock);
        Thread.ofPlatform().daemon().name("training daemon").start(daemon::receive);
        return daemon;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void receive() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofPlatform().daemon().name("training client").start(() -> serve(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(client));
            OutputStream out = Channels.newOutputStream(client);
            String line = line(in);
            while (!line.isEmpty()) {
                String[] words = line.split(" ");
                answer(out, words[0] + " " + words[1].replaceFirst("^/v[0-9.]+", ""), body(in));
                line = line(in);
            }
        } catch (IOException gone) {
            // The lesson is over; whatever is missing is not learnt.
            return;
        }
    }

    private void answer(OutputStream out, String request, String body) throws IOException {
        String plain = request.replaceFirst("\\?.*", "");
        switch (plain) {
            case "GET /_ping" -> send(out, "200 OK", "OK");
            case "GET /events" -> listen(out);
            case "GET /containers/json" -> sendJson(out, containers.list());
            case "GET /networks" -> sendJson(out, containers.networks());
            case "GET /volumes" ->
                sendJson(
                        out,
                        Json.object().with("Volumes", Json.array(List.of())).build());
            case "POST /networks/create" -> sendJson(out, containers.makeNetwork(JsonReader.readObject(body)));
            case "POST /containers/create" -> {
                Json.Members made = containers.make(name(request), JsonReader.readObject(body));
                sendJson(out, made);
                tell("create", made.text("Id"));
            }
            default -> answerOne(out, request, plain.replaceFirst("^[A-Z]+ /[a-z]+/([^/]*).*", "$1"));
        }
    }

    /// Requests about one thing.
    private void answerOne(OutputStream out, String whole, String id) throws IOException {
        String request = whole.replaceFirst("\\?.*", "");
        if (request.startsWith("GET /images/")) {
            sendJson(out, TrainingContainers.image());
        } else if (request.equals("GET /containers/" + id + "/json")) {
            Optional<Json> container = containers.inspect(id);
            send(
                    out,
                    container.isPresent() ? "200 OK" : "404 Not Found",
                    container.orElse(NOT_THERE).compact());
        } else if (request.equals("GET /containers/" + id + "/logs")) {
            send(out, "200 OK", "\1\0\0\0\0\0\0" + (char) LOG.length() + LOG);
        } else if (request.endsWith("/rename")) {
            containers.rename(id, name(whole));
            send(out, "204 No Content", "");
        } else if (request.endsWith("/start") || request.endsWith("/stop") || request.startsWith("DELETE")) {
            containers.change(request, id);
            send(out, "204 No Content", "");
            tell(request.endsWith("/start") ? "start" : "die", id);
        } else {
            send(out, "404 Not Found", NOT_THERE.compact());
        }
    }

    private static String name(String request) {
        return request.replaceFirst(".*[?&]name=([^&]*).*", "$1");
    }

    private void listen(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nTransfer-Encoding: chunked\r\n\r\n");
        listeners.add(out);
    }

    private void tell(String action, String id) {
        String event = Json.object()
                        .with("Type", "container")
                        .with("Action", action)
                        .with(
                                "Actor",
                                Json.object()
                                        .with("ID", id)
                                        .with("Attributes", OF_SERVICE)
                                        .build())
                        .build()
                        .compact()
                + "\n";
        for (OutputStream listener : listeners) {
            try {
                write(listener, Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
            } catch (IOException gone) {
                listeners.remove(listener);
            }
        }
    }

    private static void sendJson(OutputStream out, Json json) throws IOException {
        send(out, "200 OK", json.compact());
    }

    /// Large answers come in pieces, as from a real one.
    private static void send(OutputStream out, String status, String body) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n";
        if (body.length() <= LONGEST_WHOLE_ANSWER) {
            write(out, head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        } else {
            String size = Integer.toHexString(body.length());
            write(out, head + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + body + "\r\n0\r\n\r\n");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String body(InputStream in) throws IOException {
        int length = 0;
        String field = line(in);
        while (!field.isEmpty()) {
            if (field.startsWith("Content-Length: ")) {
                length = Integer.parseInt(field.substring("Content-Length: ".length()));
            }
            field = line(in);
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /// Without its end; empty at the end of everything, too.
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = in.read();
        }
        return line.toString().strip();
    }
}
