package dev.checkin.frontend.web;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// What is counted, in Prometheus' format.
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

    void answered(String method, String path, int status, double seconds) {
        requests.labelValues(method, Integer.toString(status), path).inc();
        // Somebody who watches for an hour has not waited for an hour.
        if (!path.endsWith("/live")) {
            durations.labelValues(method, path).observe(seconds);
        }
    }

    byte[] text() throws IOException {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return text.toByteArray();
    }
}
