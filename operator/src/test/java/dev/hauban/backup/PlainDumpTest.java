package dev.hauban.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.backup.keep.PlainFile;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.ServiceBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainDumpTest {
    private static final String MYSQL = """
            -- MySQL dump 10.13  Distrib 8.0.40, for Linux (x86_64)
            DROP TABLE IF EXISTS `fails`;
            CREATE TABLE `fails` (
              `id` int NOT NULL
            );
            INSERT INTO `fails` VALUES (1),(2);
            -- Dump completed on 2026-01-02  2:00:00
            """;
    private static final String POSTGRES = """
            --
            -- PostgreSQL database dump
            --
            CREATE TABLE public.orders (
                id integer
            );
            COPY public.orders (id) FROM stdin;
            1
            \\.
            --
            -- PostgreSQL database dump complete
            --
            """;

    @TempDir
    Path temporary;

    private final Stack stack = ServiceBuilder.stack(
            "shop",
            ServiceBuilder.named("database")
                    .image("mysql:8.0")
                    .environment("MYSQL_DATABASE", "faildaily")
                    .build(),
            ServiceBuilder.named("orders")
                    .image("postgres:17")
                    .environment("POSTGRES_USER", "shop")
                    .build(),
            ServiceBuilder.named("users").image("postgres:17").build());

    private PlainFile file(byte[] content) throws IOException {
        return new PlainFile(Files.write(temporary.resolve("dump.sql"), content));
    }

    private PlainDump dump(String content, String... services) throws Exception {
        List<ServiceName> names =
                List.of(services).stream().map(ServiceName::new).toList();
        return PlainDump.of(stack, file(content.getBytes(StandardCharsets.UTF_8)), names);
    }

    @Test
    void finds_the_only_service_whose_sql_it_is_and_the_database_that_its_image_makes() throws Exception {
        PlainDump dump = dump(MYSQL);

        assertThat(dump.service()).isEqualTo(new ServiceName("database"));
        assertThat(dump.words()).containsExactly("faildaily");
        assertThat(dump.text()).isEqualTo("dump.sql (2 rows) into the database faildaily");
    }

    @Test
    void what_drops_no_tables_needs_a_database_without_any() throws Exception {
        assertThat(dump(POSTGRES, "orders").words()).containsExactly("shop", "empty");
        assertThat(dump(POSTGRES.replace("CREATE TABLE", "DROP TABLE public.orders;\nCREATE TABLE"), "orders")
                        .words())
                .containsExactly("shop");
    }

    @Test
    void what_names_its_databases_is_read_as_it_is() throws Exception {
        PlainDump dump = dump("USE `shop`;\n" + MYSQL);

        assertThat(dump.words()).isEmpty();
        assertThat(dump.prefix()).isEmpty();
        assertThat(dump("\\connect shop\n" + POSTGRES, "users").words()).isEmpty();
    }

    @Test
    void is_read_compressed_as_well() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(MYSQL.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(PlainDump.of(stack, file(packed.toByteArray()), List.of())
                        .holdings()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void says_what_it_has_to_be_told() {
        assertThatThrownBy(() -> dump(POSTGRES)).hasMessageContaining("can be meant for several services");
        assertThatThrownBy(() -> dump(POSTGRES, "database")).hasMessageContaining("is for no service that was named");
        assertThatThrownBy(() -> dump(POSTGRES, "users")).hasMessageContaining("doesn't say which database it is");
    }

    @Test
    void refuses_what_breaks_off_anywhere() {
        for (String whole : List.of(MYSQL, POSTGRES)) {
            int begun = whole.indexOf("TABLE");
            for (int length = begun; length < whole.indexOf("omplete"); length += 5) {
                String cut = whole.substring(0, length);
                assertThatThrownBy(() -> dump(cut, whole.equals(MYSQL) ? "database" : "orders"))
                        .as(cut)
                        .hasMessageContaining("breaks off before its end");
            }
        }
    }

    @Test
    void refuses_what_breaks_off_and_what_is_no_sql() {
        assertThatThrownBy(() -> dump(MYSQL.replace("-- Dump completed", "-- Dump")))
                .hasMessageContaining("breaks off before its end");
        assertThatThrownBy(() -> dump("PGDMP1234")).hasMessageContaining("is not SQL as mysqldump");
        assertThatThrownBy(() -> dump("")).hasMessageContaining("is not SQL as mysqldump");
    }

    @Test
    void counts_what_came_of_it_table_by_table_and_leaves_others_alone() throws Exception {
        PlainDump dump = dump(MYSQL);

        assertThat(dump.differences(dump("USE `faildaily`;\n" + MYSQL + "USE `other`;\n" + MYSQL)
                        .holdings()))
                .isEmpty();
        assertThat(dump.differences(
                        dump("USE `faildaily`;\n" + MYSQL.replace(",(2)", "")).holdings()))
                .containsExactly("faildaily.fails: 2 in the file, 1 restored");
    }
}
