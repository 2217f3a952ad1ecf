package dev.hauban.engine.local.shim;

import dev.hauban.problem.Actor;
import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The shim's program on this machine's disk, named after its content: a newer Hauban brings its own beside an older
/// one, and never writes over a program that runs.
final class ShimProgram {
    private ShimProgram() {}

    static Path in(Path cache, String architecture) throws IOException {
        byte[] content = content(architecture);
        Path program = cache.resolve("hauban-shim-" + hash(content).substring(0, 16));
        if (!Files.isExecutable(program) || Files.size(program) != content.length) {
            write(program, content);
        }
        return program;
    }

    private static byte[] content(String architecture) throws IOException {
        String name = switch (architecture) {
            case "amd64", "x86_64" -> "hauban-shim-x86_64";
            case "aarch64", "arm64" -> "hauban-shim-aarch64";
            default -> throw new ProblemException(noProgramFor(architecture));
        };
        try (InputStream resource = ShimProgram.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new DefectException("the shim " + name + " is not part of this program");
            }
            return resource.readAllBytes();
        }
    }

    private static Problem noProgramFor(String architecture) {
        return Problem.error(
                        "local.no-shim",
                        Actor.MACHINE,
                        "the local engine does not run on the processor " + architecture)
                .remedy("it runs on x86_64 and aarch64; elsewhere run the stack with Docker Compose");
    }

    private static void write(Path program, byte[] content) throws IOException {
        Files.createDirectories(program.getParent());
        Path whole = Files.createTempFile(program.getParent(), "shim", ".new");
        try {
            Files.write(whole, content);
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(whole, program, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new DefectException("every Java has SHA-256", e);
        }
    }
}
