package dev.hauban.engine.local.shim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What this user can have on this machine. Each is empty when it can be had, or says what was tried and why it
/// failed.
///
/// @param ownNetwork rung 1: own files and own network
/// @param ownFiles rung 2: own files
/// @param ownAddresses whether services on rungs 2 and 3 get a localhost of their own
public record Rungs(Optional<String> ownNetwork, Optional<String> ownFiles, Optional<String> ownAddresses) {
    /// The best rung: 1, 2 or 3.
    public int best() {
        if (ownNetwork.isEmpty()) {
            return 1;
        }
        return ownFiles.isEmpty() ? 2 : 3;
    }

    static Rungs parse(String answer) {
        Map<String, String> lines = new HashMap<>();
        for (String line : answer.lines().toList()) {
            String[] words = line.split(" ", 2);
            lines.put(words[0], words.length == 2 ? words[1] : "");
        }
        return new Rungs(obstacle(lines, "rung1"), obstacle(lines, "rung2"), obstacle(lines, "notify"));
    }

    private static Optional<String> obstacle(Map<String, String> lines, String name) {
        String text = lines.getOrDefault(name, "no: the shim gave no answer");
        return text.equals("yes") ? Optional.empty() : Optional.of(text.replaceFirst("^no: ", ""));
    }
}
