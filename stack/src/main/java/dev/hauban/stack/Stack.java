package dev.hauban.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A whole stack, resolved: what the Compose files mean.
///
/// @param services in the order of their names; only those that the chosen profiles switch on
/// @param disabled names of services that the files have but the chosen profiles leave out
/// @param networks by their key in the file
/// @param volumes by their key in the file
/// @param configs by their key in the file
/// @param secrets by their key in the file
/// @param groups names for sets of services (`x-hauban.groups`), overlapping allowed
/// @param extension what `x-hauban` says for the whole stack
/// @param origin where it was read from
public record Stack(
        ProjectName name,
        Map<ServiceName, Service> services,
        List<ServiceName> disabled,
        Map<String, Network> networks,
        Map<String, Volume> volumes,
        Map<String, FileSource> configs,
        Map<String, FileSource> secrets,
        Map<String, List<ServiceName>> groups,
        StackExtension extension,
        Origin origin) {

    public Stack {
        services = Maps.inOrder(services);
        disabled = List.copyOf(disabled);
        networks = Maps.inOrder(networks);
        volumes = Maps.inOrder(volumes);
        configs = Maps.inOrder(configs);
        secrets = Maps.inOrder(secrets);
        groups = Maps.inOrder(groups);
    }

    public static Stack empty(ProjectName name) {
        return new Stack(
                name,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                StackExtension.none(),
                Origin.none());
    }

    /// The same with each service changed.
    public Stack withServices(UnaryOperator<Service> change) {
        var changed = new LinkedHashMap<ServiceName, Service>();
        services.forEach((service, before) -> changed.put(service, change.apply(before)));
        return new Stack(name, changed, disabled, networks, volumes, configs, secrets, groups, extension, origin);
    }

    /// The same with other networks and volumes.
    public Stack with(Map<String, Network> otherNetworks, Map<String, Volume> otherVolumes) {
        return new Stack(
                name, services, disabled, otherNetworks, otherVolumes, configs, secrets, groups, extension, origin);
    }

    /// The same with other secrets.
    public Stack withSecrets(Map<String, FileSource> otherSecrets) {
        return new Stack(name, services, disabled, networks, volumes, configs, otherSecrets, groups, extension, origin);
    }

    public Optional<Service> service(ServiceName wanted) {
        return Optional.ofNullable(services.get(wanted));
    }
}
