package dev.hauban.engine.docker.translate;

import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.stack.ServiceName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has to be known besides the files to make containers of them.
///
/// @param version what the daemon speaks
/// @param machine what is found on the machine that the command runs on
/// @param image the image of the service, as the daemon has it; absent where it doesn't have it
/// @param containers those that the project has already, by service
public record Circumstances(
        ApiVersion version, Machine machine, Optional<Image> image, Map<ServiceName, List<Container>> containers) {
    public Circumstances {
        containers = Map.copyOf(containers);
    }

    /// What is found on the machine that the command runs on.
    ///
    /// @param proxies variables that every container gets, of Docker's own configuration
    /// @param platform what images are for where the file doesn't say it (`DOCKER_DEFAULT_PLATFORM`)
    /// @param profiles the texts of the seccomp profiles that services name, by their paths
    public record Machine(Map<String, String> proxies, Optional<String> platform, Map<String, String> profiles) {
        public Machine {
            proxies = Map.copyOf(proxies);
            profiles = Map.copyOf(profiles);
        }

        public static Machine bare() {
            return new Machine(Map.of(), Optional.empty(), Map.of());
        }
    }

    /// An image as the daemon has it.
    ///
    /// @param id such as `sha256:…`
    /// @param volumes the paths that it declares as volumes
    public record Image(String id, List<String> volumes) {
        public Image {
            volumes = List.copyOf(volumes);
        }
    }

    /// A container that is there.
    public record Container(String id, String name) {}

    /// The one that others mean by the service's name: the first in the order of names.
    Optional<Container> first(ServiceName service) {
        return all(service).stream().min(Comparator.comparing(Container::name));
    }

    List<Container> all(ServiceName service) {
        return containers.getOrDefault(service, List.of());
    }
}
