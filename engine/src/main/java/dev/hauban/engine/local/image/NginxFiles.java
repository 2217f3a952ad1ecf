package dev.hauban.engine.local.image;

import dev.hauban.engine.local.supply.Supply;
import dev.hauban.engine.local.supply.Tools;
import dev.hauban.problem.DefectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What nginx' image holds besides the program: its configuration and first page, with the files that configurations
/// include from the package that the program came in.
///
/// Source: the official image's Dockerfile and documentation, for paths and meaning.
final class NginxFiles {
    static final String CONFIGURATION = "/etc/nginx";
    static final String LOG = "/var/log/nginx";
    static final String CACHE = "/var/cache/nginx";

    /// Where the distribution's program puts aside what it receives, unless its configuration says otherwise.
    private static final String ASIDE = "/var/lib/nginx";

    private static final String PAGES = "/usr/share/nginx/html";

    private final Supply supply;

    NginxFiles(Supply supply) {
        this.supply = supply;
    }

    List<Piece> pieces(Tools server) throws InterruptedException {
        Path empty = supply.scripts("empty", Map.of());
        Map<String, String> configuration = configuration(server);
        Map<String, String> pages = new TreeMap<>();
        for (String page : List.of("index.html", "50x.html")) {
            pages.put(page, resource(page));
        }
        return List.of(
                new Piece(kept("nginx-configuration-", configuration), CONFIGURATION, Piece.Use.CONFIGURATION),
                new Piece(kept("nginx-pages-", pages), PAGES, Piece.Use.OWN_COPY),
                new Piece(empty, LOG, Piece.Use.OPEN_COPY),
                new Piece(empty, CACHE, Piece.Use.OPEN_COPY),
                new Piece(empty, ASIDE, Piece.Use.OPEN_COPY));
    }

    private static Map<String, String> configuration(Tools server) {
        Map<String, String> files = new TreeMap<>();
        files.put("mime.types", resource("mime.types"));
        files.putAll(included(server));
        files.put("nginx.conf", resource("nginx.conf"));
        files.put("conf.d/default.conf", resource("default.conf"));
        return files;
    }

    /// `mime.types`, `fastcgi_params` and their like.
    private static Map<String, String> included(Tools server) {
        Map<String, String> files = new TreeMap<>();
        for (Path folder : List.of(server.prefix().resolveSibling("etc/nginx"), Path.of("/etc/nginx"))) {
            if (!files.isEmpty() || !Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : (Iterable<Path>) all.filter(NginxFiles::isIncluded)::iterator) {
                    files.put(file.getFileName().toString(), Files.readString(file));
                }
            } catch (IOException unreadable) {
                // Another's nginx, kept from others: ours has the most important of them.
                files.clear();
            }
        }
        return files;
    }

    private static boolean isIncluded(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.equals("mime.types") || name.endsWith("_params") || name.equals("fastcgi.conf"));
    }

    private Path kept(String name, Map<String, String> files) throws InterruptedException {
        return supply.scripts(name + Entrypoints.hash(files.toString()), files);
    }

    private static String resource(String name) {
        try (InputStream file = NginxFiles.class.getResourceAsStream("nginx/" + name)) {
            if (file == null) {
                throw new DefectException("nginx/" + name + " is not in the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new DefectException("nginx/" + name + " can't be read", unreadable);
        }
    }
}
