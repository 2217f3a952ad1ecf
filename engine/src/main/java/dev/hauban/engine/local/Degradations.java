package dev.hauban.engine.local;

import dev.hauban.engine.local.shim.Degraded;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What a start could not have, as it turned out only then: told once in the instance's own log.
final class Degradations {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final LocalProject project;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Degradations(LocalProject project) {
        this.project = project;
    }

    void remember(InstanceId id, List<Degraded> degraded) throws IOException {
        for (Degraded one : degraded) {
            if (told.add(id + " " + one)) {
                note(id, "degraded: " + one.text());
            }
        }
    }

    /// A word of Hauban's own in an instance's log.
    void note(InstanceId id, String text) throws IOException {
        Instant now = project.time().instant();
        Path log = project.folder().log(id);
        Files.createDirectories(project.folder().logFolder(id));
        // One write of one line: the shim appends to the same file.
        Files.writeString(
                log,
                TIME.format(now) + " s " + text.replace('\n', ' ') + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
