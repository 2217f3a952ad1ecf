import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Compose files that are meant to do harm: each in a folder of its own, and each has to end in a problem.
final class Hostile {
    private Hostile() {}

    /// The folders, by what is in them.
    static Map<String, Path> folders(Path root) throws IOException, InterruptedException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("100,000 brackets", "a: " + "[".repeat(100_000));
        texts.put("100,000 braces", "{a: ".repeat(100_000));
        texts.put("bomb of aliases", aliases());
        texts.put("bomb of merge keys", merges());
        texts.put("bomb of extends", services());
        texts.put("bomb of ports", "services: {a: {image: x, ports: [%s]}}"
                .formatted("'1-65535:1-65535', '127.0.0.1:1-65535:1-65535', ".repeat(2)));
        texts.put("100 MB", "services: {a: {image: x}}\n" + ("# " + "x".repeat(98) + "\n").repeat(1_000_000));
        texts.put("100 MB in a line", "a: " + "x".repeat(100_000_000));
        texts.put("900,000 commas", "x-a: [" + ("a, ".repeat(300_000) + "\n").repeat(3) + "]");
        texts.put("a NUL byte", "services: {a: {image: \"x\0\"}}\n");
        texts.put("a million NUL bytes", "\0".repeat(1_000_000));
        texts.put("include in a circle", "include: [compose.yaml]\n");
        texts.put("recursive anchors", "services: {a: &a {image: x, labels: [*a]}, b: &b {<<: *b}}\n");
        texts.put("a device", "services: {a: {image: x, env_file: /dev/zero}}\n");
        texts.put("a device included", "include: [/dev/urandom]\n");
        texts.put("a named pipe", "services: {a: {image: x, env_file: ./pipe}}\n");
        texts.put("defaults of defaults", "services: {a: {image: \"" + "${A:-".repeat(100_000) + "\"}}\n");
        Map<String, Path> folders = new LinkedHashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path folder = Files.createDirectory(root.resolve("case-" + folders.size()));
            Files.writeString(folder.resolve("compose.yaml"), text.getValue());
            folders.put(text.getKey(), folder);
        }
        Path pipe = folders.get("a named pipe").resolve("pipe");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IllegalStateException("mkfifo " + pipe);
        }
        Path noText = Files.createDirectory(root.resolve("case-" + folders.size()));
        Files.write(noText.resolve("compose.yaml"), "services: {a: {image: \"é\"}}".getBytes(StandardCharsets.ISO_8859_1));
        folders.put("invalid UTF-8", noText);
        return folders;
    }

    private static String aliases() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }
        return text.toString();
    }

    private static String merges() {
        var text = new StringBuilder("a0: &a0 {%s}\n".formatted(pairs(50)));
        for (int i = 1; i < 12; i++) {
            String nine = "*a%d, ".formatted(i - 1).repeat(9);
            text.append("a%d: &a%d {<<: [%s], y: *a%d, z: *a%d}\n".formatted(i, i, nine, i - 1, i - 1));
        }
        return text.toString();
    }

    private static String services() {
        var text = new StringBuilder("services:\n  s0: {image: x, labels: {%s}}\n".formatted(pairs(1_000)));
        for (int i = 1; i < 1_000; i++) {
            text.append("  s%d: {extends: s%d}\n".formatted(i, i <= 40 ? i - 1 : 40));
        }
        return text.toString();
    }

    private static String pairs(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("k").append(i).append(": v, ");
        }
        return text.toString();
    }
}
