package dev.hauban.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.Usage;
import dev.hauban.json.JsonReader;
import org.junit.jupiter.api.Test;

final class UsageReaderTest {
    @Test
    void reads_what_a_daemon_on_the_first_control_groups_says() throws Exception {
        Usage usage = read("""
                {"pids_stats": {"current": 2},
                 "cpu_stats": {"cpu_usage": {"total_usage": 3000}, "system_cpu_usage": 100000, "online_cpus": 2},
                 "precpu_stats": {"cpu_usage": {"total_usage": 1000}, "system_cpu_usage": 90000},
                 "memory_stats": {"usage": 5000, "limit": 40000, "stats": {"total_inactive_file": 1000}},
                 "networks": {"eth0": {"rx_bytes": 10, "tx_bytes": 1}, "eth1": {"rx_bytes": 20, "tx_bytes": 2}},
                 "blkio_stats": {"io_service_bytes_recursive": [
                     {"op": "Read", "value": 7}, {"op": "Write", "value": 8}, {"op": "Sync", "value": 100},
                     {"op": "Read", "value": 70}]}}""");

        assertThat(usage)
                .isEqualTo(new Usage(
                        "id", 40.0, new Usage.Memory(4000, 40000), new Usage.Flow(30, 3), new Usage.Flow(77, 8), 2));
        assertThat(usage.memory().percent()).isEqualTo(10.0);
    }

    @Test
    void reads_the_names_of_the_second_control_groups() throws Exception {
        Usage usage = read("""
                {"memory_stats": {"usage": 5000, "limit": 40000, "stats": {"inactive_file": 2000}},
                 "blkio_stats": {"io_service_bytes_recursive": [{"op": "read", "value": 7}]}}""");

        assertThat(usage.memory().used()).isEqualTo(3000);
        assertThat(usage.disk()).isEqualTo(new Usage.Flow(7, 0));
    }

    @Test
    void what_is_not_said_counts_as_nothing() throws Exception {
        assertThat(read("""
                {"cpu_stats": {"cpu_usage": {"total_usage": 0}}, "networks": null,
                 "blkio_stats": {"io_service_bytes_recursive": null}}""")).isEqualTo(Usage.none("id"));
    }

    private static Usage read(String json) throws Exception {
        return new UsageReader(JsonReader.readObject(json)).usage("id");
    }
}
