package dev.hauban.doctor.subject;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The project's files, as far as they matter to a rule.
///
/// @param papers their texts
/// @param entries what is at a path of the host, by its absolute path; a path that is not in here was not looked at
/// @param inGit what git does with files of variables, by the name of the paper; nothing where there is no git
/// @param copied the newest of the project's backups; absent where nobody could look
public record ProjectFiles(
        List<Paper> papers, Map<String, Entry> entries, Map<String, Git> inGit, Optional<Copied> copied) {
    public ProjectFiles {
        papers = List.copyOf(papers);
        entries = Map.copyOf(new TreeMap<>(entries));
        inGit = Map.copyOf(new TreeMap<>(inGit));
    }

    public static ProjectFiles none() {
        return new ProjectFiles(List.of(), Map.of(), Map.of(), Optional.empty());
    }

    /// What is at a path of the host.
    public sealed interface Entry {
        record Missing() implements Entry {}

        /// @param mode the nine bits of permission
        record There(boolean isFolder, int owner, int group, int mode) implements Entry {}
    }

    /// @param age of the newest set; absent where there is none
    /// @param sizes of the copies of each thing, in bytes before they were compressed, newest first
    public record Copied(Optional<Duration> age, SortedMap<String, List<Long>> sizes) {
        public Copied {
            sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        }
    }

    /// What git does with a file.
    public enum Git {
        /// It is in the repository.
        COMMITTED,
        /// It would be in the next commit that takes all.
        SEEN,
        IGNORED
    }

    public List<Paper> papers(Paper.Kind kind) {
        return papers.stream().filter(paper -> paper.kind() == kind).toList();
    }

    /// By the name that places have.
    public Optional<Paper> named(String name) {
        return papers.stream().filter(paper -> paper.name().equals(name)).findFirst();
    }

    /// By its absolute path.
    public Optional<Paper> at(String path) {
        return papers.stream().filter(paper -> paper.path().equals(path)).findFirst();
    }
}
