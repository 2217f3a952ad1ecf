package dev.hauban.backup.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.catalog.Copying;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// `packed.rdb` is what a Redis 7.0 has written that packs small values, `unpacked.rdb` the same data from one that was
/// told not to pack anything, as it comes over the protocol.
class RedisReadingTest {
    static byte[] file(String name) throws IOException {
        try (InputStream file = RedisReadingTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }

    private record Read(Holdings holdings, boolean isWhole) {}

    private static Read read(byte[] copy, int piece) throws InterruptedException {
        try (Reading reading = Reading.of(Copying.Form.REDIS)) {
            for (int at = 0; at < copy.length; at += piece) {
                reading.pass(copy, at, Math.min(piece, copy.length - at));
            }
            reading.end();
            return new Read(reading.holdings(), reading.isWhole());
        }
    }

    @Test
    void counts_keys_by_database_and_those_that_end_apart() throws Exception {
        Read read = read(file("packed.rdb"), 1000);

        assertThat(read.isWhole()).isTrue();
        assertThat(read.holdings().rows()).hasSize(3);
        assertThat(read.holdings().rows().get("db0").count()).isEqualTo(15);
        assertThat(read.holdings().rows().get("db0 (ending)").count()).isEqualTo(1);
        assertThat(read.holdings().rows().get("db3").count()).isEqualTo(3);
        assertThat(read.holdings().objects()).containsEntry("functions", 1L);
    }

    @Test
    void the_same_values_have_the_same_sum_however_the_server_has_packed_them() throws Exception {
        Read packed = read(file("packed.rdb"), 4096);
        Read unpacked = read(file("unpacked.rdb"), 4096);

        assertThat(unpacked.isWhole()).isTrue();
        assertThat(packed.holdings().differences(unpacked.holdings())).isEmpty();
        assertThat(unpacked.holdings()).isEqualTo(packed.holdings());
    }

    @Test
    void it_does_not_matter_in_which_pieces_it_passes() throws Exception {
        Read whole = read(file("packed.rdb"), Integer.MAX_VALUE);

        for (int piece : new int[] {1, 2, 7, 512}) {
            assertThat(read(file("packed.rdb"), piece)).isEqualTo(whole);
        }
    }

    @Test
    void what_breaks_off_anywhere_is_not_whole() throws Exception {
        byte[] copy = file("packed.rdb");
        for (int length = 0; length < copy.length; length += 37) {
            byte[] cut = java.util.Arrays.copyOf(copy, length);
            assertThat(read(cut, 512).isWhole()).as("%d bytes", length).isFalse();
        }
    }

    @Test
    void what_is_garbled_anywhere_never_stops_whoever_passes_it() throws Exception {
        byte[] copy = file("packed.rdb");
        for (int at = 0; at < copy.length; at += 13) {
            byte[] garbled = copy.clone();
            garbled[at] = (byte) (garbled[at] ^ 0xFF);
            var much = new ByteArrayOutputStream();
            for (int again = 0; again < 4; again++) {
                much.writeBytes(garbled);
            }
            read(much.toByteArray(), 64);
        }
    }

    @Test
    void another_element_of_any_value_is_another_sum() throws Exception {
        byte[] copy = file("unpacked.rdb");
        Read before = read(copy, 4096);
        for (String element : new String[] {"Brest", "alpha", "low", "long-element", "w77", "item123", "hello"}) {
            byte[] changed = copy.clone();
            int at = new String(copy, StandardCharsets.ISO_8859_1).indexOf(element);
            assertThat(at).as(element).isPositive();
            changed[at]++;
            assertThat(before.holdings().differences(read(changed, 4096).holdings()))
                    .as(element)
                    .containsExactly("db0: 15 in the backup and restored, but not the same ones");
        }
    }

    @Test
    void keys_that_end_by_themselves_may_be_over_but_there_are_never_more_of_them() throws Exception {
        byte[] copy = file("packed.rdb");
        Holdings all = read(copy, 4096).holdings();
        var rows = new java.util.TreeMap<>(all.rows());
        rows.remove("db0 (ending)");
        var fewer = new Holdings(rows, all.objects());

        assertThat(all.differences(fewer)).isEmpty();
        assertThat(fewer.differences(all)).containsExactly("db0 (ending): 0 in the backup, 1 restored");
    }

    @Test
    void reads_the_lists_of_older_servers() throws Exception {
        byte[] ziplist = {
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            4,
            0, // how long, where the last is, how many
            0,
            2,
            'a',
            'b', // a text of two
            4,
            (byte) 0xFE,
            -7, // a number of one byte
            3,
            (byte) 0xC0,
            0x2C,
            0x01, // of two: 300
            4,
            (byte) 0xF6, // within the first: 5
            (byte) 0xFF
        };
        var elements = new java.util.ArrayList<String>();
        RedisPacked.ofZiplist(ziplist, one -> elements.add(new String(one, StandardCharsets.US_ASCII)));

        assertThat(elements).containsExactly("ab", "-7", "300", "5");
    }
}
