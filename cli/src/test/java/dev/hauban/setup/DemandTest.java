package dev.hauban.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            generate: 64 hex characters       | ''                        | 64 hex digits
            generate: 64 hex                  | ''                        | 64 hex digits
            generate: 32 letters and digits   | ''                        | 32 letters and digits
            generate: 6 digits                | ''                        | 6 digits
            generate: 48 base64               | ''                        | 48 random bytes as base64
            openssl rand -hex 32              | ''                        | 64 hex digits
            make it: `openssl rand -base64 24` | ''                       | 24 random bytes as base64
            at least 48 characters            | ''                        | 48 letters and digits
            min 64 chars                      | ''                        | 64 letters and digits
            at least 8 characters             | ''                        | 32 letters and digits
            at least: 16                      | ''                        | 32 letters and digits
            20 characters                     | ''                        | 20 letters and digits
            says nothing of it                | ''                        | 32 letters and digits
            ''                                  | <64-char-hex-key>         | 64 hex digits
            ''                                  | <64-char-secure-password> | 64 letters and digits
            ''                                  | your-super-secret-32chars-min | 32 letters and digits
            ''                                  | changeme                  | 32 letters and digits
            ''                                  | admin123                  | 32 letters and digits
            ''                                  | Admin4096                 | 32 letters and digits
            ''                                  | changeme_min48            | 48 letters and digits
            64-char hex key                   | ''                        | 64 hex digits
            16 alphanumeric characters        | changeme                  | 16 letters and digits
            """)
    void a_line_gets_what_it_asks_for(String remark, String value, String recipe) {
        assertThat(Demand.of(List.of(remark), value).recipeOrUsual().words()).isEqualTo(recipe);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at least 32 characters  | 32
            at least: 16            | 16
            min 24 chars            | 24
            minimum length: 12      | 12
            40+ characters          | 40
            32 characters or more   | 32
            """)
    void a_minimum_is_understood(String remark, int minimum) {
        assertThat(Demand.of(List.of(remark), "").minimum()).hasValue(minimum);
    }

    @Test
    void a_secret_has_the_length_and_the_alphabet_of_its_recipe() {
        var chance = new Random(1);

        assertThat(new Recipe(64, Recipe.Alphabet.HEX).make(chance)).matches("[0-9a-f]{64}");
        assertThat(new Recipe(32, Recipe.Alphabet.LETTERS_AND_DIGITS).make(chance))
                .matches("[A-Za-z0-9]{32}");
        assertThat(new Recipe(6, Recipe.Alphabet.DIGITS).make(chance)).matches("[0-9]{6}");
        assertThat(new Recipe(32, Recipe.Alphabet.BASE64).make(chance)).matches("[A-Za-z0-9+/]{43}=");
        assertThat(Recipe.USUAL.make(chance)).isNotEqualTo(Recipe.USUAL.make(chance));
    }
}
