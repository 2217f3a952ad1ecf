package dev.hauban.backup.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.catalog.Copying;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final String POSTGRES = """
            --
            -- PostgreSQL database cluster dump
            --
            \\restrict 5hTzW1
            CREATE ROLE shop;
            \\connect postgres
            \\connect shop
            CREATE TABLE public.orders (
                id integer NOT NULL,
                note text
            );
            CREATE VIEW public.open AS
             SELECT 1;
            COPY public.orders (id, note) FROM stdin;
            1	bread
            2	COPY public.orders (id) FROM stdin;
            3	\\\\.
            \\.

            COPY public.empty (id) FROM stdin;
            \\.

            SELECT pg_catalog.setval('public.orders_id_seq', 3, true);
            \\connect -reuse-previous=on "dbname='my shop'"
            COPY public.orders (id, note) FROM stdin;
            1	bread
            \\.

            --
            -- PostgreSQL database cluster dump complete
            --

            """;

    private static final String MYSQL = """
            -- MariaDB dump 10.19
            USE `shop`;
            CREATE TABLE `orders` (
              `id` int(11) NOT NULL
            ) ENGINE=InnoDB;
            INSERT INTO `orders` VALUES (1,'bread; (white)','it''s \\'good\\' \\\\'),(2,NULL,'),(3'),(3,0x00FF,'');
            INSERT INTO `orders` VALUES
            (4,'VALUES','a'),
            (5,'b\\\\','c');
            /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON `orders` FOR EACH ROW
            BEGIN END */;;
            /*!50001 VIEW `open` AS select 1 */;
            INSERT INTO `ti``cks` (`a`, `b`) VALUES (1,2);
            CREATE USER IF NOT EXISTS `shop`@`%`;
            -- Dump completed on 2026-01-02  2:00:00
            """;

    private static Reading read(Copying.Form form, byte[] copy, int piece) throws InterruptedException {
        Reading reading = Reading.of(form);
        for (int at = 0; at < copy.length; at += piece) {
            reading.pass(copy, at, Math.min(piece, copy.length - at));
        }
        reading.end();
        return reading;
    }

    private static Reading read(Copying.Form form, String copy) throws InterruptedException {
        return read(form, copy.getBytes(StandardCharsets.UTF_8), 1 << 16);
    }

    @Test
    void counts_the_rows_of_postgresql_by_database_and_table() throws Exception {
        Holdings holdings = read(Copying.Form.POSTGRESQL, POSTGRES).holdings();

        assertThat(holdings.rows())
                .containsOnlyKeys(
                        "shop.public.orders", "shop.public.empty", "shop.(sequences)", "my shop.public.orders");
        assertThat(holdings.rows().get("shop.public.orders").count()).isEqualTo(3);
        assertThat(holdings.rows().get("shop.public.empty").count()).isZero();
        assertThat(holdings.objects())
                .containsEntry("roles", 1L)
                .containsEntry("tables", 1L)
                .containsEntry("views", 1L);
    }

    @Test
    void counts_the_rows_of_mysql_whatever_is_in_their_texts() throws Exception {
        Holdings holdings = read(Copying.Form.MYSQL, MYSQL).holdings();

        assertThat(holdings.rows()).containsOnlyKeys("shop.orders", "shop.ti`cks");
        assertThat(holdings.rows().get("shop.orders").count()).isEqualTo(5);
        assertThat(holdings.objects())
                .containsEntry("tables", 1L)
                .containsEntry("triggers", 1L)
                .containsEntry("views", 1L)
                .containsEntry("accounts", 1L);
    }

    @Test
    void reads_the_same_in_whatever_pieces_it_comes() throws Exception {
        for (Copying.Form form : Copying.Form.values()) {
            byte[] copy = switch (form) {
                case POSTGRESQL -> POSTGRES.getBytes(StandardCharsets.UTF_8);
                case MYSQL -> MYSQL.getBytes(StandardCharsets.UTF_8);
                case REDIS -> RedisReadingTest.file("packed.rdb");
                case TAR -> Tar.of(List.of("a", "one"), List.of("b/c", "x".repeat(1500)));
            };
            Holdings whole = read(form, copy, copy.length).holdings();
            assertThat(whole.count()).isPositive();
            for (int piece : List.of(1, 2, 3, 7, 511, 512, 513)) {
                Reading reading = read(form, copy, piece);
                assertThat(reading.holdings())
                        .as(form + " in pieces of " + piece)
                        .isEqualTo(whole);
                assertThat(reading.isWhole()).isTrue();
            }
        }
    }

    @Test
    void the_order_of_rows_does_not_count_and_each_letter_of_them_does() throws Exception {
        Holdings before = read(Copying.Form.POSTGRESQL, POSTGRES).holdings();
        String turned = POSTGRES.replace(
                "1\tbread\n2\tCOPY public.orders (id) FROM stdin;", "2\tCOPY public.orders (id) FROM stdin;\n1\tbread");
        assertThat(turned).isNotEqualTo(POSTGRES);
        assertThat(before.differences(read(Copying.Form.POSTGRESQL, turned).holdings()))
                .isEmpty();

        String other = POSTGRES.replaceFirst("1\tbread", "1\tbreaD");
        assertThat(before.differences(read(Copying.Form.POSTGRESQL, other).holdings()))
                .containsExactly("shop.public.orders: 3 in the backup and restored, but not the same ones");

        String fewer = POSTGRES.replaceFirst("1\tbread\n", "").replace("CREATE VIEW", "create view");
        assertThat(before.differences(read(Copying.Form.POSTGRESQL, fewer).holdings()))
                .containsExactly(
                        "shop.public.orders: 3 in the backup, 2 restored", "views: 1 in the backup, 0 restored");
    }

    @Test
    void tells_of_a_few_differences_alone() throws Exception {
        var copy = new StringBuilder("\\connect shop\n");
        for (int table = 0; table < 9; table++) {
            copy.append("COPY t").append(table).append(" (id) FROM stdin;\n1\n\\.\n");
        }
        Holdings nothing = Reading.of(Copying.Form.POSTGRESQL).holdings();

        assertThat(read(Copying.Form.POSTGRESQL, copy.toString()).holdings().differences(nothing))
                .hasSize(6)
                .last()
                .isEqualTo("and 4 more");
    }

    @Test
    void a_copy_that_breaks_off_is_not_whole() throws Exception {
        assertThat(cutIsWhole(Copying.Form.POSTGRESQL, POSTGRES.getBytes(StandardCharsets.UTF_8), 60))
                .isFalse();
        assertThat(cutIsWhole(Copying.Form.MYSQL, MYSQL.getBytes(StandardCharsets.UTF_8), 60))
                .isFalse();
        assertThat(cutIsWhole(Copying.Form.TAR, Tar.of(List.of("a", "one")), 1024))
                .isFalse();
        assertThat(read(Copying.Form.MYSQL, "").isWhole())
                .as("a server without a database")
                .isTrue();
    }

    private static boolean cutIsWhole(Copying.Form form, byte[] copy, int off) throws InterruptedException {
        return read(form, Arrays.copyOf(copy, copy.length - off), 100).isWhole();
    }

    @Test
    void an_archive_whose_header_was_changed_is_not_whole() throws Exception {
        byte[] copy = Tar.of(List.of("a", "one"), List.of("b", "two"));
        copy[1024] ^= 1;

        assertThat(read(Copying.Form.TAR, copy, 100).isWhole()).isFalse();
    }

    /// Archives for tests.
    private static final class Tar {
        @SafeVarargs
        static byte[] of(List<String>... files) throws Exception {
            var archive = new ByteArrayOutputStream();
            for (List<String> file : files) {
                byte[] content = file.getLast().getBytes(StandardCharsets.UTF_8);
                byte[] header = new byte[512];
                put(header, 0, file.getFirst());
                put(header, 100, "0000644");
                put(header, 124, "%011o".formatted(content.length));
                put(header, 148, "        ");
                header[156] = '0';
                int sum = 0;
                for (byte one : header) {
                    sum += one & 0xFF;
                }
                put(header, 148, "%06o\0 ".formatted(sum));
                archive.write(header);
                archive.write(content);
                archive.write(new byte[(512 - content.length % 512) % 512]);
            }
            archive.write(new byte[1024]);
            return archive.toByteArray();
        }

        private static void put(byte[] header, int at, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, header, at, bytes.length);
        }
    }
}
