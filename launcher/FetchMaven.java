import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Fetches the Maven that the wrapper's properties name, checks its sum, and unpacks it. Run by `mvnw`, once on a
/// machine:
///
///     java FetchMaven.java maven-wrapper.properties HOME_OF_MAVEN
///
/// The user's own `~/.m2/settings.xml` is honored: a mirror of Maven Central, its user and password, an active proxy.
final class FetchMaven {
    private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        try (var file = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(file);
        }
        String address = properties.getProperty("distributionUrl");
        String sum = properties.getProperty("distributionSha256Sum");
        Settings settings = Settings.ofUser();
        Optional<Mirror> mirror =
                settings.mirrors().stream().filter(Mirror::ofCentral).findFirst();
        String from = mirror.map(found -> address.replace(CENTRAL, found.url())).orElse(address);
        try {
            System.err.println(
                    "Fetching Maven (9 MB, once) from " + URI.create(from).getHost() + " ...");
            byte[] archive = download(URI.create(from), settings, mirror);
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
            if (!found.equals(sum)) {
                fail(from, "it is not the file that was pinned (its SHA-256 is " + found + ")");
            }
            unpack(archive, Path.of(arguments[1]));
        } catch (IOException failure) {
            fail(from, failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
        }
    }

    private static void fail(String from, String why) {
        System.err.println("hauban: Maven could not be fetched from " + from + ": " + why);
        System.err.println("Check the network, or name your mirror or proxy in ~/.m2/settings.xml, and run again.");
        System.exit(5);
    }

    private static byte[] download(URI address, Settings settings, Optional<Mirror> mirror)
            throws IOException, InterruptedException {
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20));
        settings.proxy().ifPresent(proxy -> {
            client.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
            if (!proxy.user().isEmpty()) {
                client.authenticator(proxy.authenticator());
            }
        });
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10));
        mirror.filter(found -> !found.user().isEmpty())
                .ifPresent(found -> request.header("Authorization", found.authorization()));
        try (HttpClient open = client.build()) {
            HttpResponse<byte[]> answer = open.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("the answer is HTTP status " + answer.statusCode());
            }
            return answer.body();
        }
    }

    /// Whole or not at all: unpacked beside, then renamed. Two at once both unpack, and the first one's is kept.
    private static void unpack(byte[] archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path beside = Files.createTempDirectory(home.getParent(), "fetching-");
        try (var entries = new ZipInputStream(new java.io.ByteArrayInputStream(archive))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                // The archive's own first folder is left out.
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path target = beside.resolve(name).normalize();
                if (!target.startsWith(beside)) {
                    throw new IOException("the archive points outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    write(entries, target);
                }
            }
        }
        if (!beside.resolve("bin/mvn").toFile().setExecutable(true, false)) {
            throw new IOException("the archive holds no bin/mvn");
        }
        try {
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException taken) {
            delete(beside);
            if (!Files.isExecutable(home.resolve("bin/mvn"))) {
                throw taken;
            }
        }
    }

    private static void write(InputStream content, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(content, target);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private record Mirror(String of, String url, String user, String password) {
        /// Maven's rules for `mirrorOf`, as far as they can mean Maven Central.
        boolean ofCentral() {
            List<String> words = List.of(of.replace(" ", "").split(","));
            return !words.contains("!central")
                    && (words.contains("*") || words.contains("central") || words.contains("external:*"));
        }

        String authorization() {
            byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }
    }

    private record Proxy(String host, int port, String user, String password) {
        Authenticator authenticator() {
            return new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(user, password.toCharArray());
                }
            };
        }
    }

    /// What ~/.m2/settings.xml says about where to fetch from.
    private record Settings(List<Mirror> mirrors, Optional<Proxy> proxy) {
        static Settings ofUser() throws Exception {
            Path file = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
            if (!Files.isReadable(file)) {
                return new Settings(List.of(), Optional.empty());
            }
            var parsers = DocumentBuilderFactory.newInstance();
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = parsers.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            var mirrors = new ArrayList<Mirror>();
            for (Element mirror : below(root, "mirrors", "mirror")) {
                Optional<Element> server = below(root, "servers", "server").stream()
                        .filter(candidate -> text(candidate, "id").equals(text(mirror, "id")))
                        .findFirst();
                String url = text(mirror, "url");
                mirrors.add(new Mirror(
                        text(mirror, "mirrorOf"),
                        url.endsWith("/") ? url : url + "/",
                        server.map(found -> text(found, "username")).orElse(""),
                        server.map(found -> text(found, "password")).orElse("")));
            }
            Optional<Proxy> proxy = below(root, "proxies", "proxy").stream()
                    .filter(candidate -> !text(candidate, "active").equals("false"))
                    .findFirst()
                    .map(found -> new Proxy(
                            text(found, "host"),
                            Integer.parseInt(text(found, "port").isEmpty() ? "8080" : text(found, "port")),
                            text(found, "username"),
                            text(found, "password")));
            return new Settings(mirrors, proxy);
        }

        private static List<Element> below(Element root, String group, String name) {
            return children(root, group).flatMap(found -> children(found, name)).toList();
        }

        private static Stream<Element> children(Element parent, String name) {
            var found = new ArrayList<Element>();
            for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element element && element.getTagName().equals(name)) {
                    found.add(element);
                }
            }
            return found.stream();
        }

        /// Settings may speak of the environment: `${env.NAME}`.
        private static String text(Element parent, String name) {
            String text = children(parent, name)
                    .findFirst()
                    .map(Element::getTextContent)
                    .orElse("")
                    .strip();
            return java.util.regex.Pattern.compile("\\$\\{env\\.(\\w+)}")
                    .matcher(text)
                    .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                            Optional.ofNullable(System.getenv(found.group(1))).orElse("")));
        }
    }
}
