package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.Stack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VolumeBodyTest {
    @Test
    void a_volume_is_a_folder_of_the_machine_where_it_is_bound_to_one() {
        Stack stack = Stacks.of("""
                services: {web: {image: web, volumes: ["own:/a", "fixed:/b", "memory:/c", "far:/d", "plain:/e"]}}
                volumes:
                  own: {driver: local, driver_opts: {type: none, o: bind, device: ./data/a}}
                  fixed: {driver_opts: {type: none, o: "ro,bind", device: /srv/b}}
                  memory: {driver_opts: {type: tmpfs, device: tmpfs, o: "size=1m"}}
                  far: {driver: netshare, driver_opts: {o: bind, device: /srv/d}}
                  plain:
                """);
        assertThat(VolumeBody.folder(stack.volumes().get("own"))).contains(Path.of("/work/data/a"));
        assertThat(VolumeBody.folder(stack.volumes().get("fixed"))).contains(Path.of("/srv/b"));
        for (String other : new String[] {"memory", "far", "plain"}) {
            assertThat(VolumeBody.folder(stack.volumes().get(other))).as(other).isEmpty();
        }
    }
}
