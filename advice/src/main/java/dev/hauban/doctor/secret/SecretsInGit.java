package dev.hauban.doctor.secret;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.ProjectFiles.Git;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files with secrets that are in git, or would be in the next commit.
public final class SecretsInGit implements Rule {
    @Override
    public Description description() {
        return new Description(
                "secrets-in-git",
                "a file with secrets in git",
                "What was committed once is in every copy for ever; whoever ever gets the repository has the"
                        + " passwords. Taking the file out of the next commit doesn't take it out of those before.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Paper paper : subject.files().papers(Paper.Kind.VARIABLES)) {
            List<SecretLine> secrets = SecretLine.in(paper);
            Git git = subject.files().inGit().get(paper.name());
            if (git == null || secrets.isEmpty()) {
                continue;
            }
            int line = secrets.getFirst().line();
            switch (git) {
                case COMMITTED ->
                    advice.add(Advice.error(
                                    paper.name() + " is in git, with " + count(secrets.size()),
                                    "git rm --cached " + paper.name() + ", add it to .gitignore, and change every"
                                            + " secret in it: they are known from now on.")
                            .at(paper.place(line, 1)));
                case SEEN -> advice.add(seen(subject, paper, line));
                case IGNORED -> {}
            }
        }
        return advice;
    }

    private static String count(int secrets) {
        return secrets == 1 ? "a secret in it" : secrets + " secrets in it";
    }

    private static Advice seen(Subject subject, Paper paper, int line) {
        Advice advice = Advice.warning(
                        "git would take " + paper.name() + " into the next commit", "Add it to .gitignore.")
                .at(paper.place(line, 1));
        Optional<Paper> ignored =
                subject.files().papers(Paper.Kind.IGNORED).stream().findFirst();
        String below = ignored.map(file -> folder(file.path())).orElse("");
        if (ignored.isEmpty() || !paper.path().startsWith(below)) {
            return advice;
        }
        Paper file = ignored.get();
        int last = file.lines().size();
        String lastLine = file.line(last);
        String entry = "/" + paper.path().substring(below.length()) + "\n";
        return advice.healedBy(Fix.edit(
                file.place(last, lastLine.codePointCount(0, lastLine.length()) + 1),
                "",
                lastLine.isEmpty() ? entry : "\n" + entry));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
