package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// How much of the machine a container gets, and which of its devices. What `deploy` says wins.
final class Resources {
    /// A device by the name that its maker gave it (CDI), such as `nvidia.com/gpu=all`.
    private static final Pattern NAMED_DEVICE =
            Pattern.compile("[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?/[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?"
                    + "=[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?");

    private final Words service;
    private final Fields host;

    private Resources(Words service, Fields host) {
        this.service = service;
        this.host = host;
    }

    static void of(Words service, Fields host) {
        var resources = new Resources(service, host);
        resources.memory();
        resources.processors();
        resources.disks();
        resources.devices();
        resources.others();
    }

    private Words limits() {
        return service.words("deploy").words("resources").words("limits");
    }

    private Words reservations() {
        return service.words("deploy").words("resources").words("reservations");
    }

    private void memory() {
        host.number("Memory", either(limits().number("memory"), service.number("mem_limit")))
                .number("MemorySwap", service.number("memswap_limit"))
                .number("MemorySwappiness", service.number("mem_swappiness"))
                .number("MemoryReservation", either(reservations().number("memory"), service.number("mem_reservation")))
                .flag("OomKillDisable", service.flag("oom_kill_disable"));
    }

    private void processors() {
        long limit = billionths(limits(), "cpus");
        host.number("CpuCount", service.number("cpu_count"))
                .number("CpuPercent", (long) (single(service, "cpu_percent") * 100f))
                .number("CpuPeriod", service.number("cpu_period"))
                .number("CpuQuota", service.number("cpu_quota"))
                .number("CpuRealtimePeriod", service.number("cpu_rt_period"))
                .number("CpuRealtimeRuntime", service.number("cpu_rt_runtime"))
                .number("CpuShares", service.number("cpu_shares"))
                .number("NanoCpus", either(limit, billionths(service, "cpus")))
                .text("CpusetCpus", service.text("cpuset"));
    }

    /// Docker Compose counts in single precision, and so do we: the daemon has to be told the same.
    private static long billionths(Words words, String key) {
        return (long) (single(words, key) * 1e9f);
    }

    private static float single(Words words, String key) {
        return words.decimal(key).floatValue();
    }

    private static long either(long first, long second) {
        return first != 0 ? first : second;
    }

    private void disks() {
        Words blkio = service.words("blkio_config");
        host.number("BlkioWeight", blkio.number("weight"));
        var weights = new ArrayList<Json>();
        for (Words device : blkio.list("weight_device")) {
            weights.add(new Fields()
                    .text("Path", device.text("path"))
                    .number("Weight", device.number("weight"))
                    .build());
        }
        host.list("BlkioWeightDevice", weights)
                .list("BlkioDeviceReadBps", rates(blkio, "device_read_bps"))
                .list("BlkioDeviceReadIOps", rates(blkio, "device_read_iops"))
                .list("BlkioDeviceWriteBps", rates(blkio, "device_write_bps"))
                .list("BlkioDeviceWriteIOps", rates(blkio, "device_write_iops"));
    }

    private static List<Json> rates(Words blkio, String key) {
        var rates = new ArrayList<Json>();
        for (Words device : blkio.list(key)) {
            rates.add(new Fields()
                    .text("Path", device.text("path"))
                    .number("Rate", device.number("rate"))
                    .build());
        }
        return rates;
    }

    private void devices() {
        var devices = new ArrayList<Json>();
        var requests = new ArrayList<Json>();
        for (Words device : reservations().list("devices")) {
            requests.add(request(device, device.texts("capabilities")));
        }
        var named = new ArrayList<String>();
        for (Words device : service.list("devices")) {
            if (isNamed(device)) {
                named.add(device.text("source"));
            } else {
                devices.add(new Fields()
                        .text("PathOnHost", device.text("source"))
                        .text("PathInContainer", device.text("target"))
                        .text("CgroupPermissions", device.text("permissions"))
                        .build());
            }
        }
        if (!named.isEmpty()) {
            requests.add(
                    new Fields().text("Driver", "cdi").texts("DeviceIDs", named).build());
        }
        for (Words gpu : service.list("gpus")) {
            var capabilities = new ArrayList<>(gpu.texts("capabilities"));
            capabilities.add("gpu");
            requests.add(request(gpu, capabilities));
        }
        host.list("Devices", devices)
                .list("DeviceRequests", requests)
                .texts("DeviceCgroupRules", service.texts("device_cgroup_rules"));
    }

    private static boolean isNamed(Words device) {
        return device.text("source").equals(device.text("target"))
                && NAMED_DEVICE.matcher(device.text("source")).matches();
    }

    private static Json request(Words device, List<String> capabilities) {
        return new Fields()
                .text("Driver", device.text("driver"))
                .number("Count", device.text("count").equals("all") ? -1 : device.number("count"))
                .texts("DeviceIDs", device.texts("device_ids"))
                .list("Capabilities", List.of(Json.texts(capabilities)))
                .strings("Options", device.strings("options"))
                .build();
    }

    private void others() {
        long limit = limits().number("pids");
        host.number("PidsLimit", limit > 0 ? limit : service.number("pids_limit"))
                .text("CgroupParent", service.text("cgroup_parent"))
                .list("Ulimits", ulimits());
    }

    /// A single number is both the soft and the hard one.
    private List<Json> ulimits() {
        var ulimits = new ArrayList<Json>();
        Words all = service.words("ulimits");
        all.members().values().forEach((name, value) -> {
            long single = value instanceof Json.Members ? 0 : all.number(name);
            Words both = all.words(name);
            ulimits.add(new Fields()
                    .text("Name", name)
                    .number("Soft", either(both.number("soft"), single))
                    .number("Hard", either(both.number("hard"), single))
                    .build());
        });
        return ulimits;
    }
}
