package dev.hauban.engine.docker.image;

import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Who we are to a registry: a user and a password, or a token.
///
/// @param server as the configuration calls the registry
/// @param identityToken instead of a password; empty where there is none
record Login(String server, String user, String password, String identityToken, String registryToken) {
    /// Of a helper that gives a token where a user's name stands otherwise.
    private static final String TOKEN = "<token>";

    static Login ofHelper(String server, String user, String secret) {
        return user.equals(TOKEN) ? new Login(server, "", "", secret, "") : new Login(server, user, secret, "", "");
    }

    boolean isEmpty() {
        return user.isEmpty() && password.isEmpty() && identityToken.isEmpty() && registryToken.isEmpty();
    }

    Json.Members json() {
        MembersBuilder json = Json.object();
        with(json, "username", user);
        with(json, "password", password);
        with(json, "serveraddress", server);
        with(json, "identitytoken", identityToken);
        with(json, "registrytoken", registryToken);
        return json.build();
    }

    /// As it stands in a header.
    static String encoded(Json.Members json) {
        return Base64.getUrlEncoder().encodeToString(json.compact().getBytes(StandardCharsets.UTF_8));
    }

    private static void with(MembersBuilder json, String name, String value) {
        if (!value.isEmpty()) {
            json.with(name, value);
        }
    }

    /// Without what must not be seen.
    @Override
    public String toString() {
        return "Login[" + server + "]";
    }
}
