package dev.checkin.backend.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.checkin.backend.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParticipantListTest {
    private static List<String> read(String text) {
        return ParticipantList.read(text).stream()
                .map(row -> row.line() + ":" + row.wish().name() + "|"
                        + row.wish().email() + "|" + row.wish().note())
                .toList();
    }

    @Test
    void names_alone_are_enough() {
        assertThat(read("Ada\nGrace\r\n\n  Alan  ")).containsExactly("1:Ada||", "2:Grace||", "4:Alan||");
    }

    @Test
    void commas_semicolons_and_tabs_divide() {
        assertThat(read("Ada,a@x.org,vip")).containsExactly("1:Ada|a@x.org|vip");
        assertThat(read("Ada;a@x.org;a, b")).containsExactly("1:Ada|a@x.org|a, b");
        assertThat(read("Ada\ta@x.org\tvip")).containsExactly("1:Ada|a@x.org|vip");
    }

    @Test
    void a_head_says_the_order() {
        assertThat(read("\uFEFFE-Mail;Ticket;Nom\na@x.org;7;Ada\nb@x.org"))
                .containsExactly("2:Ada|a@x.org|", "3:|b@x.org|");
    }

    @Test
    void quotes_hold_dividers_quotes_and_lines_together() {
        assertThat(read("\"Hopper, Grace\",g@x.org,\"says \"\"hi\"\"\nloudly\"\nAda"))
                .containsExactly("1:Hopper, Grace|g@x.org|says \"hi\"\nloudly", "3:Ada||");
        assertThat(read("\"never closed,a\nb")).hasSize(1);
    }

    @Test
    void nothing_is_an_empty_list_and_too_much_is_refused() {
        assertThat(read(" \n ; \n")).isEmpty();
        assertThatThrownBy(() -> read("x\n".repeat(2_001))).isInstanceOf(Refusal.class);
    }
}
