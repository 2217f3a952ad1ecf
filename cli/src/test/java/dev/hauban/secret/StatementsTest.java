package dev.hauban.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.catalog.DatabaseServer;
import dev.hauban.stack.ServiceName;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {
    /// Salt and password of RFC 7677's example; the keys are what a PostgreSQL 16 makes of them.
    @Test
    void postgresql_is_given_what_it_keeps_instead_of_the_password() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

        assertThat(Statements.Postgresql.change("a\"b", "pencil", "scram-sha-256", salt))
                .contains("ALTER ROLE \"a\"\"b\" PASSWORD 'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
                        + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                        + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=';")
                .doesNotContain("pencil");
    }

    @Test
    void whatever_is_in_a_password_stays_a_word() {
        var login = new Login("me", "a'b\"c\\d:e f");

        assertThat(Statements.Postgresql.login(login)).isEqualTo("me\n*:*:*:*:a'b\"c\\\\d\\:e f\n");
        assertThat(Statements.Postgresql.change("me", "it's", "md5", new byte[16]))
                .contains("PASSWORD 'it''s';");
        assertThat(Statements.Mysql.login(login)).isEqualTo("user=\"me\"\npassword=\"a'b\\\"c\\\\d:e f\"\n");
        assertThat(Statements.Mysql.change("me", List.of("%"), "it's \\"))
                .isEqualTo("ALTER USER 'me'@'%' IDENTIFIED BY 'it''s \\\\' /*!80014 RETAIN CURRENT PASSWORD */;\n");
        assertThat(Statements.Redis.login(login)).isEqualTo("AUTH \"a'b\\x22c\\x5cd:e\\x20f\"\n");
        var account = new Account(new ServiceName("db"), DatabaseServer.MONGODB, "me", "shop");
        assertThat(Statements.Mongodb.change(login, account, "new\"one"))
                .contains("auth(\"me\", \"a'b\\\"c\\\\d:e f\")")
                .contains("{pwd: \"new\\\"one\"}");
    }

    @Test
    void no_script_has_a_place_for_a_password_among_its_words() {
        for (DatabaseServer server : DatabaseServer.values()) {
            assertThat(server.script()).contains("umask 077").doesNotContain("-p\"", "--password", "export PGPASSWORD");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "admin123, KNOWN",
        "your-secret-here, KNOWN",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, WEAK",
        "tr0ub4dor, WEAK",
        "kQ7xW2mZ9pLd, FAIR",
        "TK7GxJ2pWm4sQz8RbNvY3hLc6DfE9aUo, STRONG",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08, STRONG",
        "postgres://app:short@db/shop, WEAK"
    })
    void a_secret_is_as_strong_as_it_is_hard_to_guess(String value, Strength strength) {
        assertThat(Strength.of("DB_PASSWORD", Optional.of(value))).isEqualTo(strength);
    }
}
