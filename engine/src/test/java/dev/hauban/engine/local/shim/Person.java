package dev.hauban.engine.local.shim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Who runs the shim in a test. Root tries what an ordinary user gets too; an ordinary user has only himself.
enum Person {
    MYSELF,
    ORDINARY;

    /// Any number that is nobody's.
    private static final int UID = 54321;

    static boolean amRoot() {
        return ProcessHandle.current().info().user().orElse("").equals("root");
    }

    /// Those who can be had here.
    static List<Person> all() {
        return amRoot() ? List.of(MYSELF, ORDINARY) : List.of(MYSELF);
    }

    List<String> words() {
        return this == MYSELF
                ? List.of()
                : List.of("/usr/bin/setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups");
    }

    void take(Path path) throws IOException {
        if (this == MYSELF) {
            return;
        }
        if (Files.isDirectory(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setAttribute(path, "unix:uid", UID);
        Files.setAttribute(path, "unix:gid", UID);
    }

    /// Who its services can be on rung 3: an ordinary user's are himself.
    boolean isOrdinary() {
        return this == ORDINARY || !amRoot();
    }
}
