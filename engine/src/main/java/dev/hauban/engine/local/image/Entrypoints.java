package dev.hauban.engine.local.image;

import dev.hauban.engine.local.supply.Supply;
import dev.hauban.problem.DefectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The scripts that begin services of well-known images, put where a service can run them.
public final class Entrypoints {
    /// As in the official images, so that a file may name it.
    static final String NAME = "docker-entrypoint.sh";

    private static final int KEY_LENGTH = 12;

    private Entrypoints() {}

    /// The folder with the scripts of a family.
    ///
    /// @param family such as `postgres`
    static Path of(String family, Supply supply) throws InterruptedException {
        Map<String, String> scripts = new TreeMap<>();
        scripts.put(NAME, resource("common") + resource(family));
        if (family.equals("mysql")) {
            scripts.put("healthcheck.sh", resource("healthcheck"));
        }
        return supply.scripts("scripts-" + family + "-" + hash(String.join("", scripts.values())), scripts);
    }

    /// Whether a process is still one of these scripts, and not yet the program that it ends by becoming.
    ///
    /// @param words that it was started with
    /// @param cache where the scripts are kept
    public static boolean isAtWork(List<String> words, Path cache) {
        return words.size() > 1
                && words.get(1).endsWith("/" + NAME)
                && Path.of(words.get(1)).startsWith(cache);
    }

    private static String resource(String name) {
        try (InputStream script = Entrypoints.class.getResourceAsStream("entrypoint/" + name + ".sh")) {
            if (script == null) {
                throw new DefectException("entrypoint/" + name + ".sh is not in the program");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new DefectException("entrypoint/" + name + ".sh can't be read", unreadable);
        }
    }

    /// Short, for the name of what holds exactly this.
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new DefectException("every Java has SHA-256", impossible);
        }
    }
}
