package dev.hauban.engine.docker.image;

import dev.hauban.stack.ImageReference;

/// Where an image's name leads to.
///
/// @param key what Docker's configuration calls it
/// @param name as people call it
record Registry(String key, String name) {
    /// What Docker's configuration calls Docker Hub, for reasons of history.
    static final String HUB_KEY = "https://index.docker.io/v1/";

    static Registry of(ImageReference image) {
        String host = image.registry().orElse("docker.io");
        return host.equals("docker.io") || host.equals("index.docker.io")
                ? new Registry(HUB_KEY, "Docker Hub")
                : new Registry(host, host);
    }

    boolean isHub() {
        return key.equals(HUB_KEY);
    }

    /// What to type to be known there.
    String loginCommand() {
        return isHub() ? "docker login" : "docker login " + key;
    }

    /// The host in a key of the configuration: some write addresses there.
    static String host(String key) {
        int scheme = key.indexOf("://");
        String rest = scheme < 0 ? key : key.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
