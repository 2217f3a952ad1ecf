package dev.hauban.doctor.secret;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.ProjectFiles.Entry;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/// Files with secrets that others on the machine can read.
public final class SecretsReadable implements Rule {
    private static final int OTHERS = 0077;

    @Override
    public Description description() {
        return new Description(
                "secrets-readable",
                "a file with secrets that others can read",
                "Every user of the machine, and every service that runs as another user and is broken into, reads all"
                        + " passwords of the stack.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Paper paper : subject.files().papers(Paper.Kind.VARIABLES)) {
            List<SecretLine> secrets = SecretLine.in(paper);
            if (!secrets.isEmpty()
                    && subject.files().entries().get(paper.path()) instanceof Entry.There there
                    && (there.mode() & OTHERS) != 0) {
                advice.add(
                        Advice.warning("others on this machine can read " + paper.name(), "chmod 600 " + paper.name())
                                .at(paper.place(secrets.getFirst().line(), 1))
                                .healedBy(new Fix.ForOwnerOnly(paper.path())));
            }
        }
        return advice;
    }
}
