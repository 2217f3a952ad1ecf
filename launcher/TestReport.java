import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Sums up what Maven's test reports say, and ends with the line `N passed, N failed`:
///
///     java TestReport.java ROOT [--skips FILE] [--broken WHAT]...
///
/// Skipped tests are told with their reason. With `--skips`, those that the file does not list count as failed: each
/// of its lines is a test (`package.Class.method`, or the beginning of one and `*`) and, after blanks, a reason.
/// `--broken` tells of something that did not get as far as a test. A floor that has tests of which none was run
/// counts as failed, too: nothing that was not looked at is called good.
final class TestReport {
    private record Skipped(String test, String why) {}

    private final List<Skipped> skipped = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int passed;

    public static void main(String[] arguments) throws IOException, XMLStreamException {
        var report = new TestReport();
        Path root = Path.of(arguments[0]);
        Optional<Path> skips = Optional.empty();
        for (int word = 1; word + 1 < arguments.length; word += 2) {
            if (arguments[word].equals("--skips")) {
                skips = Optional.of(Path.of(arguments[word + 1]));
            } else {
                report.failed.add(arguments[word + 1]);
            }
        }
        for (Path floor : floors(root)) {
            report.read(root, floor);
        }
        System.exit(report.tell(skips));
    }

    /// Every Maven module below the root that has tests, those of the example applications included. What is hidden
    /// (`.hauban` holds copies of applications) or was built is none of ours.
    private static List<Path> floors(Path root) throws IOException {
        var floors = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                if (!folder.equals(root) && (name.startsWith(".") || name.matches("target|node_modules|data"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (Files.isDirectory(folder.resolve("src/test/java")) && Files.exists(folder.resolve("pom.xml"))) {
                    floors.add(folder);
                }
                return name.equals("src") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                // A folder that a service keeps to itself holds no module.
                return FileVisitResult.CONTINUE;
            }
        });
        floors.sort(null);
        return floors;
    }

    private void read(Path root, Path floor) throws IOException, XMLStreamException {
        Path reports = floor.resolve("target/surefire-reports");
        List<Path> files = List.of();
        if (Files.isDirectory(reports)) {
            try (Stream<Path> all = Files.list(reports)) {
                files = all.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                        .sorted()
                        .toList();
            }
        }
        if (files.isEmpty() && hasTests(floor)) {
            failed.add(root.relativize(floor) + ": its tests were not run");
        }
        for (Path file : files) {
            read(file);
        }
    }

    private static boolean hasTests(Path floor) throws IOException {
        try (Stream<Path> all = Files.walk(floor.resolve("src/test/java"))) {
            return all.anyMatch(file -> file.toString().endsWith("Test.java"));
        }
    }

    private void read(Path file) throws IOException, XMLStreamException {
        try (var content = Files.newInputStream(file)) {
            XMLStreamReader xml = XMLInputFactory.newInstance().createXMLStreamReader(content);
            String test = "";
            boolean good = true;
            while (xml.hasNext()) {
                int event = xml.next();
                String name = xml.hasName() ? xml.getLocalName() : "";
                if (event == XMLStreamConstants.START_ELEMENT && name.equals("testcase")) {
                    test = xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
                    good = true;
                } else if (event == XMLStreamConstants.START_ELEMENT && name.matches("failure|error|skipped")) {
                    good = false;
                    String why = reason(xml);
                    if (name.equals("skipped")) {
                        skipped.add(new Skipped(test, why));
                    } else {
                        failed.add(test + ": " + (why.isEmpty() ? "see " + file : why));
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT && name.equals("testcase") && good) {
                    passed++;
                }
            }
        }
    }

    /// The message where there is one, else the first line of the text, without the names of Java's classes.
    private static String reason(XMLStreamReader xml) throws XMLStreamException {
        String message = xml.getAttributeValue(null, "message");
        String told = message == null ? xml.getElementText() : message;
        return told.strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^([a-z0-9]+\\.)+[A-Z]\\w*: ", "")
                .replaceFirst("^Assumption failed: ", "");
    }

    private int tell(Optional<Path> skips) throws IOException {
        var reasons = new TreeMap<String, List<String>>();
        skipped.forEach(skip ->
                reasons.computeIfAbsent(skip.why(), _ -> new ArrayList<>()).add(skip.test()));
        reasons.forEach((why, tests) -> {
            System.out.println("Skipped: " + (why.isEmpty() ? "no reason given" : why));
            tests.forEach(test -> System.out.println("  " + test));
        });
        if (skips.isPresent()) {
            List<String> allowed = Files.readAllLines(skips.get()).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            skipped.stream()
                    .filter(skip -> allowed.stream().noneMatch(line -> covers(line, skip.test())))
                    .forEach(skip -> failed.add(skip.test() + ": skipped, and not listed in " + skips.get()));
        }
        failed.forEach(test -> System.out.println("Failed: " + test));
        if (!skipped.isEmpty()) {
            System.out.println(skipped.size() + " skipped");
        }
        if (passed == 0 && failed.isEmpty()) {
            failed.add("nothing");
            System.out.println("Failed: no test was run at all");
        }
        System.out.println(passed + " passed, " + failed.size() + " failed");
        return failed.isEmpty() ? 0 : 1;
    }

    private static boolean covers(String line, String test) {
        String[] parts = line.strip().split("\\s+", 2);
        boolean hasReason = parts.length == 2 && !parts[1].isBlank();
        return hasReason
                && (parts[0].endsWith("*")
                        ? test.startsWith(parts[0].substring(0, parts[0].length() - 1))
                        : test.equals(parts[0]));
    }
}
