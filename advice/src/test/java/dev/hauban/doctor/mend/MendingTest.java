package dev.hauban.doctor.mend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.doctor.Diagnosis;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Fix.Edit;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.ProjectFiles;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MendingTest {
    @Test
    void edits_are_made_where_they_belong_and_all_else_stays() {
        Mending mending = mending(
                "a: 1 # é\nb: \"ü\" # two\nc: 3\n",
                Fix.edit(at(2, 4), "\"ü\"", "\"öö\""),
                Fix.edit(at(1, 1), "a", "A"),
                Fix.edit(at(4, 1), "", "d: 4\n"));

        assertThat(mending.texts()).containsExactly(Map.entry("/p/f.yaml", "A: 1 # é\nb: \"öö\" # two\nc: 3\nd: 4\n"));
        assertThat(mending.followed()).hasSize(3);
    }

    @Test
    void columns_count_characters_also_where_a_character_is_two() {
        assertThat(mending("a: 😀 b\n", Fix.edit(at(1, 6), "b", "c")).texts().values())
                .containsExactly("a: 😀 c\n");
    }

    @Test
    void two_texts_at_one_place_are_put_in_in_their_order() {
        assertThat(mending("a:\n", Fix.edit(at(2, 1), "", "  b: 1\n"), Fix.edit(at(2, 1), "", "  c: 2\n"))
                        .texts()
                        .values())
                .containsExactly("a:\n  b: 1\n  c: 2\n");
    }

    @Test
    void a_file_with_returns_keeps_them() {
        assertThat(mending("a: 1\r\nb: 2\r\n", Fix.edit(at(2, 1), "", "c: 3\n"))
                        .texts()
                        .values())
                .containsExactly("a: 1\r\nc: 3\r\nb: 2\r\n");
    }

    @Test
    void where_something_else_stands_nothing_is_changed() {
        var both = new Fix.Edits(List.of(new Edit(at(1, 1), "a", "A"), new Edit(at(2, 1), "x", "X")));

        assertThat(mending("a: 1\nb: 2\n", both).isNothing()).isTrue();
        assertThat(mending("a: 1\n", Fix.edit(at(9, 1), "a", "A")).isNothing()).isTrue();
        assertThat(mending("a: 1\n", Fix.edit(at(1, 40), "", "A")).isNothing()).isTrue();
        assertThat(mending("a: 1\n", Fix.edit(new Place("other.yaml", 1, 1), "a", "A"))
                        .isNothing())
                .isTrue();
    }

    @Test
    void of_two_that_want_the_same_text_the_first_one_has_it() {
        Mending mending = mending("a: 12\n", Fix.edit(at(1, 4), "12", "3"), Fix.edit(at(1, 5), "2", "4"));

        assertThat(mending.texts().values()).containsExactly("a: 3\n");
        assertThat(mending.followed()).hasSize(1);
    }

    @Test
    void what_git_or_a_mode_has_to_show_is_not_to_be_proved_by_a_text() {
        Mending mending = mending("a: 1\n", new Fix.ForOwnerOnly("/p/.env"), Fix.edit(at(1, 4), "1", "2"));

        assertThat(mending.closed()).containsExactly("/p/.env");
        assertThat(mending.followed()).hasSize(2);
        assertThat(mending.provable()).hasSize(1);
    }

    private static Place at(int line, int column) {
        return new Place("f.yaml", line, column);
    }

    private static Mending mending(String text, Fix... fixes) {
        var paper = new Paper(Paper.Kind.COMPOSE, "f.yaml", "/p/f.yaml", text);
        var diagnoses = new ArrayList<Diagnosis>();
        for (Fix fix : fixes) {
            Advice advice = Advice.note("message " + diagnoses.size(), "remedy").healedBy(fix);
            diagnoses.add(new Diagnosis(new Rule.Description("rule", "title", "why"), advice, Optional.empty()));
        }
        return Mending.of(new ProjectFiles(List.of(paper), Map.of(), Map.of(), Optional.empty()), diagnoses);
    }
}
