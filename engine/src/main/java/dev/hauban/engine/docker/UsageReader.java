package dev.hauban.engine.docker;

import dev.hauban.engine.Usage;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.util.List;
import java.util.Optional;

/// Reads what a daemon says of a container's resources as Docker's own command does.
///
/// @param said what `GET /containers/{id}/stats` says
record UsageReader(Json.Members said) {

    Usage usage(String id) throws MalformedJson {
        return new Usage(id, processor(), memory(), network(), disk(), number(said, "pids_stats", "current"));
    }

    /// What the container took of the time that all cores had between two looks.
    private double processor() throws MalformedJson {
        double taken = (double) number(said, "cpu_stats", "cpu_usage", "total_usage")
                - number(said, "precpu_stats", "cpu_usage", "total_usage");
        double had = (double) number(said, "cpu_stats", "system_cpu_usage")
                - number(said, "precpu_stats", "system_cpu_usage");
        long cores = number(said, "cpu_stats", "online_cpus");
        return taken > 0 && had > 0 ? taken / had * Math.max(1, cores) * 100 : 0;
    }

    /// Without pages of files that could be given up at any time: they are named differently in the two versions of
    /// control groups.
    private Usage.Memory memory() throws MalformedJson {
        long used = number(said, "memory_stats", "usage");
        long first = number(said, "memory_stats", "stats", "total_inactive_file");
        long idle = first > 0 ? first : number(said, "memory_stats", "stats", "inactive_file");
        return new Usage.Memory(idle < used ? used - idle : used, number(said, "memory_stats", "limit"));
    }

    private Usage.Flow network() throws MalformedJson {
        long in = 0;
        long out = 0;
        if (said.find("networks").isPresent()) {
            Json.Members networks = said.members("networks");
            for (String name : networks.values().keySet()) {
                in += number(networks, name, "rx_bytes");
                out += number(networks, name, "tx_bytes");
            }
        }
        return new Usage.Flow(in, out);
    }

    private Usage.Flow disk() throws MalformedJson {
        long in = 0;
        long out = 0;
        for (Json.Members entry : entries()) {
            String what = entry.findText("op").orElse("");
            long value = entry.findWholeNumber("value").orElse(0L);
            in += what.equalsIgnoreCase("read") ? value : 0;
            out += what.equalsIgnoreCase("write") ? value : 0;
        }
        return new Usage.Flow(in, out);
    }

    private List<Json.Members> entries() throws MalformedJson {
        if (said.find("blkio_stats").isEmpty()) {
            return List.of();
        }
        Optional<Json> entries = said.members("blkio_stats").find("io_service_bytes_recursive");
        return entries.isEmpty() ? List.of() : Containers.objects(entries.get());
    }

    /// What is not there counts as nothing: which numbers there are depends on the kernel.
    private static long number(Json.Members from, String... path) throws MalformedJson {
        Json.Members at = from;
        for (int step = 0; step < path.length - 1; step++) {
            if (at.find(path[step]).isEmpty()) {
                return 0;
            }
            at = at.members(path[step]);
        }
        return at.findWholeNumber(path[path.length - 1]).orElse(0L);
    }
}
