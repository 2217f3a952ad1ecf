package dev.faildaily.frontend;

import dev.faildaily.web.Answer;
import dev.faildaily.web.Body;
import dev.faildaily.web.Refusal;
import dev.faildaily.web.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The page and its files, read and compressed once at the start.
///
/// Files are served below a folder that is named after what is in them, so that browsers keep them for a year and
/// still get the new ones after an update; the page itself, which names that folder, is asked for every time.
final class Page {

    private record File(String type, byte[] plain, byte[] compressed) {}

    private static final String INDEX = "index.html";

    private static final Map<String, String> FILES = files();

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    private final Map<String, File> served = new LinkedHashMap<>();
    private final String version;

    private Page(String version) {
        this.version = version;
    }

    static Page load() throws IOException {
        var contents = new LinkedHashMap<String, byte[]>();
        for (var name : FILES.keySet()) {
            contents.put(name, content(name));
        }
        var page = new Page(version(contents));
        for (var entry : contents.entrySet()) {
            var name = entry.getKey();
            var content = name.equals(INDEX) ? page.versioned(entry.getValue()) : entry.getValue();
            page.served.put(name, new File(type(name), content, Compression.compressed(content)));
        }
        return page;
    }

    private static Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put(INDEX, "text/html; charset=utf-8");
        files.put("style.css", "text/css; charset=utf-8");
        files.put("icon.svg", "image/svg+xml");
        files.put("manifest.webmanifest", "application/manifest+json");
        for (var module : List.of("main.js", "api.js", "dom.js", "account.js", "feed.js", "compose.js", "words.js")) {
            files.put(module, "text/javascript; charset=utf-8");
        }
        return files;
    }

    /// The page itself.
    Answer index(Request request) {
        var answer = answer(request, file(INDEX), "\"" + version + "\"");
        return answer.with("Cache-Control", "no-cache")
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("X-Content-Type-Options", "nosniff")
                .with("Permissions-Policy", "geolocation=(), microphone=()");
    }

    /// `/files/{version}/{name}`. An older version's name gets the file of today, but nobody keeps it.
    Answer file(Request request) {
        var name = request.variable("name");
        var current = request.variable("version").equals(version);
        return answer(request, file(name), "\"" + version + "-" + name + "\"")
                .with("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-cache")
                .with("X-Content-Type-Options", "nosniff");
    }

    Answer icon(Request request) {
        return answer(request, file("icon.svg"), "\"" + version + "-icon\"").with("Cache-Control", "max-age=86400");
    }

    private File file(String name) {
        var file = served.get(name);
        if (file == null) {
            throw new Refusal(404, "There is nothing here.");
        }
        return file;
    }

    private static Answer answer(Request request, File file, String tag) {
        if (request.header("If-None-Match").filter(tag::equals).isPresent()) {
            return Answer.of(304).with("ETag", tag).with("Vary", "Accept-Encoding");
        }
        var small = Compression.isWanted(request) && file.plain.length >= Compression.WORTHWHILE;
        var answer = new Answer(
                200,
                List.of(
                        new Answer.Header("Content-Type", file.type),
                        new Answer.Header("ETag", tag),
                        new Answer.Header("Vary", "Accept-Encoding")),
                new Body.Bytes(small ? file.compressed : file.plain));
        return small ? answer.with("Content-Encoding", "gzip") : answer;
    }

    private byte[] versioned(byte[] index) {
        return new String(index, StandardCharsets.UTF_8)
                .replace("{files}", "/files/" + version)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String version(Map<String, byte[]> contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            contents.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException("the JDK has no SHA-256", problem);
        }
    }

    private static String type(String name) {
        return FILES.getOrDefault(name, "application/octet-stream");
    }

    private static byte[] content(String name) throws IOException {
        try (var stream = Page.class.getResourceAsStream("page/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("not in the program: " + name);
            }
            return stream.readAllBytes();
        }
    }
}
