package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of the user's npm settings says where packages come from: the environment before the user's file before the
/// machine's.
///
/// Source: npm's documentation, "config" and "npmrc".
record NpmSettings(Map<String, String> values, Path home) {
    private static final String REGISTRY = "https://registry.npmjs.org/";
    private static final String PREFIX = "npm_config_";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    /// Where npm's usual builds look for the settings of all users.
    private static final List<Path> GLOBAL =
            List.of(Path.of("/etc/npmrc"), Path.of("/usr/etc/npmrc"), Path.of("/usr/local/etc/npmrc"));

    NpmSettings {
        values = Map.copyOf(values);
    }

    static NpmSettings of(Machine machine) throws IOException {
        Map<String, String> variables = variables(machine.environment());
        Map<String, String> values = new HashMap<>();
        String global = variables.getOrDefault("globalconfig", "");
        for (Path file : global.isEmpty() ? GLOBAL : List.of(Path.of(global))) {
            values.putAll(file(file, machine));
        }
        String user = variables.getOrDefault("userconfig", "");
        values.putAll(file(user.isEmpty() ? machine.home().resolve(".npmrc") : Path.of(user), machine));
        values.putAll(variables);
        return new NpmSettings(values, machine.home());
    }

    /// `npm_config_https_proxy` sets `https-proxy`, in whatever case it is written.
    private static Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        environment.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX) && !value.isEmpty()) {
                variables.put(lower.substring(PREFIX.length()).replace('_', '-'), value);
            }
        });
        return variables;
    }

    private static Map<String, String> file(Path file, Machine machine) throws IOException {
        Map<String, String> values = new HashMap<>();
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            return values;
        }
        for (String line : Files.readAllLines(file)) {
            String plain = line.strip();
            int equals = plain.indexOf('=');
            if (equals > 0 && !plain.startsWith(";") && !plain.startsWith("#")) {
                values.put(
                        plain.substring(0, equals).strip(),
                        resolved(unquoted(plain.substring(equals + 1).strip()), machine.environment()));
            }
        }
        return values;
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    /// A variable that isn't set stays as it is written.
    private static String resolved(String text, Map<String, String> environment) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(environment.getOrDefault(found.group(1), found.group())));
    }

    /// Where a package comes from; `@scope:registry` counts before `registry`.
    ///
    /// @throws IOException if what is set is no address
    URI registry(String name) throws IOException {
        int slash = name.indexOf('/');
        String common = values.getOrDefault("registry", REGISTRY);
        String set = slash > 0 ? values.getOrDefault(name.substring(0, slash) + ":registry", common) : common;
        try {
            URI address = URI.create(set.endsWith("/") ? set : set + "/");
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // Told below, as what has no host.
        }
        throw new IOException("npm's setting registry is no address: " + set);
    }

    /// What an address is asked with: the login that is set for it, or for a folder above it, and for no other.
    Optional<String> authorization(URI address) {
        String place = "//" + address.getAuthority() + address.getPath();
        for (int slash = place.lastIndexOf('/'); slash > 1; slash = place.lastIndexOf('/', slash - 1)) {
            String above = place.substring(0, slash + 1) + ":";
            String token = values.get(above + "_authToken");
            String login = values.get(above + "_auth");
            if (token != null) {
                return Optional.of("Bearer " + token);
            }
            if (login != null) {
                return Optional.of("Basic " + login);
            }
            String user = values.get(above + "username");
            String password = values.get(above + "_password");
            if (user != null && password != null) {
                return Optional.of("Basic " + together(user, password));
            }
        }
        return Optional.empty();
    }

    /// Such a password is written in Base64.
    private static String together(String user, String password) {
        String plain = new String(Base64.getDecoder().decode(password), StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString((user + ":" + plain).getBytes(StandardCharsets.UTF_8));
    }

    /// What the settings say of proxies, over what the environment says.
    Proxies proxies(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        Map.of("https-proxy", "https_proxy", "proxy", "http_proxy", "noproxy", "no_proxy")
                .forEach((setting, variable) -> {
                    String value = values.get(setting);
                    if (value != null && !value.equals("null") && !value.equals("false")) {
                        all.put(variable, value);
                    }
                });
        return new Proxies(Optional.empty(), all);
    }

    /// Where npm keeps what it has fetched.
    Path cache() {
        String set = values.getOrDefault("cache", "");
        Path folder = set.startsWith("~/")
                ? home.resolve(set.substring(2))
                : set.isEmpty() ? home.resolve(".npm") : Path.of(set);
        return folder.resolve("_cacache");
    }
}
