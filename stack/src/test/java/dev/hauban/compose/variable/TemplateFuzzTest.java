package dev.hauban.compose.variable;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Any text is filled in or refused; what comes of it, with its dollar signs doubled, means itself.
class TemplateFuzzTest {
    private static final Map<String, String> VARIABLES = Map.of("SET", "value", "EMPTY", "", "A", "$B");

    @FuzzTest(maxDuration = "1m")
    void any_text_is_filled_in_or_refused(byte[] bytes) throws MalformedException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Set<String> unset = new HashSet<>();
        List<String> mentioned =
                Template.mentions(text).stream().map(Template.Mention::name).toList();
        String filled;
        try {
            filled = new Template(VARIABLES::get, unset::add).substitute(text);
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(refused.remedy()).isNotBlank();
            return;
        }
        assertThat(mentioned).containsAll(unset);
        if (text.indexOf('$') < 0) {
            assertThat(filled).isEqualTo(text);
        }
        String escaped = filled.replace("$", "$$");
        assertThat(new Template(_ -> null, unset::add).substitute(escaped)).isEqualTo(filled);
    }
}
