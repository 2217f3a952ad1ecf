package dev.todolist.web;

import dev.todolist.database.Database;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// What is counted, in Prometheus' format.
public final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.create().getContentType();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("http_requests_total")
            .help("Requests answered")
            .labelNames("method", "route", "status")
            .register(registry);
    private final Histogram durations = Histogram.builder()
            .name("http_request_duration_seconds")
            .help("Time that an answer took")
            .labelNames("method", "route")
            .classicOnly()
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5)
            .register(registry);
    private final Counter tasks = Counter.builder()
            .name("todolist_tasks_total")
            .help("Tasks, by what was done with them")
            .labelNames("event")
            .register(registry);

    public Metrics(Database database) {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        gauge("mongodb_connections_active", "Connections to the database", database::connections);
        gauge("process_start_time_seconds", "Start, in seconds since 1970", () -> runtime.getStartTime() / 1e3);
        gauge(
                "jvm_memory_heap_used_bytes",
                "Heap in use",
                () -> memory.getHeapMemoryUsage().getUsed());
        gauge(
                "jvm_memory_heap_max_bytes",
                "Heap allowed",
                () -> memory.getHeapMemoryUsage().getMax());
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("Processor time used")
                .callback(callback -> callback.call(processorTime()))
                .register(registry);
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
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

    void answered(String method, String route, int status, double seconds) {
        requests.labelValues(method, route, Integer.toString(status)).inc();
        durations.labelValues(method, route).observe(seconds);
    }

    /// @param event `added`, `done`, `undone`, `removed`
    void task(String event) {
        tasks.labelValues(event).inc();
    }

    byte[] text() throws IOException {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return text.toByteArray();
    }
}
