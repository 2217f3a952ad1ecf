package dev.hauban.engine.local.host;

import dev.hauban.engine.local.shim.ProcessMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Processes that say of themselves that they belong to an instance. After a kill -9 of its shim, an instance's
/// children are found that way alone.
public final class Strays {
    /// Set by the shim for everything that it starts.
    private static final String MARK = "HAUBAN_INSTANCE=";

    private Strays() {}

    /// All that are alive. Those of other users, which we may neither see nor end, are not among them.
    public static List<ProcessMark> of(String instance) throws IOException {
        var found = new ArrayList<ProcessMark>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isOf(process, instance)) {
                    mark(process).filter(ProcessMark::isAlive).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static boolean isOf(Path process, String instance) {
        try {
            String variables = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return ('\0' + variables).contains('\0' + MARK + instance + '\0');
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static java.util.Optional<ProcessMark> mark(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long pid = Long.parseLong(process.getFileName().toString());
            return java.util.Optional.of(new ProcessMark(pid, Long.parseLong(fields[19])));
        } catch (IOException gone) {
            return java.util.Optional.empty();
        }
    }
}
