package dev.hauban.compose.canonical;

import java.util.ArrayDeque;
import java.util.Deque;

/// Paths as texts, put together and taken apart as Go's `path/filepath` does on Unix. They may be relative, and may
/// lead to places that are not there.
public final class GoPaths {
    private GoPaths() {}

    public static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }

    /// The shortest path that means the same: no `.`, no `..` that can be resolved, no double slash.
    public static String clean(String path) {
        if (isClean(path)) {
            return path;
        }
        boolean absolute = isAbsolute(path);
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                up(parts, absolute);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    private static boolean isClean(String path) {
        boolean suspicious = path.isEmpty() || path.length() > 1 && path.endsWith("/");
        return !suspicious && !path.contains("//") && !path.contains(".");
    }

    private static void up(Deque<String> parts, boolean absolute) {
        if (!parts.isEmpty() && !parts.getLast().equals("..")) {
            parts.removeLast();
        } else if (!absolute) {
            parts.addLast("..");
        }
    }

    public static String join(String folder, String path) {
        if (folder.isEmpty()) {
            return path.isEmpty() ? "" : clean(path);
        }
        return path.isEmpty() ? clean(folder) : clean(folder + "/" + path);
    }

    /// `path` if it is absolute, else seen from `folder`.
    public static String resolve(String folder, String path) {
        return isAbsolute(path) ? clean(path) : join(folder, path);
    }

    /// The folder that the path is in.
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return clean(path.substring(0, slash + 1));
    }

    public static String name(String path) {
        String clean = clean(path);
        return clean.equals("/") ? "/" : clean.substring(clean.lastIndexOf('/') + 1);
    }

    /// How `path` is reached from `folder`; both are absolute, or both relative to the same place.
    public static String relative(String folder, String path) {
        String from = clean(folder);
        String to = clean(path);
        if (from.equals(to)) {
            return ".";
        }
        if (isAbsolute(from) != isAbsolute(to)) {
            return to;
        }
        String[] fromParts = parts(from);
        String[] toParts = parts(to);
        int common = 0;
        while (common < fromParts.length && common < toParts.length && fromParts[common].equals(toParts[common])) {
            common++;
        }
        var way = new StringBuilder();
        for (int i = common; i < fromParts.length; i++) {
            way.append(way.isEmpty() ? "" : "/").append("..");
        }
        for (int i = common; i < toParts.length; i++) {
            way.append(way.isEmpty() ? "" : "/").append(toParts[i]);
        }
        return way.toString();
    }

    private static String[] parts(String path) {
        String inner = isAbsolute(path) ? path.substring(1) : path;
        return inner.isEmpty() || inner.equals(".") ? new String[0] : inner.split("/");
    }

    /// Absolute on Windows: a drive of one byte with a slash, or a network name. Files written there can be read here.
    static boolean isWindowsAbsolute(String path) {
        boolean network = path.startsWith("\\\\") || path.startsWith("//") || path.startsWith("\\/");
        boolean drive = path.length() > 2
                && path.charAt(0) < 0x80
                && path.charAt(1) == ':'
                && (path.charAt(2) == '/' || path.charAt(2) == '\\');
        return network || drive;
    }
}
