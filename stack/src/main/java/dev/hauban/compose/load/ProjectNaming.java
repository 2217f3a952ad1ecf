package dev.hauban.compose.load;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.variable.MalformedException;
import dev.hauban.compose.variable.Template;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The project's name: `-p`, else COMPOSE_PROJECT_NAME, else `name:` of the last file that has one, else the name of
/// the folder.
public final class ProjectNaming {
    private final Session session;
    private final Loader loader;

    public ProjectNaming(Session session, Loader loader) {
        this.session = session;
        this.loader = loader;
    }

    /// The name, which may be empty after a problem was told.
    public String name(Files files, Optional<String> wanted) {
        String chosen = wanted.filter(name -> !name.isEmpty())
                .orElseGet(() -> files.environment().getOrDefault("COMPOSE_PROJECT_NAME", ""));
        if (!chosen.isEmpty()) {
            return checked(chosen);
        }
        Scalar written = written(files);
        String name = written == null ? normalize(GoPaths.name(files.folder())) : fromFile(written, files);
        if (name != null && name.isEmpty()) {
            Problem problem = Problem.error("compose.project-name", Actor.AUTHOR, "project name must not be empty")
                    .remedy("give the file a `name:`, or choose one with -p");
            session.problems()
                    .add(written == null ? problem : problem.at(written.place()).about("name"));
        }
        return name == null ? "" : name;
    }

    private String checked(String name) {
        if (!normalize(name).equals(name)) {
            session.problems()
                    .add(Problem.error(
                                    "compose.project-name",
                                    Actor.AUTHOR,
                                    "invalid project name \"" + name
                                            + "\": must consist only of lowercase alphanumeric characters, hyphens, and underscores as"
                                            + " well as start with a letter or number")
                            .remedy("for instance " + (normalize(name).isEmpty() ? "my-project" : normalize(name))));
        }
        return name;
    }

    /// The name, or null if what it is made of is not known; the phase that fills in all variables tells why.
    private @Nullable String fromFile(Scalar written, Files files) {
        String text = GoText.of(written);
        if (session.options().interpolates()) {
            var unset = new ArrayList<String>();
            try {
                text = new Template(files.environment()::get, unset::add).substitute(text);
            } catch (MalformedException _) {
                return null;
            }
            if (!unset.isEmpty() && session.unset().isExcused()) {
                return null;
            }
        }
        return session.options().normalizes() ? normalize(text) : text;
    }

    private @Nullable Scalar written(Files files) {
        Scalar last = null;
        for (String path : files.paths()) {
            for (Node document : loader.documents().peek(path, null)) {
                if (document instanceof Mapping mapping
                        && mapping.get("name") instanceof Scalar name
                        && !name.isNull()
                        && !"".equals(name.text())) {
                    last = name;
                }
            }
        }
        return last;
    }

    /// Only what a project's name may consist of.
    static String normalize(String text) {
        var name = new StringBuilder();
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (letter || (c == '_' || c == '-') && !name.isEmpty()) {
                name.append(c);
            }
        }
        return name.toString();
    }
}
