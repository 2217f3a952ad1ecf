package dev.hauban.engine.docker;

import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerEndpoint;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Folders of this machine that a service writes to and that aren't there yet. A daemon would make them for root,
/// and a service that is somebody else could not write there: a fresh clone would not come up. They are made for
/// the user whom the service runs as, as far as that user has a number and we may give something to them; all
/// others are the daemon's.
final class BindFolders {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?");

    private final DockerDaemon daemon;

    BindFolders(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    /// @param container what will be said to the daemon to make it
    void make(Service service, Json.Members container) throws IOException, InterruptedException {
        List<Path> missing = service.attachments().mounts().stream()
                .filter(mount -> mount instanceof Mount.Bind bind && bind.createIfMissing() && !bind.isReadOnly())
                .map(mount -> ((Mount.Bind) mount).source())
                .filter(folder -> Files.notExists(folder))
                .toList();
        if (missing.isEmpty() || !(daemon.endpoint().address() instanceof DockerEndpoint.Address.Socket)) {
            return;
        }
        Matcher user = NUMBERS.matcher(user(container));
        if (!user.matches() || !mayGive(user.group(1))) {
            return;
        }
        for (Path folder : missing) {
            try {
                make(folder, user);
            } catch (AccessDeniedException notOurs) {
                // Where we may not make one, it is the daemon's as well.
                continue;
            }
        }
    }

    private static void make(Path folder, Matcher user) throws IOException {
        Files.createDirectories(folder);
        if (self() == 0) {
            Files.setAttribute(folder, "unix:uid", Integer.valueOf(user.group(1)));
            if (user.group(2) != null) {
                Files.setAttribute(folder, "unix:gid", Integer.valueOf(user.group(2)));
            }
        }
    }

    private static boolean mayGive(String user) throws IOException {
        int number = Integer.parseInt(user);
        return number != 0 && (self() == 0 || self() == number);
    }

    private static int self() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /// The file's word, else the image's.
    private String user(Json.Members container) throws IOException, InterruptedException {
        String said = container.findText("User").orElse("");
        if (!said.isEmpty()) {
            return said;
        }
        try {
            Json.Members image =
                    Containers.members(daemon.call(DockerRequest.get("/images/{}/json", container.text("Image"))));
            return image.find("Config").isEmpty()
                    ? ""
                    : image.members("Config").findText("User").orElse("");
        } catch (DockerRefusal gone) {
            // Without its image the container is refused next, in words that say so.
            return "";
        }
    }
}
