package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.json.JsonStyle;
import dev.hauban.problem.Actor;
import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;

/// What a service says of others, in the daemon's words: the container that a service's name means.
public final class References {
    private static final String SERVICE = "service:";
    private static final String CONTAINER = "container:";

    private final Service service;
    private final Circumstances around;

    References(Service service, Circumstances around) {
        this.service = service;
        this.around = around;
    }

    /// Docker Compose's config-hash of a service that may refer to others: it is of their containers' ids, so that a
    /// container is made anew when one that it refers to is. As the label has it.
    ///
    /// @throws ProblemException if there is no container of a service that is referred to
    public static String hash(Service service, Circumstances around) {
        return service.specification()
                .hashed()
                .map(form -> sum(new References(service, around).resolved(form)))
                .orElse(service.hash());
    }

    /// Of `network_mode`, `ipc` and `pid`.
    String mode(String mode) {
        return mode.startsWith(SERVICE) ? CONTAINER + id(mode.substring(SERVICE.length())) : mode;
    }

    /// Of an item of `volumes_from`; `ro` may follow the name.
    String volumesFrom(String item) {
        return item.startsWith(CONTAINER)
                ? item.substring(CONTAINER.length())
                : id(beforeColon(item)) + item.substring(beforeColon(item).length());
    }

    /// Docker Compose forgets what follows the name.
    private String hashedVolumesFrom(String item) {
        return item.startsWith(CONTAINER) ? beforeColon(item.substring(CONTAINER.length())) : id(beforeColon(item));
    }

    private static String beforeColon(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private Json.Members resolved(Json.Members form) {
        var resolved = new LinkedHashMap<String, Json>();
        form.values()
                .forEach((key, value) -> resolved.put(
                        key,
                        switch (key) {
                            case "network_mode", "ipc", "pid" -> Json.text(mode(Words.text(value)));
                            case "volumes_from" -> volumesFrom(new Words(form).texts(key));
                            default -> value;
                        }));
        return new Json.Members(resolved);
    }

    private Json volumesFrom(List<String> items) {
        var resolved = new ArrayList<String>();
        items.forEach(item -> resolved.add(hashedVolumesFrom(item)));
        return Json.texts(resolved);
    }

    private String id(String other) {
        return around.first(new ServiceName(other))
                .map(Circumstances.Container::id)
                .orElseThrow(() -> new ProblemException(Problem.error(
                                "docker.container-missing",
                                Actor.AUTHOR,
                                "`" + service.name() + "` shares something of `" + other + "`, which has no container")
                        .at(service.place())
                        .remedy("start `" + other + "` as well")));
    }

    private static String sum(Json.Members form) {
        byte[] text = JsonStyle.COMPACT.asGo().write(form).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException missing) {
            throw new DefectException("every Java has SHA-256", missing);
        }
    }
}
