package dev.hauban.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which room may enter which: the design of the house in one table (docs/decisions/0001). A room or a door that is
/// not here does not exist; whoever needs one adds a line and says in the commit why.
record Doors(Map<String, Set<String>> table) {
    /// Every room that is listed; `app` is where the parts meet and enters them all.
    static final String EVERYWHERE = "*";

    static Doors ofTheHouse() {
        var doors = new TreeMap<String, Set<String>>();
        // stack/
        doors.put("problem", Set.of());
        doors.put("json", Set.of());
        // A service's own words travel along (docs/decisions/0040).
        doors.put("stack", Set.of("problem", "json"));
        doors.put("stack.text", Set.of("problem", "json", "stack"));
        compose(doors);
        doors.put("catalog", Set.of("problem", "stack"));
        // plan/
        doors.put("plan", Set.of("problem", "stack", "catalog"));
        doors.put("event", Set.of("problem", "stack", "plan"));
        // engine/
        doors.put("engine", Set.of("problem", "stack", "catalog", "plan", "event"));
        doors.put(
                "engine.local",
                Set.of(
                        "problem",
                        "stack",
                        "catalog",
                        "json",
                        "plan",
                        "event",
                        "engine",
                        "engine.local.image",
                        "engine.local.supply",
                        "engine.local.shim",
                        "engine.local.keep",
                        "engine.local.log",
                        "engine.local.host",
                        "engine.local.address",
                        "engine.local.rewrite"));
        doors.put("engine.local.keep", Set.of("problem", "stack", "plan", "engine", "engine.local.shim"));
        doors.put("engine.local.log", Set.of("plan", "engine", "engine.local.shim", "engine.local.keep"));
        doors.put("engine.local.host", Set.of("problem", "engine.local.shim"));
        doors.put("engine.local.address", Set.of("stack", "plan", "engine", "engine.local.keep"));
        doors.put("engine.local.rewrite", Set.of());
        // An image's programs are supplied; only here both meet.
        doors.put(
                "engine.local.image",
                Set.of("problem", "stack", "catalog", "json", "engine.local.supply", "engine.local.dockerfile"));
        doors.put("engine.local.dockerfile", Set.of("problem", "stack", "json"));
        doors.put("engine.local.supply", Set.of("problem", "stack", "catalog", "json"));
        doors.put("engine.local.shim", Set.of("problem", "json"));
        doors.put("engine.context", Set.of("problem"));
        doors.put("engine.docker.wire", Set.of("problem", "json"));
        // Of the wire it needs the version that is spoken.
        doors.put("engine.docker.translate", Set.of("problem", "stack", "json", "engine.docker.wire"));
        doors.put(
                "engine.docker.image",
                Set.of("problem", "stack", "json", "engine", "engine.context", "engine.docker.wire"));
        doors.put(
                "engine.docker",
                Set.of(
                        "problem",
                        "stack",
                        "json",
                        "plan",
                        "engine",
                        "engine.docker.wire",
                        "engine.docker.translate",
                        "engine.docker.image"));
        // api/
        doors.put("api", Set.of("problem", "stack", "json", "plan", "event"));
        // operator/
        // The journal keeps values in the words of the api, and files as the engines do.
        doors.put("journal", Set.of("problem", "stack", "json", "plan", "event", "engine", "api"));
        doors.put("backup.content", Set.of("catalog"));
        doors.put("backup.keep", Set.of("problem", "stack", "json", "catalog", "engine", "backup.content"));
        doors.put(
                "backup",
                Set.of("problem", "stack", "json", "catalog", "plan", "engine", "backup.content", "backup.keep"));
        doors.put(
                "operator",
                Set.of("problem", "stack", "json", "compose", "catalog", "plan", "event", "engine", "api", "journal"));
        // advice/
        doctor(doors);
        // cli/
        doors.put("setup", Set.of("problem", "stack", "compose", "compose.request", "catalog", "json"));
        doors.put("secret.vault", Set.of("problem", "stack", "compose.request"));
        doors.put(
                "secret",
                Set.of(
                        "problem",
                        "stack",
                        "json",
                        "compose.origin",
                        "catalog",
                        "plan",
                        "engine",
                        "setup",
                        "secret.vault"));
        doors.put("boot", Set.of("problem"));
        doors.put("cli.line", Set.of("problem"));
        doors.put(
                "cli",
                Set.of(
                        "problem",
                        "stack",
                        "json",
                        "compose",
                        "compose.request",
                        "compose.origin",
                        "catalog",
                        "plan",
                        "event",
                        "engine",
                        "api",
                        "backup",
                        "backup.content",
                        "backup.keep",
                        "doctor",
                        "doctor.subject",
                        "doctor.mend",
                        "setup",
                        "secret",
                        "secret.vault",
                        "boot",
                        "cli.line",
                        "cli.screen"));
        doors.put("cli.screen", Set.of("problem", "stack", "json", "plan", "event", "engine", "api"));
        doors.put("app", Set.of(EVERYWHERE));
        // standin/: programs of their own, which know nothing of Hauban's rooms.
        standIns(doors);
        // testkit/
        doors.put("testkit", Set.of("problem", "stack", "json", "catalog", "plan", "event", "engine"));
        return new Doors(doors);
    }

    /// The stand-in for MongoDB: no door leads in from elsewhere, nor out.
    private static void standIns(Map<String, Set<String>> doors) {
        String mongo = "standin.mongo";
        doors.put(mongo + ".bson", Set.of());
        doors.put(mongo + ".wire", Set.of(mongo + ".bson"));
        doors.put(mongo + ".data", Set.of(mongo + ".bson"));
        doors.put(mongo + ".access", Set.of(mongo + ".bson", mongo + ".wire"));
        doors.put(mongo + ".command", Set.of(mongo + ".bson", mongo + ".wire", mongo + ".data", mongo + ".access"));
        doors.put(mongo + ".shell", Set.of(mongo + ".bson", mongo + ".wire"));
        doors.put(
                mongo,
                Set.of(mongo + ".wire", mongo + ".data", mongo + ".access", mongo + ".command", mongo + ".shell"));
    }

    /// Rules know the words and the stack; only `survey` and `mend` touch the world (docs/decisions/0071).
    private static void doctor(Map<String, Set<String>> doors) {
        String subject = "doctor.subject";
        doors.put(subject, Set.of("problem", "json", "stack", "catalog", "compose.origin"));
        for (String room : List.of("secret", "reach", "life", "data", "habit", "machine")) {
            doors.put("doctor." + room, Set.of("problem", "json", "stack", "catalog", subject));
        }
        doors.put(
                "doctor",
                Set.of(
                        "problem",
                        "json",
                        "stack",
                        subject,
                        "doctor.secret",
                        "doctor.reach",
                        "doctor.life",
                        "doctor.data",
                        "doctor.habit",
                        "doctor.machine"));
        doors.put("doctor.mend", Set.of("problem", "stack", "compose.request", "doctor", subject));
        doors.put("doctor.survey", Set.of("problem", "json", "stack", "compose.origin", subject));
    }

    /// The phases of a reading, each a room; guests come in by `compose` and `compose.request` alone.
    private static void compose(Map<String, Set<String>> doors) {
        String tree = "compose.tree";
        doors.put(tree, Set.of("problem"));
        doors.put("compose.request", Set.of());
        doors.put("compose.yaml", Set.of("problem", tree));
        doors.put("compose.variable", Set.of(tree));
        doors.put("compose.shape", Set.of("json", tree, "compose.variable"));
        doors.put("compose.canonical", Set.of(tree, "compose.variable"));
        doors.put("compose.merge", Set.of(tree, "compose.canonical"));
        doors.put("compose.trace", Set.of("problem", tree));
        doors.put(
                "compose.load",
                Set.of(
                        "problem",
                        tree,
                        "compose.request",
                        "compose.yaml",
                        "compose.variable",
                        "compose.shape",
                        "compose.canonical",
                        "compose.merge",
                        "compose.trace"));
        doors.put(
                "compose.project",
                Set.of("problem", "json", tree, "compose.request", "compose.shape", "compose.load", "compose.trace"));
        doors.put(
                "compose.origin",
                Set.of(
                        "problem",
                        "json",
                        "stack",
                        tree,
                        "compose.request",
                        "compose.yaml",
                        "compose.variable",
                        "compose.shape",
                        "compose.trace"));
        doors.put(
                "compose.meaning",
                Set.of(
                        "problem",
                        "stack",
                        tree,
                        "compose.variable",
                        "compose.shape",
                        "compose.canonical",
                        "compose.project"));
        doors.put(
                "compose",
                Set.of(
                        "problem",
                        "stack",
                        "json",
                        tree,
                        "compose.request",
                        "compose.yaml",
                        "compose.variable",
                        "compose.shape",
                        "compose.load",
                        "compose.project",
                        "compose.meaning",
                        "compose.trace",
                        "compose.origin"));
    }

    /// One passage that was seen, with the line of code that goes through it.
    record Passage(String from, String to, String where) {}

    /// What is wrong with the rooms and passages that were seen; empty when nothing is.
    List<String> violations(Collection<String> rooms, Collection<Passage> passages) {
        var wrong = new ArrayList<String>();
        for (String room : new TreeSet<>(rooms)) {
            if (!table.containsKey(room)) {
                wrong.add("the room " + room + " is not in the table of doors");
            }
        }
        for (Passage passage : passages) {
            Set<String> open = table.getOrDefault(passage.from(), Set.of());
            if (!open.contains(passage.to()) && !open.contains(EVERYWHERE)) {
                wrong.add("no door from " + passage.from() + " to " + passage.to() + ": " + passage.where());
            }
        }
        cycle(passages).ifPresent(wrong::add);
        return wrong;
    }

    private static Optional<String> cycle(Collection<Passage> passages) {
        var next = new TreeMap<String, Set<String>>();
        for (Passage passage : passages) {
            next.computeIfAbsent(passage.from(), _ -> new TreeSet<>()).add(passage.to());
        }
        var done = new TreeSet<String>();
        for (String room : next.keySet()) {
            var cycle = walk(room, next, new ArrayList<>(), done);
            if (!cycle.isEmpty()) {
                return Optional.of("a cycle: " + String.join(" -> ", cycle));
            }
        }
        return Optional.empty();
    }

    private static List<String> walk(String room, Map<String, Set<String>> next, List<String> path, Set<String> done) {
        int seen = path.indexOf(room);
        if (seen >= 0) {
            var cycle = new ArrayList<>(path.subList(seen, path.size()));
            cycle.add(room);
            return cycle;
        }
        if (done.contains(room)) {
            return List.of();
        }
        path.add(room);
        for (String further : next.getOrDefault(room, Set.of())) {
            var cycle = walk(further, next, path, done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        path.removeLast();
        done.add(room);
        return List.of();
    }
}
