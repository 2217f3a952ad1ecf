package dev.todoapp.service;

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
import java.util.Map;
import java.util.function.DoubleSupplier;

/// What is counted, in Prometheus' format: of every service the same, and what it adds.
public final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.create().getContentType();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = counter("http_requests_total", "Requests answered", "method", "route", "status");
    private final Histogram durations = Histogram.builder()
            .name("http_request_duration_seconds")
            .help("Time that an answer took")
            .labelNames("method", "route")
            .classicOnly()
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5)
            .register(registry);

    public Metrics() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
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

    public Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /// One figure for each value of a label.
    public void gauge(String name, String help, String label, Map<String, DoubleSupplier> values) {
        var all = Map.copyOf(values);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> all.forEach((of, value) -> callback.call(value.getAsDouble(), of)))
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

    byte[] text() throws IOException {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return text.toByteArray();
    }
}
