package dev.hauban.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecrecyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD", "db-password", "spring.datasource.password", "JWT_SECRET", "API_TOKEN",
                        "SECRET_KEY_BASE",
                "MYSQL_PWD", "PASSWORD_SALT", "AWS_SECRET_ACCESS_KEY", "GOOGLE_CREDENTIALS", "--requirepass", "KEY"
            })
    void a_name_that_ends_as_secrets_do_is_a_secrets_name(String name) {
        assertThat(Secrecy.isSecretName(name)).isTrue();
        assertThat(Secrecy.shown(name, "hunter2")).isEqualTo("••••••••");
        assertThat(Secrecy.shown(name, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN_LIFETIME",
                "PASSWORD_FILE",
                "PWD",
                "PUBLIC_KEY",
                "STRIPE_PUBLISHABLE_KEY",
                "SECRETS_PATH",
                "COMPASS",
                "MONKEY",
                "POSTGRES_USER"
            })
    void a_name_in_which_a_secret_is_only_mentioned_is_none(String name) {
        assertThat(Secrecy.isSecretName(name)).isFalse();
        assertThat(Secrecy.shown(name, "hunter2")).isEqualTo("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "postgres://app:hunter2@db:5432/shop → postgres://app:••••••••@db:5432/shop",
                "redis://:hunter2@redis:6379/0 → redis://:••••••••@redis:6379/0",
                "postgres://app:p@ss/w:rd@db/shop → postgres://app:••••••••@db/shop",
                "a amqp://a:b@h1,amqp://c:d@h2 z → a amqp://a:••••••••@h1,amqp://c:••••••••@h2 z",
                "http://localhost:8080/@scope/it → http://localhost:8080/@scope/it",
                "http://localhost:8080/ me@example.org → http://localhost:8080/ me@example.org",
                "https://me@example.org/x → https://me@example.org/x",
                "git+ssh://git@host:22/repo → git+ssh://git@host:22/repo",
                "jdbc:mysql://db/shop?user=app&password=hunter2&ssl=true → "
                        + "jdbc:mysql://db/shop?user=app&password=••••••••&ssl=true",
                "Server=db;Uid=app;Password=hunter2;X=1 → Server=db;Uid=app;Password=••••••••;X=1",
                "redis-server --requirepass hunter2 --appendonly yes → "
                        + "redis-server --requirepass •••••••• --appendonly yes",
                "--api-token=hunter2 → --api-token=••••••••",
                "{\"user\": \"me\", \"password\": \"hunter2\"} → {\"user\": \"me\", \"password\": ••••••••}",
                "PGPASSWORD=$OTHER psql → PGPASSWORD=$OTHER psql",
                "admin:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/ → admin:••••••••",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a → ••••••••",
                "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N → Bearer ••••••••",
                "nothing to hide: at all → nothing to hide: at all"
            })
    void what_has_the_form_of_a_secret_is_masked_and_the_rest_stays(String text, String shown) {
        assertThat(Secrecy.masked(text)).isEqualTo(shown);
    }

    @Test
    void a_private_key_is_masked_to_its_end() {
        assertThat(Secrecy.masked("see\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"))
                .isEqualTo("see\n••••••••");
    }

    @Test
    void a_word_behind_an_option_for_a_secret_is_one() {
        assertThat(Secrecy.masked(List.of("serve", "--token", "hunter2", "--port", "80", "--password", "--quiet")))
                .containsExactly("serve", "--token", "••••••••", "--port", "80", "--password", "--quiet");
    }

    @Test
    void even_a_text_without_end_is_looked_at_in_no_time() {
        String word = "a".repeat(1_000_000);
        long begin = System.nanoTime();

        assertThat(Secrecy.masked(word)).isEqualTo(word);
        assertThat(Secrecy.masked("eyJ" + word)).endsWith("aaa");
        assertThat(Secrecy.masked("x://".repeat(20_000))).startsWith("x://");
        assertThat(Secrecy.masked("a://b".repeat(2_000) + word)).endsWith("aaa");
        assertThat(Secrecy.masked("--password ".repeat(20_000))).startsWith("--password");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
}
