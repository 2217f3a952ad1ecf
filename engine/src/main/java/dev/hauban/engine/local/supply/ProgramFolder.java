package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes unpacked programs runnable from where they lie: a `bin` folder with a few lines of shell for each, which set
/// the path of their libraries and become them. So nothing of it leaks into other programs, and PATH is all that a
/// service needs to be told.
final class ProgramFolder {
    /// In a folder of the cache: what was unpacked, and the way into it.
    static final String ROOT = "root";

    static final String BIN = "bin";

    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    /// Folders that may hold programs, below what was unpacked.
    private static final List<String> PROGRAMS =
            List.of("usr/bin", "usr/sbin", "bin", "sbin", "scripts", "usr/lib/postgresql");

    /// Names under which images call a program that a distribution calls otherwise.
    private static final Map<String, List<String>> ALSO_CALLED = Map.of(
            "redis-server", List.of("valkey-server"),
            "redis-cli", List.of("valkey-cli"),
            "mariadb-admin", List.of("mysqladmin"),
            "mariadb-dump", List.of("mysqldump"),
            "mariadb", List.of("mysql"),
            "mariadbd", List.of("mysqld"),
            "mariadb-check", List.of("mysqlcheck"),
            "nc.openbsd", List.of("nc", "netcat"));

    private ProgramFolder() {}

    /// @param folder where it is now, being filled
    /// @param home where it will be
    /// @param libraries folders below the root with shared libraries
    static void write(Path folder, Path home, List<String> libraries) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(BIN));
        for (Map.Entry<String, Path> program : programs(folder.resolve(ROOT)).entrySet()) {
            Path inside = folder.relativize(program.getValue());
            writeOne(bin.resolve(program.getKey()), text(home.resolve(inside), home, libraries));
        }
    }

    private static Map<String, Path> programs(Path root) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        for (String name : PROGRAMS) {
            Path folder = root.resolve(name);
            for (Path file : Files.isDirectory(folder) ? filesBelow(folder) : List.<Path>of()) {
                if (isProgram(file)) {
                    found.putIfAbsent(file.getFileName().toString(), file);
                }
            }
        }
        ALSO_CALLED.forEach((name, others) -> {
            Path program = found.get(name);
            if (program != null) {
                others.forEach(other -> found.putIfAbsent(other, program));
            }
        });
        return found;
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var walk = Files.walk(folder, 3)) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static boolean isProgram(Path file) throws IOException {
        if (!Files.isExecutable(file)) {
            return false;
        }
        try (InputStream content = Files.newInputStream(file)) {
            return java.util.Arrays.equals(content.readNBytes(ELF.length), ELF);
        }
    }

    private static String text(Path program, Path home, List<String> libraries) {
        String path = String.join(
                ":",
                libraries.stream()
                        .map(library -> home.resolve(ROOT).resolve(library).toString())
                        .toList());
        String setting = libraries.isEmpty()
                ? ""
                : "LD_LIBRARY_PATH=" + quoted(path) + "${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}\nexport LD_LIBRARY_PATH\n";
        return "#!/bin/sh\n" + setting + "exec " + quoted(program.toString()) + " \"$@\"\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static void writeOne(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Whether all these programs can be run from this folder of the cache.
    static boolean has(Path home, List<String> programs) {
        return programs.stream()
                .allMatch(program -> Files.isExecutable(home.resolve(BIN).resolve(program)));
    }
}
