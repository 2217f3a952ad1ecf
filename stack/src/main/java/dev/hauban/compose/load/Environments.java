package dev.hauban.compose.load;

import dev.hauban.compose.trace.Assignment;
import dev.hauban.compose.trace.Mention;
import dev.hauban.compose.trace.Spot;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Source;
import dev.hauban.compose.variable.EnvironmentFile;
import dev.hauban.compose.variable.Interpolation;
import dev.hauban.compose.variable.MalformedException;
import dev.hauban.compose.variable.RawEnvironmentFile;
import dev.hauban.compose.variable.Variables;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads files of variables.
public final class Environments {
    private final Session session;
    private final Map<String, String> around;

    /// @param around the variables that those in files see
    public Environments(Session session, Map<String, String> around) {
        this.session = session;
        this.around = around;
    }

    /// Puts the variables of some files behind those around, of which none is changed; later files see and win over
    /// earlier ones.
    ///
    /// @param wanted where they are asked for
    void add(List<String> paths, @Nullable Place wanted) {
        int before = session.problems().complaints();
        var values = new LinkedHashMap<String, String>();
        List<Source> sources = paths.stream().map(session::source).toList();
        sources.forEach(source -> read(source, wanted, "", values, around::get));
        if (session.problems().complaints() > before) {
            session.unset().excuse();
        }
        values.forEach(around::putIfAbsent);
        if (session.trace() instanceof Trace trace) {
            trace.layered(around, around, sources);
        }
    }

    /// Puts the variables of one file into `values`.
    ///
    /// @param wanted where the file is asked for
    /// @param format empty for the usual one, or `raw`
    /// @param lookup what variables in values stand for, before those of the file itself are asked
    public void read(
            Source source, @Nullable Place wanted, String format, Map<String, String> values, Variables lookup) {
        var texts = new Texts(session);
        String text = format.equals("raw")
                ? texts.readVariables(source, wanted)
                : texts.readVariablesOfAnyBytes(source, wanted);
        if (text == null) {
            return;
        }
        Place place = wanted == null ? new Place(source.name(), 1, 1) : wanted;
        session.problems().budget().takeCharacters(text.length() / 2, place);
        var listener = new Telling(source);
        switch (format) {
            case "", ".env" -> EnvironmentFile.read(text, values, lookup, listener);
            case "raw" -> RawEnvironmentFile.read(text, values, lookup, listener);
            default ->
                session.problems()
                        .add(Problem.error(
                                        "compose.env-file",
                                        Actor.AUTHOR,
                                        "unsupported env_file format `" + format + "`")
                                .at(place)
                                .remedy("leave it out, or use `raw`"));
        }
    }

    /// Makes problems of what is wrong in one file.
    private final class Telling implements EnvironmentFile.Listener {
        private final Source source;

        Telling(Source source) {
            this.source = source;
        }

        @Override
        public void malformed(int line, int column, MalformedException malformed) {
            if (!malformed.isMissing() || !session.unset().isExcused()) {
                session.problems()
                        .add(Problem.error("compose.env-file", Actor.AUTHOR, malformed.getMessage())
                                .at(new Place(source.name(), line, column))
                                .remedy(malformed.remedy()));
            }
        }

        @Override
        public void unset(int line, int column, String name) {
            if (session.unset().isNews(name)) {
                session.problems()
                        .add(Problem.warning("compose.variable-unset", Actor.AUTHOR, Interpolation.unsetMessage(name))
                                .at(new Place(source.name(), line, column))
                                .remedy(Interpolation.unsetRemedy(name)));
            }
        }

        @Override
        public boolean isTracing() {
            return session.trace() != null;
        }

        @Override
        public void assigned(int line, int column, String name, String value) {
            if (session.trace() instanceof Trace trace) {
                trace.assigned(new Assignment(new Spot(source, line, column), name, value));
            }
        }

        @Override
        public void filled(int line, int column, String text) {
            if (session.trace() instanceof Trace trace && text.indexOf('$') >= 0) {
                trace.mention(new Mention(new Spot(source, line, column), "", text, false, around));
            }
        }
    }
}
