package dev.hauban.engine.local;

import dev.hauban.engine.local.image.BuildRunner.Identity;
import dev.hauban.engine.local.shim.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Whom root lets run what could write to this machine, where no view keeps it apart: a user to whom nothing here
/// belongs. It reads what root reads; it writes only what it is lent, and what anybody may write. So it is the kernel
/// that keeps the machine's own files as they are, whatever a RUN line calls.
final class Guest {
    /// A number that neither people, nor systems, nor containers are given (systemd.io/UIDS-GIDS: "unused").
    private static final int ID = 65_533;
    /// CAP_DAC_READ_SEARCH, as a mask: to the project and to programs that lie in root's home.
    private static final String READS_EVERYTHING = "4";

    private final Map<Path, Identity> owners = new HashMap<>();
    private final Set<Path> lent = new LinkedHashSet<>();

    /// What this says to run, it runs.
    void runs(Spec spec) {
        spec.with("uid", Integer.toString(ID)).with("gid", Integer.toString(ID));
        spec.with("bounding", READS_EVERYTHING).with("ambient", READS_EVERYTHING);
    }

    /// Lets it write there, until [#giveBack].
    void lend(Path folder) throws IOException {
        lent.add(folder);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (!hasOtherNames(each)) {
                    owners.putIfAbsent(each, owner(each));
                    Trees.own(each, ID, ID);
                }
            }
        }
    }

    /// A file that has other names too may be the machine's under one of these.
    private static boolean hasOtherNames(Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
    }

    /// What was there belongs to whom it belonged to.
    ///
    /// @param maker gets what is new
    void giveBack(Identity maker) throws IOException {
        for (Path folder : lent) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : (Iterable<Path>) all::iterator) {
                    if (owner(each).uid() == ID) {
                        Identity owner = owners.getOrDefault(each, maker);
                        Trees.own(each, owner.uid(), owner.gid());
                    }
                }
            }
        }
    }

    private static Identity owner(Path path) throws IOException {
        return new Identity((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS), (Integer)
                Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }
}
