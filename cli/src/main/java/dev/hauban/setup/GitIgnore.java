package dev.hauban.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Asks git whether a file would end up in a commit.
final class GitIgnore {
    private final Path directory;

    GitIgnore(Path directory) {
        this.directory = directory;
    }

    /// False also where there is no repository, or no git to ask.
    boolean wouldKeep(String file) throws InterruptedException {
        if (!isInRepository()) {
            return false;
        }
        try {
            Process git = new ProcessBuilder("git", "check-ignore", "--quiet", "--", file)
                    .directory(directory.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return git.waitFor() == 1;
        } catch (IOException noGit) {
            return false;
        }
    }

    private boolean isInRepository() {
        for (Path folder = directory.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return true;
            }
        }
        return false;
    }
}
