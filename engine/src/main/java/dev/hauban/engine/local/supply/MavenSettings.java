package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// What of the user's Maven settings says where artifacts come from.
///
/// @param localRepository where Maven keeps what it has fetched
/// @param central the address that stands for Maven Central: a mirror's, or its own
/// @param login `user:password` for it, if the settings have one
/// @param proxy for addresses outside, if the settings have an active one
record MavenSettings(Path localRepository, URI central, Optional<String> login, Optional<Proxy> proxy) {
    private static final URI CENTRAL = URI.create("https://repo.maven.apache.org/maven2/");

    /// @param except hosts that are reached without it, `|` between them
    record Proxy(String host, int port, String except) {}

    /// The user's settings file, or what holds without one.
    static MavenSettings of(Machine machine) throws IOException {
        Path maven = machine.home().resolve(".m2");
        Path file = maven.resolve("settings.xml");
        if (!Files.isRegularFile(file)) {
            return new MavenSettings(maven.resolve("repository"), CENTRAL, Optional.empty(), Optional.empty());
        }
        try (InputStream content = Files.newInputStream(file)) {
            return read(content, machine);
        } catch (SAXException | ParserConfigurationException | IllegalArgumentException wrong) {
            throw new IOException(file + " is not a Maven settings file: " + wrong.getMessage(), wrong);
        }
    }

    private static MavenSettings read(InputStream content, Machine machine)
            throws IOException, SAXException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Document document = builder.parse(content);
        Map<String, String> variables = variables(machine);
        Path repository = text(document.getDocumentElement(), "localRepository")
                .map(text -> Path.of(resolved(text, variables)))
                .orElse(machine.home().resolve(".m2/repository"));
        Optional<Element> mirror = mirror(document);
        URI central = mirror.flatMap(found -> text(found, "url"))
                .map(url -> URI.create(withSlash(resolved(url, variables))))
                .orElse(CENTRAL);
        Optional<String> login =
                mirror.flatMap(found -> text(found, "id")).flatMap(id -> login(document, id, variables));
        return new MavenSettings(repository, central, login, proxy(document));
    }

    private static Map<String, String> variables(Machine machine) {
        Map<String, String> variables = new HashMap<>();
        machine.environment().forEach((name, value) -> variables.put("env." + name, value));
        variables.put("user.home", machine.home().toString());
        return variables;
    }

    private static String resolved(String text, Map<String, String> variables) {
        String resolved = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            resolved = resolved.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return resolved;
    }

    private static String withSlash(String url) {
        return url.endsWith("/") ? url : url + "/";
    }

    /// Source: Maven's guide to mirror settings; the first that stands for central wins.
    private static Optional<Element> mirror(Document document) {
        return elements(document, "mirror").stream()
                .filter(mirror -> text(mirror, "mirrorOf")
                        .filter(MavenSettings::standsForCentral)
                        .isPresent())
                .findFirst();
    }

    private static boolean standsForCentral(String mirrorOf) {
        List<String> names = List.of(mirrorOf.strip().split("\\s*,\\s*"));
        boolean isExcluded = names.contains("!central");
        return !isExcluded && (names.contains("central") || names.contains("*") || names.contains("external:*"));
    }

    private static Optional<String> login(Document document, String id, Map<String, String> variables) {
        return elements(document, "server").stream()
                .filter(server -> text(server, "id").filter(id::equals).isPresent())
                .findFirst()
                .flatMap(server -> text(server, "username")
                        .flatMap(user -> text(server, "password").map(password -> user + ":" + password)))
                .map(login -> resolved(login, variables));
    }

    private static Optional<Proxy> proxy(Document document) {
        return elements(document, "proxy").stream()
                .filter(proxy -> !text(proxy, "active").orElse("true").equals("false"))
                .findFirst()
                .flatMap(proxy -> text(proxy, "host")
                        .map(host -> new Proxy(
                                host,
                                Integer.parseInt(text(proxy, "port").orElse("8080")),
                                text(proxy, "nonProxyHosts").orElse(""))));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }

    private static Optional<String> text(Element parent, String name) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (name.equals(node.getNodeName())) {
                return Optional.of(node.getTextContent().strip()).filter(text -> !text.isEmpty());
            }
        }
        return Optional.empty();
    }
}
