package dev.hauban.engine.local;

import dev.hauban.engine.local.host.Accounts;
import dev.hauban.engine.local.image.Piece;
import dev.hauban.engine.local.rewrite.Rewriting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// On the third rung, a folder of configuration as one instance has it: the image's files with what the stack puts
/// there, in which container paths and names of services are replaced. A file in which there is nothing to replace is a
/// link to the one that the stack names, so that no secret lies in two places.
final class ConfigurationCopies {
    /// Nobody writes more by hand.
    private static final long LARGEST = 1 << 20;

    /// nginx' own word for a group of servers, which is often called as the service that is in it.
    private static final Pattern GROUP = Pattern.compile("(?m)^\\s*upstream\\s+([\\w.-]+)\\s*\\{");

    /// Ends a name for the time of the replacement; in no text that people write.
    private static final String MARK = "\u0001";

    private final Path folder;
    private final Optional<Accounts.Identity> identity;

    /// @param folder of the instance, for what is made here
    /// @param identity whose service it is: it may add files
    ConfigurationCopies(Path folder, Optional<Accounts.Identity> identity) {
        this.folder = folder;
        this.identity = identity;
    }

    /// @param placements what else appears where; outer folders first
    /// @param places where container paths lie on the host: in and out
    void settle(List<Piece> pieces, List<Placement> placements, Map<String, String> places, Map<String, String> names)
            throws IOException {
        Trees.remove(folder);
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            if (piece.use() != Piece.Use.CONFIGURATION) {
                continue;
            }
            List<Placement> inside = placements.stream()
                    .filter(placement -> Furnishing.same(placement.target(), piece.target())
                            || Furnishing.isBelow(placement.target(), piece.target()))
                    .toList();
            Path own = folder.resolve(piece.target().substring(1).replace('/', '%'));
            Files.createDirectories(own);
            for (Placement placement : inside) {
                places.remove(placement.target());
                gather(placement.source(), own.resolve(Furnishing.rest(placement.target(), piece.target())), files);
            }
            places.put(piece.target(), own.toString());
        }
        write(files, new Rewriting(places, names));
        handOver();
    }

    private void handOver() throws IOException {
        if (!Trees.isRoot() || identity.isEmpty() || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all.filter(Files::isDirectory)::iterator) {
                Trees.own(each, identity.get().uid(), identity.get().gid());
            }
        }
    }

    /// Which file is to be made of which. What comes later hides what was there.
    private static void gather(Path from, Path to, Map<Path, Path> files) throws IOException {
        files.keySet().removeIf(file -> file.startsWith(to));
        if (!Files.isDirectory(from)) {
            files.put(to, from);
            return;
        }
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : (Iterable<Path>) all.sorted()::iterator) {
                gather(each, to.resolve(each.getFileName()), files);
            }
        }
    }

    private static void write(Map<Path, Path> files, Rewriting rewriting) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Path source : Set.copyOf(files.values())) {
            String text = text(source);
            if (text != null) {
                texts.put(source, text);
            }
        }
        Pattern groups = groups(texts);
        for (Map.Entry<Path, Path> file : files.entrySet()) {
            String text = texts.get(file.getValue());
            String here = text == null
                    ? null
                    : rewriting
                            .text(groups.matcher(text).replaceAll("//" + MARK + "$1"))
                            .replace(MARK, "");
            Files.createDirectories(file.getKey().getParent());
            Files.deleteIfExists(file.getKey());
            if (here == null || here.equals(text)) {
                Files.createSymbolicLink(file.getKey(), file.getValue());
            } else {
                // With the rights of the original before there is anything to read.
                Files.createFile(file.getKey());
                Trees.adopt(file.getValue(), file.getKey());
                Files.writeString(file.getKey(), here);
            }
        }
    }

    /// Where a group of servers is meant, and not the service of the same name.
    private static Pattern groups(Map<Path, String> texts) {
        Set<String> found = new TreeSet<>();
        for (String text : texts.values()) {
            Matcher matcher = GROUP.matcher(text);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found.isEmpty()
                ? Pattern.compile("(?!)()")
                : Pattern.compile(
                        found.stream().map(Pattern::quote).collect(Collectors.joining("|", "//(", ")(?![\\w.:-])")));
    }

    /// Null when it is none.
    private static @org.jspecify.annotations.Nullable String text(Path file) throws IOException {
        // A socket, say, or a link that leads nowhere: it is linked to as it is.
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }
}
