package dev.hauban.backup.keep;

import com.github.luben.zstd.ZstdInputStream;
import dev.hauban.catalog.Copying;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// SQL in a file of its own, as people keep it: written from a set, or by anybody by hand, plain or compressed.
public record PlainFile(Path path) {
    private static final int HEAD = 64 * 1024;

    /// How it begins when it is compressed.
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};

    private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    private static final byte[] PG_DUMP_CUSTOM = {'P', 'G', 'D', 'M', 'P'};

    // ---- writing

    /// Writes what a set has in SQL, each part beside the set, whole or not at all: `shop_backup_20260102_020000.sql`,
    /// and with the service's name where there are several.
    public static List<PlainFile> write(KeptSet set, Space space) throws IOException {
        List<Part> parts = set.manifest().parts().stream()
                .filter(part -> part.form() == Copying.Form.POSTGRESQL || part.form() == Copying.Form.MYSQL)
                .toList();
        if (parts.isEmpty()) {
            throw new ProblemException(
                    Problem.error("line.nothing-plain", Actor.AUTHOR, "there is no database here that is copied as SQL")
                            .remedy("Leave --plain out: what there is, is in the set " + set.name() + "."));
        }
        var files = new ArrayList<PlainFile>();
        for (Part part : parts) {
            Path file = set.folder().resolveSibling(name(set, part, parts.size() == 1));
            write(set, part, file, space);
            files.add(new PlainFile(file));
        }
        SetFolder.force(set.folder().getParent());
        return files;
    }

    private static String name(KeptSet set, Part part, boolean isOnly) {
        String project = set.manifest().project().text();
        String moment = set.name().substring(project.length() + 1).replace('-', '_');
        String service = part.file().name().replaceFirst("\\.[a-z]+\\.zst(\\.age)?$", "");
        return project + (isOnly ? "" : "_" + service) + "_backup_" + moment + "."
                + part.form().suffix();
    }

    private static void write(KeptSet set, Part part, Path file, Space space) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + SetFolder.DRAFT);
        Files.deleteIfExists(beside);
        try {
            try (InputStream copy = set.open(part);
                    OutputStream output = new BlockWriter(beside, space)) {
                copy.transferTo(output);
            }
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ProblemException(Problem.error(
                                "backup.file-there", Actor.MACHINE, file + " is there already, and was left alone")
                        .remedy("Move it away."));
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    // ---- reading

    /// What the tool wrote.
    public InputStream open() throws IOException {
        var file = new BufferedInputStream(Files.newInputStream(path));
        try {
            byte[] head = peek(file, ZSTD.length);
            if (begins(head, GZIP)) {
                return new GZIPInputStream(file);
            }
            return begins(head, ZSTD) ? new ZstdInputStream(file) : file;
        } catch (IOException garbled) {
            file.close();
            throw garbled;
        }
    }

    /// Whose SQL it is.
    ///
    /// @throws ProblemException if it is nothing that we know
    public Copying.Form form() throws IOException {
        byte[] head;
        try (InputStream copy = open()) {
            head = copy.readNBytes(HEAD);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.contains("-- PostgreSQL database ")) {
            return Copying.Form.POSTGRESQL;
        }
        if (text.contains("-- MySQL dump ") || text.contains("-- MariaDB dump ")) {
            return Copying.Form.MYSQL;
        }
        Problem problem = Problem.error(
                "line.no-dump",
                Actor.AUTHOR,
                path + " is not SQL as mysqldump, mariadb-dump, pg_dump or pg_dumpall write it");
        throw new ProblemException(
                begins(head, PG_DUMP_CUSTOM)
                        ? problem.remedy("It is pg_dump's own format: pg_restore -f dump.sql " + path.getFileName()
                                + " makes SQL of it.")
                        : problem.remedy("Give the name of a set (hauban backup list), or a file that one of those has"
                                + " written, without --compact or --skip-comments."));
    }

    private static byte[] peek(BufferedInputStream input, int length) throws IOException {
        input.mark(length);
        byte[] head = input.readNBytes(length);
        input.reset();
        return head;
    }

    private static boolean begins(byte[] head, byte[] with) {
        return head.length >= with.length && java.util.Arrays.equals(head, 0, with.length, with, 0, with.length);
    }
}
