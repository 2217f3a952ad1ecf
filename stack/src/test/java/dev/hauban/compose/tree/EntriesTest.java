package dev.hauban.compose.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Holds the entries of a mapping against Java's own map in the order of insertion.
class EntriesTest {
    private static final Source SOURCE = new Source("compose.yaml", "/compose.yaml");

    @Test
    void whatever_is_done_to_them_they_are_what_a_linked_map_would_be() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var entries = new Entries();
            Map<String, Node> expected = new LinkedHashMap<>();
            int names = 1 + random.nextInt(60);
            for (int step = 0; step < 200; step++) {
                act(random, "key-" + random.nextInt(names), entries, expected);
                assertThat(entries).as("seed %s, step %s", seed, step).hasSameSizeAs(expected);
            }
            assertThat(List.copyOf(entries.entrySet().stream()
                            .map(entry -> entry.getKey() + entry.getValue())
                            .toList()))
                    .isEqualTo(expected.entrySet().stream()
                            .map(entry -> entry.getKey() + entry.getValue())
                            .toList());
            for (int i = 0; i < names; i++) {
                assertThat(entries.get("key-" + i)).isSameAs(expected.get("key-" + i));
                assertThat(entries.containsKey("key-" + i)).isEqualTo(expected.containsKey("key-" + i));
            }
        }
    }

    private static void act(Random random, String key, Entries entries, Map<String, Node> expected) {
        Node value = new Scalar(SOURCE, 1, 1, (long) random.nextInt(5));
        switch (random.nextInt(12)) {
            case 0 -> assertThat(entries.remove(key)).isSameAs(expected.remove(key));
            case 1 -> assertThat(entries.putIfAbsent(key, value)).isSameAs(expected.putIfAbsent(key, value));
            case 2 -> {
                boolean changes = entries.keySet().removeIf(key::equals);
                assertThat(changes).isEqualTo(expected.keySet().removeIf(key::equals));
            }
            case 3 -> {
                entries.values().removeIf(node -> node.means(value));
                expected.values().removeIf(node -> node.means(value));
            }
            case 4 -> {
                entries.entrySet().removeIf(entry -> entry.getKey().equals(key));
                expected.entrySet().removeIf(entry -> entry.getKey().equals(key));
            }
            case 5 -> {
                removeWalking(entries, key);
                removeWalking(expected, key);
            }
            case 6 -> {
                entries.replaceAll((name, node) -> name.equals(key) ? value : node);
                expected.replaceAll((name, node) -> name.equals(key) ? value : node);
            }
            default -> assertThat(entries.put(key, value)).isSameAs(expected.put(key, value));
        }
    }

    private static void removeWalking(Map<String, Node> entries, String key) {
        for (Iterator<Map.Entry<String, Node>> walk = entries.entrySet().iterator(); walk.hasNext(); ) {
            if (walk.next().getKey().equals(key)) {
                walk.remove();
            }
        }
    }

    @Test
    void a_change_sees_every_entry_once_and_takes_out_what_becomes_nothing() {
        var mapping = new Mapping(SOURCE, 1, 1);
        for (int i = 0; i < 50; i++) {
            mapping.put("key-" + i, (Object) (long) i);
        }
        var seen = new ArrayList<String>();
        mapping.change((key, value) -> {
            seen.add(key);
            return seen.size() % 2 == 0 ? null : new Scalar(SOURCE, 1, 1, key);
        });
        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
        assertThat(mapping.entries()).hasSize(25);
        assertThat(mapping.text("key-48")).isEqualTo("key-48");
        assertThat(mapping.has("key-49")).isFalse();
    }

    @Test
    void a_copy_is_settled_where_the_original_is_and_what_is_made_from_it_is_not() {
        var scalar = new Scalar(SOURCE, 1, 1, "text");
        scalar.settle();
        assertThat(scalar.copy().isSettled()).isTrue();
        assertThat(Scalar.from(scalar, "${OTHER}").isSettled()).isFalse();
    }
}
