package dev.emailight.catcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What was caught, in memory, the latest first. The oldest go when there is no more room.
final class Tray {
    private final int most;
    private final long mostBytes;
    private final Deque<Caught> all = new ArrayDeque<>();
    private long bytes;

    /// @param most e-mails
    Tray(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    synchronized void add(Caught mail) {
        all.addFirst(mail);
        bytes += mail.size();
        while (all.size() > most || bytes > mostBytes && all.size() > 1) {
            bytes -= all.removeLast().size();
        }
    }

    synchronized List<Caught> all() {
        return List.copyOf(all);
    }

    synchronized Optional<Caught> find(String id) {
        return all.stream().filter(mail -> mail.id().equals(id)).findFirst();
    }

    synchronized void clear() {
        all.clear();
        bytes = 0;
    }
}
