package dev.hauban.engine.docker.translate;

import static dev.hauban.engine.docker.translate.Attribute.Handling.BUILDER;
import static dev.hauban.engine.docker.translate.Attribute.Handling.DAEMON;
import static dev.hauban.engine.docker.translate.Attribute.Handling.HAUBAN;
import static dev.hauban.engine.docker.translate.Attribute.Handling.LEFT_OUT;
import static dev.hauban.engine.docker.translate.Attribute.Handling.READER;
import static dev.hauban.engine.docker.translate.Attribute.Handling.REFUSED;

import java.util.ArrayList;
import java.util.List;

/// What becomes of one attribute of the Compose Specification on Docker. `docs/docker-attributes.md` shows this table;
/// a test fails when the reader knows an attribute that has no line.
///
/// @param path such as `services.healthcheck.test`; `.*` at its end stands for everything below
/// @param how by which field of the Engine API, or why not
/// @param test where it is tried: a golden folder below `engine/src/test/resources/docker`, or a test
public record Attribute(String path, Handling handling, String how, String test) {

    /// Who does what the attribute says.
    public enum Handling {
        /// The daemon is told.
        DAEMON("the daemon"),
        /// The reader has done it before: nothing is left to be told.
        READER("the reader"),
        /// Hauban does it itself: order, numbers, what is shown.
        HAUBAN("Hauban"),
        /// It says how an image is made or got.
        BUILDER("the image"),
        /// It can't be had, and that is said as a degraded problem.
        LEFT_OUT("left out, and said"),
        /// It can't be had, and the service is no use without it.
        REFUSED("refused");

        private final String text;

        Handling(String text) {
            this.text = text;
        }

        /// For people.
        public String text() {
            return text;
        }
    }

    /// The whole table, in the order in which people are shown it.
    public static List<Attribute> all() {
        var all = new ArrayList<Attribute>();
        all.addAll(TOP);
        all.addAll(PROGRAM);
        all.addAll(LIFE);
        all.addAll(NETWORK);
        all.addAll(FILES);
        all.addAll(MACHINE);
        all.addAll(DEPLOY);
        all.addAll(RESOURCES_OF_STACK);
        return all;
    }

    /// Whether this line speaks of an attribute.
    public boolean covers(String attribute) {
        return path.endsWith(".*")
                ? attribute.equals(path.substring(0, path.length() - 2))
                        || attribute.startsWith(path.substring(0, path.length() - 1))
                : attribute.equals(path);
    }

    private static Attribute line(String path, Handling handling, String how, String test) {
        return new Attribute(path, handling, how, test);
    }

    private static Attribute daemon(String path, String field, String test) {
        return new Attribute(path, DAEMON, field, test);
    }

    private static final List<Attribute> TOP = List.of(
            line("name", READER, "part of every name and label", "names"),
            line("version", READER, "means nothing any more", "GoldenFoldersTest"),
            line("include", READER, "the files are laid together", "GoldenFoldersTest"),
            line("services", READER, "see below", "plain"),
            line("models.*", REFUSED, "Hauban runs no models", "LimitationsTest"));

    private static final List<Attribute> PROGRAM = List.of(
            daemon("services.image", "Image", "plain"),
            daemon("services.command", "Cmd; an empty list clears the image's", "program"),
            daemon("services.entrypoint", "Entrypoint; an empty list clears the image's", "program"),
            daemon("services.environment", "Env; a variable without a value takes the image's away", "environment"),
            line("services.env_file.*", READER, "folded into environment", "environment"),
            daemon("services.user", "User", "program"),
            daemon("services.working_dir", "WorkingDir", "program"),
            daemon("services.hostname", "Hostname", "program"),
            daemon("services.domainname", "Domainname", "program"),
            daemon("services.tty", "Tty", "program"),
            daemon("services.stdin_open", "OpenStdin", "program"),
            daemon("services.init", "HostConfig.Init", "program"),
            daemon("services.platform", "query platform", "program"),
            daemon("services.labels", "Labels", "labels"),
            line("services.label_file", READER, "folded into labels; counts in the config-hash", "labels"),
            daemon("services.annotations", "HostConfig.Annotations (API 1.43)", "labels"),
            daemon("services.container_name", "query name", "names"),
            line("services.extends.*", READER, "folded into the service", "GoldenFoldersTest"),
            line("services.profiles", READER, "the service is in the stack or not", "GoldenFoldersTest"),
            line("services.build.*", BUILDER, "how the image is made", "others"),
            line("services.pull_policy", BUILDER, "when the image is got", "others"),
            line("services.pull_refresh_after", READER, "means nothing to Docker Compose", "GoldenFoldersTest"),
            line("services.provider.*", REFUSED, "by the reader: no service of a provider", "StackReadingTest"),
            line("services.models.*", REFUSED, "Hauban runs no models", "LimitationsTest"),
            line("services.develop.*", HAUBAN, "nothing: there is no watching", "others"),
            line("services.attach", HAUBAN, "whether an attached up shows the output", "others"));

    private static final List<Attribute> LIFE = List.of(
            line("services.depends_on.*", HAUBAN, "the order; label com.docker.compose.depends_on", "labels"),
            line("services.scale", HAUBAN, "how many containers", "names"),
            daemon("services.healthcheck", "Healthcheck", "health"),
            daemon("services.healthcheck.test", "Healthcheck.Test", "health"),
            daemon("services.healthcheck.interval", "Healthcheck.Interval", "health"),
            daemon("services.healthcheck.timeout", "Healthcheck.Timeout", "health"),
            daemon("services.healthcheck.retries", "Healthcheck.Retries", "health"),
            daemon("services.healthcheck.start_period", "Healthcheck.StartPeriod", "health"),
            daemon("services.healthcheck.start_interval", "Healthcheck.StartInterval (API 1.44)", "health"),
            daemon("services.healthcheck.disable", "Healthcheck.Test NONE", "health"),
            daemon("services.restart", "HostConfig.RestartPolicy", "restarts"),
            daemon("services.stop_signal", "StopSignal", "program"),
            daemon("services.stop_grace_period", "StopTimeout, in whole seconds", "program"),
            daemon("services.post_start.*", "POST /containers/{id}/exec after the start", "hooks"),
            daemon("services.pre_stop.*", "POST /containers/{id}/exec before the stop", "HookTest"));

    private static final List<Attribute> NETWORK = List.of(
            daemon("services.network_mode", "HostConfig.NetworkMode", "network-modes"),
            daemon("services.networks", "NetworkingConfig.EndpointsConfig", "networks"),
            daemon("services.networks.aliases", "EndpointsConfig.Aliases", "networks"),
            daemon("services.networks.driver_opts", "EndpointsConfig.DriverOpts", "networks"),
            daemon("services.networks.gw_priority", "EndpointsConfig.GwPriority (API 1.48)", "networks"),
            daemon("services.networks.interface_name", "EndpointsConfig.DriverOpts (API 1.49)", "networks"),
            daemon("services.networks.ipv4_address", "EndpointsConfig.IPAMConfig.IPv4Address", "networks"),
            daemon("services.networks.ipv6_address", "EndpointsConfig.IPAMConfig.IPv6Address", "networks"),
            daemon("services.networks.link_local_ips", "EndpointsConfig.IPAMConfig.LinkLocalIPs", "networks"),
            daemon(
                    "services.networks.mac_address",
                    "EndpointsConfig.MacAddress (API 1.44), else MacAddress",
                    "networks"),
            line("services.networks.priority", HAUBAN, "which network is the first", "networks"),
            daemon("services.mac_address", "EndpointsConfig.MacAddress (API 1.44), else MacAddress", "mac-address"),
            daemon("services.expose", "ExposedPorts", "ports"),
            daemon("services.ports", "HostConfig.PortBindings, ExposedPorts", "ports"),
            daemon("services.ports.target", "HostConfig.PortBindings", "ports"),
            daemon("services.ports.protocol", "HostConfig.PortBindings", "ports"),
            daemon("services.ports.published", "HostConfig.PortBindings.HostPort", "ports"),
            daemon("services.ports.host_ip", "HostConfig.PortBindings.HostIp", "ports"),
            line("services.ports.mode", READER, "both modes are one without a swarm", "ports"),
            line("services.ports.name", READER, "a name for people", "ports"),
            line("services.ports.app_protocol", READER, "a word for people", "ports"),
            daemon("services.dns", "HostConfig.Dns", "names-and-hosts"),
            daemon("services.dns_opt", "HostConfig.DnsOptions", "names-and-hosts"),
            daemon("services.dns_search", "HostConfig.DnsSearch", "names-and-hosts"),
            daemon("services.extra_hosts", "HostConfig.ExtraHosts", "names-and-hosts"),
            daemon("services.links", "HostConfig.Links, EndpointsConfig.Links", "links"),
            daemon("services.external_links", "HostConfig.Links, EndpointsConfig.Links", "links"));

    private static final List<Attribute> FILES = List.of(
            daemon("services.volumes", "HostConfig.Binds or HostConfig.Mounts", "volumes"),
            daemon("services.volumes.type", "Mounts.Type; image from API 1.48", "volumes"),
            daemon("services.volumes.source", "Mounts.Source", "volumes"),
            daemon("services.volumes.target", "Mounts.Target", "volumes"),
            daemon("services.volumes.read_only", "Mounts.ReadOnly", "volumes"),
            daemon("services.volumes.consistency", "Mounts.Consistency", "volumes"),
            daemon("services.volumes.bind", "Mounts.BindOptions", "volumes"),
            daemon("services.volumes.bind.selinux", "Binds, option z or Z", "volumes"),
            daemon("services.volumes.bind.propagation", "Mounts.BindOptions.Propagation", "volumes"),
            daemon("services.volumes.bind.create_host_path", "Binds, or BindOptions.CreateMountpoint", "volumes"),
            daemon(
                    "services.volumes.bind.recursive",
                    "BindOptions.NonRecursive, ReadOnlyNonRecursive, ReadOnlyForceRecursive (API 1.44)",
                    "volumes"),
            daemon("services.volumes.volume", "Mounts.VolumeOptions", "volumes"),
            daemon("services.volumes.volume.labels", "VolumeOptions.Labels", "volumes"),
            daemon("services.volumes.volume.nocopy", "VolumeOptions.NoCopy", "volumes"),
            daemon("services.volumes.volume.subpath", "VolumeOptions.Subpath (API 1.45)", "volumes"),
            daemon("services.volumes.tmpfs", "Mounts.TmpfsOptions", "volumes"),
            daemon("services.volumes.tmpfs.size", "TmpfsOptions.SizeBytes", "volumes"),
            daemon("services.volumes.tmpfs.mode", "TmpfsOptions.Mode", "volumes"),
            daemon("services.volumes.image", "Mounts.ImageOptions", "volumes"),
            daemon("services.volumes.image.subpath", "ImageOptions.Subpath", "volumes"),
            daemon("services.volumes_from", "HostConfig.VolumesFrom", "shared"),
            daemon("services.tmpfs", "HostConfig.Tmpfs", "volumes"),
            daemon("services.secrets", "Mounts; PUT /containers/{id}/archive where there is no file", "secrets"),
            daemon("services.secrets.source", "see secrets below", "secrets"),
            daemon("services.secrets.target", "Mounts.Target, or the path in the archive", "secrets"),
            daemon("services.secrets.uid", "owner in the archive", "secrets"),
            daemon("services.secrets.gid", "group in the archive", "secrets"),
            daemon("services.secrets.mode", "mode in the archive", "secrets"),
            daemon("services.configs", "Mounts; PUT /containers/{id}/archive where there is no file", "secrets"),
            daemon("services.configs.source", "see configs below", "secrets"),
            daemon("services.configs.target", "Mounts.Target, or the path in the archive", "secrets"),
            daemon("services.configs.uid", "owner in the archive", "SuppliedFileTest"),
            daemon("services.configs.gid", "group in the archive", "SuppliedFileTest"),
            daemon("services.configs.mode", "mode in the archive", "secrets"),
            daemon("services.use_api_socket", "Binds of the socket, Docker's credentials as a file", "api-socket"));

    private static final List<Attribute> MACHINE = List.of(
            daemon("services.cap_add", "HostConfig.CapAdd", "security"),
            daemon("services.cap_drop", "HostConfig.CapDrop", "security"),
            daemon("services.privileged", "HostConfig.Privileged", "security"),
            daemon("services.read_only", "HostConfig.ReadonlyRootfs", "security"),
            daemon("services.security_opt", "HostConfig.SecurityOpt; a seccomp profile's content", "security"),
            daemon("services.group_add", "HostConfig.GroupAdd", "security"),
            daemon("services.userns_mode", "HostConfig.UsernsMode", "security"),
            daemon("services.ipc", "HostConfig.IpcMode", "shared"),
            daemon("services.pid", "HostConfig.PidMode", "shared"),
            daemon("services.uts", "HostConfig.UTSMode", "shared"),
            daemon("services.cgroup", "HostConfig.CgroupnsMode", "shared"),
            daemon("services.cgroup_parent", "HostConfig.CgroupParent", "resources"),
            daemon("services.isolation", "HostConfig.Isolation", "others"),
            daemon("services.runtime", "HostConfig.Runtime", "others"),
            line("services.credential_spec.*", LEFT_OUT, "only Docker on Windows has it", "LimitationsTest"),
            daemon("services.devices", "HostConfig.Devices; DeviceRequests for names as of CDI", "devices"),
            daemon("services.devices.source", "Devices.PathOnHost", "devices"),
            daemon("services.devices.target", "Devices.PathInContainer", "devices"),
            daemon("services.devices.permissions", "Devices.CgroupPermissions", "devices"),
            daemon("services.device_cgroup_rules", "HostConfig.DeviceCgroupRules", "devices"),
            daemon("services.gpus", "HostConfig.DeviceRequests", "devices"),
            daemon("services.gpus.capabilities", "DeviceRequests.Capabilities, and gpu", "devices"),
            daemon("services.gpus.driver", "DeviceRequests.Driver", "devices"),
            daemon("services.gpus.count", "DeviceRequests.Count", "devices"),
            daemon("services.gpus.device_ids", "DeviceRequests.DeviceIDs", "devices"),
            daemon("services.gpus.options", "DeviceRequests.Options", "devices"),
            daemon("services.ulimits", "HostConfig.Ulimits", "resources"),
            daemon("services.sysctls", "HostConfig.Sysctls", "resources"),
            daemon("services.shm_size", "HostConfig.ShmSize", "resources"),
            daemon("services.storage_opt", "HostConfig.StorageOpt", "resources"),
            daemon("services.logging", "HostConfig.LogConfig", "logging"),
            daemon("services.logging.driver", "LogConfig.Type", "logging"),
            daemon("services.logging.options", "LogConfig.Config", "logging"),
            daemon("services.mem_limit", "HostConfig.Memory", "resources"),
            daemon("services.mem_reservation", "HostConfig.MemoryReservation", "resources"),
            daemon("services.memswap_limit", "HostConfig.MemorySwap", "resources"),
            daemon("services.mem_swappiness", "HostConfig.MemorySwappiness", "resources"),
            daemon("services.oom_kill_disable", "HostConfig.OomKillDisable", "resources"),
            daemon("services.oom_score_adj", "HostConfig.OomScoreAdj", "resources"),
            daemon("services.cpus", "HostConfig.NanoCpus", "resources"),
            daemon("services.cpu_count", "HostConfig.CpuCount (Windows)", "resources"),
            daemon("services.cpu_percent", "HostConfig.CpuPercent (Windows)", "resources"),
            daemon("services.cpu_period", "HostConfig.CpuPeriod", "resources"),
            daemon("services.cpu_quota", "HostConfig.CpuQuota", "resources"),
            daemon("services.cpu_rt_period", "HostConfig.CpuRealtimePeriod", "resources"),
            daemon("services.cpu_rt_runtime", "HostConfig.CpuRealtimeRuntime", "resources"),
            daemon("services.cpu_shares", "HostConfig.CpuShares", "resources"),
            daemon("services.cpuset", "HostConfig.CpusetCpus", "resources"),
            daemon("services.pids_limit", "HostConfig.PidsLimit", "resources"),
            daemon("services.blkio_config", "HostConfig.Blkio…", "disks"),
            daemon("services.blkio_config.weight", "HostConfig.BlkioWeight", "disks"),
            daemon("services.blkio_config.weight_device.*", "HostConfig.BlkioWeightDevice", "disks"),
            daemon("services.blkio_config.device_read_bps.*", "HostConfig.BlkioDeviceReadBps", "disks"),
            daemon("services.blkio_config.device_read_iops.*", "HostConfig.BlkioDeviceReadIOps", "disks"),
            daemon("services.blkio_config.device_write_bps.*", "HostConfig.BlkioDeviceWriteBps", "disks"),
            daemon("services.blkio_config.device_write_iops.*", "HostConfig.BlkioDeviceWriteIOps", "disks"));

    private static final List<Attribute> DEPLOY = List.of(
            daemon("services.deploy", "see below", "others"),
            line("services.deploy.mode", LEFT_OUT, "other than replicated: only a swarm has it", "LimitationsTest"),
            line("services.deploy.replicas", HAUBAN, "how many containers", "names"),
            line("services.deploy.labels", LEFT_OUT, "only a swarm has it", "LimitationsTest"),
            line("services.deploy.endpoint_mode", LEFT_OUT, "only a swarm has it", "LimitationsTest"),
            line("services.deploy.placement.*", LEFT_OUT, "only a swarm has it", "LimitationsTest"),
            line("services.deploy.update_config.*", HAUBAN, "nothing: up replaces as Docker Compose does", "others"),
            line("services.deploy.rollback_config.*", HAUBAN, "nothing: there is no roll-back", "others"),
            daemon("services.deploy.resources", "see below", "resources"),
            daemon("services.deploy.resources.limits", "see below", "resources"),
            daemon("services.deploy.resources.limits.cpus", "HostConfig.NanoCpus", "resources"),
            daemon("services.deploy.resources.limits.memory", "HostConfig.Memory", "resources"),
            daemon("services.deploy.resources.limits.pids", "HostConfig.PidsLimit", "resources"),
            daemon("services.deploy.resources.reservations", "see below", "resources"),
            daemon("services.deploy.resources.reservations.memory", "HostConfig.MemoryReservation", "resources"),
            line("services.deploy.resources.reservations.cpus", LEFT_OUT, "only a swarm has it", "LimitationsTest"),
            line(
                    "services.deploy.resources.reservations.generic_resources.*",
                    LEFT_OUT,
                    "only a swarm has it",
                    "LimitationsTest"),
            daemon("services.deploy.resources.reservations.devices.*", "HostConfig.DeviceRequests", "devices"),
            daemon("services.deploy.restart_policy", "HostConfig.RestartPolicy", "restarts"),
            daemon("services.deploy.restart_policy.condition", "RestartPolicy.Name", "restarts"),
            daemon("services.deploy.restart_policy.max_attempts", "RestartPolicy.MaximumRetryCount", "restarts"),
            line("services.deploy.restart_policy.delay", LEFT_OUT, "Docker has its own pauses", "LimitationsTest"),
            line("services.deploy.restart_policy.window", LEFT_OUT, "Docker has its own pauses", "LimitationsTest"));

    private static final List<Attribute> RESOURCES_OF_STACK = List.of(
            daemon("networks", "POST /networks/create", "networks"),
            daemon("networks.name", "Name", "networks"),
            daemon("networks.driver", "Driver", "networks"),
            daemon("networks.driver_opts", "Options", "networks"),
            daemon("networks.ipam", "IPAM", "networks"),
            daemon("networks.ipam.driver", "IPAM.Driver", "networks"),
            daemon("networks.ipam.config", "IPAM.Config", "networks"),
            daemon("networks.ipam.config.subnet", "IPAM.Config.Subnet", "networks"),
            daemon("networks.ipam.config.gateway", "IPAM.Config.Gateway", "networks"),
            daemon("networks.ipam.config.ip_range", "IPAM.Config.IPRange", "networks"),
            daemon("networks.ipam.config.aux_addresses", "IPAM.Config.AuxiliaryAddresses", "networks"),
            line("networks.ipam.options", READER, "means nothing to Docker Compose", "GoldenFoldersTest"),
            line("networks.external", HAUBAN, "it has to be there and stays", "networks"),
            daemon("networks.internal", "Internal", "networks"),
            daemon("networks.attachable", "Attachable", "networks"),
            daemon("networks.labels", "Labels", "networks"),
            daemon("networks.enable_ipv4", "EnableIPv4 (API 1.47)", "networks"),
            daemon("networks.enable_ipv6", "EnableIPv6", "networks"),
            daemon("volumes", "POST /volumes/create", "volumes"),
            daemon("volumes.name", "Name", "volumes"),
            daemon("volumes.driver", "Driver", "volumes"),
            daemon("volumes.driver_opts", "DriverOpts", "volumes"),
            line("volumes.external", HAUBAN, "it has to be there and stays", "volumes"),
            daemon("volumes.labels", "Labels", "volumes"),
            daemon("secrets", "see services.secrets", "secrets"),
            line("secrets.name", READER, "means nothing to Docker Compose", "GoldenFoldersTest"),
            daemon("secrets.file", "Mounts.Source", "secrets"),
            daemon("secrets.environment", "content of a file in the archive", "secrets"),
            line("secrets.external", REFUSED, "nobody keeps secrets without a swarm", "LimitationsTest"),
            line("secrets.labels", READER, "only a swarm would know them", "GoldenFoldersTest"),
            line("secrets.driver", REFUSED, "by the reader: only a swarm has it", "StackReadingTest"),
            line("secrets.driver_opts", REFUSED, "by the reader: only a swarm has it", "StackReadingTest"),
            line("secrets.template_driver", REFUSED, "by the reader: only a swarm has it", "StackReadingTest"),
            daemon("configs", "see services.configs", "secrets"),
            line("configs.name", READER, "means nothing to Docker Compose", "GoldenFoldersTest"),
            daemon("configs.file", "Mounts.Source", "secrets"),
            daemon("configs.environment", "content of a file in the archive", "secrets"),
            daemon("configs.content", "content of a file in the archive", "secrets"),
            line("configs.external", REFUSED, "nobody keeps configs without a swarm", "LimitationsTest"),
            line("configs.labels", READER, "only a swarm would know them", "GoldenFoldersTest"),
            line("configs.template_driver", REFUSED, "by the reader: only a swarm has it", "StackReadingTest"));
}
