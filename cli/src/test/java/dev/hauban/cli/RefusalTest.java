package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.cli.line.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RefusalTest {
    @TempDir
    private Path folder;

    @Test
    void what_somebody_has_no_right_to_is_told_with_its_owner_and_the_way_out() throws Exception {
        var house = new MemoryHouse(Shop.stack());
        house.shut = Optional.of(folder.resolve("shop/instances"));
        String owner = Files.getOwner(folder).getName();
        var typed = new Typed(house);

        int code = typed.run("ps");

        assertThat(code).isEqualTo(ExitCode.MACHINE.number());
        assertThat(typed.err())
                .contains("this machine refused: no right to " + folder + "/shop/instances, which belongs to " + owner)
                .contains("Run it as " + owner);
    }
}
