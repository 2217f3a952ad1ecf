package dev.hauban.compose.project;

import dev.hauban.compose.load.Environments;
import dev.hauban.compose.load.Session;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.trace.Assignment;
import dev.hauban.compose.trace.Spot;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import dev.hauban.compose.tree.Trail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Folds the files that a service names into it: env_file into its environment, label_file into its labels.
final class Surroundings {
    private final Session session;
    private final Map<String, String> environment;

    Surroundings(Session session, Map<String, String> environment) {
        this.session = session;
        this.environment = environment;
    }

    /// What the service says itself wins over its files, and later files over earlier ones.
    void foldEnvironment(Mapping service, Trail trail) {
        Mapping own = service.mapping("environment");
        var said = new TreeMap<String, Node>();
        var values = new LinkedHashMap<String, String>();
        if (own != null) {
            own.entries().forEach((name, value) -> {
                Node known = value.isNull() && environment.get(name) instanceof String outside
                        ? Scalar.from(value, outside)
                        : value;
                said.put(name, known);
                if (!known.isNull()) {
                    values.put(name, GoText.of(known));
                }
            });
        }
        Sequence files = service.sequence("env_file");
        if (files != null) {
            Trail way = trail.child("env_file");
            for (int i = 0; i < files.items().size(); i++) {
                Mapping file = (Mapping) files.items().get(i);
                note(trail.child("environment"), file, file.text("path"));
                envFile(file, values, said, way.item(i));
            }
        }
        Node origin = own != null ? own : files != null ? files : service;
        session.problems().budget().takeCopies(values.size(), origin.place());
        Trail way = trail.child("environment");
        values.forEach((name, value) -> said.computeIfAbsent(name, _ -> given(way, name, value, origin)));
        put(service, "environment", said, origin);
        service.remove("env_file");
    }

    private void envFile(Mapping file, Map<String, String> values, Map<String, Node> said, Trail trail) {
        session.problems().budget().takeFiles(1, file.place());
        String path = file.text("path");
        Source source = session.source(session.absolute(path == null ? "" : path));
        if (path == null && file.mayHave("path")) {
            return;
        }
        if (path == null || session.files().kind(source.path()) == ComposeFiles.Kind.MISSING) {
            if (file.isTrue("required")) {
                session.problems()
                        .error(
                                "compose.env-file",
                                file,
                                trail,
                                "env file " + (path == null ? "" : source) + " not found",
                                "make it, or write `required: false` if it may be missing");
            }
            return;
        }
        String format = file.text("format");
        new Environments(session, environment)
                .read(source, file.place(), format == null ? "" : format, values, name -> {
                    String outside = environment.get(name);
                    return outside != null ? outside : said.get(name) instanceof Scalar own ? own.text() : null;
                });
    }

    /// Answers the files, if there are any.
    @Nullable
    Sequence foldLabels(Mapping service, Trail trail) {
        Sequence files = service.sequence("label_file");
        if (files == null) {
            return null;
        }
        var labels = new TreeMap<String, Node>();
        for (Node file : files.items()) {
            var values = new LinkedHashMap<String, String>();
            note(trail.child("labels"), file, GoText.of(file));
            labelFile(file, values, labels, trail);
            session.problems().budget().takeCopies(values.size(), file.place());
            values.forEach((name, value) -> labels.put(name, given(trail.child("labels"), name, value, file)));
        }
        if (service.mapping("labels") instanceof Mapping own) {
            labels.putAll(own.entries());
        }
        put(service, "labels", labels, files);
        service.remove("label_file");
        return files;
    }

    private void labelFile(Node file, Map<String, String> values, Map<String, Node> labels, Trail trail) {
        session.problems().budget().takeFiles(1, file.place());
        Source source = session.source(session.absolute(GoText.of(file)));
        if (session.files().kind(source.path()) == ComposeFiles.Kind.MISSING) {
            session.problems()
                    .error(
                            "compose.label-file",
                            file,
                            trail.child("label_file"),
                            "label file " + source + " not found",
                            "make it, or mend its name");
            return;
        }
        new Environments(session, environment)
                .read(
                        source,
                        file.place(),
                        "",
                        values,
                        name -> labels.get(name) instanceof Scalar known ? known.text() : null);
    }

    private void note(Trail mapping, Node file, @Nullable String path) {
        if (session.trace() instanceof Trace trace && path != null) {
            Source source = session.source(session.absolute(path));
            trace.folded(mapping.toString(), new Trace.Folded(source, Spot.of(file)));
        }
    }

    /// A value that a file gives: at its place there, where that was noted.
    private Scalar given(Trail trail, String name, String value, Node origin) {
        Trace trace = session.trace();
        Assignment line = trace == null ? null : trace.last(trace.foldedInto(trail.toString()), name);
        return line == null
                ? Scalar.from(origin, value)
                : new Scalar(line.at().source(), line.at().line(), line.at().column(), value);
    }

    private static void put(Mapping service, String key, Map<String, Node> entries, @Nullable Node origin) {
        if (entries.isEmpty()) {
            service.remove(key);
            return;
        }
        Mapping mapping = Mapping.from(origin == null ? service : origin, entries.size());
        entries.forEach(mapping::put);
        service.put(key, mapping);
    }
}
