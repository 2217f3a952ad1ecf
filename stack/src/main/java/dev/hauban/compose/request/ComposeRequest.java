package dev.hauban.compose.request;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody wants read, in the words of the command line.
///
/// @param files `-f`, in their order; `-` is the standard input; none means that they are looked for
/// @param projectDirectory `--project-directory`
/// @param projectName `-p`
/// @param profiles `--profile`
/// @param environmentFiles `--env-file`
/// @param services the services that are wanted, with what they depend on; none means all
/// @param environment the process's variables
/// @param workingDirectory where the person stands, absolute
/// @param options how far the reading goes
public record ComposeRequest(
        List<String> files,
        Optional<String> projectDirectory,
        Optional<String> projectName,
        List<String> profiles,
        List<String> environmentFiles,
        List<String> services,
        Map<String, String> environment,
        Path workingDirectory,
        ReadingOptions options) {

    public ComposeRequest {
        files = List.copyOf(files);
        profiles = List.copyOf(profiles);
        environmentFiles = List.copyOf(environmentFiles);
        services = List.copyOf(services);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /// Whatever is found where the person stands, with all that Docker Compose does by default.
    public static ComposeRequest in(Path workingDirectory, Map<String, String> environment) {
        return new ComposeRequest(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                environment,
                workingDirectory,
                ReadingOptions.ALL);
    }

    public ComposeRequest withFiles(List<String> newFiles) {
        return new ComposeRequest(
                newFiles,
                projectDirectory,
                projectName,
                profiles,
                environmentFiles,
                services,
                environment,
                workingDirectory,
                options);
    }

    public ComposeRequest withProfiles(List<String> newProfiles) {
        return new ComposeRequest(
                files,
                projectDirectory,
                projectName,
                newProfiles,
                environmentFiles,
                services,
                environment,
                workingDirectory,
                options);
    }

    public ComposeRequest withServices(List<String> newServices) {
        return new ComposeRequest(
                files,
                projectDirectory,
                projectName,
                profiles,
                environmentFiles,
                newServices,
                environment,
                workingDirectory,
                options);
    }

    public ComposeRequest withOptions(ReadingOptions newOptions) {
        return new ComposeRequest(
                files,
                projectDirectory,
                projectName,
                profiles,
                environmentFiles,
                services,
                environment,
                workingDirectory,
                newOptions);
    }
}
