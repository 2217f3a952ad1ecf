package dev.hauban.engine.context;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// What of a build context stays outside, by `.dockerignore`: each line is a pattern of paths below the context, the
/// last one that fits decides, and `!` in front brings back.
///
/// Source: Dockerfile reference, ".dockerignore file".
public final class IgnoreFile {
    private final List<IgnorePattern> patterns;

    private IgnoreFile(List<IgnorePattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /// One that leaves nothing out.
    public static IgnoreFile none() {
        return new IgnoreFile(List.of());
    }

    /// @throws ProblemException where a line is no pattern
    public static IgnoreFile read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    }

    /// @param name of the file, for problems
    public static IgnoreFile parse(String text, String name) {
        var patterns = new ArrayList<IgnorePattern>();
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1];
            String pattern = line.strip();
            if (!line.startsWith("#") && !pattern.isEmpty()) {
                try {
                    add(patterns, pattern);
                } catch (PatternSyntaxException wrong) {
                    throw new ProblemException(Problem.error(
                                    "context.ignore-pattern",
                                    Actor.AUTHOR,
                                    "\"" + pattern + "\" is no pattern of files: " + wrong.getDescription())
                            .at(new Place(name, number, 1)));
                }
            }
        }
        return new IgnoreFile(patterns);
    }

    /// This, with what must not be left out although it says so.
    public IgnoreFile keeping(String path) {
        if (!isLeftOut(path)) {
            return this;
        }
        var more = new ArrayList<>(patterns);
        more.add(IgnorePattern.of(escaped(path), true));
        return new IgnoreFile(more);
    }

    /// A pattern that fits a folder fits all that is below; but an exception fits only what was left out until then.
    ///
    /// @param path relative to the context, with slashes
    public boolean isLeftOut(String path) {
        var fitted = new boolean[patterns.size()];
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            isLeftOut(path.substring(0, slash), fitted);
        }
        return isLeftOut(path, fitted);
    }

    /// @param fitted which patterns fit the folder that the path is in; afterwards, which fit the path
    private boolean isLeftOut(String path, boolean[] fitted) {
        boolean isLeftOut = false;
        for (int number = 0; number < fitted.length; number++) {
            IgnorePattern pattern = patterns.get(number);
            if (!fitted[number]) {
                fitted[number] = pattern.isException() == isLeftOut && pattern.matches(path);
            }
            if (fitted[number]) {
                isLeftOut = !pattern.isException();
            }
        }
        return isLeftOut;
    }

    /// Whether something below a folder that is left out may come back.
    public boolean hasExceptionsBelow(String folder) {
        return hasExceptionsBelow(folder, true);
    }

    /// Whether an exception names something below a folder that is left out. The classic builder looks no further:
    /// what only a pattern would bring back stays outside.
    public boolean namesExceptionsBelow(String folder) {
        return hasExceptionsBelow(folder, false);
    }

    private boolean hasExceptionsBelow(String folder, boolean byWildcards) {
        String below = folder + "/";
        for (IgnorePattern pattern : patterns) {
            boolean isNamed = (pattern.text() + "/").startsWith(below);
            if (pattern.isException() && (isNamed || byWildcards && pattern.hasWildcards())) {
                return true;
            }
        }
        return false;
    }

    private static void add(List<IgnorePattern> patterns, String line) {
        boolean isException = line.startsWith("!");
        String path = isException ? line.substring(1).strip() : line;
        if (isException && path.isEmpty()) {
            throw new PatternSyntaxException("nothing behind the exclamation mark", line, 0);
        }
        String clean = clean(path);
        patterns.add(IgnorePattern.of(
                clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean, isException));
    }

    /// Without empty names and `.`, and `..` carried out where it leads up from something.
    private static String clean(String path) {
        boolean fromRoot = path.startsWith("/");
        var names = new ArrayList<String>();
        for (String name : path.split("/")) {
            if (name.equals("..") && !names.isEmpty() && !names.getLast().equals("..")) {
                names.removeLast();
            } else if (!name.isEmpty() && !name.equals(".") && !(name.equals("..") && fromRoot && names.isEmpty())) {
                names.add(name);
            }
        }
        String clean = (fromRoot ? "/" : "") + String.join("/", names);
        return clean.isEmpty() ? "." : clean;
    }

    private static String escaped(String path) {
        var escaped = new StringBuilder();
        for (int at = 0; at < path.length(); at++) {
            char letter = path.charAt(at);
            if ("*?[]\\".indexOf(letter) >= 0) {
                escaped.append('\\');
            }
            escaped.append(letter);
        }
        return escaped.toString();
    }
}
