package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What a recording daemon makes up: ids that follow from names, and the mounts of a container that never ran.
final class Fakes {
    private Fakes() {}

    static String image(String name) {
        return "sha256:" + sum("image " + name);
    }

    static String container(String name) {
        return sum("container " + name);
    }

    static String network(String name) {
        return sum("network " + name);
    }

    /// The name of a volume that nobody gave a name to.
    static String anonymous(String target) {
        return sum("volume " + target);
    }

    private static String sum(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// The mounts that the daemon shows of a container.
    static List<Json> mounts(Json.Members body, Json.Members image) throws MalformedJson {
        List<Json> mounts = new ArrayList<>();
        var targets = new ArrayList<String>();
        Json.Members host = body.members("HostConfig");
        if (host.find("Binds").isPresent()) {
            for (String bind : host.array("Binds").texts()) {
                String[] parts = bind.split(":");
                targets.add(parts[1]);
                mounts.add(
                        parts[0].startsWith("/")
                                ? mount("bind", "", parts[0], parts[1])
                                : mount("volume", parts[0], "/var/lib/" + parts[0], parts[1]));
            }
        }
        if (host.find("Mounts").isPresent()) {
            for (Json.Members asked : host.array("Mounts").objects()) {
                String target = asked.text("Target");
                String source = asked.findText("Source").orElse(anonymous(target));
                targets.add(target);
                mounts.add(
                        asked.text("Type").equals("volume")
                                ? mount("volume", source, "/var/lib/" + source, target)
                                : mount(asked.text("Type"), "", source, target));
            }
        }
        for (String declared :
                image.members("Config").members("Volumes").values().keySet()) {
            if (!targets.contains(declared)) {
                mounts.add(mount("volume", anonymous(declared), "/var/lib/" + anonymous(declared), declared));
            }
        }
        return mounts;
    }

    private static Json mount(String type, String name, String source, String target) {
        return Json.object()
                .with("Type", type)
                .with("Name", name)
                .with("Source", source)
                .with("Destination", target)
                .with("RW", true)
                .build();
    }

    /// The files in a tar, without their times.
    static Json.Array files(byte[] tar) {
        List<Json> files = new ArrayList<>();
        int at = 0;
        while (at + 512 <= tar.length && tar[at] != 0) {
            int size = octal(tar, at + 124, 12);
            files.add(Json.object()
                    .with("name", text(tar, at, 100).replaceFirst("^/", ""))
                    .with("mode", Integer.toOctalString(octal(tar, at + 100, 8)))
                    .with("uid", octal(tar, at + 108, 8))
                    .with("gid", octal(tar, at + 116, 8))
                    .with("content", new String(tar, at + 512, size, StandardCharsets.UTF_8))
                    .build());
            at += 512 + (size + 511) / 512 * 512;
        }
        return new Json.Array(files);
    }

    private static String text(byte[] tar, int from, int length) {
        int end = from;
        while (end < from + length && tar[end] != 0) {
            end++;
        }
        return new String(tar, from, end - from, StandardCharsets.UTF_8);
    }

    private static int octal(byte[] tar, int from, int length) {
        return Integer.parseInt(text(tar, from, length).strip(), 8);
    }
}
