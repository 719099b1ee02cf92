import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A program that reports what it does by OpenTelemetry: Telemetry AUTHORITY URL SECONDS SEED BUSY, which is how many spans in a second. */
public final class Telemetry {
    private Telemetry() {
    }

    public static void main(String[] arguments) throws Exception {
        byte[] authority = Files.readAllBytes(Path.of(arguments[0]));
        String url = arguments[1];
        var chance = new Random(Long.parseLong(arguments[3]));
        var spans = OtlpHttpSpanExporter.builder().setEndpoint(url + "/v1/traces").setTrustedCertificates(authority)
            .setCompression("gzip").build();
        var counts = OtlpHttpMetricExporter.builder().setEndpoint(url + "/v1/metrics").setTrustedCertificates(authority)
            .setCompression("gzip").build();
        var delay = Duration.ofMillis(300 + chance.nextInt(700));
        var interval = Duration.ofMillis(900 + chance.nextInt(1500));
        var tracing = SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(spans).setScheduleDelay(delay).build()).build();
        var metering = SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.builder(counts).setInterval(interval).build()).build();
        var tracer = tracing.get("shop");
        var counter = metering.get("shop").counterBuilder("requests").build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[2]));
        double busy = Double.parseDouble(arguments[4]);
        while (System.nanoTime() < end) {
            var span = tracer.spanBuilder("GET /" + Long.toString(chance.nextLong() >>> 20, 36)).startSpan();
            span.setAttribute("user", Long.toString(chance.nextLong(), 36));
            counter.add(1, Attributes.builder().put("status", 200 + chance.nextInt(5)).build());
            TimeUnit.MILLISECONDS.sleep((long) (-Math.log(1 - chance.nextDouble()) * 1000 / busy));
            span.end();
        }
        tracing.close();
        metering.close();
        System.exit(0);
    }
}
