package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import org.junit.jupiter.api.Test;

final class BootCommandsTest {
    private final MemoryHouse house = Shop.busy();

    @Test
    void enable_and_disable_say_what_is_so_from_then_on() throws Exception {
        var enable = new Typed(house);
        assertThat(enable.run("operator", "enable")).isZero();
        assertThat(enable.out()).isEqualTo("The operator starts with the machine from now on (by magic).\n");

        assertThat(new Typed(house).run("operator", "enable")).isZero();
        assertThat(house.bootStart.isOn).isTrue();

        var disable = new Typed(house);
        assertThat(disable.run("operator", "disable")).isZero();
        assertThat(disable.out()).isEqualTo("The operator no longer starts with the machine.\n");
        assertThat(house.bootStart.isOn).isFalse();
    }

    @Test
    void a_dry_run_shows_what_would_be_done_and_does_nothing() throws Exception {
        var typed = new Typed(house);
        assertThat(typed.run("--dry-run", "operator", "enable")).isZero();

        assertThat(typed.out()).isEqualTo("say the word\n");
        assertThat(house.bootStart.isOn).isFalse();
    }

    @Test
    void what_somebody_else_has_to_do_is_told() throws Exception {
        house.bootStart.left.add(Problem.warning("boot.no-linger", Actor.MACHINE, "you don't linger"));
        var typed = new Typed(house);
        assertThat(typed.run("operator", "enable")).isZero();

        assertThat(typed.err()).contains("you don't linger");
    }

    @Test
    void status_says_whether_it_starts_with_the_machine() throws Exception {
        var off = new Typed(house);
        off.run("operator", "status");
        assertThat(off.out()).contains("\"hauban operator enable\" changes that");

        house.bootStart.isOn = true;
        var on = new Typed(house);
        on.run("operator", "status");
        assertThat(on.out()).contains("It starts with the machine (by magic).");
    }
}
