package dev.hauban.doctor.machine;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.List;

/// A disk that is nearly full.
public final class DiskFull implements Rule {
    private static final long GIGABYTE = 1024L * 1024 * 1024;
    private static final long LITTLE = 5 * GIGABYTE;
    private static final long NOTHING = GIGABYTE / 2;

    /// A tenth, where that is less than what is little anyway.
    private static final int SHARE = 10;

    @Override
    public Description description() {
        return new Description(
                "disk-full",
                "a disk that is nearly full",
                "A database that can't write stops, and some don't start again before there is room. Images, logs and"
                        + " backups take what is left.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        return subject.machine()
                .disk()
                .filter(disk -> disk.free() < Math.min(LITTLE, disk.total() / SHARE) || disk.free() < NOTHING)
                .map(disk -> List.of(Advice.of(
                        disk.free() < NOTHING ? Level.ERROR : Level.WARNING,
                        "the disk of the project has " + Sizes.text(disk.free()) + " left of "
                                + Sizes.text(disk.total()),
                        "Make room: old images (docker image prune), logs, backups that are elsewhere, too.")))
                .orElse(List.of());
    }
}
