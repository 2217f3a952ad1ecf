package dev.faildaily.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RoutesTest {

    private final Routes routes = new Routes()
            .get("/", _ -> Answer.of(200))
            .get("/api/fails/{id}", _ -> Answer.of(200))
            .delete("/api/fails/{id}", _ -> Answer.of(204))
            .any("/proxy/*", _ -> Answer.of(200));

    @Test
    void a_place_in_the_pattern_takes_what_stands_there() {
        var match = routes.find("GET", "/api/fails/17");

        assertThat(match.pattern()).isEqualTo("/api/fails/{id}");
        assertThat(match.variables()).containsEntry("id", "17");
    }

    @Test
    void a_star_takes_all_the_rest_and_any_method() {
        assertThat(routes.find("PATCH", "/proxy/a/b/c").pattern()).isEqualTo("/proxy/*");
    }

    @Test
    void head_goes_where_get_goes() {
        assertThat(routes.find("HEAD", "/").pattern()).isEqualTo("/");
    }

    @Test
    void a_known_path_with_another_method_says_which_methods_there_are() throws Exception {
        var answer = routes.find("PUT", "/api/fails/17").handler().answer(unseen());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).contains(new Answer.Header("Allow", "GET, DELETE"));
    }

    @Test
    void an_unknown_path_and_a_longer_one_are_not_found() throws Exception {
        assertThat(routes.find("GET", "/nowhere").handler().answer(unseen()).status())
                .isEqualTo(404);
        assertThat(routes.find("GET", "/api/fails/17/more").pattern()).isEqualTo("unknown");
    }

    /// These handlers don't look at the request.
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private static Request unseen() {
        return null;
    }
}
