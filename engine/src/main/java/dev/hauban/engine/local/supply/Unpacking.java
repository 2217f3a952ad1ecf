package dev.hauban.engine.local.supply;

import dev.hauban.problem.DefectException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/// Takes programs out of the jars that they are packed in.
final class Unpacking {
    private Unpacking() {}

    /// @param packing as in `artifacts.txt`
    static void unpack(Path jar, List<String> packing, Path root) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            switch (packing.getFirst()) {
                case "tar.xz" -> tarXz(zip, root);
                case "tree" -> tree(zip, packing.get(1) + "/", root);
                case "file" -> file(zip, packing.get(1), root.resolve("bin").resolve(packing.get(2)));
                default -> throw new DefectException("unknown packing: " + packing);
            }
        }
    }

    private static void tarXz(ZipFile zip, Path root) throws IOException {
        ZipEntry entry = zip.stream()
                .filter(candidate -> candidate.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new IOException("nothing packed in " + zip.getName()));
        try (InputStream packed = new BufferedInputStream(zip.getInputStream(entry));
                InputStream tar = new BufferedInputStream(new XZInputStream(packed))) {
            TarArchive.unpack(tar, root);
        }
    }

    private static void tree(ZipFile zip, String prefix, Path root) throws IOException {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
                Path target = inside(root, entry.getName().substring(prefix.length()));
                write(zip, entry, target);
            }
        }
    }

    private static void file(ZipFile zip, String name, Path target) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("no " + name + " in " + zip.getName());
        }
        write(zip, entry, target);
    }

    /// Jars know no modes: what lies in a folder of programs is one.
    private static void write(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("a strange name: " + entry.getName());
        }
        Files.createDirectories(folder);
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        }
        boolean isProgram = folder.endsWith("bin") || folder.endsWith("scripts");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /// Nothing may be written outside the folder, whatever an archive says.
    static Path inside(Path root, String name) throws IOException {
        Path target = root.resolve(name).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("an archive with a name that leads outside: " + name);
        }
        return target;
    }
}
