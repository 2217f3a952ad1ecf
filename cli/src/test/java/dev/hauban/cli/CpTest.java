package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.Copy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CpTest {
    private static final Copy.Manner PLAIN = new Copy.Manner(false, false);

    private final MemoryHouse house = Shop.busy();
    private final Typed typed = new Typed(house);

    @Test
    void into_a_service_means_into_each_instance_of_it_running_or_not() throws Exception {
        house.engine.instances.add(Shop.exited(Shop.WEB, 0));

        assertThat(typed.run("cp", "./a:b", "web:/tmp")).isZero();

        assertThat(done())
                .containsExactly(
                        "web-1 " + new Copy.In(Path.of("/work/./a:b"), "./a:b", "/tmp", PLAIN),
                        "web-1 " + new Copy.In(Path.of("/work/./a:b"), "./a:b", "/tmp", PLAIN));
        assertThat(typed.err()).contains("web-1  copied");
    }

    @Test
    void out_of_a_service_means_out_of_the_first_or_the_one_that_is_said() throws Exception {
        assertThat(typed.run("cp", "-aL", "db:/data/.", "/here")).isZero();
        assertThat(typed.run("cp", "--index", "2", "db:/data", "/here")).isEqualTo(10);

        assertThat(done())
                .containsExactly(
                        "db-1 " + new Copy.Out("/data/.", Path.of("/here"), "/here", new Copy.Manner(true, true)));
    }

    @Test
    void a_dash_is_a_tar() throws Exception {
        assertThat(typed.run("cp", "db:/data", "-")).isZero();
        assertThat(typed.run("cp", "-", "db:/data")).isZero();

        assertThat(done())
                .containsExactly(
                        "db-1 " + new Copy.ArchiveOut("/data", PLAIN), "db-1 " + new Copy.ArchiveIn("/data", PLAIN));
    }

    @Test
    void one_side_and_only_one_is_in_a_service() throws Exception {
        assertThat(typed.run("cp", "a", "b")).isEqualTo(2);
        assertThat(typed.run("cp", "web:/a", "db:/b")).isEqualTo(2);

        assertThat(typed.err())
                .contains("neither source nor target is in a service")
                .contains("from one service to another nothing can be copied");
        assertThat(done()).isEmpty();
    }

    private List<String> done() {
        return house.engine.byHand.done;
    }
}
