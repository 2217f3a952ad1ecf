package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.compose.request.ReadingOptions.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of services that somebody asks for by name.
class NamedServicesTest {
    private static final String SHOP = """
            services:
              web: {image: web, depends_on: [db]}
              web-2: {image: web}
              db: {image: db, container_name: one}
              cache: {image: cache, container_name: one, profiles: [fast]}
            """;

    private static final String ODD = """
            services:
              app: {image: app}
              odd: {profiles: [odd], networks: [missing], env_file: odd.env, label_file: odd.labels}
              many: {profiles: [odd], image: app, env_file: [{path: no.env, format: raw, required: false}]}
            """;

    @Test
    void a_name_is_a_pattern() {
        assertThat(services("web*")).containsExactly("db", "web", "web-2");
        assertThat(services("web-?")).containsExactly("web-2");
        assertThat(services("*-*")).containsExactly("web-2");
        assertThat(services("[a-d]b")).containsExactly("db");
        assertThat(services("[^w]*")).containsExactly("db");
        assertThat(services("d\\b")).containsExactly("db");
        assertThat(services("[db][b\\-]")).containsExactly("db");
        assertThat(services("w*b", "db")).containsExactly("db", "web");
        assertThat(services("*")).containsExactly("db", "web", "web-2");
    }

    @Test
    void a_pattern_that_means_nothing_is_refused() {
        for (String name : List.of("web?", "[", "[]db]", "[z-a]b", "db[", "[b-]b", "db\\", "?", "", "[a", "[^]")) {
            assertThat(Composed.of(SHOP).wanting(name).refusal()).contains("no such service: " + name);
        }
    }

    @Test
    void a_pattern_switches_no_profile_on() {
        assertThat(Composed.of(SHOP).wanting("cach*").refusal()).contains("no such service: cach*");
        assertThat(services("cache")).containsExactly("cache");
        assertThat(services("cache", "cach*")).containsExactly("cache");
    }

    @Test
    void names_of_containers_are_compared_among_the_services_that_are_wanted() {
        Composed.of(SHOP).wanting("cache", "web-2").yaml();
        Composed.of(SHOP).wanting("cache", "db").isRefused();
    }

    @Test
    void a_service_that_only_its_name_switches_on_is_not_checked_and_keeps_its_label_file() {
        Composed odd = Composed.of(ODD).wanting("odd").with("odd.env", "A=1\n");
        assertThat(odd.yaml()).contains("""
                    environment:
                      A: "1"
                    label_file:
                      - /work/odd.labels
                    networks:
                      missing: null
                """);
        assertThat(odd.with(ReadingOptions.ALL.withFoldedEnvironment(Reach.CHOSEN))
                        .yaml())
                .contains("env_file:\n      - /work/odd.env\n")
                .doesNotContain("environment");
        assertThat(odd.wanting("many").yaml()).contains("""
                    env_file:
                      - path: /work/no.env
                        required: false
                    image: app
                """);
    }

    @Test
    void a_stack_has_no_service_that_is_not_checked() {
        assertThat(Composed.of(ODD).wanting("odd").with("odd.env", "A=1\n").stackRefusal())
                .contains("services.odd: has neither an image nor a build context specified")
                .contains("refers to undefined network missing");
    }

    private static List<String> services(String... names) {
        return Composed.of(SHOP)
                .wanting(names)
                .yaml()
                .lines()
                .filter(line -> line.matches(" {2}\\S+:"))
                .map(line -> line.substring(2, line.length() - 1))
                .filter(name -> !name.equals("default"))
                .toList();
    }
}
