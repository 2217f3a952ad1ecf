package dev.hauban.engine.docker.wire;

import dev.hauban.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One thing to ask of a daemon: `DockerRequest.get("/containers/{}/logs", id).query("follow", true)`.
///
/// @param target path and query, without the version in front
/// @param silence how long the daemon may say nothing before we give up: until its answer begins, and between two
/// pieces of an answer that is read as a whole. What takes its time, such as stopping with a long grace, asks for more.
public record DockerRequest(Method method, String target, List<Header> headers, Body body, Duration silence) {
    /// Enough for a daemon that is busy; what can take longer says so.
    private static final Duration USUAL_SILENCE = Duration.ofSeconds(60);

    /// In names of images, `/`, `:` and `@` stand for themselves.
    private static final String UNESCAPED = "-._~/:@";
    private static final String HEX = "0123456789ABCDEF";

    public DockerRequest {
        headers = List.copyOf(headers);
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + target);
        }
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("a limit is above zero: " + silence);
        }
    }

    public enum Method {
        GET,
        HEAD,
        POST,
        PUT,
        DELETE
    }

    /// A header field, such as `X-Registry-Auth`.
    public record Header(String name, String value) {
        public Header {
            if (name.isEmpty() || hasControl(name) || name.indexOf(':') >= 0 || hasControl(value)) {
                throw new IllegalArgumentException("not a header field: " + name);
            }
        }

        /// Without the value, which may be a secret.
        @Override
        public String toString() {
            return name;
        }

        private static boolean hasControl(String text) {
            for (int at = 0; at < text.length(); at++) {
                if (text.charAt(at) < ' ' || text.charAt(at) >= 127) {
                    return true;
                }
            }
            return false;
        }
    }

    /// What goes along with a request.
    public sealed interface Body {
        record Nothing() implements Body {}

        record Value(Json json) implements Body {}

        record Streamed(String mediaType, Content content) implements Body {}
    }

    /// Writes what is too large to be held: an archive, a build context. It goes out while it is written.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /// Each `{}` in the path stands for the next of the segments, which are escaped.
    public static DockerRequest get(String path, String... segments) {
        return of(Method.GET, path, segments);
    }

    public static DockerRequest head(String path, String... segments) {
        return of(Method.HEAD, path, segments);
    }

    public static DockerRequest post(String path, String... segments) {
        return of(Method.POST, path, segments);
    }

    public static DockerRequest put(String path, String... segments) {
        return of(Method.PUT, path, segments);
    }

    public static DockerRequest delete(String path, String... segments) {
        return of(Method.DELETE, path, segments);
    }

    public DockerRequest query(String name, String value) {
        String more = (target.indexOf('?') < 0 ? "?" : "&") + name + "=" + escaped(value);
        return new DockerRequest(method, target + more, headers, body, silence);
    }

    public DockerRequest query(String name, boolean value) {
        return query(name, Boolean.toString(value));
    }

    public DockerRequest query(String name, long value) {
        return query(name, Long.toString(value));
    }

    /// For filters and build arguments, which the API takes as JSON.
    public DockerRequest query(String name, Json value) {
        return query(name, value.compact());
    }

    public DockerRequest header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new DockerRequest(method, target, more, body, silence);
    }

    public DockerRequest body(Json json) {
        return new DockerRequest(method, target, headers, new Body.Value(json), silence);
    }

    /// An archive, written by `content` while it is sent.
    public DockerRequest tar(Content content) {
        return new DockerRequest(method, target, headers, new Body.Streamed("application/x-tar", content), silence);
    }

    public DockerRequest silence(Duration longest) {
        return new DockerRequest(method, target, headers, body, longest);
    }

    /// Whether nothing changes when the daemon is asked twice.
    boolean isRepeatable() {
        return method == Method.GET || method == Method.HEAD;
    }

    private static DockerRequest of(Method method, String path, String... segments) {
        var target = new StringBuilder(path.length() + 80);
        int plain = 0;
        for (String segment : segments) {
            int hole = path.indexOf("{}", plain);
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("names nothing: \"" + segment + "\" in " + path);
            }
            if (hole < 0) {
                throw new IllegalArgumentException("more segments than places: " + path);
            }
            target.append(path, plain, hole).append(escaped(segment));
            plain = hole + 2;
        }
        if (path.indexOf("{}", plain) >= 0) {
            throw new IllegalArgumentException("more places than segments: " + path);
        }
        target.append(path, plain, path.length());
        return new DockerRequest(method, target.toString(), List.of(), new Body.Nothing(), USUAL_SILENCE);
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xFF);
            if (isLetterOrDigit(character) || UNESCAPED.indexOf(character) >= 0) {
                escaped.append(character);
            } else {
                escaped.append('%').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 0xF));
            }
        }
        return escaped.toString();
    }

    private static boolean isLetterOrDigit(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9';
    }
}
