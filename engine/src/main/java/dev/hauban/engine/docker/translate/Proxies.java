package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The proxies that Docker's own configuration file (`~/.docker/config.json`) gives to every container.
public final class Proxies {
    private static final Map<String, String> VARIABLES = Map.of(
            "httpProxy", "HTTP_PROXY",
            "httpsProxy", "HTTPS_PROXY",
            "noProxy", "NO_PROXY",
            "ftpProxy", "FTP_PROXY",
            "allProxy", "ALL_PROXY");

    private Proxies() {}

    /// The variables, in capitals and in small letters: programs look for either.
    ///
    /// @param configuration the file's content
    /// @param host the daemon's address as it stands in `DOCKER_HOST` or in the context
    public static Map<String, String> of(Json.Members configuration, String host) {
        Words all = new Words(configuration).words("proxies");
        Words own = all.has(host) ? all.words(host) : all.words("default");
        var variables = new LinkedHashMap<String, String>();
        VARIABLES.forEach((key, name) -> {
            String value = own.text(key);
            if (!value.isEmpty()) {
                variables.put(name, value);
                variables.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return variables;
    }
}
