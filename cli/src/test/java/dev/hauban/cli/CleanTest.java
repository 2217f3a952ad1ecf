package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.plan.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CleanTest {
    private final MemoryHouse house = Shop.busy();

    @Test
    void alone_it_takes_no_data_and_asks_nobody() throws Exception {
        var typed = new Typed(house);

        assertThat(typed.run("clean")).isZero();

        assertThat(typed.out()).isEqualTo("""
                Goes away:
                  service job-1
                  service web-1                             70kB
                  service db-1
                Frees 70kB.
                """);
        assertThat(house.asked).containsExactly(new Request.Down(List.of(), false, false, Optional.empty()));
    }

    @Test
    void data_goes_only_when_the_projects_name_is_typed() throws Exception {
        for (String wrong : List.of("y", "yes", "shop2", "")) {
            var typed = new Typed(house, new AnsweringTerminal(wrong));
            assertThat(typed.run("clean", "-v")).isEqualTo(ExitCode.INTERRUPTED.number());
            assertThat(typed.out()).endsWith("Nothing was taken away.\n");
        }
        var nobody = new Typed(house);
        assertThat(nobody.run("clean", "-v")).isEqualTo(ExitCode.USAGE.number());
        assertThat(nobody.err()).contains("--yes doesn't ask");
        assertThat(house.asked).isEmpty();

        var right = new Typed(house, new AnsweringTerminal("shop"));
        assertThat(right.run("clean", "-v", "--force")).isZero();
        assertThat(right.out()).contains("service web-1                             4.07MB");
        assertThat(house.asked).containsExactly(new Request.Down(List.of(), true, false, Optional.of(Duration.ZERO)));
    }

    @Test
    void what_no_file_names_goes_only_where_that_is_asked_for() throws Exception {
        house.engine.volumes.add("shop_data");
        house.engine.networks.add("shop_old");
        var named = new Typed(house);
        named.run("clean", "--volumes", "--dry-run");
        assertThat(named.out()).doesNotContain("shop_data").doesNotContain("shop_old");

        var all = new Typed(house);
        assertThat(all.run("clean", "--all", "--dry-run")).isZero();
        assertThat(all.out()).contains("  volume shop_data                          1.34MB\n", "  network shop_old\n");
        assertThat(house.asked).isEmpty();

        var networksAlone = new Typed(house);
        networksAlone.run("clean", "--unused", "--dry-run");
        assertThat(networksAlone.out()).contains("network shop_old").doesNotContain("shop_data");
    }

    @Test
    void nothing_there_is_said_and_nothing_is_asked() throws Exception {
        house.engine.instances.clear();
        var typed = new Typed(house);

        assertThat(typed.run("clean", "--all")).isZero();

        assertThat(typed.out()).isEqualTo("Nothing of that is there.\n");
        assertThat(house.asked).isEmpty();
    }
}
