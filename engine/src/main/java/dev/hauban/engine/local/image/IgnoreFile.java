package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What of a build context stays outside, by `.dockerignore`.
///
/// Source: Dockerfile reference, ".dockerignore file": Go's `filepath.Match`, `**`, `!`; the last line that matches
/// wins.
final class IgnoreFile {
    /// Hauban's own state beside the project is no source.
    private static final Pattern STATE = Pattern.compile("(.*/)?\\.hauban(/.*)?");

    private record Rule(Pattern pattern, boolean isException) {}

    private final List<Rule> rules;

    private IgnoreFile(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// A file named after the Dockerfile wins over the context's own.
    static IgnoreFile of(Path context, Path dockerfile) throws IOException {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        Path file = Files.isRegularFile(own) ? own : context.resolve(".dockerignore");
        return Files.isRegularFile(file) ? parse(Files.readAllLines(file)) : new IgnoreFile(List.of());
    }

    static IgnoreFile parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            boolean isException = text.startsWith("!");
            String path = Path.of("/" + (isException ? text.substring(1).strip() : text))
                    .normalize()
                    .toString();
            if (!text.isEmpty() && !text.startsWith("#") && path.length() > 1) {
                rules.add(new Rule(Pattern.compile(Globs.expression(path.substring(1)) + "(/.*)?"), isException));
            }
        }
        return new IgnoreFile(rules);
    }

    /// @param path relative to the context, with slashes
    boolean isLeftOut(String path) {
        if (isNever(path)) {
            return true;
        }
        boolean isLeftOut = false;
        for (Rule rule : rules) {
            if (rule.isException() == isLeftOut && rule.pattern().matcher(path).matches()) {
                isLeftOut = !rule.isException();
            }
        }
        return isLeftOut;
    }

    /// Whether nothing of it can come back, whatever the file says.
    boolean isNever(String path) {
        return STATE.matcher(path).matches();
    }

    /// Whether nothing below a folder that is left out can come back.
    boolean hasNoExceptions() {
        return rules.stream().noneMatch(Rule::isException);
    }
}
