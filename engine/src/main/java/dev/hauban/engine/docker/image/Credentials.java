package dev.hauban.engine.docker.image;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What Docker's own configuration (`~/.docker/config.json`) knows of registries: who we are there. It is in the file
/// itself (`auths`), or with programs of the system's key rings (`credsStore`, `credHelpers`), which are asked through
/// their standard input: a secret never stands on a command line.
public final class Credentials {
    private final Json.Members configuration;
    private final Map<String, String> environment;

    /// @param configuration the content of `config.json`, empty where there is none
    /// @param environment what the programs of the key rings are started with
    public Credentials(Json.Members configuration, Map<String, String> environment) {
        this.configuration = configuration;
        this.environment = Map.copyOf(environment);
    }

    /// Empty where the configuration says nothing of this registry.
    ///
    /// @throws ProblemException where it can't be followed
    Optional<Login> of(Registry registry) throws InterruptedException {
        try {
            return login(registry.key());
        } catch (MalformedJson malformed) {
            throw new ProblemException(
                    Problem.error(
                                    "docker.credentials-broken",
                                    Actor.MACHINE,
                                    "what Docker's config.json says of " + registry.name() + " can't be read: "
                                            + malformed.getMessage())
                            .remedy("Say who you are once more: " + registry.loginCommand()),
                    malformed);
        }
    }

    /// Everybody whom we are known to, as a build takes it: its Dockerfile may name any registry.
    Json.Members all() throws InterruptedException {
        var keys = new TreeSet<String>();
        keys.addAll(members(configuration, "auths").values().keySet());
        keys.addAll(members(configuration, "credHelpers").values().keySet());
        try {
            Optional<String> store = configuration.findText("credsStore");
            if (store.isPresent() && !store.get().isEmpty()) {
                keys.addAll(keyRing(store.get()).list());
            }
        } catch (MalformedJson malformed) {
            throw broken(malformed);
        }
        MembersBuilder all = Json.object();
        for (String key : keys) {
            of(new Registry(key, key)).ifPresent(login -> all.with(key, login.json()));
        }
        return all.build();
    }

    private Optional<Login> login(String key) throws MalformedJson, InterruptedException {
        Optional<Login> given = inVariable(key);
        if (given.isPresent()) {
            return given;
        }
        Optional<String> helper = members(configuration, "credHelpers").findText(key);
        if (helper.isEmpty()) {
            helper = configuration.findText("credsStore");
        }
        return helper.isPresent() && !helper.get().isEmpty()
                ? keyRing(helper.get()).get(key)
                : inAuths(members(configuration, "auths"), key);
    }

    /// Since Docker 28 a variable can hold what goes before the file.
    private Optional<Login> inVariable(String key) throws MalformedJson {
        String text = environment.getOrDefault("DOCKER_AUTH_CONFIG", "");
        return text.isBlank() ? Optional.empty() : inAuths(members(JsonReader.readObject(text), "auths"), key);
    }

    private static Optional<Login> inAuths(Json.Members auths, String key) throws MalformedJson {
        for (String named : auths.values().keySet()) {
            if (named.equals(key)) {
                return inAuth(key, auths.members(named));
            }
        }
        for (String named : auths.values().keySet()) {
            if (Registry.host(named).equals(key)) {
                return inAuth(key, auths.members(named));
            }
        }
        return Optional.empty();
    }

    private static Optional<Login> inAuth(String key, Json.Members auth) throws MalformedJson {
        String user = auth.findText("username").orElse("");
        String password = auth.findText("password").orElse("");
        String encoded = auth.findText("auth").orElse("");
        if (!encoded.isEmpty()) {
            String both = decoded(encoded);
            int colon = both.indexOf(':');
            if (colon < 0) {
                throw MalformedJson.shape("\"auth\" holds no user and password");
            }
            user = both.substring(0, colon);
            password = both.substring(colon + 1);
        }
        var login = new Login(
                key,
                user,
                password,
                auth.findText("identitytoken").orElse(""),
                auth.findText("registrytoken").orElse(""));
        return login.isEmpty() ? Optional.empty() : Optional.of(login);
    }

    private static String decoded(String encoded) throws MalformedJson {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int padding = text.indexOf('\0');
            return padding < 0 ? text : text.substring(0, padding);
        } catch (IllegalArgumentException notBase64) {
            throw MalformedJson.shape("\"auth\" is not in base64");
        }
    }

    private KeyRing keyRing(String name) {
        return new KeyRing(name, environment);
    }

    private static Json.Members members(Json.Members from, String name) {
        return from.find(name).orElse(null) instanceof Json.Members members
                ? members
                : Json.object().build();
    }

    private static ProblemException broken(MalformedJson malformed) {
        return new ProblemException(
                Problem.error(
                                "docker.credentials-broken",
                                Actor.MACHINE,
                                "what Docker's config.json says of credentials can't be read: "
                                        + malformed.getMessage())
                        .remedy("Mend it: `credsStore` is the name of a program, docker-credential-…, without that."),
                malformed);
    }
}
