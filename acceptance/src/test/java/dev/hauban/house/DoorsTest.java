package dev.hauban.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.hauban.house.Doors.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DoorsTest {
    private static final Doors SMALL = new Doors(Map.of("a", Set.of("b"), "b", Set.of("a"), "c", Set.of("*")));

    @Test
    void every_room_enters_only_the_rooms_of_its_line_in_the_table() {
        JavaClasses classes = House.classes();
        var rooms = new TreeSet<String>();
        var passages = new ArrayList<Passage>();
        for (JavaClass type : classes) {
            rooms.add(House.room(type));
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (House.isOurs(target) && !House.room(target).equals(House.room(type))) {
                    passages.add(new Passage(House.room(type), House.room(target), dependency.getDescription()));
                }
            }
        }

        assertThat(rooms).as("rooms looked at").contains("problem", "stack", "json", "app");
        assertThat(passages).as("passages looked at").hasSizeGreaterThan(10);
        assertThat(Doors.ofTheHouse().violations(rooms, passages)).isEmpty();
    }

    @Test
    void the_table_itself_has_no_cycle_and_no_door_to_a_room_that_is_not_listed() {
        Doors doors = Doors.ofTheHouse();
        var passages = new ArrayList<Passage>();
        doors.table()
                .forEach((from, open) -> open.stream()
                        .filter(to -> !to.equals(Doors.EVERYWHERE))
                        .forEach(to -> passages.add(new Passage(from, to, "the table"))));

        assertThat(doors.table().keySet())
                .containsAll(passages.stream().map(Passage::to).toList());
        assertThat(doors.violations(doors.table().keySet(), passages)).isEmpty();
    }

    @Test
    void a_room_that_is_not_listed_is_refused() {
        assertThat(SMALL.violations(List.of("a", "cellar"), List.of()))
                .containsExactly("the room cellar is not in the table of doors");
    }

    @Test
    void a_door_that_is_not_listed_is_refused() {
        assertThat(SMALL.violations(List.of("a", "b", "c"), List.of(new Passage("b", "c", "B.java:3"))))
                .containsExactly("no door from b to c: B.java:3");
    }

    @Test
    void a_cycle_is_refused_though_each_of_its_doors_is_listed() {
        var passages = List.of(new Passage("c", "a", "C"), new Passage("a", "b", "A"), new Passage("b", "a", "B"));

        assertThat(SMALL.violations(List.of("a", "b", "c"), passages)).containsExactly("a cycle: a -> b -> a");
    }
}
