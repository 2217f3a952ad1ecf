package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import java.util.Optional;

/// Closes a port to other machines, where it is written in the short syntax.
final class LoopbackFix {
    private static final String LOOPBACK = "127.0.0.1:";

    private LoopbackFix() {}

    static Optional<Fix> of(Subject subject, Place place) {
        Optional<Paper> paper = subject.files().named(place.file());
        if (paper.isEmpty() || !isItemOfList(paper.get(), place)) {
            return Optional.empty();
        }
        return paper.get().scalar(place).map(written -> {
            boolean isQuoted = written.startsWith("\"") || written.startsWith("'");
            String body = isQuoted ? written.substring(1, written.length() - 1) : written;
            String quote = isQuoted ? written.substring(0, 1) : "\"";
            return Fix.edit(place, written, quote + closed(body) + quote);
        });
    }

    private static String closed(String body) {
        for (String everywhere : new String[] {"0.0.0.0:", "[::]:"}) {
            if (body.startsWith(everywhere)) {
                return LOOPBACK + body.substring(everywhere.length());
            }
        }
        // A port alone is one inside; outside, any is taken.
        return hasTwoParts(body) ? LOOPBACK + body : LOOPBACK + ":" + body;
    }

    /// Whether there is a colon that is not in a variable.
    private static boolean hasTwoParts(String body) {
        return body.replaceAll("\\$\\{[^}]*\\}", "").indexOf(':') >= 0;
    }

    /// In the long syntax, a key and a colon stand before the value.
    private static boolean isItemOfList(Paper paper, Place place) {
        String line = paper.line(place.line());
        String before = line.substring(0, line.offsetByCodePoints(0, place.column() - 1))
                .stripTrailing();
        return !before.isEmpty() && "-[,".indexOf(before.charAt(before.length() - 1)) >= 0;
    }
}
