package dev.checkin.backend.web;

import com.mongodb.MongoException;
import dev.checkin.backend.cache.Remembered;
import dev.checkin.backend.database.Database;
import dev.checkin.backend.event.Participants;
import dev.checkin.backend.event.Sessions;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// What is counted, in Prometheus' format, with the names and labels that the team's dashboards and alerts use.
public final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.create().getContentType();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("http_requests_total")
            .help("Requests answered")
            .labelNames("method", "status", "path")
            .register(registry);
    private final Summary durations = Summary.builder()
            .name("http_request_duration_seconds")
            .help("Time that an answer took, over the last five minutes")
            .labelNames("method", "path")
            .quantile(0.5)
            .quantile(0.95)
            .quantile(0.99)
            .register(registry);
    private final Counter checkIns = Counter.builder()
            .name("checkins_total")
            .help("People checked in")
            .labelNames("session_id")
            .register(registry);

    public Metrics(Database database, Remembered boards) {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        gauge("mongodb_connections_active", "Connections to the database", database::connections);
        counter("redis_cache_hits_total", "Boards that were remembered", boards::hits);
        counter("redis_cache_misses_total", "Boards that had to be computed", boards::misses);
        gauge("process_start_time_seconds", "Start, in seconds since 1970", () -> runtime.getStartTime() / 1e3);
        gauge(
                "jvm_memory_heap_used_bytes",
                "Heap in use",
                () -> memory.getHeapMemoryUsage().getUsed());
        gauge(
                "jvm_memory_heap_max_bytes",
                "Heap allowed",
                () -> memory.getHeapMemoryUsage().getMax());
        counter("process_cpu_seconds_total", "Processor time used", Metrics::processorTime);
    }

    /// Adds what is known only when everything stands.
    public void count(Sessions sessions, Participants participants) {
        gauge("active_sessions_count", "Sessions that are on now", () -> active(sessions));
        counter("participants_registered_total", "Participants registered", participants::registered);
    }

    /// A database that is away is no reason to tell nothing of all else.
    private static double active(Sessions sessions) {
        try {
            return sessions.active();
        } catch (MongoException _) {
            return Double.NaN;
        }
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private static double processorTime() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }

    void answered(String method, String path, int status, double seconds) {
        requests.labelValues(method, Integer.toString(status), path).inc();
        durations.labelValues(method, path).observe(seconds);
    }

    void watched(int status) {
        requests.labelValues("GET", Integer.toString(status), LiveApi.PATH).inc();
    }

    public void checkedIn(String session) {
        checkIns.labelValues(session).inc();
    }

    byte[] text() throws IOException {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return text.toByteArray();
    }
}
