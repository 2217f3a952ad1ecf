package dev.hauban.compose.tree;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that was found wrong in one load.
///
/// One value has one problem: what a later phase says about a value that an earlier one complained of already is an
/// echo, and so is what is said twice of a place that several services share by an alias.
public final class Problems {
    /// Nobody reads more.
    private static final int LIMIT = 1_000;

    private static final String TYPE = "compose.type";

    private final List<Problem> found = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, Integer> files = new HashMap<>();
    private final Budget budget = new Budget(this);
    private int errors;
    private int complaints;
    private int left;

    /// What this load may still take.
    public Budget budget() {
        return budget;
    }

    /// Files are told of in the order in which they are opened.
    public void opened(Source source) {
        files.putIfAbsent(source.name(), files.size());
    }

    /// About a value.
    public void error(String code, Node node, Trail trail, String message, String remedy) {
        complaints++;
        String here = "value " + node.place();
        boolean single = node instanceof Scalar || code.equals(TYPE);
        if (!told.contains(here) && told.add(single ? here : here + message)) {
            keep(problem(code, trail, message, remedy).at(node.place()));
        }
    }

    /// A value is of a kind that it can't be of.
    public void wrongType(Node node, Trail trail, String wanted, String remedy) {
        error(TYPE, node, trail, "must be " + wanted + ", not " + node.kindName(), remedy);
    }

    /// About the key rather than its value.
    public void keyError(String code, Node node, Trail trail, String message, String remedy) {
        complaints++;
        if (told.add("key " + node.keyPlace())) {
            keep(problem(code, trail, message, remedy).at(node.keyPlace()));
        }
    }

    /// About something that a value ought to have in it.
    public void lack(Node node, Trail trail, String message, String remedy) {
        complaints++;
        if (!told.contains("value " + node.place()) && told.add("lack " + node.keyPlace() + message)) {
            keep(problem("compose.incomplete", trail, message, remedy).at(node.keyPlace()));
        }
    }

    public void warning(String code, Node node, Trail trail, String message, String remedy) {
        Problem problem =
                Problem.warning(code, Actor.AUTHOR, message).at(node.place()).remedy(remedy);
        String path = trail.toString();
        add(path.isEmpty() ? problem : problem.about(path));
    }

    private static Problem problem(String code, Trail trail, String message, String remedy) {
        Problem problem = Problem.error(code, Actor.AUTHOR, message).remedy(remedy);
        String path = trail.toString();
        return path.isEmpty() ? problem : problem.about(path);
    }

    public void add(Problem problem) {
        complaints += problem.isError() ? 1 : 0;
        if (told.add(problem.place().map(Place::toString).orElse("") + problem.message())) {
            keep(problem);
        }
    }

    private void keep(Problem problem) {
        errors += problem.isError() ? 1 : 0;
        if (!isFull()) {
            found.add(Legible.problem(problem));
        } else {
            left++;
        }
    }

    /// The word that somebody may have meant, or null if none is near.
    public @Nullable String nearest(String word, Iterable<String> known) {
        return isFull() ? null : Suggestions.nearest(word, known);
    }

    /// Whether no more is kept: it needs no words any more, only to be counted.
    public boolean isFull() {
        return found.size() >= LIMIT;
    }

    public int errors() {
        return errors;
    }

    /// How often something was said to be wrong, with the echoes.
    public int complaints() {
        return complaints;
    }

    /// In the order of the files, and within a file in the order of its lines; what has no place comes first.
    public List<Problem> inFileOrder() {
        var sorted = new ArrayList<>(found);
        sorted.sort((a, b) -> compare(a, b));
        if (left > 0) {
            sorted.add(Problem.warning("compose.more", Actor.AUTHOR, left + " more problems are not shown")
                    .remedy("mend some of these first"));
        }
        return List.copyOf(sorted);
    }

    private int compare(Problem one, Problem other) {
        if (one.place().isEmpty() || other.place().isEmpty()) {
            return Boolean.compare(one.place().isPresent(), other.place().isPresent());
        }
        Place here = one.place().get();
        Place there = other.place().get();
        int byFile = Integer.compare(rank(here), rank(there));
        return byFile != 0 ? byFile : here.compareTo(there);
    }

    private int rank(Place place) {
        return files.getOrDefault(place.file(), Integer.MAX_VALUE);
    }
}
