package dev.faildaily.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The list of what a program answers. The first route that fits wins. `{name}` stands for one part of a path,
/// a `*` at the end for all the rest.
public final class Routes {

    /// A route that fits a request, with what stands in its places.
    record Match(String pattern, Handler handler, Map<String, String> variables) {}

    private record Route(String method, String pattern, List<String> parts, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    public Routes get(String pattern, Handler handler) {
        return on("GET", pattern, handler);
    }

    public Routes post(String pattern, Handler handler) {
        return on("POST", pattern, handler);
    }

    public Routes put(String pattern, Handler handler) {
        return on("PUT", pattern, handler);
    }

    public Routes delete(String pattern, Handler handler) {
        return on("DELETE", pattern, handler);
    }

    public Routes options(String pattern, Handler handler) {
        return on("OPTIONS", pattern, handler);
    }

    /// Any method.
    public Routes any(String pattern, Handler handler) {
        return on("*", pattern, handler);
    }

    private Routes on(String method, String pattern, Handler handler) {
        routes.add(new Route(method, pattern, parts(pattern), handler));
        return this;
    }

    Match find(String method, String path) {
        var sought = method.equals("HEAD") ? "GET" : method;
        var parts = parts(path);
        var otherMethods = new ArrayList<String>();
        for (var route : routes) {
            var variables = fit(route.parts, parts);
            if (variables.isEmpty()) {
                continue;
            }
            if (route.method.equals("*") || route.method.equals(sought)) {
                return new Match(route.pattern, route.handler, variables.get());
            }
            if (!route.method.equals("OPTIONS")) {
                otherMethods.add(route.method);
            }
        }
        return otherMethods.isEmpty() ? nothing() : notThisWay(otherMethods);
    }

    private static Match nothing() {
        return new Match("unknown", _ -> new Refusal(404, "There is nothing here.").answer(), Map.of());
    }

    private static Match notThisWay(List<String> methods) {
        return new Match(
                "unknown",
                _ -> new Refusal(405, "This can't be done here.").answer().with("Allow", String.join(", ", methods)),
                Map.of());
    }

    private static Optional<Map<String, String>> fit(List<String> pattern, List<String> path) {
        var variables = new HashMap<String, String>();
        for (int i = 0; i < pattern.size(); i++) {
            var wanted = pattern.get(i);
            if (wanted.equals("*")) {
                return Optional.of(variables);
            }
            if (i >= path.size()) {
                return Optional.empty();
            }
            if (wanted.startsWith("{")) {
                variables.put(wanted.substring(1, wanted.length() - 1), path.get(i));
            } else if (!wanted.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return pattern.size() == path.size() ? Optional.of(variables) : Optional.empty();
    }

    private static List<String> parts(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
