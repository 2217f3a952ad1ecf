package dev.hauban.compose.load;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Source;
import dev.hauban.compose.variable.Unset;
import org.jspecify.annotations.Nullable;

/// What all phases of one load share.
public final class Session {
    private final ComposeFiles files;
    private final ReadingOptions options;
    private final String standing;
    private final @Nullable String home;
    private final Problems problems = new Problems();
    private final Unset unset = new Unset();
    private final @Nullable Trace trace;

    /// @param trace notes where things come from; null where nobody wants to know
    public Session(ComposeFiles files, ComposeRequest request, @Nullable Trace trace) {
        this.files = files;
        this.options = request.options();
        this.standing = request.workingDirectory().toString();
        this.home = request.environment().get("HOME");
        this.trace = trace;
    }

    public ComposeFiles files() {
        return files;
    }

    public ReadingOptions options() {
        return options;
    }

    public Problems problems() {
        return problems;
    }

    /// Variables without a value.
    public Unset unset() {
        return unset;
    }

    public @Nullable Trace trace() {
        return trace;
    }

    /// What `~` means.
    @Nullable
    String home() {
        return home;
    }

    /// A path as it is on the disk; relative ones are seen from where the person stands.
    public String absolute(String path) {
        return path.equals("-") ? path : GoPaths.resolve(standing, path);
    }

    /// The file at an absolute path, named as the person would name it.
    public Source source(String path) {
        String below = standing.endsWith("/") ? standing : standing + "/";
        return new Source(path.startsWith(below) ? path.substring(below.length()) : path, path);
    }
}
