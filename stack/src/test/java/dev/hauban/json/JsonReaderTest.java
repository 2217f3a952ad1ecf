package dev.hauban.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
    @Test
    void reads_every_kind_of_value_and_keeps_the_order_of_names() throws MalformedJson {
        Json.Members read = JsonReader.readObject("""
                { "z": "a\\"b\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é",
                  "a": [1, -2.5e+3, 0, true, false, null, [], {}] }
                """);

        assertThat(read.values().keySet()).containsExactly("z", "a");
        assertThat(read.text("z")).isEqualTo("a\"b\\/\b\f\n\r\té😀é");
        assertThat(read.array("a").values())
                .containsExactly(
                        new Json.Number("1"),
                        new Json.Number("-2.5e+3"),
                        new Json.Number("0"),
                        Json.bool(true),
                        Json.bool(false),
                        Json.none(),
                        Json.array(List.of()),
                        Json.object().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "tru",
                "True",
                "nul",
                "NaN",
                "Infinity",
                "+1",
                "01",
                "-01",
                "-",
                ".5",
                "5.",
                "1e",
                "1e+",
                "0x1",
                "1 2",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\ud800\\u0041\"",
                "\"\\udc00\"",
                "\"\t\"",
                "\"a\nb\"",
                "// no\n1",
                "{\"a\":1,\"a\":2}",
                "\uFEFF1",
                "[1]]",
                "\u00a01",
                "\"\\u１２３４\""
            })
    void refuses_what_is_not_json(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a": 1,~  "b": }           | 2 | 8 | a value is expected
                    {"a": 1 "b": 2}             | 1 | 9 | "," or "}" is expected
                    [1,~2,~]                    | 3 | 1 | a value is expected
                    {"a": 1,~ "a": 2}           | 2 | 2 | the name "a" is there twice
                    ["ab\\q"]                   | 1 | 5 | "\\q" is no escape that JSON knows
                    {} x                        | 1 | 4 | the value ends here, but more text follows
                    """)
    void says_where_and_what(String text, int line, int column, String what) {
        assertThatThrownBy(() -> JsonReader.read(text.replace('~', '\n')))
                .isInstanceOfSatisfying(
                        MalformedJson.class,
                        malformed ->
                                assertThat(malformed.position()).contains(new MalformedJson.Position(line, column)))
                .hasMessage("line %d, column %d: %s", line, column, what.replace("\\\\", "\\"));
    }

    @Test
    void refuses_deep_nesting_before_the_stack_ends() throws MalformedJson {
        JsonReader.read("[".repeat(256) + "]".repeat(256));

        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
                .hasMessageContaining("more than 256 levels deep");
    }

    @Test
    void survives_whatever_it_is_given() {
        var random = new Random(20260101);
        String alphabet = "{}[]\",:\\u0019eE+-. \n\ttruefalsnl\u00e9";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Json read = JsonReader.read(text.toString());
                assertThat(JsonReader.read(read.compact()).compact()).isEqualTo(read.compact());
            } catch (MalformedJson malformed) {
                assertThat(malformed).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void names_the_member_that_is_missing_or_of_another_kind() throws MalformedJson {
        Json.Members read =
                JsonReader.readObject("{\"port\": \"x\", \"share\": 0.5, \"big\": 1e999999999, \"no\": null}");

        assertThatThrownBy(() -> read.text("host")).hasMessage("\"host\" is missing");
        assertThatThrownBy(() -> read.text("no")).hasMessage("\"no\" is missing");
        assertThatThrownBy(() -> read.wholeNumber("port")).hasMessage("\"port\" must be a number but is a string");
        assertThatThrownBy(() -> read.wholeNumber("share")).hasMessage("0.5 is not a whole number that fits");
        assertThatThrownBy(() -> read.wholeNumber("big")).hasMessage("1e999999999 is not a whole number that fits");
        assertThat(read.findText("no")).isEmpty();
        assertThat(read.decimal("share")).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-0,0", "9223372036854775807,9223372036854775807", "1e3,1000", "2.50e1,25"})
    void takes_a_whole_number_however_it_is_written(String literal, long value) throws MalformedJson {
        assertThat(new Json.Number(literal).wholeNumber()).isEqualTo(value);
    }
}
