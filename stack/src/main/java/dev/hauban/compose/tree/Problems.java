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

/// Everything that was found wrong in one load. One value has one problem: what a later phase says about a place that
/// an earlier one complained of already is an echo.
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> files = new HashMap<>();
    private int errors;

    /// Files are told of in the order in which they are opened.
    public void opened(Source source) {
        files.putIfAbsent(source.name(), files.size());
    }

    public void error(String code, Node node, Trail trail, String message) {
        add(problem(code, node, trail, message));
    }

    public void error(String code, Node node, Trail trail, String message, String remedy) {
        add(problem(code, node, trail, message).remedy(remedy));
    }

    /// About the key rather than its value.
    public void keyError(String code, Node node, Trail trail, String message, String remedy) {
        add(problem(code, node, trail, message).at(node.keyPlace()).remedy(remedy));
    }

    public void warning(String code, Node node, String message) {
        add(Problem.warning(code, Actor.AUTHOR, message).at(node.place()));
    }

    private static Problem problem(String code, Node node, Trail trail, String message) {
        Problem problem = Problem.error(code, Actor.AUTHOR, message).at(node.place());
        String path = trail.toString();
        return path.isEmpty() ? problem : problem.about(path);
    }

    public void add(Problem problem) {
        String echo = problem.severity()
                + problem.place().map(Place::toString).orElse("")
                + (problem.isError() && problem.place().isPresent() ? "" : problem.message());
        if (seen.add(echo)) {
            found.add(problem);
            errors += problem.isError() ? 1 : 0;
        }
    }

    public int errors() {
        return errors;
    }

    /// In the order of the files, and within a file in the order of its lines; what has no place comes first.
    public List<Problem> inFileOrder() {
        var sorted = new ArrayList<>(found);
        sorted.sort((a, b) -> compare(a, b));
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
