package dev.hauban.cli;

import dev.hauban.doctor.Diagnosis;
import dev.hauban.doctor.Doctor;
import dev.hauban.doctor.mend.Difference;
import dev.hauban.doctor.mend.Mending;
import dev.hauban.doctor.mend.WholeFile;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the changes that need no thought: shows them, makes sure that they heal and do nothing else, and writes them.
final class DoctorFix {
    private final Call call;
    private final String engine;
    private final List<Diagnosis> wanted;

    DoctorFix(Call call, String engine, List<Diagnosis> diagnoses) {
        this.call = call;
        this.engine = engine;
        this.wanted = diagnoses.stream().filter(one -> !one.isSilenced()).toList();
    }

    /// @return the exit code of what is left
    int make(Subject subject) throws IOException, InterruptedException {
        Mending mending = safe(subject);
        if (mending.isNothing()) {
            call.out().println("There is nothing that could be changed without a thought.");
        }
        for (Map.Entry<Paper, String> change : mending.changed().entrySet()) {
            Paper paper = change.getKey();
            call.out().print(Difference.of(paper.name(), paper.text(), change.getValue()));
        }
        for (String file : mending.closed()) {
            call.out().println("chmod 600 " + shown(file));
        }
        call.out().flush();
        if (!call.options().dryRun()) {
            write(mending);
        }
        var left = new ArrayList<>(wanted);
        left.removeAll(mending.followed());
        call.out().println(summary(mending, left.size()));
        call.out().flush();
        return DoctorCommand.exitCode(call, List.of(), call.options().dryRun() ? wanted : left)
                .number();
    }

    private void write(Mending mending) throws IOException {
        for (Map.Entry<Paper, String> change : mending.changed().entrySet()) {
            Paper paper = change.getKey();
            WholeFile.replace(Path.of(paper.path()), paper.text(), change.getValue());
        }
        for (String file : mending.closed()) {
            WholeFile.close(Path.of(file));
        }
    }

    private String summary(Mending mending, int left) {
        String done = call.options().dryRun() ? "Would be healed: " : "Healed: ";
        return "\n" + done + mending.followed().size() + ". Left for you: " + left
                + (left == 0 ? "." : " (hauban doctor).");
    }

    /// All fixes together; where that does anything but heal, as many as do not.
    private Mending safe(Subject subject) throws IOException, InterruptedException {
        Set<String> before = keys(new Doctor().examine(subject));
        Mending all = Mending.of(subject.files(), wanted);
        if (heals(all, before)) {
            return all;
        }
        var good = new ArrayList<Diagnosis>();
        for (Diagnosis one : wanted) {
            good.add(one);
            Mending more = Mending.of(subject.files(), good);
            if (!more.followed().contains(one) || !heals(more, before)) {
                good.removeLast();
            }
        }
        return Mending.of(subject.files(), good);
    }

    /// Whether the files would still be right, what was to be healed would be gone, and nothing new would have come.
    private boolean heals(Mending mending, Set<String> before) throws IOException, InterruptedException {
        Set<String> after = new HashSet<>();
        try {
            Subject edited = call.house().survey(call.options().source(), engine, mending.texts());
            after.addAll(keys(new Doctor().examine(edited)));
        } catch (ProblemException _) {
            // The files would no longer be right.
            return false;
        }
        boolean isHealed = mending.provable().stream().noneMatch(one -> after.contains(key(one)));
        return isHealed && before.containsAll(after);
    }

    private static Set<String> keys(List<Diagnosis> diagnoses) {
        var keys = new HashSet<String>();
        diagnoses.forEach(diagnosis -> keys.add(key(diagnosis)));
        return keys;
    }

    /// Lines move when others are put in.
    private static String key(Diagnosis diagnosis) {
        return diagnosis.rule().name() + "\0"
                + diagnosis.advice().place().map(Place::file).orElse("") + "\0"
                + diagnosis.advice().path() + "\0"
                + diagnosis.advice().message();
    }

    private String shown(String file) {
        Path here = call.surroundings().directory();
        return file.startsWith(here + "/") ? file.substring(here.toString().length() + 1) : file;
    }
}
