package dev.hauban.compose.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The short syntaxes of ports, volumes and paths.
class SpecsTest {
    @Test
    void ports_may_have_an_address_a_range_and_a_protocol() {
        assertThat(ports("80")).containsExactly("::80/tcp");
        assertThat(ports("8080:80/udp")).containsExactly(":8080:80/udp");
        assertThat(ports("127.0.0.1:8080:80")).containsExactly("127.0.0.1:8080:80/tcp");
        assertThat(ports("127.0.0.1::80")).containsExactly("127.0.0.1::80/tcp");
        assertThat(ports("[::1]:8080:80")).containsExactly("::1:8080:80/tcp");
        assertThat(ports("8000-8001:80-81")).containsExactly(":8000:80/tcp", ":8001:81/tcp");
        assertThat(ports("8000-8010:80")).containsExactly(":8000-8010:80/tcp");
    }

    @Test
    void what_is_no_port_is_refused() {
        for (String text : List.of(
                "",
                ":",
                "a",
                "80:",
                "99999",
                "80-79",
                "8000-8002:80-81",
                "300.1.1.1:80:80",
                "host:80:80",
                "80/xyz",
                "1.2.3:80:80",
                "::1:2:3::4:80:80")) {
            assertThat(PortSpec.parse(text)).as(text).isInstanceOf(PortSpec.Malformed.class);
        }
    }

    @Test
    void ports_inside_may_have_any_number_that_their_protocol_has() {
        assertThat(ports("65535")).hasSize(1);
        assertThat(PortSpec.parse("65536")).isInstanceOf(PortSpec.Malformed.class);
    }

    @Test
    void volumes_are_paths_or_names() {
        assertThat(volume("/data")).isEqualTo(new VolumeSpec.Parsed(null, "/data", false, false, null, null));
        assertThat(volume("./a:/b:ro").isBind()).isTrue();
        assertThat(volume("./a:/b:ro").isReadOnly()).isTrue();
        assertThat(volume("name:/b:nocopy").noCopy()).isTrue();
        assertThat(volume("name:/b").isBind()).isFalse();
        assertThat(volume("name:/b:z,rshared").selinux()).isEqualTo("z");
        assertThat(volume("name:/b:z,rshared").propagation()).isEqualTo("rshared");
        assertThat(volume("${A:-b}:/c").source()).isEqualTo("${A:-b}");
    }

    @Test
    void one_letter_before_a_colon_is_a_drive() {
        assertThat(volume("c:\\a:/b").source()).isEqualTo("c:\\a");
        assertThat(volume("v:/data").target()).isEqualTo("v:/data");
    }

    @Test
    void what_is_no_volume_is_refused() {
        for (String text : List.of("", "aa::/b", "/a:/b:ro:x", ":/b", "aa:")) {
            assertThat(VolumeSpec.parse(text)).as(text).isInstanceOf(VolumeSpec.Malformed.class);
        }
    }

    @Test
    void paths_are_put_together_as_on_a_disk() {
        assertThat(GoPaths.join("/a/b", "../c/./d//e/")).isEqualTo("/a/c/d/e");
        assertThat(GoPaths.join("a", "../../b")).isEqualTo("../b");
        assertThat(GoPaths.clean("/../a")).isEqualTo("/a");
        assertThat(GoPaths.clean("")).isEqualTo(".");
        assertThat(GoPaths.clean("a.b/c")).isEqualTo("a.b/c");
        assertThat(GoPaths.relative("/a/b", "/a/c/d")).isEqualTo("../c/d");
        assertThat(GoPaths.relative("/a", "/a")).isEqualTo(".");
        assertThat(GoPaths.parent("/a/b.yaml")).isEqualTo("/a");
        assertThat(GoPaths.parent("b.yaml")).isEqualTo(".");
        assertThat(GoPaths.parent("/b.yaml")).isEqualTo("/");
    }

    private static List<String> ports(String text) {
        PortSpec spec = PortSpec.parse(text);
        assertThat(spec).as(text).isInstanceOf(PortSpec.Ports.class);
        return ((PortSpec.Ports) spec)
                .ports().stream()
                        .map(port ->
                                port.address() + ":" + port.published() + ":" + port.target() + "/" + port.protocol())
                        .toList();
    }

    private static VolumeSpec.Parsed volume(String text) {
        return (VolumeSpec.Parsed) VolumeSpec.parse(text);
    }
}
