package dev.faildaily.web;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// What is counted of a program, in Prometheus' format.
public final class Traffic {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("http_requests_total")
            .help("Requests answered")
            .labelNames("method", "route", "status")
            .register(registry);
    private final Histogram durations = Histogram.builder()
            .name("http_request_duration_seconds")
            .help("Time from the request's headers to the last byte of the answer")
            .labelNames("method", "route")
            .classicOnly()
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .register(registry);
    private final Gauge inFlight = Gauge.builder()
            .name("http_requests_in_flight")
            .help("Requests being answered")
            .register(registry);

    private boolean complete;

    /// A counter of the program's own.
    public Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).register(registry);
    }

    void began() {
        inFlight.inc();
    }

    void answered(String method, String route, int status, Duration duration) {
        inFlight.dec();
        requests.labelValues(method, route, Integer.toString(status)).inc();
        durations.labelValues(method, route).observe(duration.toNanos() / 1e9);
    }

    /// The route that Prometheus reads.
    public Answer metrics(Request request) throws IOException {
        completeOnce();
        var text = new ByteArrayOutputStream();
        var writer = PrometheusTextFormatWriter.create();
        writer.write(text, registry.scrape());
        return Answer.bytes(200, writer.getContentType(), text.toByteArray());
    }

    /// The JVM's own figures cost start-up time: they are added when somebody first asks.
    private synchronized void completeOnce() {
        if (complete) {
            return;
        }
        complete = true;
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        gauge("process_start_time_seconds", "Start, in seconds since 1970", () -> runtime.getStartTime() / 1e3);
        gauge(
                "jvm_memory_heap_used_bytes",
                "Heap in use",
                () -> memory.getHeapMemoryUsage().getUsed());
        gauge(
                "jvm_memory_heap_max_bytes",
                "Heap allowed",
                () -> memory.getHeapMemoryUsage().getMax());
        gauge(
                "jvm_memory_nonheap_used_bytes",
                "Code and classes",
                () -> memory.getNonHeapMemoryUsage().getUsed());
        gauge("jvm_threads_current", "Platform threads", threads::getThreadCount);
        counter("process_cpu_seconds_total", "Processor time used", Traffic::processorTime);
        counter("jvm_gc_collection_seconds_total", "Time in garbage collections", Traffic::collectionTime);
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

    private static double collectionTime() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToDouble(collector -> collector.getCollectionTime() / 1e3)
                .sum();
    }
}
