package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.local.rewrite.Rewriting;
import dev.hauban.engine.local.supply.Machine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchFoldersTest {
    /// `useradd -m` in a Dockerfile gives an image a `/home`, and an ordinary user's programs lie in another one.
    @Test
    void an_image_with_a_home_hides_no_program_of_the_users_own() {
        var machine = Machine.of(Map.of("PATH", "/usr/bin:/home/ada/tools/bin"), Path.of("/home/ada"), false);
        var places = SearchFolders.kept(machine);
        places.put("/home", "/copies/home");

        var environment = new Rewriting(places, Map.of())
                .environment(Map.of(
                        "PATH", "/home/ada/.cache/hauban/programs/python:/home/ada/tools/bin:/home/worker/bin",
                        "HOME", "/home/worker"));

        assertThat(environment)
                .containsEntry(
                        "PATH", "/home/ada/.cache/hauban/programs/python:/home/ada/tools/bin:/copies/home/worker/bin")
                .containsEntry("HOME", "/copies/home/worker");
    }
}
