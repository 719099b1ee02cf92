package tell443.metrics;

import java.nio.charset.StandardCharsets;

/** Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ */
final class PrometheusText {

    private static final double LARGEST_EXACT = 1L << 53;

    private final StringBuilder out = new StringBuilder(1 << 15);

    /** Begins a family of samples; all of them must follow at once. */
    void family(String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void sample(String name, double value) {
        out.append(name).append(' ');
        number(value);
    }

    void sample(String name, String label, String labelValue, double value) {
        out.append(name).append('{').append(label).append("=\"").append(escape(labelValue)).append("\"} ");
        number(value);
    }

    /** A family of one. */
    void only(String name, String type, String help, double value) {
        family(name, type, help);
        sample(name, value);
    }

    private void number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT) {
            out.append((long) value).append('\n');
        } else {
            out.append(value).append('\n');
        }
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
