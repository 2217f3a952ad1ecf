package dev.hauban.backup;

import dev.hauban.backup.keep.Subject;
import dev.hauban.catalog.Copying;
import dev.hauban.stack.ServiceName;
import java.util.List;

/// Something that is to be copied, and how.
///
/// @param words for the copying's scripts
record Source(Subject subject, Copying copying, List<String> words) {
    Source {
        words = List.copyOf(words);
    }

    ServiceName service() {
        return new ServiceName(subject.service());
    }

    /// What its file is called, before the suffixes.
    String fileName() {
        String name = switch (subject) {
            case Subject.Database database -> database.service();
            case Subject.Files files -> files.service() + "." + files.source().replaceFirst("^\\./", "");
        };
        return name.replaceAll("[^A-Za-z0-9._-]+", "-");
    }
}
