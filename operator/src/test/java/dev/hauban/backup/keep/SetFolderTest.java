package dev.hauban.backup.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.backup.content.Holdings;
import dev.hauban.backup.content.Tally;
import dev.hauban.catalog.Copying;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetFolderTest {
    private static final LocalDateTime NIGHT = LocalDateTime.of(2026, 1, 2, 2, 0, 0);
    private static final ProjectName SHOP = new ProjectName("shop");

    @TempDir
    Path temporary;

    private final byte[] content = new byte[9_000_000];

    SetFolderTest() {
        // Half of it can't be made smaller: so there are several blocks.
        new Random(1).nextBytes(content);
    }

    private SetFolder folder() {
        return folder(_ -> Long.MAX_VALUE / 2);
    }

    private SetFolder folder(Space space) {
        return new SetFolder(temporary.resolve("backups"), SHOP, space);
    }

    private Part part(Draft draft) throws IOException {
        try (Draft.Writing writing = draft.part("database.sql.zst")) {
            writing.write(content, 0, content.length);
            return new Part(
                    new Subject.Database("database", "mysql:8.0"),
                    Copying.Form.MYSQL,
                    "mysqldump 8.0",
                    writing.finish(),
                    writing.bytes(),
                    new Holdings(
                            new TreeMap<>(Map.of("shop.orders", new Tally(3, -7))), new TreeMap<>(Map.of("views", 1L))),
                    Duration.ofMillis(1234));
        }
    }

    private static Manifest manifest(Part part) {
        return new Manifest(
                SHOP,
                "docker",
                "Hauban 1",
                Instant.parse("2026-01-02T01:00:00Z"),
                Duration.ofSeconds(2),
                List.of(),
                new TreeMap<>(Map.of("database", "abc")),
                List.of(part));
    }

    private KeptSet made() throws IOException {
        SetFolder folder = folder();
        try (var _ = folder.hold();
                Draft draft = folder.begin(NIGHT)) {
            return draft.keep(manifest(part(draft)), new Proof.Unverified("not yet"));
        }
    }

    private static byte[] read(KeptSet set) throws IOException {
        try (InputStream copy = set.open(set.manifest().parts().getFirst())) {
            return copy.readAllBytes();
        }
    }

    @Test
    void what_was_kept_is_found_again_as_it_was() throws IOException {
        KeptSet made = made();

        KeptSet found = folder().find("shop-20260102-020000");
        assertThat(found).isEqualTo(made).isEqualTo(folder().find("latest"));
        assertThat(read(found)).isEqualTo(content);
        assertThat(found.manifest().parts().getFirst().file().blocks()).hasSizeGreaterThan(2);
    }

    @Test
    void what_was_found_out_of_a_set_stays_with_it() throws IOException {
        var failed = new Proof.Failed(Instant.parse("2026-01-02T03:00:00Z"), List.of("a", "b"));
        made().with(failed);
        assertThat(folder().find("latest").proof()).isEqualTo(failed);

        var verified = new Proof.Verified(Instant.parse("2026-01-02T04:00:00Z"));
        folder().find("latest").with(verified);
        assertThat(folder().find("latest").proof()).isEqualTo(verified);
    }

    @Test
    void two_sets_of_one_second_are_two() throws IOException {
        made();
        assertThat(made().name()).isEqualTo("shop-20260102-020000-2");
        assertThat(folder().list()).hasSize(2);
    }

    @Test
    void nobody_else_may_look_into_it_and_git_leaves_it_alone() throws IOException {
        KeptSet set = made();
        for (Path folder : List.of(set.folder(), folder().path())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(folder().path().resolve(".gitignore")).hasContent("*");
    }

    /// By the sums a person can try a set without Hauban, and by zstd read it.
    @Test
    void other_programs_understand_a_set() throws Exception {
        KeptSet set = made();
        assertThat(ended(set, "sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"))
                .isZero();
        Files.write(temporary.resolve("expected"), content);
        if (ended(set, "sh", "-c", "command -v zstd") == 0) {
            assertThat(ended(set, "sh", "-c", "zstd -dcq database.sql.zst | cmp - " + temporary.resolve("expected")))
                    .isZero();
        }
    }

    private static int ended(KeptSet set, String... words) throws Exception {
        return new ProcessBuilder(words)
                .directory(set.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void a_draft_that_was_given_up_leaves_nothing() throws IOException {
        SetFolder folder = folder();
        try (var _ = folder.hold();
                Draft draft = folder.begin(NIGHT)) {
            part(draft);
        }
        assertThat(names()).containsExactlyInAnyOrder(".gitignore", ".lock");
    }

    @Test
    void what_is_left_of_one_that_was_killed_is_no_set_and_goes_with_the_next() throws IOException {
        SetFolder folder = folder();
        try (var _ = folder.hold()) {
            part(folder.begin(NIGHT));
        }
        assertThat(folder.list()).isEmpty();
        assertThat(names()).contains(".shop-20260102-020000.part");

        made();

        assertThat(names()).containsExactlyInAnyOrder(".gitignore", ".lock", "shop-20260102-020000");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder().path())) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    @Test
    void a_bit_that_turned_in_any_file_is_found_out() throws IOException {
        KeptSet set = made();
        Path part = set.folder().resolve("database.sql.zst");
        long size = Files.size(part);
        for (long at : List.of(0L, 5L, size / 2, StoredFile.BLOCK - 1L, (long) StoredFile.BLOCK, size - 1)) {
            turn(part, at);
            assertThatThrownBy(() -> read(folder().find("latest")))
                    .as("byte " + at)
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("database.sql.zst is not what was written");
            turn(part, at);
        }
        assertThat(read(folder().find("latest"))).isEqualTo(content);
    }

    @Test
    void no_byte_of_a_damaged_block_is_handed_out() throws IOException {
        KeptSet set = made();
        turn(set.folder().resolve("database.sql.zst"), StoredFile.BLOCK + 10);
        var reader =
                new BlockReader(set.folder(), set.manifest().parts().getFirst().file());

        assertThat(reader.readNBytes(StoredFile.BLOCK)).hasSize(StoredFile.BLOCK);
        assertThatThrownBy(reader::read).isInstanceOf(DamagedException.class);
    }

    @Test
    void a_set_whose_manifest_or_sums_were_changed_is_listed_as_broken() throws IOException {
        KeptSet set = made();
        for (String name : List.of("manifest.json", "SHA256SUMS")) {
            Path file = set.folder().resolve(name);
            turn(file, 3);
            assertThat(folder().list())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            SetFolder.Listed.Broken.class,
                            broken -> assertThat(broken.problem().message()).contains("manifest.json"));
            assertThatThrownBy(() -> folder().find(set.name())).isInstanceOf(ProblemException.class);
            turn(file, 3);
        }
        Path proof = set.folder().resolve("proof.json");
        turn(proof, 0);
        assertThat(folder().find("latest").proof()).isInstanceOf(Proof.Unverified.class);
    }

    private static void turn(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[Math.toIntExact(at)] ^= 4;
        Files.write(file, bytes);
    }

    @Test
    void a_part_that_was_cut_short_or_is_gone_is_found_out() throws IOException {
        KeptSet set = made();
        Path part = set.folder().resolve("database.sql.zst");
        byte[] bytes = Files.readAllBytes(part);
        Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> read(set)).hasMessageContaining("bytes, and " + bytes.length + " were written");

        Files.delete(part);
        assertThatThrownBy(() -> read(set)).hasMessageContaining("database.sql.zst is missing");
    }

    @Test
    void leaves_the_last_of_the_disk_to_others() throws IOException {
        SetFolder folder = folder(_ -> Space.RESERVE - 1);
        try (var _ = folder.hold()) {
            assertThatThrownBy(() -> folder.begin(NIGHT))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("there is no room for a backup");
        }
    }

    @Test
    void gives_up_while_the_disk_runs_full() throws IOException {
        long[] left = {Space.RESERVE + StoredFile.BLOCK + 1};
        SetFolder folder = folder(_ -> left[0] -= 2_000_000);
        try (var _ = folder.hold();
                Draft draft = folder.begin(NIGHT)) {
            assertThatThrownBy(() -> part(draft))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("the backup was given up: less than 67 MB are left");
        }
        assertThat(folder.list()).isEmpty();
    }

    @Test
    void wants_as_much_room_as_the_newest_set_takes() throws IOException {
        KeptSet set = made();
        SetFolder folder = folder(_ -> Space.RESERVE + set.manifest().size() - 1);
        try (var _ = folder.hold()) {
            assertThatThrownBy(() -> folder.begin(NIGHT))
                    .hasMessageContaining("and it takes 76 MB (as much as the last one");
        }
    }

    @Test
    void one_works_in_it_at_a_time() throws IOException {
        SetFolder folder = folder();
        try (var _ = folder.hold()) {
            assertThatThrownBy(folder()::hold)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        folder.hold().close();
    }

    @Test
    void knows_the_sets_that_there_are_when_another_one_is_asked_for() throws IOException {
        assertThatThrownBy(() -> folder().find("latest")).hasMessageContaining("there is no set \"latest\"");
        made();
        assertThatThrownBy(() -> folder().find("shop-1"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        told -> assertThat(told.problems().getFirst().text())
                                .contains("There are: shop-20260102-020000."));
    }

    @Test
    void leaves_sets_of_other_projects_alone() throws IOException {
        made();
        var other = new SetFolder(folder().path(), new ProjectName("mill"), _ -> Long.MAX_VALUE);
        assertThat(other.list()).isEmpty();
    }
}
