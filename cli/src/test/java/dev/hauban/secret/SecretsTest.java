package dev.hauban.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    private Fixture shop;

    @BeforeEach
    void write() throws IOException {
        shop = new Fixture(folder)
                .file("compose.yaml", """
                        name: shop
                        services:
                          db:
                            image: postgres:17
                            environment:
                              POSTGRES_PASSWORD: ${DB_PASSWORD}
                          web:
                            image: web
                            env_file: web.env
                            environment:
                              DATABASE_URL: ${DATABASE_URL}
                              ADMIN_PASSWORD: ${ADMIN_PASSWORD:-admin123}
                              FIXED_TOKEN: abcdefghijklmnopqrstuvwxyz0123456789
                              SHELL_SECRET: ${SHELL_SECRET}
                              PORT: ${PORT:-80}
                            secrets: [key]
                        secrets:
                          key: {file: ./key.txt}
                        """)
                .file(".env", """
                        # the database's
                        DB_PASSWORD=TK7GxJ2pWm4sQz8RbNvY3hLc6DfE9aUo # keep
                        DATABASE_URL=postgres://postgres:${DB_PASSWORD}@db/shop
                        """)
                .file("web.env", "SESSION_SECRET=short\n")
                .file("key.txt", "fFd8sK2mQpX7vN4tYbR9cWzL\n");
        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-------"));
    }

    private List<String> listed() throws IOException {
        return shop.secrets().list().stream()
                .map(listed -> listed.secret().name() + " | "
                        + Secrets.where(listed.secret()).replace(folder + "/", "") + " | "
                        + listed.strength().word() + " | " + listed.secret().users())
                .toList();
    }

    @Test
    void each_secret_is_told_with_its_source_its_strength_and_its_users() throws Exception {
        assertThat(listed())
                .containsExactly(
                        "ADMIN_PASSWORD | compose.yaml:12 | known | [web]",
                        "DATABASE_URL | .env:3 | strong | [web]",
                        "DB_PASSWORD | .env:2 | strong | [db, web]",
                        "FIXED_TOKEN | compose.yaml:13 | known | [web]",
                        "SESSION_SECRET | web.env:1 | weak | [web]",
                        "SHELL_SECRET | the environment (SHELL_SECRET) | strong | [web]",
                        "key | key.txt | strong | [web]");
    }

    @Test
    void no_form_of_a_secret_shows_its_value() throws Exception {
        assertThat(shop.secrets().list().toString())
                .doesNotContain("TK7G", "short", "fFd8", "admin123", "abcdefghij", "from-the-shell");
    }

    @Test
    void a_secret_is_as_old_as_its_file_at_least_and_exactly_when_it_was_set_here() throws Exception {
        assertThat(age("DB_PASSWORD")).isEqualTo(new Secrets.Age.AtLeastSince(Fixture.WRITTEN));

        shop.secrets().set("DB_PASSWORD", "another", folder.resolve(".env"));
        assertThat(age("DB_PASSWORD")).isEqualTo(new Secrets.Age.Since(Fixture.NOW));

        shop.file(".env", "DB_PASSWORD=by-hand\nDATABASE_URL=postgres://db\n");
        assertThat(age("DB_PASSWORD")).isEqualTo(new Secrets.Age.AtLeastSince(Fixture.WRITTEN));
    }

    private Secrets.Age age(String name) throws IOException {
        return shop.secrets().list().stream()
                .filter(listed -> listed.secret().name().equals(name))
                .findFirst()
                .orElseThrow()
                .age();
    }

    @Test
    void a_value_is_set_where_it_comes_from_and_all_else_stays() throws Exception {
        shop.secrets().set("DB_PASSWORD", "new", folder.resolve(".env"));
        shop.secrets().set("SESSION_SECRET", "newer", folder.resolve(".env"));
        shop.secrets().set("key", "newest", folder.resolve(".env"));
        shop.secrets().set("UNKNOWN", "first", folder.resolve(".env"));

        assertThat(folder.resolve(".env"))
                .hasContent("# the database's\nDB_PASSWORD=new # keep\n"
                        + "DATABASE_URL=postgres://postgres:${DB_PASSWORD}@db/shop\nUNKNOWN=first\n");
        assertThat(Files.readString(folder.resolve("web.env"))).isEqualTo("SESSION_SECRET=newer\n");
        assertThat(Files.readString(folder.resolve("key.txt"))).isEqualTo("newest\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void what_stands_in_a_compose_file_or_in_the_shell_is_not_written() {
        assertThatThrownBy(() -> shop.secrets().set("FIXED_TOKEN", "new", folder.resolve(".env")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("compose.yaml:13")
                .hasMessageContaining("${FIXED_TOKEN:?set it in .env}");
        assertThatThrownBy(() -> shop.secrets().set("SHELL_SECRET", "new", folder.resolve(".env")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the environment");
    }

    @Test
    void an_encrypted_file_stays_encrypted_when_a_value_in_it_is_set() throws Exception {
        var around = shop.secrets().around();
        Path file = folder.resolve("key.txt");
        assertThat(Secrets.encrypt(file, around.key(), around.chance(), java.util.Optional.of("prod")))
                .isTrue();

        shop.secrets().set("key", "new", folder.resolve(".env"));

        assertThat(Files.readString(file)).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
        assertThat(Secrets.decrypt(file, around.key())).isTrue();
        assertThat(Files.readString(file)).isEqualTo("new\n");
        assertThat(Secrets.decrypt(file, around.key())).isFalse();
    }
}
