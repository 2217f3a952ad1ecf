package dev.hauban.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceholderTest {
    @ParameterizedTest
    @CsvSource({
        "DB_PASSWORD, changeme",
        "DB_PASSWORD, ChangeMe!123",
        "SESSION_SECRET, your-super-secret-32chars-min",
        "MONGO_EXPRESS_PASSWORD, admin",
        "MONGO_ROOT_PASSWORD, admin123",
        "POSTGRES_PASSWORD, password",
        "GRAFANA_PASSWORD, secure-grafana-password",
        "MONGO_INITDB_ROOT_PASSWORD, SecurePassword123!",
        "JWT_SECRET, [généré-automatiquement]",
        "SECRET_KEY, <64-char-hex-key>",
        "API_URL, https://api.yourdomain.com",
        "DB_PASSWORD, ''",
        "APP_HOST, <your host>"
    })
    void these_wait_for_a_value(String name, String value) {
        assertThat(Placeholder.isUnset(name, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DB_USER, admin",
        "DB_NAME, test",
        "NODE_ENV, production",
        "DB_PASSWORD, 8f3b2c",
        "JWT_SECRET, c4f9a1d0e7",
        "DB_HOST, postgres",
        "PORT, 3000",
        "PASSWORD_MIN_LENGTH, 8"
    })
    void these_are_set(String name, String value) {
        assertThat(Placeholder.isUnset(name, value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "JWT_SECRET, true",
        "MYSQL_ROOT_PASSWORD, true",
        "SECRET_KEY, true",
        "SECRET_KEY_BASE, true",
        "REDIS_PASS, true",
        "SMTP_PASSWORD, false",
        "STRIPE_SECRET_KEY, false",
        "GOOGLE_CLIENT_SECRET, false",
        "TOKEN_LIFETIME, false",
        "REDIS_KEY_PREFIX, false",
        "DB_USER, false",
        "SENTRY_DSN, false",
        "POSTGRES_PASSWORD_FILE, false"
    })
    void only_secrets_that_nobody_else_gives_are_made_up(String name, boolean own) {
        assertThat(Placeholder.isOwnSecret(name)).isEqualTo(own);
    }
}
