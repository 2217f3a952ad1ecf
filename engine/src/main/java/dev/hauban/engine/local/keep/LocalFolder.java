package dev.hauban.engine.local.keep;

import dev.hauban.engine.WholeFile;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where the local engine keeps what belongs to one project:
///
/// ```
/// instances/web-1/   definition (unfinished while it is made or taken away), started, pid, exit; etc/, files/,
/// copies/: its own files
/// logs/web-1/        log, log.1, log.2: they outlive their instance
/// volumes/NAME/      the data
/// anonymous/web-1/   the data of volumes without a name
/// networks/NAME      which networks there are
/// prepared/SERVICE   the program that was prepared last
/// addresses          who has which address
/// ```
public record LocalFolder(Path root) {
    public static final String DEFINITION = "definition";
    public static final String UNFINISHED = "unfinished";
    public static final String STARTED = "started";
    private static final String PREPARED = "prepared";

    /// The project's name, by which its state folder is called.
    String project() {
        Path state = root.getParent();
        return state == null || state.getFileName() == null
                ? ""
                : state.getFileName().toString();
    }

    public Path instances() {
        return root.resolve("instances");
    }

    public Path instance(InstanceId id) {
        return instances().resolve(id.toString());
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path logFolder(InstanceId id) {
        return logs().resolve(id.toString());
    }

    public Path log(InstanceId id) {
        return logFolder(id).resolve("log");
    }

    public Path volumes() {
        return root.resolve("volumes");
    }

    public Path volume(String name) {
        return volumes().resolve(fileName(name));
    }

    public Path anonymous(InstanceId id) {
        return root.resolve("anonymous").resolve(id.toString());
    }

    public Path networks() {
        return root.resolve("networks");
    }

    public Path network(String name) {
        return networks().resolve(fileName(name));
    }

    /// The identity of the program that was prepared last for a service.
    public Optional<String> prepared(ServiceName service) throws IOException {
        return WholeFile.read(root.resolve(PREPARED).resolve(service.text())).map(String::strip);
    }

    public void prepared(ServiceName service, String program) throws IOException {
        Path folder = Files.createDirectories(root.resolve(PREPARED));
        WholeFile.write(folder.resolve(service.text()), program + "\n");
    }

    public Path addresses() {
        return root.resolve("addresses");
    }

    /// The process that holds the project's networks, where there is one.
    public Path holder() {
        return root.resolve("holder");
    }

    /// Names of all volumes, or networks, in one of the folders here.
    public static SortedSet<String> names(Path folder) throws IOException {
        var names = new TreeSet<String>();
        for (Path found : list(folder)) {
            String name = found.getFileName().toString();
            if (!name.startsWith(".")) {
                names.add(plainName(name));
            }
        }
        return names;
    }

    /// What a network was when it was made.
    ///
    /// @param hash of its definition
    /// @param range its addresses, such as `172.18.0.0/16`
    public record NetworkMade(String hash, String range) {}

    /// Empty of one that an older program made.
    public Optional<NetworkMade> networkMade(String name) throws IOException {
        Optional<Sheet> sheet = Sheet.read(network(name));
        Optional<String> range = sheet.flatMap(lines -> lines.one("range"));
        return sheet.flatMap(lines -> lines.one("hash"))
                .flatMap(hash -> range.map(addresses -> new NetworkMade(hash, addresses)));
    }

    /// The instances that have a folder in this one, whatever is in it.
    public static List<InstanceId> ids(Path folder) throws IOException {
        var ids = new ArrayList<InstanceId>();
        for (Path found : list(folder)) {
            Optional<InstanceId> id = id(found.getFileName().toString());
            if (id.isPresent()) {
                ids.add(id.get());
            }
        }
        ids.sort(null);
        return ids;
    }

    /// Reads `web-1`; a service's own name may have dashes and digits at its end.
    public static Optional<InstanceId> id(String text) {
        int dash = text.lastIndexOf('-');
        if (dash <= 0 || text.charAt(0) == '.' || !isNumber(text, dash + 1)) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text.substring(dash + 1));
        return Optional.of(new InstanceId(new ServiceName(text.substring(0, dash)), number));
    }

    private static boolean isNumber(String text, int from) {
        boolean isOne = from < text.length() && text.length() - from < 10 && text.charAt(from) != '0';
        for (int i = from; i < text.length(); i++) {
            isOne &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return isOne;
    }

    /// A name of any characters as a file's name: what could lead elsewhere is written as its number.
    static String fileName(String name) {
        var text = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char letter = (char) bytes[i];
            boolean isPlain = letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '0' && letter <= '9'
                    || letter == '_'
                    || letter == '-'
                    || letter == '.' && i > 0;
            if (isPlain) {
                text.append(letter);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(bytes[i]));
            }
        }
        return text.toString();
    }

    private static String plainName(String fileName) {
        if (fileName.indexOf('%') < 0) {
            return fileName;
        }
        return java.net.URLDecoder.decode(fileName.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var found = Files.newDirectoryStream(folder)) {
            var paths = new ArrayList<Path>();
            for (Path one : found) {
                paths.add(one);
            }
            return paths;
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
    }
}
