package dev.hauban.boot;

import java.nio.file.Path;

/// What there is on this machine for this user.
///
/// @param user the user's name
/// @param isRoot whether units are the machine's own
/// @param configuration the user's folder for settings, usually `~/.config`
/// @param hasSystemd whether it starts this machine's programs and, for whoever isn't root, this user's
/// @param hasCron whether there is a `crontab`
public record Ground(String user, boolean isRoot, Path configuration, boolean hasSystemd, boolean hasCron) {
    Path unit() {
        Path folder = isRoot ? Path.of("/etc/systemd/system") : configuration.resolve("systemd/user");
        return folder.resolve(Unit.NAME);
    }
}
