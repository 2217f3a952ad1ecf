package dev.hauban.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SarifTest {
    @Test
    void a_log_names_every_rule_and_places_every_result() throws Exception {
        List<Diagnosis> all =
                new Doctor().examine(Example.of("database-published", "bad").subject());

        Json.Members run = JsonReader.readObject(Sarif.log(all, "1.2").pretty())
                .array("runs")
                .objects()
                .getFirst();
        Json.Members driver = run.members("tool").members("driver");
        List<Json.Members> rules = driver.array("rules").objects();
        List<Json.Members> results = run.array("results").objects();

        assertThat(driver.text("version")).isEqualTo("1.2");
        assertThat(rules).hasSameSizeAs(Rules.descriptions());
        assertThat(results).hasSameSizeAs(all);
        for (Json.Members result : results) {
            assertThat(rules.get((int) result.wholeNumber("ruleIndex")).text("id"))
                    .isEqualTo(result.text("ruleId"));
            assertThat(result.text("level")).isIn("error", "warning", "note");
            Json.Members place = result.array("locations").objects().getFirst().members("physicalLocation");
            assertThat(place.members("artifactLocation").text("uri")).isEqualTo("compose.yaml");
            assertThat(place.members("region").wholeNumber("startLine")).isPositive();
        }
    }

    @Test
    void a_fix_says_what_goes_and_what_comes() throws Exception {
        List<Diagnosis> all = new Doctor()
                .examine(Example.of("version-key", "bad").subject()).stream()
                        .filter(one -> one.rule().name().equals("version-key"))
                        .toList();

        Json.Members replacement = JsonReader.readObject(Sarif.log(all, "1").compact())
                .array("runs")
                .objects()
                .getFirst()
                .array("results")
                .objects()
                .getFirst()
                .array("fixes")
                .objects()
                .getFirst()
                .array("artifactChanges")
                .objects()
                .getFirst()
                .array("replacements")
                .objects()
                .getFirst();

        // The line, and the empty one below it.
        assertThat(replacement.members("deletedRegion").compact())
                .isEqualTo("{\"startLine\":1,\"startColumn\":1,\"endLine\":3,\"endColumn\":1}");
        assertThat(replacement.members("insertedContent").text("text")).isEmpty();
    }

    @Test
    void a_silenced_result_is_suppressed_with_its_reason() throws Exception {
        List<Diagnosis> all =
                new Doctor().examine(Example.of("silence-idle", "good").subject());

        assertThat(Sarif.log(all, "1").compact())
                .contains("\"suppressions\":[{\"kind\":\"inSource\",\"justification\":\"it is built every night\"}]");
    }

    @Test
    void a_file_is_named_by_a_uri() {
        assertThat(Sarif.uri("k8s/base/hpa.yaml")).isEqualTo("k8s/base/hpa.yaml");
        assertThat(Sarif.uri("/srv/été 1/compose.yaml")).isEqualTo("file:///srv/%C3%A9t%C3%A9%201/compose.yaml");
    }
}
