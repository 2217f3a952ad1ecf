package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Through which proxy an address is reached: the Maven settings', else the environment's.
final class Proxies extends ProxySelector {
    private static final Proxy DIRECT = Proxy.NO_PROXY;

    private final Optional<MavenSettings.Proxy> settings;
    private final Map<String, String> environment;

    Proxies(Optional<MavenSettings.Proxy> settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI address) {
        String host = address.getHost() == null ? "" : address.getHost();
        if (settings.isPresent()) {
            MavenSettings.Proxy proxy = settings.get();
            boolean isExcepted = Arrays.stream(proxy.except().split("\\|")).anyMatch(name -> matches(host, name));
            return List.of(isExcepted ? DIRECT : http(proxy.host(), proxy.port()));
        }
        boolean isExcepted = Arrays.stream(variable("no_proxy").split(",")).anyMatch(name -> endsLike(host, name));
        String url = variable(address.getScheme() + "_proxy");
        if (isExcepted || url.isEmpty()) {
            return List.of(DIRECT);
        }
        URI proxy = URI.create(url.contains("://") ? url : "http://" + url);
        return List.of(
                proxy.getHost() == null ? DIRECT : http(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort()));
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? environment.getOrDefault(name.toUpperCase(java.util.Locale.ROOT), "") : value;
    }

    private static Proxy http(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    /// Maven's form: `*.example.org`.
    private static boolean matches(String host, String name) {
        String plain = name.strip();
        return plain.startsWith("*") ? host.endsWith(plain.substring(1)) : plain.equals(host);
    }

    /// The environment's form: `.example.org`, `example.org`, `*`.
    private static boolean endsLike(String host, String name) {
        String plain = name.strip();
        return plain.equals("*")
                || !plain.isEmpty()
                        && (host.equals(plain) || host.endsWith(plain.startsWith(".") ? plain : "." + plain));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failed) {
        // The caller sees the same exception and tells it.
    }
}
