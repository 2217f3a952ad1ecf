package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TarReaderTest {
    private static final Instant THEN = Instant.ofEpochSecond(1_577_923_200);
    private static final String LONG = "folder/" + "n".repeat(150);

    @Test
    void reads_what_the_writer_writes() throws Exception {
        var reader = new TarReader(new ByteArrayInputStream(tar()));

        TarReader.Entry folder = reader.next().orElseThrow();
        assertThat(folder.kind()).isEqualTo('5');
        assertThat(folder.about().name()).isEqualTo("folder/");
        TarReader.Entry file = reader.next().orElseThrow();
        assertThat(file.about()).isEqualTo(new TarWriter.Entry(LONG, 04640, 3_000_000, 7, THEN));
        assertThat(new String(reader.content().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello");
        TarReader.Entry link = reader.next().orElseThrow();
        assertThat(link.kind()).isEqualTo('2');
        assertThat(link.link()).isEqualTo("../" + "t".repeat(120));
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void what_is_not_read_of_a_file_is_passed_over() throws Exception {
        var reader = new TarReader(new ByteArrayInputStream(tar()));
        reader.next();
        reader.next();

        assertThat(reader.next().orElseThrow().about().name()).isEqualTo("link");
    }

    @Test
    void one_that_is_cut_off_is_no_end() throws Exception {
        byte[] tar = tar();
        var reader = new TarReader(new ByteArrayInputStream(Arrays.copyOf(tar, 5 * 512 - 510)));
        reader.next();
        reader.next();

        assertThatThrownBy(() -> reader.content().readAllBytes()).isInstanceOf(EOFException.class);
    }

    private static byte[] tar() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var writer = new TarWriter(bytes);
        writer.folder(new TarWriter.Entry("folder", 0755, 0, 0, THEN));
        writer.file(new TarWriter.Entry(LONG, 04640, 3_000_000, 7, THEN), "hello".getBytes(StandardCharsets.UTF_8));
        writer.link(new TarWriter.Entry("link", 0777, 0, 0, THEN), "../" + "t".repeat(120));
        writer.end();
        return bytes.toByteArray();
    }
}
