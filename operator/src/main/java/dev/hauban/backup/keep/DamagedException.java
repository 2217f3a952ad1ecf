package dev.hauban.backup.keep;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Explained;
import dev.hauban.problem.Problem;
import java.io.IOException;

/// A set is no longer what was written.
public final class DamagedException extends IOException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    private DamagedException(String what) {
        super(what);
        problem = Problem.error("backup.damaged", Actor.MACHINE, what)
                .remedy("Take another set (hauban backup list), and look after the disk that this one lies on.");
    }

    @Override
    public Problem problem() {
        return problem;
    }

    static DamagedException missing(String name) {
        return new DamagedException(name + " is missing from the set");
    }

    static DamagedException otherSize(StoredFile stored, long size) {
        return new DamagedException(stored.name() + " has " + size + " bytes, and " + stored.size() + " were written");
    }

    static DamagedException block(StoredFile stored, int block) {
        long from = (long) block * StoredFile.BLOCK;
        long to = Math.min(from + StoredFile.BLOCK, stored.size());
        return new DamagedException(
                stored.name() + " is not what was written, between its bytes " + from + " and " + to);
    }

    static DamagedException garbled(String name) {
        return new DamagedException(name + " can't be understood");
    }

    static DamagedException otherSum(String name) {
        return new DamagedException(
                name + " is not what was written: its sum in " + SetFolder.SUMS + " is another one");
    }
}
