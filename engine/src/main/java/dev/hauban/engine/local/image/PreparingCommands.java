package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Commands that only prepare a container, for a RUN line that calls them from the midst of a script: accounts, owners
/// and packages are an image's, not this machine's, so each only writes down what it was called with.
final class PreparingCommands {
    /// Where a RUN line finds them.
    static final String FOLDER = "/.hauban-build";

    private static final List<String> NAMES = List.of(
            "adduser",
            "addgroup",
            "useradd",
            "groupadd",
            "usermod",
            "groupmod",
            "userdel",
            "deluser",
            "groupdel",
            "delgroup",
            "chown",
            "chgrp",
            "passwd",
            "chpasswd",
            "apt",
            "apt-get",
            "apk",
            "yum",
            "dnf",
            "microdnf",
            "ldconfig",
            "update-ca-certificates");
    private static final String DEEDS = "deeds";
    private static final String SCRIPT = """
            #!/bin/sh
            # Stands where an image has a command that only prepares a container: writes down what it is called with.
            printf '%s\\0' "$#" "$PWD" "${0##*/}" "$@" >> "${0%/*}/deeds"
            """;

    private final Path folder;

    private PreparingCommands(Path folder) {
        this.folder = folder;
    }

    static PreparingCommands in(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : NAMES) {
            Path script = Files.writeString(folder.resolve(name), SCRIPT);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path deeds = Files.writeString(folder.resolve(DEEDS), "");
        // A line may run as another user.
        Files.setPosixFilePermissions(deeds, PosixFilePermissions.fromString("rw-rw-rw-"));
        return new PreparingCommands(folder);
    }

    Piece piece() {
        return new Piece(folder, FOLDER, Piece.Use.WRITE_THROUGH);
    }

    /// What they were called with.
    ///
    /// @param root of the stage's tree: where there is no view, its own paths are seen in the place of the stage's
    List<Deed> deeds(Path root) throws IOException {
        String text = Files.readString(folder.resolve(DEEDS), StandardCharsets.UTF_8);
        List<String> tokens = text.isEmpty() ? List.of() : Arrays.asList(text.split("\0", -1));
        List<Deed> deeds = new ArrayList<>();
        int at = 0;
        while (at + 2 < tokens.size()) {
            int end = at + 3 + Integer.parseInt(tokens.get(at));
            List<String> words = new ArrayList<>();
            tokens.subList(at + 2, end).forEach(word -> words.add(inside(root, word)));
            deeds.add(new Deed(inside(root, tokens.get(at + 1)), words));
            at = end;
        }
        return deeds;
    }

    private static String inside(Path root, String text) {
        if (text.equals(root.toString())) {
            return "/";
        }
        return text.startsWith(root + "/") ? text.substring(root.toString().length()) : text;
    }
}
