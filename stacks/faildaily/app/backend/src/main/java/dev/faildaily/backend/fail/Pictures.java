package dev.faildaily.backend.fail;

import dev.faildaily.web.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Pictures as files. Names are made up here and can't be guessed; what a client called its file is never used.
public final class Pictures {

    public record Picture(Path file, Kind kind) {}

    public static final int LARGEST = 10 << 20;

    private static final int BIT = 64 << 10;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.(jpg|png|gif|webp)");

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    public Pictures(Path folder) {
        this.folder = folder;
    }

    /// Why no picture can be kept; nothing when one can.
    public Optional<String> trouble() {
        return Files.isDirectory(folder) && Files.isWritable(folder)
                ? Optional.empty()
                : Optional.of(folder + " can't be written by user " + System.getProperty("user.name"));
    }

    /// Keeps a picture, whole or not at all, and answers its name.
    public String keep(ByteBuffer content) throws IOException {
        var kind = Kind.of(content)
                .orElseThrow(() -> new Refusal(415, "That is not a picture: JPEG, PNG, GIF or WebP, please."));
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var name = HexFormat.of().formatHex(bytes) + "." + kind.extension();
        var temporary = folder.resolve("." + name);
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (var piece : kind.withoutDetails(content)) {
                    write(channel, piece);
                }
                channel.force(true);
            }
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return name;
    }

    /// Bit by bit: the JDK copies what it is given to write, and a copy of a whole picture would stay in memory.
    private static void write(FileChannel channel, ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            var bit = piece.slice(piece.position(), Math.min(BIT, piece.remaining()));
            piece.position(piece.position() + channel.write(bit));
        }
    }

    public Picture find(String name) {
        var file = folder.resolve(checked(name));
        if (!Files.isRegularFile(file)) {
            throw new Refusal(404, "That picture is not there any more.");
        }
        return new Picture(file, Kind.named(name));
    }

    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(checked(name)));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(404, "There is nothing here.");
        }
        return name;
    }
}
