package dev.hauban.compose.load;

import dev.hauban.compose.canonical.GoPaths;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ReadingOptions;
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

    /// @param standing where the person stands
    /// @param home what `~` means
    public Session(ComposeFiles files, ReadingOptions options, String standing, @Nullable String home) {
        this.files = files;
        this.options = options;
        this.standing = standing;
        this.home = home;
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
