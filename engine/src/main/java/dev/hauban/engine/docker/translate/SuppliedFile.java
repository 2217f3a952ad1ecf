package dev.hauban.engine.docker.translate;

import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A config or secret of a service. A file of the host is mounted, as Docker Compose does; what is no file of the
/// host is copied into the container each time before it starts, and so is a file that shall have an owner or a
/// mode: a mount has those of the host.
///
/// @param target where it is in the container
/// @param isMounted whether making the container is enough
public record SuppliedFile(Mount.Supplied mount, FileSource source, String target, boolean isMounted) {

    /// The source under which the reader asks for Docker's credentials.
    private static final String API_SOCKET = "#apisocket";

    /// What a file is copied in with where nothing else is said.
    private static final int READABLE_BY_ALL = 0444;

    /// What has to be copied into a container of the service before each start.
    ///
    /// @param credentials Docker's own, as a configuration file: for services with `use_api_socket`
    public static List<SuppliedFile> toCopy(Stack stack, Service service, String credentials) {
        var files = new ArrayList<SuppliedFile>();
        for (Words config : new Words(service.specification().members()).list("configs")) {
            if (config.text("source").equals(API_SOCKET)) {
                files.add(credentials(config.text("target"), credentials));
            }
        }
        files.addAll(all(stack, service, Mount.Kind.SECRET));
        files.addAll(all(stack, service, Mount.Kind.CONFIG));
        files.removeIf(SuppliedFile::isMounted);
        return files;
    }

    private static SuppliedFile credentials(String target, String content) {
        var mount = new Mount.Supplied(
                Mount.Kind.CONFIG, API_SOCKET, target, Optional.empty(), Optional.empty(), Optional.empty());
        return new SuppliedFile(mount, new FileSource.Inline(content), target, false);
    }

    /// Those whose source the stack has; what somebody else keeps nobody here can give.
    static List<SuppliedFile> all(Stack stack, Service service, Mount.Kind kind) {
        boolean isReadOnly = new Words(service.specification().members()).flag("read_only");
        var sources = kind == Mount.Kind.SECRET ? stack.secrets() : stack.configs();
        var files = new ArrayList<SuppliedFile>();
        for (Mount mount : service.attachments().mounts()) {
            if (mount instanceof Mount.Supplied supplied && supplied.kind() == kind) {
                FileSource source = sources.get(supplied.source());
                if (source != null && !(source instanceof FileSource.External)) {
                    boolean isMounted = source instanceof FileSource.FromFile && (isReadOnly || isPlain(supplied));
                    files.add(new SuppliedFile(supplied, source, supplied.target(), isMounted));
                }
            }
        }
        return files;
    }

    static boolean isPlain(Mount.Supplied supplied) {
        return supplied.owner().isEmpty()
                && supplied.group().isEmpty()
                && supplied.mode().isEmpty();
    }

    /// The text that stands in the files or their variables; absent for a file of the host.
    public Optional<String> content() {
        return switch (source) {
            case FileSource.Inline(String content) -> Optional.of(content);
            case FileSource.FromEnvironment(String _, Optional<String> value) -> value;
            case FileSource.FromFile _, FileSource.External _ -> Optional.empty();
        };
    }

    public int mode() {
        return mount.mode().orElse(READABLE_BY_ALL);
    }
}
