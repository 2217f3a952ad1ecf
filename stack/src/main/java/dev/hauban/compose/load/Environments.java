package dev.hauban.compose.load;

import dev.hauban.compose.tree.Source;
import dev.hauban.compose.variable.EnvironmentFile;
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

    public Environments(Session session) {
        this.session = session;
    }

    /// The variables of some files, later ones seeing those of earlier ones, and all of them those around.
    Map<String, String> read(List<String> paths, Map<String, String> around) {
        var values = new LinkedHashMap<String, String>();
        for (String path : paths) {
            Source source = session.source(session.absolute(path));
            read(source, null, "", values, around::get);
        }
        return values;
    }

    /// Puts the variables of one file into `values`.
    ///
    /// @param wanted where the file is asked for
    /// @param format empty for the usual one, or `raw`
    public void read(
            Source source, @Nullable Place wanted, String format, Map<String, String> values, Variables around) {
        String text = new Texts(session).read(source, wanted);
        if (text == null) {
            return;
        }
        try {
            switch (format) {
                case "", ".env" -> EnvironmentFile.read(text, values, around, name -> warn(source, name));
                case "raw" -> RawEnvironmentFile.read(text, values, around);
                default ->
                    session.problems()
                            .add(Problem.error(
                                            "compose.env-file",
                                            Actor.AUTHOR,
                                            "unsupported env_file format `" + format + "`")
                                    .at(wanted == null ? new Place(source.name(), 1, 1) : wanted)
                                    .remedy("leave it out, or use `raw`"));
            }
        } catch (EnvironmentFile.MalformedException malformed) {
            session.problems()
                    .add(Problem.error("compose.env-file", Actor.AUTHOR, malformed.getMessage())
                            .at(new Place(source.name(), malformed.line(), 1)));
        }
    }

    private void warn(Source source, String name) {
        if (session.warnedVariables().add(name)) {
            session.problems()
                    .add(Problem.warning(
                                    "compose.variable-unset",
                                    Actor.AUTHOR,
                                    "The \"" + name + "\" variable is not set. Defaulting to a blank string.")
                            .at(new Place(source.name(), 1, 1)));
        }
    }
}
