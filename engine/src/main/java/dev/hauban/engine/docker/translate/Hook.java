package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;

/// A command that is run inside a container at a turn of its life.
public final class Hook {
    private final Words words;

    private Hook(Words words) {
        this.words = words;
    }

    /// After a container of the service has started, in this order.
    public static List<Hook> afterStart(Service service) {
        return all(service, "post_start");
    }

    /// Before a container of the service is stopped, in this order.
    public static List<Hook> beforeStop(Service service) {
        return all(service, "pre_stop");
    }

    private static List<Hook> all(Service service, String key) {
        return new Words(service.specification().members())
                .list(key).stream().map(Hook::new).toList();
    }

    /// Word by word.
    public List<String> command() {
        return words.texts("command");
    }

    /// For `POST /containers/{id}/exec`.
    ///
    /// @param isHeard whether its output is wanted
    public Json.Members json(boolean isHeard) {
        var environment = new ArrayList<String>();
        words.words("environment")
                .members()
                .values()
                .forEach((name, value) ->
                        environment.add(value instanceof Json.Null ? name : name + "=" + Words.text(value)));
        return new Fields()
                .text("User", words.text("user"))
                .flag("Privileged", words.flag("privileged"))
                .flag("AttachStdout", isHeard)
                .flag("AttachStderr", isHeard)
                .texts("Env", environment)
                .text("WorkingDir", words.text("working_dir"))
                .texts("Cmd", command())
                .build();
    }
}
