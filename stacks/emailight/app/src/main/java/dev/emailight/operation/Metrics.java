package dev.emailight.operation;

import dev.emailight.database.Database;
import dev.emailight.redis.Cache;
import dev.emailight.redis.Queue;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// What is counted, in Prometheus' format.
public final class Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    public static final String CONTENT_TYPE =
            PrometheusTextFormatWriter.create().getContentType();

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
    private final Counter emails = Counter.builder()
            .name("emailight_emails_total")
            .help("E-mails, by what became of them")
            .labelNames("event")
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

    public Metrics with(Database database) {
        gauge("mongodb_connections_active", "Connections to the database", database::connections);
        return this;
    }

    public Metrics with(Cache cache) {
        CounterWithCallback.builder()
                .name("redis_cache_hits_total")
                .help("Answers that were in the cache")
                .callback(callback -> callback.call(cache.hits()))
                .register(registry);
        CounterWithCallback.builder()
                .name("redis_cache_misses_total")
                .help("Answers that the database was asked for")
                .callback(callback -> callback.call(cache.misses()))
                .register(registry);
        return this;
    }

    /// Where Redis is away there is no length: it is left out, not called 0.
    public Metrics with(Queue queue) {
        GaugeWithCallback.builder()
                .name("emailight_queue_length")
                .help("E-mails in the queue: now, and for later")
                .labelNames("when")
                .callback(callback -> {
                    try {
                        callback.call(queue.length(), "now");
                        callback.call(queue.later(), "later");
                    } catch (JedisException problem) {
                        LOG.atWarn().addKeyValue("reason", problem.getMessage()).log("the queue can't be measured");
                    }
                })
                .register(registry);
        return this;
    }

    public void answered(String method, String route, int status, double seconds) {
        requests.labelValues(method, route, Integer.toString(status)).inc();
        durations.labelValues(method, route).observe(seconds);
    }

    /// @param event `queued`, `drafted`; `sent`, `refused`, `postponed`, `failed`; `caught`
    public void email(String event) {
        emails.labelValues(event).inc();
    }

    public byte[] text() throws IOException {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return text.toByteArray();
    }
}
