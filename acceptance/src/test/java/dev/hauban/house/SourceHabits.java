package dev.hauban.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The habits that are seen in the text of a file.
final class SourceHabits {
    /// The places that end a thread or a command, where nothing may get past. Each line has its reason.
    private static final Set<String> MAY_CATCH_EVERYTHING = Set.of(
            // The end of the program: whatever gets here is told to the user as our bug.
            "cli/src/main/java/dev/hauban/app/Main.java",
            // The ends of the operator's threads. A step whose end nobody hears of would be under way for ever, a
            // project whose thread has died would be kept by nobody, and one client's bad luck is not another's.
            "operator/src/main/java/dev/hauban/operator/Hands.java",
            "operator/src/main/java/dev/hauban/operator/Supervision.java",
            "operator/src/main/java/dev/hauban/operator/Reception.java",
            // A question that mongo-java-server did not think of is an error for who asked it, and for nobody else.
            "standin/src/main/java/dev/hauban/standin/mongo/command/Commands.java");

    private static final Pattern CATCHES_EVERYTHING =
            Pattern.compile("catch \\((final )?(\\w+ \\| )*(Exception|RuntimeException|Throwable) (\\w+)\\)");
    private static final Pattern THROWS_ANYTHING =
            Pattern.compile("new (RuntimeException|Exception|Throwable|Error)\\(");
    private static final Pattern EMPTY_NAME =
            Pattern.compile("\\b(?:class|interface|record|enum) (\\w*(?:Manager|Util|Utils|Helper|Impl))\\b");
    /// What the description of a room consists of, each part beginning with its word in bold.
    private static final List<String> PARTS_OF_A_ROOM =
            List.of("**Here:**", "**Refused:**", "**Visitors:**", "**Read first:**", "@NullMarked");

    /// docs/decisions/0044: a virtual thread that waits for a socket costs the command 300 ms at its end.
    private static final String WITHOUT_VIRTUAL_THREADS = "/engine/docker/";

    private SourceHabits() {}

    static List<String> violations(Collection<SourceFile> files) {
        var wrong = new ArrayList<String>();
        for (SourceFile file : files) {
            for (int line = 0; line < file.lines().size(); line++) {
                String before = line == 0 ? "" : file.lines().get(line - 1).strip();
                String found = wrongIn(file, file.lines().get(line).strip(), before);
                if (found.isEmpty() && catchesEverything(file, line)) {
                    found = "catches everything, bugs and interruptions too; name what is expected";
                }
                if (!found.isEmpty()) {
                    wrong.add(file.path() + ":" + (line + 1) + ": " + found);
                }
            }
        }
        wrong.addAll(roomsWithoutDescription(files));
        return wrong;
    }

    private static String wrongIn(SourceFile file, String line, String before) {
        if (line.startsWith("//") && !line.startsWith("///") && before.startsWith("///")) {
            return "a // line below a /// line cuts the documentation off there";
        }
        if (line.startsWith("//")) {
            return "";
        }
        if (THROWS_ANYTHING.matcher(line).find()) {
            return "throws what nobody can answer; take a problem or a type that says what happened";
        }
        if (file.path().contains(WITHOUT_VIRTUAL_THREADS) && line.contains("Virtual")) {
            return "a virtual thread that waits for the daemon holds the command up at its end; take Threads.named";
        }
        var name = EMPTY_NAME.matcher(line);
        return name.find() ? name.group(1) + " says nothing; take a noun of the domain" : "";
    }

    /// Tidying up and throwing on what was caught is not catching.
    private static boolean catchesEverything(SourceFile file, int line) {
        var caught = CATCHES_EVERYTHING.matcher(file.lines().get(line).strip());
        if (!caught.find() || MAY_CATCH_EVERYTHING.contains(file.path())) {
            return false;
        }
        String thrownOn = "throw " + caught.group(4) + ";";
        return file.lines().stream()
                .skip(line + 1L)
                .map(String::strip)
                .takeWhile(text -> !text.startsWith("}"))
                .noneMatch(thrownOn::equals);
    }

    private static List<String> roomsWithoutDescription(Collection<SourceFile> files) {
        var wrong = new ArrayList<String>();
        for (String folder : files.stream().map(SourceFile::folder).collect(Collectors.toCollection(TreeSet::new))) {
            String description = files.stream()
                    .filter(file -> file.path().equals(folder + "package-info.java"))
                    .flatMap(file -> file.lines().stream())
                    .collect(Collectors.joining("\n"));
            PARTS_OF_A_ROOM.stream()
                    .filter(part -> !description.contains(part))
                    .findFirst()
                    .ifPresent(part -> wrong.add(folder + "package-info.java lacks \"" + part + "\""));
        }
        return wrong;
    }
}
