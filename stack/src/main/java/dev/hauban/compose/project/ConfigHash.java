package dev.hauban.compose.project;

import dev.hauban.compose.shape.GoJson;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.problem.DefectException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Docker Compose's `config-hash`: two services with the same one need not be recreated. What doesn't reach a
/// container, or reaches it by other ways, is left out of it.
final class ConfigHash {
    private ConfigHash() {}

    static String of(Mapping service) {
        Mapping counted = Mapping.from(service);
        counted.entries().putAll(service.entries());
        for (String key : new String[] {"build", "pull_policy", "scale", "depends_on", "profiles"}) {
            counted.remove(key);
        }
        if (service.mapping("deploy") instanceof Mapping deploy && deploy.has("replicas")) {
            Mapping other = Mapping.from(deploy);
            other.entries().putAll(deploy.entries());
            other.remove("replicas");
            counted.put("deploy", other);
        }
        return sha256(GoJson.serviceForHash(counted));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new DefectException("every Java has SHA-256", missing);
        }
    }
}
