package dev.hauban.app;

import dev.hauban.cli.CommonOptions;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.DocumentReading;
import dev.hauban.compose.OriginReading;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.doctor.mend.EditedFiles;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.vault.VaultFiles;
import dev.hauban.secret.vault.VaultKey;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How commands have Compose files read.
final class Reading {
    private final Surroundings surroundings;
    private final ComposeFiles files;
    private final ComposeReader reader;

    Reading(Surroundings surroundings, VaultKey key) {
        this(surroundings, new VaultFiles(new DiskFiles(FileSystems.getDefault(), System.in), key));
    }

    private Reading(Surroundings surroundings, ComposeFiles files) {
        this.surroundings = surroundings;
        this.files = files;
        this.reader = new ComposeReader(files);
    }

    /// Of the files as they would be.
    ///
    /// @param texts new ones by absolute path; all others are as they are
    Reading edited(Map<String, String> texts) {
        return new Reading(surroundings, new EditedFiles(files, texts));
    }

    /// The whole stack. A service that is named but that no chosen profile switches on is switched on with all others:
    /// what is brought up is still only what was named.
    Loaded read(CommonOptions.Source source, List<String> named) {
        Loaded loaded = read(request(source, source.profiles(), List.of()));
        return isOff(loaded.stack(), named) ? read(request(source, List.of("*"), List.of())) : loaded;
    }

    DocumentReading.Read document(CommonOptions.Source source, List<String> services, ReadingOptions options) {
        ComposeRequest request = request(source, source.profiles(), services)
                .withOptions(source.hasAllResources() ? options.withAllResources() : options);
        return switch (reader.document(request)) {
            case DocumentReading.Read read -> read;
            case DocumentReading.Refused(List<Problem> problems) -> throw new ProblemException(problems);
        };
    }

    OriginReading origins(CommonOptions.Source source, List<String> services) {
        return reader.origins(request(source, source.profiles(), services));
    }

    List<Path> files(CommonOptions.Source source) {
        var files = new ArrayList<Path>();
        for (String file : reader.files(request(source, source.profiles(), List.of()))) {
            if (!file.equals("-")) {
                files.add(Path.of(file));
            }
        }
        return files;
    }

    private Loaded read(ComposeRequest request) {
        return switch (reader.read(request)) {
            case dev.hauban.compose.Reading.Read read -> new Loaded(read.stack(), read.warnings());
            case dev.hauban.compose.Reading.Refused(List<Problem> problems) -> throw new ProblemException(problems);
        };
    }

    private ComposeRequest request(CommonOptions.Source source, List<String> profiles, List<String> services) {
        return new ComposeRequest(
                source.files(),
                source.directory(),
                source.projectName(),
                profiles,
                source.environmentFiles(),
                services,
                surroundings.environment(),
                surroundings.directory(),
                source.hasAllResources() ? ReadingOptions.ALL.withAllResources() : ReadingOptions.ALL);
    }

    private static boolean isOff(Stack stack, List<String> named) {
        for (ServiceName name : stack.disabled()) {
            boolean isInGroup = named.stream()
                    .anyMatch(
                            word -> stack.groups().getOrDefault(word, List.of()).contains(name));
            if (isInGroup || named.contains(name.text())) {
                return true;
            }
        }
        return false;
    }
}
