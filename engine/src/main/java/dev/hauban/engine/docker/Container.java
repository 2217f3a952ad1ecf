package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.ComposeLabels;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ServiceName;
import java.util.Optional;

/// A container of a project, as the daemon describes it.
///
/// @param id the whole id
/// @param instance which instance of which service it is
/// @param inspected all that `GET /containers/{id}/json` says
record Container(String id, InstanceId instance, Json.Members inspected) {

    /// Empty for one whose labels don't say what it is.
    static Optional<Container> of(Json.Members inspected) throws MalformedJson {
        Json.Members labels = inspected.members("Config").find("Labels").isEmpty()
                ? Json.object().build()
                : inspected.members("Config").members("Labels");
        Optional<String> service = labels.findText(ComposeLabels.SERVICE);
        Optional<Integer> number =
                labels.findText(ComposeLabels.CONTAINER_NUMBER).flatMap(Container::number);
        if (service.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        try {
            var instance = new InstanceId(new ServiceName(service.get()), number.get());
            return Optional.of(new Container(inspected.text("Id"), instance, inspected));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /// One for a single command, which has no number of its own.
    static Optional<Container> oneOff(Json.Members inspected, int number) throws MalformedJson {
        Json.Members config = inspected.members("Config");
        Optional<String> service = config.find("Labels").isEmpty()
                ? Optional.empty()
                : config.members("Labels").findText(ComposeLabels.SERVICE);
        String id = inspected.text("Id");
        return service.filter(ServiceName::isValid)
                .map(name -> new Container(id, new InstanceId(new ServiceName(name), number), inspected));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text)).filter(number -> number > 0);
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /// Without the slash that the daemon writes in front.
    String name() throws MalformedJson {
        String name = inspected.text("Name");
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /// It was made to take another one's place, and hasn't got its name yet: `<12 digits of the other's id>_NAME`.
    boolean isSuccessor() throws MalformedJson {
        String name = name();
        if (name.length() < 14 || name.charAt(12) != '_') {
            return false;
        }
        for (int at = 0; at < 12; at++) {
            if (Character.digit(name.charAt(at), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /// The name that it has, or will have once the one before it is gone.
    String finalName() throws MalformedJson {
        return isSuccessor() ? name().substring(13) : name();
    }

    Json.Members config() throws MalformedJson {
        return inspected.members("Config");
    }

    Json.Members state() throws MalformedJson {
        return inspected.members("State");
    }

    Optional<String> label(String name) throws MalformedJson {
        return config().find("Labels").isEmpty()
                ? Optional.empty()
                : config().members("Labels").findText(name);
    }

    String hash() throws MalformedJson {
        return label(ComposeLabels.CONFIG_HASH).orElse("");
    }

    String status() throws MalformedJson {
        return state().text("Status");
    }

    boolean isRunning() throws MalformedJson {
        return status().equals("running");
    }

    /// The daemon is at it; nothing else can be done with it any more.
    boolean isLeaving() throws MalformedJson {
        return status().equals("removing") || status().equals("dead");
    }

    boolean hasTerminal() throws MalformedJson {
        return config().bool("Tty");
    }
}
