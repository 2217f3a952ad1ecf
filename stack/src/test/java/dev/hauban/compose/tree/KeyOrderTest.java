package dev.hauban.compose.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    @Test
    void names_stand_as_docker_compose_writes_them() {
        // In the order in which Docker Compose 2.40.3 prints them.
        List<String> names = List.of(
                "_a",
                "A_B",
                "AB",
                "EMAIL_USE_TLS",
                "EMAIL_USERNAME",
                "HTTP_PORT",
                "HTTPS_PORT",
                "a",
                "a-1",
                "a.b",
                "a1",
                "a1b",
                "a1_b",
                "a01",
                "a2",
                "a10",
                "ab",
                "web-2",
                "web-10",
                "é");
        var shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(7));

        shuffled.sort(KeyOrder.YAML);

        assertThat(shuffled).isEqualTo(names);
    }

    /// Sorting throws where an order contradicts itself.
    @Test
    void any_names_have_an_order() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var names = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                names.add(name(random));
            }
            names.sort(KeyOrder.YAML);
            for (int i = 1; i < names.size(); i++) {
                for (int earlier = 0; earlier < i; earlier++) {
                    assertThat(KeyOrder.YAML.compare(names.get(earlier), names.get(i)))
                            .isLessThanOrEqualTo(0);
                }
            }
        }
    }

    private static String name(Random random) {
        var name = new StringBuilder();
        int length = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            name.append("01259aB_-".charAt(random.nextInt(9)));
        }
        return name.toString();
    }
}
