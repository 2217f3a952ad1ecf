package dev.faildaily.backend.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void the_right_password_fits_and_another_does_not() throws InterruptedException {
        var hash = passwords.hash("correct horse – ü");

        assertThat(passwords.fits("correct horse – ü", hash)).isTrue();
        assertThat(passwords.fits("correct horse - u", hash)).isFalse();
    }

    @Test
    void the_same_password_never_hashes_to_the_same_and_is_never_in_it() throws InterruptedException {
        var hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("pbkdf2-sha512$210000$").doesNotContain("horse");
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void nobody_has_no_password_that_fits() throws InterruptedException {
        assertThat(passwords.fitsNobody("")).isFalse();
    }
}
