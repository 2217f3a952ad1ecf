package dev.hauban.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the build makes of switches over types and of records (launcher/DirectCalls.java).
final class DirectCallsTest {
    /// Says what the two answer, in all their forms.
    private static final String PROGRAM = """
            package dev.hauban.app;
            import java.util.Objects;
            interface Main {
                sealed interface Shape {}
                record Circle(double radius) implements Shape {}
                record Box(Shape inside, String name) implements Shape {}
                record Empty() implements Shape {}
                record All(boolean a, byte b, short c, char d, int e, long f, float g, double h, String i, int[] j) {}
                enum Color { RED, GREEN }

                static void main(String[] arguments) {
                    for (Shape shape : new Shape[] {
                            new Circle(2), new Circle(-1), new Box(new Circle(7), "b"), new Box(null, "n"), new Empty(), null}) {
                        System.out.println(shape + ": " + told(shape));
                    }
                    System.out.println(other(Color.GREEN) + other("RED") + other(5) + other('c') + other(new Object()));
                    var one = new All(true, (byte) 1, (short) 2, 'x', 4, 5L, Float.NaN, -0.0, null, null);
                    var same = new All(true, (byte) 1, (short) 2, 'x', 4, 5L, Float.NaN, -0.0, null, null);
                    System.out.println(one);
                    System.out.println(one.equals(same) + " " + one.equals(null) + " " + one.equals("one"));
                    System.out.println(one.equals(new All(true, (byte) 1, (short) 2, 'x', 4, 5L, Float.NaN, 0.0, null, null)));
                    System.out.println(one.equals(new All(true, (byte) 1, (short) 2, 'x', 4, 5L, Float.NaN, -0.0, "", null)));
                    System.out.println(new Box(new Circle(1), "a").equals(new Box(new Circle(1), "a")));
                    System.out.println(one.hashCode() == hash(true, (byte) 1, (short) 2, 'x', 4, 5L, Float.NaN, -0.0, null, null));
                    System.out.println(new Empty().hashCode() + " " + new Empty().equals(new Empty()));
                }

                static String told(Shape shape) {
                    return switch (shape) {
                        case null -> "nothing";
                        case Circle(double radius) when radius < 0 -> "hole";
                        case Circle circle -> "circle";
                        case Box(Circle(double radius), String name) when radius > 5 -> name + radius;
                        case Box box -> "box";
                        case Empty empty -> "empty";
                    };
                }

                private static String other(Object object) {
                    return switch (object) {
                        case Color color when color == Color.RED -> "red";
                        case Color color -> "color";
                        case CharSequence text -> "text";
                        case Integer number when number > 7 -> "large";
                        case Number number -> "number";
                        case Character character -> "character";
                        default -> "other";
                    };
                }

                static int hash(Object... parts) {
                    int hash = 0;
                    for (Object part : parts) {
                        hash = 31 * hash + Objects.hashCode(part);
                    }
                    return hash;
                }
            }
            """;

    @TempDir
    private Path place;

    @Test
    void switches_and_records_answer_as_before_and_leave_nothing_to_the_first_call() throws Exception {
        SmallHouse house = SmallHouse.of(place, SmallHouse.original());
        Files.writeString(house.program("Main"), PROGRAM);
        Files.writeString(
                house.program("Training"),
                "package dev.hauban.app; final class Training { public static void main(String[] a) { Main.main(a); } }");

        assertThat(house.run().out()).isEqualTo("""
                Circle[radius=2.0]: circle
                Circle[radius=-1.0]: hole
                Box[inside=Circle[radius=7.0], name=b]: b7.0
                Box[inside=null, name=n]: box
                Empty[]: empty
                null: nothing
                colortextnumbercharacterother
                All[a=true, b=1, c=2, d=x, e=4, f=5, g=NaN, h=-0.0, i=null, j=null]
                true false false
                false
                false
                true
                true
                0 true
                """);
        assertThat(classes(house)).hasSizeGreaterThan(5).noneMatch(content -> content.contains("java/lang/runtime/"));
    }

    private static List<String> classes(SmallHouse house) throws IOException {
        var classes = new ArrayList<String>();
        try (Stream<Path> jars = Files.list(house.built().getFirst().resolve("lib"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().contains("hauban-cli")).toList()) {
                try (var file = new JarFile(jar.toFile())) {
                    for (ZipEntry entry : file.stream()
                            .filter(one -> one.getName().endsWith(".class"))
                            .toList()) {
                        classes.add(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        return classes;
    }
}
