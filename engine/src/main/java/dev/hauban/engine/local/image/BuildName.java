package dev.hauban.engine.local.image;

import dev.hauban.problem.DefectException;
import dev.hauban.stack.Build;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// The name of what is built: a hash of everything that goes into it.
final class BuildName {
    /// Another way of building gives another name.
    private static final String EDITION = "3";

    private final MessageDigest digest;

    private BuildName(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(Build build, String dockerfile, List<String> bases, List<Path> inputs) throws IOException {
        var name = new BuildName(sha256());
        name.text(EDITION);
        name.text(dockerfile);
        name.text(build.target().orElse(""));
        new TreeMap<>(build.arguments()).forEach((key, value) -> name.text(key + "=" + value));
        bases.forEach(name::text);
        for (Path path : inputs) {
            name.file(build.context().resolve(path), path.toString());
        }
        return HexFormat.of().formatHex(name.digest.digest()).substring(0, 32);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(bytes);
    }

    private void file(Path file, String relative) throws IOException {
        text(relative);
        if (Files.isSymbolicLink(file)) {
            text(Files.readSymbolicLink(file).toString());
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            text(Files.getPosixFilePermissions(file).stream().sorted().toList() + " " + Files.size(file));
            content(file);
        }
    }

    private void content(Path file) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new DefectException("every Java has SHA-256", impossible);
        }
    }
}
