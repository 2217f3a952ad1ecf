package dev.hauban.secret;

import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A secret that gets another value, and what the stack is before and after.
///
/// @param contents of secret files as they are before, by path, as far as servers' passwords stand there
record Replacing(Secret secret, String old, String fresh, Stack before, Stack after, Map<Path, String> contents) {
    Replacing {
        contents = Map.copyOf(contents);
    }

    /// Back again.
    Replacing exchanged() {
        return new Replacing(secret, fresh, old, after, before, contents);
    }

    /// Afterwards, but for the servers: whoever keeps a stack as it is wanted makes anew what is no longer as its files
    /// say, and their turn comes last.
    Stack withServersAsBefore(Set<ServiceName> servers) {
        return after.withServices(service -> {
            Service old = before.services().get(service.name());
            return old != null && servers.contains(service.name()) ? old : service;
        });
    }

    /// What a variable gives a service, or the file that `…_FILE` names.
    Optional<String> given(Service service, String variable) {
        Map<String, String> environment = service.program().environment();
        String file = environment.get(variable + "_FILE");
        return file == null ? Optional.ofNullable(environment.get(variable)) : content(service, file);
    }

    /// Whether the secret's file is what the service has at this path.
    boolean isFile(Service service, String path) {
        return source(service, path).filter(this::isOwn).isPresent();
    }

    private boolean isOwn(FileSource source) {
        return secret.source() instanceof Secret.Source.WholeFile(Path own)
                        && source instanceof FileSource.FromFile(Path file)
                        && file.equals(own)
                || source instanceof FileSource.FromEnvironment(String variable, Optional<String> _)
                        && variable.equals(secret.name());
    }

    private Optional<String> content(Service service, String path) {
        return source(service, path).flatMap(source -> switch (source) {
            case FileSource.FromFile(Path file) ->
                secret.source() instanceof Secret.Source.WholeFile(Path own) && own.equals(file)
                        ? Optional.of(old)
                        : Optional.ofNullable(contents.get(file));
            case FileSource.FromEnvironment(String _, Optional<String> value) -> value;
            case FileSource.Inline(String content) -> Optional.of(content.stripTrailing());
            case FileSource.External _ -> Optional.empty();
        });
    }

    private Optional<FileSource> source(Service service, String path) {
        for (Mount mount : service.attachments().mounts()) {
            if (mount instanceof Mount.Supplied supplied
                    && supplied.kind() == Mount.Kind.SECRET
                    && supplied.target().equals(path)) {
                return Optional.ofNullable(before.secrets().get(supplied.source()));
            }
            if (mount instanceof Mount.Bind bind && bind.target().equals(path)) {
                return Optional.of(new FileSource.FromFile(bind.source()));
            }
        }
        return Optional.empty();
    }
}
