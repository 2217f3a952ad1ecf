package dev.hauban.secret;

import dev.hauban.engine.StateFolder;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// When secrets were set here. Of each there is a salted sum beside the moment, so that it is seen when somebody has
/// changed one by hand since.
final class Ages {
    private static final String FILE = "secrets";

    private final StateFolder state;

    Ages(StateFolder state) {
        this.state = state;
    }

    /// When this value was set here; empty if it wasn't.
    Optional<Instant> of(String name, String value) throws IOException {
        String[] words = read().getOrDefault(name, "").split(" ");
        return words.length == 3 && words[2].equals(sum(words[1], value))
                ? Optional.of(Instant.parse(words[0]))
                : Optional.empty();
    }

    void note(String name, String value, Instant at, RandomGenerator chance) throws IOException {
        var salt = new byte[16];
        chance.nextBytes(salt);
        String hex = HexFormat.of().formatHex(salt);
        Map<String, String> all = read();
        all.put(name, at + " " + hex + " " + sum(hex, value));
        var json = Json.object();
        all.forEach(json::with);
        state.make();
        state.write(FILE, json.build().compact() + "\n");
    }

    private Map<String, String> read() throws IOException {
        var all = new TreeMap<String, String>();
        Optional<String> text = state.read(FILE);
        if (text.isPresent() && JsonReader.read(text.get()) instanceof Json.Members(Map<String, Json> members)) {
            members.forEach((name, value) -> all.put(name, value instanceof Json.Text(String words) ? words : ""));
        }
        return all;
    }

    private static String sum(String salt, String value) {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            sum.update(salt.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sum.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new dev.hauban.problem.DefectException("every JDK has SHA-256", impossible);
        }
    }
}
