package dev.hauban.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// One image under the names of many, for tests of what a stack's files say and not of what its programs do: whatever a
/// health check calls in it is content, what is meant to run once ends well at once, and the rest waits to be stopped.
///
/// A daemon that has an image of such a name keeps it, and it is used. The names are taken away again at the end.
final class HollowImages implements AutoCloseable {
    private static final String IMAGE = "hauban-test/hollow:2";

    /// What the health checks of the stacks call, but for shell and `grep`, which are BusyBox's.
    private static final List<String> CONTENT =
            List.of("curl", "mongosh", "mysqladmin", "nc", "pg_isready", "python", "redis-cli", "wget");

    private static final String BEGIN = """
            #!/bin/sh
            case "$*" in *certificate* | *run-migrate*) exit 0 ;; esac
            trap 'exit 0' INT QUIT TERM
            sleep 100000 &
            wait
            """;

    private final DockerPlace docker;
    private final List<String> named;

    private HollowImages(DockerPlace docker, List<String> named) {
        this.docker = docker;
        this.named = named;
    }

    /// Sees to it that the daemon has an image of each of these names.
    static HollowImages on(DockerPlace docker, List<String> names) throws Exception {
        if (isMissing(docker, IMAGE)) {
            make(docker);
        }
        var named = new ArrayList<String>();
        for (String name : names) {
            if (isMissing(docker, name)) {
                docker.docker("tag", IMAGE, name);
                named.add(name);
            }
        }
        return new HollowImages(docker, named);
    }

    private static boolean isMissing(DockerPlace docker, String image) throws Exception {
        return docker.place().run(List.of("docker", "image", "inspect", image)).code() != 0;
    }

    private static void make(DockerPlace docker) throws Exception {
        Path context = Files.createTempDirectory("hauban-hollow");
        try {
            program(context.resolve("begin"), BEGIN);
            program(context.resolve("content"), "#!/bin/sh\necho PONG\n");
            var file = new StringBuilder("FROM " + DockerPlace.IMAGE + "\nCOPY begin content /bin/\n");
            file.append("RUN for name in ").append(String.join(" ", CONTENT));
            file.append("; do ln -sf content /bin/$name; done\n");
            // As other images: one volume more than the files know of, and not root.
            file.append("VOLUME /hollow\nUSER 1001:1001\nENTRYPOINT [\"/bin/begin\"]\n");
            Files.writeString(context.resolve("Dockerfile"), file);
            docker.place().set("DOCKER_BUILDKIT", "0");
            docker.docker("build", "--quiet", "--tag", IMAGE, context.toString());
        } finally {
            for (String file : List.of("begin", "content", "Dockerfile")) {
                Files.deleteIfExists(context.resolve(file));
            }
            Files.delete(context);
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public void close() throws IOException {
        if (named.isEmpty()) {
            return;
        }
        var words = new ArrayList<>(List.of("docker", "rmi"));
        words.addAll(named);
        try {
            Outcome outcome = docker.place().run(words);
            if (outcome.code() != 0) {
                throw new AssertionError("the names can't be taken away again\n" + outcome);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
