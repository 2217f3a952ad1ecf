package dev.hauban.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.hauban.house.Libraries.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LibrariesTest {
    @Test
    void every_room_uses_only_the_libraries_of_its_line_in_the_table() {
        var uses = new ArrayList<Use>();
        for (JavaClass type : House.classes()) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!House.isOurs(target) && !target.isPrimitive()) {
                    uses.add(new Use(House.room(type), target.getName(), dependency.getDescription()));
                }
            }
        }

        assertThat(uses).as("uses looked at").hasSizeGreaterThan(1_000);
        assertThat(uses.stream().filter(use -> use.type().startsWith("org.snakeyaml.")))
                .as("uses of the YAML parser")
                .isNotEmpty();
        assertThat(Libraries.ofTheHouse().violations(uses)).isEmpty();
    }

    /// The reader of Compose files is to be had without anything but the YAML parser.
    @Test
    void the_reader_of_compose_files_may_use_the_yaml_parser_alone() {
        Libraries.ofTheHouse().table().forEach((library, rooms) -> {
            if (rooms.stream().anyMatch(room -> room.startsWith("compose"))) {
                assertThat(library).isEqualTo("org.snakeyaml.engine.");
            }
        });
    }

    @Test
    void a_library_that_is_not_listed_is_refused_and_so_is_a_listed_one_in_another_room() {
        var libraries = new Libraries(Map.of("org.known.", Set.of("a")));
        assertThat(libraries.violations(List.of(
                        new Use("a", "org.known.Thing", "A.java:1"),
                        new Use("b", "org.known.Thing", "B.java:1"),
                        new Use("a", "org.other.Thing", "A.java:2"),
                        new Use("a", "java.util.List", "A.java:3"))))
                .containsExactly("a may not use org.other.Thing: A.java:2", "b may not use org.known.Thing: B.java:1");
    }
}
