package dev.hauban.compose.variable;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Any text is variables, and problems with their places; a value that is written plainly is read as it is.
class EnvironmentFileFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void any_text_is_variables_and_problems(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        var places = new Places(text);
        var values = new LinkedHashMap<String, String>();
        EnvironmentFile.read(text, values, Map.of("OUTSIDE", "around")::get, places);
        RawEnvironmentFile.read(text, new LinkedHashMap<>(), _ -> null, places);
        values.values().forEach(EnvironmentFileFuzzTest::readAgain);
    }

    private static void readAgain(String value) {
        if (value.indexOf('\'') >= 0 || value.indexOf('\\') >= 0) {
            return;
        }
        var again = new LinkedHashMap<String, String>();
        String line = "A='" + value + "'\nB=b\n";
        EnvironmentFile.read(line, again, _ -> null, new Places(line));
        assertThat(again).containsEntry("A", value).containsEntry("B", "b");
    }

    private static final class Places implements EnvironmentFile.Listener {
        private final String text;
        private final int lines;

        Places(String text) {
            this.text = text;
            this.lines =
                    1 + (int) text.chars().filter(c -> c == '\n' || c == '\r').count();
        }

        @Override
        public void malformed(int line, int column, MalformedException malformed) {
            assertThat(malformed.getMessage()).isNotBlank();
            assertThat(malformed.remedy()).isNotBlank();
            check(line, column);
        }

        @Override
        public void unset(int line, int column, String name) {
            assertThat(name).matches("[A-Za-z_][A-Za-z_0-9]*");
            check(line, column);
        }

        @Override
        public boolean isTracing() {
            return true;
        }

        @Override
        public void assigned(int line, int column, String name, String value) {
            check(line, column);
        }

        @Override
        public void filled(int line, int column, String filled) {
            check(line, column);
        }

        private void check(int line, int column) {
            assertThat(line).isBetween(1, lines);
            assertThat(column).isBetween(1, text.length() + 1);
        }
    }
}
