package dev.hauban.stack;

import dev.hauban.problem.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One service of a stack, resolved. Grouped by what the parts are for, so that no reader needs them all.
///
/// @param configHash Docker Compose's `config-hash` of the service: equal means that nothing which matters has changed
/// @param place where the service is written
/// @param replicas how many instances the file asks for (`scale`, `deploy.replicas`; 1 if it says nothing)
/// @param specification all of what the files say of it, for what has no word of its own here
public record Service(
        ServiceName name,
        ConfigHash configHash,
        Place place,
        int replicas,
        Program program,
        Attachments attachments,
        Lifecycle lifecycle,
        Limits limits,
        ServiceExtension extension,
        List<String> profiles,
        Map<String, String> labels,
        Specification specification) {

    public Service {
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas are not negative: " + replicas);
        }
        profiles = List.copyOf(profiles);
        labels = Maps.inOrder(labels);
    }

    /// The same with other words about where its program is from, of which the config-hash takes no note.
    public Service with(Program newProgram, Specification newSpecification) {
        return new Service(
                name,
                configHash,
                place,
                replicas,
                newProgram,
                attachments,
                lifecycle,
                limits,
                extension,
                profiles,
                labels,
                newSpecification);
    }

    /// The config-hash as a text.
    public String hash() {
        return configHash.text();
    }

    /// What is run and with what around it.
    ///
    /// @param image official or own image; absent only if there is a [Build]
    /// @param entrypoint replaces the image's; an empty list clears it
    /// @param command replaces the image's; an empty list clears it
    /// @param environment in the order of the file; env_file folded in; a variable without value is not in here
    /// @param user `name`, `uid`, `name:group` or `uid:gid`
    public record Program(
            Optional<ImageReference> image,
            Optional<Build> build,
            Optional<List<String>> entrypoint,
            Optional<List<String>> command,
            Map<String, String> environment,
            Optional<String> user,
            Optional<String> workingDirectory,
            Optional<String> hostname,
            boolean init,
            boolean terminal,
            boolean standardInput) {
        public Program {
            entrypoint = entrypoint.map(List::copyOf);
            command = command.map(List::copyOf);
            environment = Maps.inOrder(environment);
        }

        /// The same, from another image, or built in another way.
        public Program from(Optional<ImageReference> newImage, Optional<Build> newBuild) {
            return new Program(
                    newImage,
                    newBuild,
                    entrypoint,
                    command,
                    environment,
                    user,
                    workingDirectory,
                    hostname,
                    init,
                    terminal,
                    standardInput);
        }
    }

    /// What the service is connected to.
    ///
    /// @param networks by network key; empty together with a mode such as `host` or `none`
    /// @param networkMode `host`, `none`, `service:x`, `container:x`, `bridge` when the file says so
    public record Attachments(
            List<PortMapping> ports,
            List<String> exposed,
            List<Mount> mounts,
            Map<String, NetworkAttachment> networks,
            Optional<String> networkMode,
            Map<String, List<String>> extraHosts,
            List<String> dns,
            Optional<String> containerName) {
        public Attachments {
            ports = List.copyOf(ports);
            exposed = List.copyOf(exposed);
            mounts = List.copyOf(mounts);
            networks = Maps.inOrder(networks);
            extraHosts = Maps.inOrder(extraHosts);
            dns = List.copyOf(dns);
        }
    }
}
