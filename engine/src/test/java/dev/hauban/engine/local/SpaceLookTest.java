package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.Space;
import dev.hauban.engine.local.keep.LocalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceLookTest {
    @TempDir
    private Path root;

    private void file(String path, int bytes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }

    @Test
    void counts_each_file_once_and_follows_no_link() throws Exception {
        file("volumes/shop_data/base/1", 1000);
        Files.createLink(root.resolve("volumes/shop_data/base/2"), root.resolve("volumes/shop_data/base/1"));
        file("elsewhere", 5000);
        Files.createSymbolicLink(root.resolve("volumes/shop_data/link"), root.resolve("."));
        file("anonymous/web-1/0/x", 30);
        file("logs/web-1/log", 7);
        file("logs/web-1/log.1", 8);

        assertThat(new SpaceLook(new LocalFolder(root)).all())
                .filteredOn(space ->
                        space.kind() != Space.Kind.VOLUME || !space.name().equals("shop_data"))
                .containsExactly(
                        new Space(Space.Kind.VOLUME, "web-1 (nameless)", OptionalLong.of(30)),
                        new Space(Space.Kind.LOG, "web-1", OptionalLong.of(15)));
        assertThat(SpaceLook.bytes(root.resolve("volumes/shop_data")).getAsLong())
                .as("the file, and the link itself")
                .isBetween(1000L, 1100L);
    }

    /// Only root could look into it, and finds nothing there.
    @Test
    void an_overlays_own_folder_keeps_nobody_from_telling_the_rest() throws Exception {
        file("instances/web-1/layer/work/upper", 100);
        Path own = Files.createDirectory(root.resolve("instances/web-1/layer/work/work"));
        Files.setPosixFilePermissions(own, Set.of());

        assertThat(new SpaceLook(new LocalFolder(root)).all())
                .containsExactly(new Space(Space.Kind.INSTANCE, "web-1", OptionalLong.of(100)));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
    }
}
