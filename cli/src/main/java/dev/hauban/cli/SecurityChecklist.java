package dev.hauban.cli;

import dev.hauban.plan.Instance.Publisher;
import dev.hauban.setup.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What to look at before others can reach the stack: short, and only what is so here.
final class SecurityChecklist {
    private final List<String> lines = new ArrayList<>();

    /// Whether the file with the secrets is kept from others.
    SecurityChecklist settings(Path file, String shown) throws IOException {
        boolean isOwn = Setup.isForOwnerOnly(file);
        lines.add(
                isOwn
                        ? "✔ " + shown + " can be read by you alone"
                        : "! others on this machine can read " + shown + ": chmod 600 " + shown);
        return this;
    }

    /// Which ports others reach, and whether any.
    SecurityChecklist ports(List<Publisher> publishers) {
        var open = new TreeSet<Integer>();
        for (Publisher publisher : publishers) {
            if (publisher.published() != 0 && !isLoopback(publisher.hostAddress())) {
                open.add(publisher.published());
            }
        }
        if (open.isEmpty()) {
            lines.add("✔ no port is open to other machines");
        } else {
            String ports = String.join(", ", open.stream().map(String::valueOf).toList());
            lines.add("! open to other machines: " + ports + " (127.0.0.1: in front of a port closes it)");
        }
        return this;
    }

    SecurityChecklist reminder(String line) {
        lines.add("• " + line);
        return this;
    }

    String text() {
        return "Security:\n  " + String.join("\n  ", lines);
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }
}
