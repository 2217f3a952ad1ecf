package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskersEnvironmentTest {
    @Test
    void what_is_handed_on_where_nobody_chose_a_locale_is_had_back_as_it_was() {
        for (Map<String, String> asker :
                List.of(Map.of("A", "1"), Map.of("LC_ALL", "C"), Map.of("LC_ALL", ""), Map.of("LANG", "POSIX"))) {
            Map<String, String> handed = AskersEnvironment.handedOn(asker);

            assertThat(handed).containsEntry("LC_ALL", "C.UTF-8");
            assertThat(AskersEnvironment.of(handed)).isEqualTo(asker);
        }
    }

    @Test
    void a_locale_that_somebody_chose_stays() {
        for (Map<String, String> asker :
                List.of(Map.of("LANG", "de_DE.UTF-8"), Map.of("LANG", "C", "LC_ALL", "de_DE.ISO-8859-1"))) {
            assertThat(AskersEnvironment.handedOn(asker)).isEqualTo(asker);
            assertThat(AskersEnvironment.of(asker)).isEqualTo(asker);
        }
    }
}
