package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// `HostConfig`: what a container has of the machine.
final class HostPart {
    private HostPart() {}

    static Fields of(Subject subject, Networking networking) {
        Words service = subject.words();
        var references = new References(subject.service(), subject.around());
        var security = new SecurityOptions(subject);
        Fields host = new Fields()
                .flag(
                        "AutoRemove",
                        subject.oneOff()
                                .map(ContainerIdentity.Manner::isRemovedAfterwards)
                                .orElse(false))
                .text("NetworkMode", networking.mode())
                .texts("Links", networking.links())
                .object("PortBindings", Ports.bindings(service))
                .object("RestartPolicy", subject.oneOff().isPresent() ? new Fields() : Restarting.of(service))
                .text("IpcMode", references.mode(service.text("ipc")))
                .text("PidMode", references.mode(service.text("pid")))
                .texts("VolumesFrom", volumesFrom(service, references))
                .texts("SecurityOpt", security.texts());
        Mounting.of(subject).addTo(host);
        own(service, host);
        Resources.of(service, host);
        if (security.isUnmasked()) {
            host.json("MaskedPaths", Json.array(List.of())).json("ReadonlyPaths", Json.array(List.of()));
        }
        return host;
    }

    /// What stands here word for word.
    private static void own(Words service, Fields host) {
        host.strings("Annotations", service.strings("annotations"))
                .texts("CapAdd", capabilities(service.texts("cap_add")))
                .texts("CapDrop", capabilities(service.texts("cap_drop")))
                .text("CgroupnsMode", service.text("cgroup"))
                .flag("ReadonlyRootfs", service.flag("read_only"))
                .number("ShmSize", service.number("shm_size"))
                .strings("Sysctls", service.strings("sysctls"))
                .texts("Dns", service.texts("dns"))
                .texts("DnsSearch", service.texts("dns_search"))
                .texts("DnsOptions", service.texts("dns_opt"))
                .texts("ExtraHosts", extraHosts(service))
                .strings("StorageOpt", service.strings("storage_opt"))
                .text("UsernsMode", service.text("userns_mode"))
                .text("UTSMode", service.text("uts"))
                .flag("Privileged", service.flag("privileged"))
                .strings("Tmpfs", temporary(service))
                .text("Isolation", service.text("isolation"))
                .text("Runtime", service.text("runtime"))
                .object("LogConfig", logging(service.words("logging")))
                .texts("GroupAdd", service.texts("group_add"))
                .number("OomScoreAdj", service.number("oom_score_adj"));
        if (service.has("init")) {
            host.json("Init", Json.bool(service.flag("init")));
        }
    }

    private static List<String> volumesFrom(Words service, References references) {
        return service.texts("volumes_from").stream()
                .map(references::volumesFrom)
                .toList();
    }

    /// As the daemon calls them, each once.
    private static List<String> capabilities(List<String> names) {
        var normal = new TreeSet<String>();
        for (String name : names) {
            String upper = name.toUpperCase(Locale.ROOT);
            normal.add(upper.equals("ALL") || upper.startsWith("CAP_") ? upper : "CAP_" + upper);
        }
        return List.copyOf(normal);
    }

    /// The file's `=` is the daemon's `:`.
    private static List<String> extraHosts(Words service) {
        var hosts = new ArrayList<String>();
        for (String line : service.texts("extra_hosts")) {
            int equals = line.indexOf('=');
            hosts.add(line.substring(0, equals) + ":" + line.substring(equals + 1));
        }
        return hosts;
    }

    private static Map<String, String> temporary(Words service) {
        Map<String, String> temporary = new LinkedHashMap<>();
        for (String line : service.texts("tmpfs")) {
            int colon = line.indexOf(':');
            temporary.put(colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 1));
        }
        return temporary;
    }

    private static Fields logging(Words logging) {
        return new Fields().text("Type", logging.text("driver")).strings("Config", logging.strings("options"));
    }
}
