package dev.hauban.engine.docker;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a person wants to know of a daemon.
final class Description {
    private final DockerDaemon daemon;

    Description(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    List<Engine.Finding> of(Stack stack) throws InterruptedException {
        var findings = new ArrayList<Engine.Finding>();
        String where = daemon.endpoint().text() + " (" + daemon.endpoint().origin() + ")";
        try {
            Json.Members info = Containers.members(daemon.call(DockerRequest.get("/info")));
            findings.add(new Engine.Finding("daemon", "Docker " + text(info, "ServerVersion") + " at " + where, true));
            findings.add(new Engine.Finding("API", "version " + daemon.version(), true));
            findings.add(
                    new Engine.Finding("storage", text(info, "Driver") + " in " + text(info, "DockerRootDir"), true));
            findings.add(new Engine.Finding("control groups", "version " + text(info, "CgroupVersion"), true));
            findings.add(new Engine.Finding(
                    "project",
                    new Containers(daemon).of(stack.name()).size() + " containers of " + stack.name(),
                    true));
        } catch (DockerException failure) {
            findings.add(new Engine.Finding("daemon", failure.problem().message(), false));
        } catch (IOException failure) {
            findings.add(new Engine.Finding("daemon", where + ": " + failure.getMessage(), false));
        }
        return findings;
    }

    private static String text(Json.Members info, String name) throws MalformedJson {
        return info.findText(name).orElse("unknown");
    }
}
