package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.local.image.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCopiesTest {
    @TempDir
    Path root;

    private final Map<String, String> places = new HashMap<>();

    private Path file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /// What `/etc/nginx` holds, where the image has a folder and the stack a file for it.
    private Path settled(String mounted, String text) throws IOException {
        file("image/nginx.conf", "include /etc/nginx/conf.d/*.conf; root /pages;");
        Path own = file("own/file", text);
        places.put("/pages", "/here/pages");
        places.put(mounted, own.toString());
        var piece = new Piece(root.resolve("image"), "/etc/nginx", Piece.Use.CONFIGURATION);
        new ConfigurationCopies(root.resolve("copies"), Optional.empty())
                .settle(
                        List.of(piece),
                        List.of(
                                new Placement(root.resolve("image"), "/etc/nginx", false),
                                new Placement(own, mounted, true)),
                        places,
                        Map.of("app", "127.1.2.3"));
        return Path.of(places.get("/etc/nginx"));
    }

    @Test
    void paths_and_names_of_services_are_what_they_are_here() throws IOException {
        Path folder = settled("/etc/nginx/conf.d/site.conf", "proxy_pass http://app:3000; root /pages/html;");

        assertThat(folder.resolve("conf.d/site.conf"))
                .content()
                .isEqualTo("proxy_pass http://127.1.2.3:3000; root /here/pages/html;");
        assertThat(folder.resolve("nginx.conf"))
                .content()
                .isEqualTo("include " + folder + "/conf.d/*.conf; root /here/pages;");
        assertThat(places).doesNotContainKey("/etc/nginx/conf.d/site.conf");
    }

    @Test
    void a_group_of_servers_called_as_the_service_in_it_stays_a_group() throws IOException {
        Path folder = settled(
                "/etc/nginx/conf.d/site.conf",
                "upstream app {\n server app:3000;\n}\nproxy_pass http://app; proxy_pass http://app/x; a http://app:81;");

        assertThat(folder.resolve("conf.d/site.conf"))
                .content()
                .isEqualTo(
                        "upstream app {\n server 127.1.2.3:3000;\n}\nproxy_pass http://app; proxy_pass http://app/x; a http://127.1.2.3:81;");
    }

    @Test
    void what_the_stack_puts_in_place_of_an_image_s_file_hides_it() throws IOException {
        assertThat(settled("/etc/nginx/nginx.conf", "events {} # /pages").resolve("nginx.conf"))
                .content()
                .isEqualTo("events {} # /here/pages");
    }

    @Test
    void a_file_that_needs_nothing_lies_in_one_place_only() throws IOException {
        Path folder = settled("/etc/nginx/certs/key.pem", "-----BEGIN PRIVATE KEY-----");

        assertThat(folder.resolve("certs/key.pem")).isSymbolicLink().content().startsWith("-----BEGIN");
    }

    @Test
    void a_copy_has_the_rights_of_its_original() throws IOException {
        Path own = file("own/file", "");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
        Path copy = settled("/etc/nginx/.htpasswd", "at /pages").resolve(".htpasswd");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(copy).content().isEqualTo("at /here/pages");
    }

    @Test
    void what_is_no_file_is_linked_to_as_it_is() throws IOException {
        file("own/folder/site.conf", "root /pages;");
        Files.createSymbolicLink(root.resolve("own/folder/nowhere"), Path.of("/nonexistent/file"));
        places.put("/pages", "/here/pages");
        new ConfigurationCopies(root.resolve("copies"), Optional.empty())
                .settle(
                        List.of(new Piece(root.resolve("own"), "/etc/nginx", Piece.Use.CONFIGURATION)),
                        List.of(new Placement(root.resolve("own/folder"), "/etc/nginx", true)),
                        places,
                        Map.of());

        Path folder = Path.of(places.get("/etc/nginx"));
        assertThat(folder.resolve("site.conf")).content().isEqualTo("root /here/pages;");
        assertThat(Files.readSymbolicLink(folder.resolve("nowhere"))).isEqualTo(root.resolve("own/folder/nowhere"));
    }
}
