package dev.hauban.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hauban.house.bad.BadExample;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HabitsTest {
    private static final SourceFile ROOM = file(
            "x/package-info.java",
            "/// **Here:** **Refused:** **Visitors:** **Read first:**",
            "@NullMarked package x;");

    @Test
    void the_sources_keep_the_habits() throws IOException {
        List<SourceFile> sources = House.sources(false);

        assertThat(sources).as("files looked at").hasSizeGreaterThan(15);
        assertThat(SourceHabits.violations(sources)).isEmpty();
    }

    @Test
    void the_compiled_code_keeps_the_habits() {
        List<JavaClass> types = List.copyOf(House.classes());

        assertThat(types).as("classes looked at").hasSizeGreaterThan(30);
        assertThat(CodeHabits.violations(types, House::room)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    } catch (Exception failure) {         | catches everything
                    } catch (final Exception failure) {   | catches everything
                    } catch (Throwable _) {               | catches everything
                    throw new RuntimeException(failure);  | throws what nobody can answer
                    return new Exception("no");           | throws what nobody can answer
                    final class StackManager {            | StackManager says nothing
                    record EngineImpl(int a) {            | EngineImpl says nothing
                    // cut off                            | cuts the documentation off
                    """)
    void a_line_that_breaks_a_habit_is_refused(String line, String why) {
        var source = file("x/Thing.java", "/// Documentation.", line);

        assertThat(SourceHabits.violations(List.of(ROOM, source)))
                .singleElement()
                .asString()
                .startsWith("x/Thing.java:2: ")
                .contains(why);
    }

    @Test
    void virtual_threads_are_refused_where_the_daemon_is_talked_to() {
        var room = file("x/engine/docker/package-info.java", ROOM.lines().toArray(String[]::new));
        var line = "Thread.ofVirtual().start(this::listen);";

        assertThat(SourceHabits.violations(List.of(room, file("x/engine/docker/Thing.java", line))))
                .singleElement()
                .asString()
                .contains("holds the command up");
        assertThat(SourceHabits.violations(List.of(ROOM, file("x/Thing.java", line))))
                .isEmpty();
    }

    @Test
    void ordinary_lines_are_let_through() {
        var source = file(
                "x/Thing.java",
                "/// Says `throw new RuntimeException()` and StackManager in its documentation.",
                "final class Thing {",
                "} catch (IOException failure) {",
                "} catch (IOException | RuntimeException failure) {",
                "file.close();",
                "throw failure;",
                "}",
                "throw new IllegalStateException(\"Exception(\");",
                "// An ordinary comment.");

        assertThat(SourceHabits.violations(List.of(ROOM, source))).isEmpty();
    }

    @Test
    void a_room_without_description_is_refused() {
        assertThat(SourceHabits.violations(List.of(file("y/Thing.java", "final class Thing {}"))))
                .containsExactly("y/package-info.java lacks \"**Here:**\"");
        assertThat(SourceHabits.violations(
                        List.of(file("x/package-info.java", ROOM.lines().getFirst(), "package x;"))))
                .containsExactly("x/package-info.java lacks \"@NullMarked\"");
    }

    @ParameterizedTest
    @CsvSource({
        "engine, System.out, 1", "engine, System.getenv, 1", "engine, System.exit, 1", "app, System, 0",
        "plan, System.nanoTime, 1", "plan, Instant.now, 1", "compose, Instant.now, 1", "engine, Instant.now, 0",
        "stack, Files.exists, 1", "compose, Files.exists, 0"
    })
    void a_call_is_refused_where_it_does_not_belong(String room, String call, int times) {
        var types = List.copyOf(new ClassFileImporter().importClasses(BadExample.class));

        assertThat(CodeHabits.violations(types, _ -> room).stream().filter(wrong -> wrong.contains(call)))
                .hasSize(times);
    }

    private static SourceFile file(String path, String... lines) {
        return new SourceFile(path, List.of(lines));
    }
}
