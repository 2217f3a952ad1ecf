package dev.todoapp.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedTaskTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final Template TEMPLATE = new Template(
            "trip",
            "Trip",
            "Away",
            "⛺",
            "When?",
            List.of(new Template.Option("children", "Children come along")),
            List.of(
                    new Template.Step("Before", -30, "book", Optional.empty()),
                    new Template.Step("Before", -2, "pack games", Optional.of("children")),
                    new Template.Step("Before", -7, "wash", Optional.empty()),
                    new Template.Step("After", 1, "dry", Optional.empty())));

    private static List<String> made(LocalDate today, String... options) {
        return GeneratedTask.of(TEMPLATE, DAY, Set.of(options), today).stream()
                .map(task -> task.due() + " " + task.words())
                .toList();
    }

    @Test
    void each_step_is_so_many_days_before_or_after_the_day() {
        assertThat(made(LocalDate.of(2026, 1, 1)))
                .containsExactly("2026-05-02 book", "2026-05-25 wash", "2026-06-02 dry");
    }

    @Test
    void what_not_everybody_needs_comes_when_it_is_chosen() {
        assertThat(made(LocalDate.of(2026, 1, 1), "children")).contains("2026-05-30 pack games");
    }

    @Test
    void what_should_have_been_done_already_is_due_today() {
        assertThat(made(LocalDate.of(2026, 5, 28)))
                .containsExactly("2026-05-28 book", "2026-05-28 wash", "2026-06-02 dry");
    }
}
