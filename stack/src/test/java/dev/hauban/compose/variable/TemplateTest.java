package dev.hauban.compose.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final Map<String, String> variables = Map.of("SET", "value", "EMPTY", "", "OTHER", "o");
    private final List<String> unset = new ArrayList<>();

    @Test
    void fills_in_what_is_named() throws MalformedException {
        assertThat(filled("a $SET b ${SET}c$SET_d")).isEqualTo("a value b valuec");
        assertThat(unset).containsExactly("SET_d");
    }

    @Test
    void two_dollar_signs_are_one_and_a_lonely_one_stays() throws MalformedException {
        assertThat(filled("$$SET $${SET} $ 5$ $1")).isEqualTo("$SET ${SET} $ 5$ $1");
    }

    @Test
    void defaults_stand_in_for_what_is_not_set() throws MalformedException {
        assertThat(filled("${SET:-d} ${EMPTY:-d} ${NO:-d}")).isEqualTo("value d d");
        assertThat(filled("${SET-d} ${EMPTY-d} ${NO-d}")).isEqualTo("value  d");
        assertThat(unset).isEmpty();
    }

    @Test
    void a_plus_puts_something_else_in_for_what_is_set() throws MalformedException {
        assertThat(filled("${SET:+x} [${EMPTY:+x}] [${NO:+x}]")).isEqualTo("x [] []");
        assertThat(filled("${SET+x} [${EMPTY+x}] [${NO+x}]")).isEqualTo("x [x] []");
    }

    @Test
    void what_is_demanded_and_missing_is_refused_with_its_message() {
        assertThatThrownBy(() -> filled("${NO:?say $OTHER}"))
                .hasMessage("required variable NO is missing a value: say o");
        assertThatThrownBy(() -> filled("${EMPTY:?}")).hasMessage("required variable EMPTY is missing a value");
        assertThatThrownBy(() -> filled("${NO?gone}")).hasMessageEndingWith(": gone");
    }

    @Test
    void what_is_demanded_and_only_empty_is_enough_without_the_colon() throws MalformedException {
        assertThat(filled("[${EMPTY?gone}]")).isEqualTo("[]");
    }

    @Test
    void defaults_may_hold_variables_and_those_defaults_too() throws MalformedException {
        assertThat(filled("${NO:-${EMPTY:-${SET}}}/x")).isEqualTo("value/x");
        assertThat(filled("${NO:-a${OTHER}b}${OTHER}")).isEqualTo("aobo");
        assertThat(filled("${NO:-$$x}")).isEqualTo("$x");
    }

    @Test
    void several_expressions_in_a_line_end_where_their_braces_do() throws MalformedException {
        assertThat(filled("${NO:-a}-${NO:-b}")).isEqualTo("a-b");
        assertThat(filled("${NO:-a}}")).isEqualTo("a}");
    }

    @Test
    void an_expression_ends_in_its_line() {
        assertThatThrownBy(() -> filled("${NO:-a\n}")).isInstanceOf(MalformedException.class);
    }

    @Test
    void what_is_no_expression_is_refused() {
        for (String text : List.of("${}", "${", "${SET", "${1}", "${A.B}", "${ SET}", "${SET:x}")) {
            assertThatThrownBy(() -> filled(text)).as(text).hasMessageContaining("is not a variable");
        }
    }

    @Test
    void mentions_are_all_variables_that_a_text_names() {
        assertThat(mentioned("$A ${B} ${C:-$D} $E\n${F}")).containsExactly("A", "B", "C", "D", "E", "F");
        assertThat(mentioned("${A:-$C}${B-}\n${D?e}$$F ${ ${G")).containsExactly("B", "A", "C", "D");
        assertThat(mentioned("${A:-".repeat(10_000) + "}".repeat(10_000))).hasSizeBetween(50, 100);
        assertThat(mentioned("${A:-x}".repeat(10_000))).hasSize(10_000);
    }

    @Test
    void what_is_listed_has_no_name_where_it_is_no_expression_and_leaves_messages_out() {
        assertThat(listed("$ ${A:?say $B} $$ ${C-${D}$1}")).containsExactly("C", "D", "A");
        assertThat(listed("${-} ${1} $! $1 $")).containsExactly("", "");
        assertThat(mentioned("$ ${A:?say $B} $$ ${C-${D}$1}")).containsExactly("C", "D", "A", "B");
        assertThat(listed("$$ only text $$A")).isEmpty();
    }

    private static List<String> listed(String text) {
        return Template.listed(text).stream().map(Template.Mention::name).toList();
    }

    private static List<String> mentioned(String text) {
        return Template.mentions(text).stream().map(Template.Mention::name).toList();
    }

    private String filled(String text) throws MalformedException {
        return new Template(variables::get, unset::add).substitute(text);
    }
}
