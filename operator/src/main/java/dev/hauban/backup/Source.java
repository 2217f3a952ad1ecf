package dev.hauban.backup;

import dev.hauban.backup.keep.Subject;
import dev.hauban.catalog.Copying;
import dev.hauban.stack.ServiceName;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Something that is to be copied, and how.
///
/// @param words for the copying's scripts
/// @param told what those scripts are told on their standard input, before anything else; secrets are among it
record Source(Subject subject, Copying copying, List<String> words, String told) {
    Source {
        words = List.copyOf(words);
    }

    @Override
    public String toString() {
        return subject.text();
    }

    InputStream greeting() {
        return new ByteArrayInputStream(told.getBytes(StandardCharsets.UTF_8));
    }

    /// What reads a copy of this.
    InputStream before(InputStream copy) {
        return told.isEmpty() ? copy : new SequenceInputStream(greeting(), copy);
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
