package dev.hauban.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonStyleTest {
    private static final Json SAMPLE = Json.object()
            .with("name", "db")
            .with("ports", Json.array(List.of(Json.number(80), Json.number(443))))
            .with("empty", Json.object().build())
            .with("none", Json.array(List.of()))
            .with("ready", true)
            .withText("left out", Optional.empty())
            .build();

    @Test
    void writes_one_line_without_a_space() {
        assertThat(SAMPLE.compact())
                .isEqualTo("{\"name\":\"db\",\"ports\":[80,443],\"empty\":{},\"none\":[],\"ready\":true}");
    }

    @Test
    void indents_by_two_spaces_and_keeps_what_is_empty_on_its_line() {
        assertThat(SAMPLE.pretty()).isEqualTo("""
                        {
                          "name": "db",
                          "ports": [
                            80,
                            443
                          ],
                          "empty": {},
                          "none": [],
                          "ready": true
                        }""");
    }

    @Test
    void escapes_what_must_be_escaped_and_nothing_else() {
        String text = "\"\\/\b\f\n\r\t\u0000\u001f\u007fé😀\u2028<&>";

        assertThat(Json.text(text).compact())
                .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé😀\\u2028<&>\"");
    }

    @Test
    void escapes_for_a_page_as_go_does() {
        assertThat(JsonStyle.COMPACT.asGo().write(Json.text("a<b && c>d")))
                .isEqualTo("\"a\\u003cb \\u0026\\u0026 c\\u003ed\"");
    }

    @Test
    void replaces_half_a_surrogate_pair_so_that_every_reader_takes_it() {
        assertThat(Json.text("a\ud83db").compact()).isEqualTo("\"a\\ufffdb\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,-0",
        "2,2",
        "0.5,0.5",
        "-1.25,-1.25",
        "100000000,100000000",
        "0.000001,0.000001",
        "1e-7,1e-7",
        "1e20,100000000000000000000",
        "1e21,1e+21",
        "-1.5e300,-1.5e+300",
        "0.1,0.1"
    })
    void writes_a_fraction_as_go_does(double value, String written) {
        assertThat(Json.number(value).compact()).isEqualTo(written);
    }

    @Test
    void refuses_numbers_that_json_cannot_say() {
        assertThatThrownBy(() -> Json.number(Double.NaN)).hasMessage("JSON has no word for NaN");
        assertThatThrownBy(() -> new Json.Number("1.")).hasMessage("not a JSON number: 1.");
    }

    @Test
    void refuses_a_name_that_is_there_twice() {
        assertThatThrownBy(() -> Json.object().with("a", 1).with("a", 2)).hasMessage("the member \"a\" is there twice");
    }
}
