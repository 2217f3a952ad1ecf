package dev.todoapp.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Files of the pages. A page names them with a part of their content's hash, so that whoever stands in between may
/// keep them for a year: what changes has another name.
final class Assets {
    /// @param content as it is sent
    record Asset(byte[] content, String type, String version) {}

    private static final Map<String, String> TYPES = Map.of(
            "style.css",
            "text/css; charset=utf-8",
            "tasks.js",
            "text/javascript; charset=utf-8",
            "preview.js",
            "text/javascript; charset=utf-8",
            "icon.svg",
            "image/svg+xml");
    private static final int VERSION_LENGTH = 12;

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    Assets() {
        TYPES.forEach((name, type) -> assets.put(name, read(name, type)));
    }

    private static Asset read(String name, String type) {
        try (InputStream file = Assets.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            var content = file.readAllBytes();
            var hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(content, type, HexFormat.of().formatHex(hash).substring(0, VERSION_LENGTH));
        } catch (IOException | NoSuchAlgorithmException problem) {
            throw new IllegalStateException(name + " can't be read", problem);
        }
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    /// How a page names it.
    String address(String name) {
        return "/assets/" + name + "?v="
                + find(name)
                        .orElseThrow(() -> new IllegalArgumentException(name))
                        .version();
    }
}
