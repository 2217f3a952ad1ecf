package dev.emailight.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DraftTest {
    private static Draft to(String to) {
        return new Draft(to, "Lunch", "Shall we?");
    }

    @Test
    void recipients_are_taken_as_people_type_them_each_once() {
        assertThat(to(" ada@Example.org,bob@x.org;; carl@x.org\nada@example.org ")
                        .recipients())
                .containsExactly("ada@example.org", "bob@x.org", "carl@x.org");
    }

    @Test
    void what_is_no_address_is_named() {
        for (var wrong :
                new String[] {"ada", "@x.org", "ada@", "a@b@c", "ada@x..org", "<ada@x.org>", "ada\u0001@x.org"}) {
            assertThatExceptionOfType(Refused.class)
                    .as(wrong)
                    .isThrownBy(() -> to(wrong).recipients());
        }
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> to("bob@x.org, ada").recipients())
                .withMessage("“ada” is not an e-mail address.");
    }

    @Test
    void a_subject_can_t_begin_another_header() {
        assertThat(new Draft("", "Lunch\r\nBcc: everybody@x.org", "").subject())
                .isEqualTo("Lunch Bcc: everybody@x.org");
    }

    @Test
    void too_much_is_refused() {
        var many = IntStream.rangeClosed(0, Draft.RECIPIENTS)
                .mapToObj(i -> "p" + i + "@x.org")
                .collect(Collectors.joining(","));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> to(many).typed());
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> new Draft("", "x".repeat(201), ""));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> new Draft("", "", "x".repeat(20_001)));
    }

    @Test
    void a_draft_may_be_unfinished_what_is_sent_may_not() {
        assertThat(new Draft("ada", "", "").typed()).containsExactly("ada");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> to("").recipients());
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> new Draft("ada@x.org", " ", "\n").recipients());
    }
}
