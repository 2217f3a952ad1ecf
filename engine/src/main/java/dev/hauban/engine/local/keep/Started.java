package dev.hauban.engine.local.keep;

import dev.hauban.plan.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the last start of an instance gave it; written just before its process begins.
///
/// @param boot the machine's boot: after another one, no process of then can be alive
/// @param projectRung the rung of the ladder that the project has
/// @param rung its own, which may be a lower one
/// @param publishers the ports that it has on the host
/// @param address the one at which the others of its stack reach it, if it has one
public record Started(
        String boot, int projectRung, int rung, List<Instance.Publisher> publishers, Optional<String> address) {
    public Started {
        publishers = List.copyOf(publishers);
    }

    public String text() {
        var sheet = new Sheet()
                .with("boot", boot)
                .with("project-rung", Integer.toString(projectRung))
                .with("rung", Integer.toString(rung));
        address.ifPresent(known -> sheet.with("address", known));
        for (Instance.Publisher port : publishers) {
            sheet.with(
                    "publish",
                    port.hostAddress(),
                    Integer.toString(port.target()),
                    Integer.toString(port.published()),
                    port.protocol());
        }
        return sheet.text();
    }

    /// Empty when it was never started, or the file is torn.
    public static Optional<Started> read(Path instance) throws IOException {
        Optional<Sheet> sheet = Sheet.read(instance.resolve(LocalFolder.STARTED));
        try {
            return sheet.isPresent() ? Optional.of(from(sheet.get())) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Started from(Sheet sheet) {
        var publishers = new ArrayList<Instance.Publisher>();
        for (List<String> words : sheet.all("publish")) {
            publishers.add(publisher(words));
        }
        String rung = sheet.need("rung");
        String projectRung = sheet.one("project-rung").orElse(rung);
        return new Started(
                sheet.need("boot"),
                Integer.parseInt(projectRung),
                Integer.parseInt(rung),
                publishers,
                sheet.one("address"));
    }

    private static Instance.Publisher publisher(List<String> words) {
        if (words.size() < 4) {
            throw new IllegalArgumentException("a published port has four words");
        }
        return new Instance.Publisher(
                words.get(0), Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)), words.get(3));
    }
}
