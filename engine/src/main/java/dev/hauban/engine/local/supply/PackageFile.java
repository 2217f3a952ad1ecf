package dev.hauban.engine.local.supply;

import java.nio.file.Path;

/// One package that apt has chosen.
///
/// @param file as apt names it: `mariadb-common_1%3a10.11.19-0+deb12u1_all.deb`
record PackageFile(String file, long size) {
    String name() {
        return part(0);
    }

    /// With its epoch.
    String version() {
        return part(1).replace("%3a", ":");
    }

    /// `10.11.19` of `1:10.11.19-0+deb12u1`.
    String upstreamVersion() {
        String version = version();
        String withoutEpoch = version.substring(version.indexOf(':') + 1);
        int end = 0;
        while (end < withoutEpoch.length()
                && (Character.isDigit(withoutEpoch.charAt(end)) || withoutEpoch.charAt(end) == '.')) {
            end++;
        }
        return withoutEpoch.substring(0, end);
    }

    private String part(int index) {
        String[] parts = file.split("_");
        return index < parts.length ? parts[index] : "";
    }

    Path in(Path folder) {
        return folder.resolve(file);
    }
}
