package dev.hauban.doctor.habit;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/// `version:` at the top of a Compose file.
public final class VersionKey implements Rule {
    @Override
    public Description description() {
        return new Description(
                "version-key",
                "`version:` in a Compose file",
                "Docker Compose has not read it since 2020, and warns of it at every command. It makes people look up"
                        + " rules that no longer hold.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Paper paper : subject.files().papers(Paper.Kind.COMPOSE)) {
            for (int number : paper.linesWith(line -> line.matches("version\\s*:.*"))) {
                Advice one = Advice.note("`version` means nothing", "Take the line away.")
                        .at(paper.place(number, 1))
                        .about("version");
                String line = paper.line(number);
                // Not where its value goes on below, or is used elsewhere.
                boolean isPlain = line.matches("version\\s*:\\s*[\"']?[\\d.]+[\"']?\\s*(#.*)?");
                advice.add(
                        isPlain ? one.healedBy(Fix.edit(paper.place(number, 1), line + end(paper, number), "")) : one);
            }
        }
        return advice;
    }

    /// With the empty line below, which parted it from the rest.
    private static String end(Paper paper, int number) {
        boolean isFirst = number == 1;
        boolean hasEmptyBelow = isFirst
                && number + 1 < paper.lines().size()
                && paper.line(number + 1).isEmpty();
        return hasEmptyBelow ? "\n\n" : "\n";
    }
}
