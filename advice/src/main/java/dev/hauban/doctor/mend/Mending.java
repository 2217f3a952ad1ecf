package dev.hauban.doctor.mend;

import dev.hauban.doctor.Diagnosis;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Fix.Edit;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.ProjectFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What becomes of the files when advice is followed.
///
/// @param changed the files that change, with their new texts
/// @param closed the files that only their owner shall read
/// @param followed the advice that is followed
public record Mending(Map<Paper, String> changed, List<String> closed, List<Diagnosis> followed) {
    public Mending {
        changed = new LinkedHashMap<>(changed);
        closed = List.copyOf(closed);
        followed = List.copyOf(followed);
    }

    /// An edit, and where it is in the old text.
    private record Placed(Edit edit, int start) {
        int end() {
            return start + edit.old().length();
        }

        boolean overlaps(Placed other) {
            return start < other.end() && other.start < end();
        }
    }

    /// Of all advice that has a fix. Where two fixes want the same text, the first one has it; the other can be
    /// followed next time.
    public static Mending of(ProjectFiles files, List<Diagnosis> diagnoses) {
        var edits = new LinkedHashMap<Paper, List<Placed>>();
        var closed = new ArrayList<String>();
        var followed = new ArrayList<Diagnosis>();
        for (Diagnosis diagnosis : diagnoses) {
            boolean isFollowed = switch (diagnosis.advice().fix().orElse(null)) {
                case null -> false;
                case Fix.ForOwnerOnly(String file) -> closed.add(file);
                case Fix.Edits(List<Edit> wanted) -> take(files, wanted, edits);
            };
            if (isFollowed) {
                followed.add(diagnosis);
            }
        }
        var changed = new LinkedHashMap<Paper, String>();
        edits.forEach((paper, placed) -> changed.put(paper, applied(paper.text(), placed)));
        return new Mending(changed, closed, followed);
    }

    private static boolean take(ProjectFiles files, List<Edit> wanted, Map<Paper, List<Placed>> edits) {
        var taken = new LinkedHashMap<Placed, Paper>();
        for (Edit edit : wanted) {
            Optional<Paper> paper = files.named(edit.at().file());
            int start = paper.map(one -> one.offset(edit.at())).orElse(-1);
            if (start < 0 || !paper.get().text().startsWith(edit.old(), start)) {
                return false;
            }
            var placed = new Placed(edit, start);
            if (edits.getOrDefault(paper.get(), List.of()).stream().anyMatch(placed::overlaps)) {
                return false;
            }
            taken.put(placed, paper.get());
        }
        taken.forEach((placed, paper) ->
                edits.computeIfAbsent(paper, _ -> new ArrayList<>()).add(placed));
        return true;
    }

    private static String applied(String text, List<Placed> placed) {
        boolean hasReturns = text.contains("\r\n");
        var sorted = new ArrayList<>(placed);
        sorted.sort((a, b) -> Integer.compare(a.start(), b.start()));
        var result = new StringBuilder();
        int done = 0;
        for (Placed one : sorted) {
            String replacement = one.edit().replacement();
            result.append(text, done, one.start());
            result.append(hasReturns ? replacement.replace("\n", "\r\n") : replacement);
            done = one.end();
        }
        return result.append(text, done, text.length()).toString();
    }

    /// The advice that the new texts alone must have healed: what git thinks, or what a mode is, is not seen in them.
    public List<Diagnosis> provable() {
        var ignoring = new ArrayList<String>();
        changed.keySet().stream()
                .filter(paper -> paper.kind() == Paper.Kind.IGNORED)
                .forEach(paper -> ignoring.add(paper.name()));
        return followed.stream()
                .filter(one -> one.advice().fix().orElse(null) instanceof Fix.Edits(List<Edit> edits)
                        && edits.stream()
                                .noneMatch(edit -> ignoring.contains(edit.at().file())))
                .toList();
    }

    public boolean isNothing() {
        return changed.isEmpty() && closed.isEmpty();
    }

    /// The new texts by the absolute paths of their files.
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        changed.forEach((paper, text) -> texts.put(paper.path(), text));
        return texts;
    }
}
