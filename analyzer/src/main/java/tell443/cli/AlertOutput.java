package tell443.cli;

import java.io.OutputStream;
import tell443.alert.AlertLog;
import tell443.alert.AlertSink;
import tell443.alert.Syslog;
import tell443.report.OutputException;

/** Where {@code --alert-output} says that alerts go. */
final class AlertOutput {

    static final String SYSLOG = "syslog:";

    private static final int USUAL_PORT = 514;
    private static final int PORTS = 65_535;

    private AlertOutput() {}

    static void check(String where) throws UsageException {
        if (where.startsWith(SYSLOG) && (host(where).isEmpty() || port(where) < 1)) {
            throw new UsageException("--alert-output: \"" + where + "\" is no syslog server; write it like syslog:192.0.2.1:514");
        }
    }

    /** Of a text that {@link #check} accepts. */
    static AlertSink open(String where, OutputStream out, Notes notes) throws OutputException {
        if (where.isEmpty()) {
            return (label, timeNanos, object) -> {
                object.put('\n');
                notes.raw(java.util.Arrays.copyOf(object.bytes(), object.length()));
            };
        }
        if (where.startsWith(SYSLOG)) {
            return Syslog.to(host(where), port(where));
        }
        return where.equals("-") ? AlertLog.on("standard output", out) : AlertLog.file(where);
    }

    private static String host(String where) {
        String rest = where.substring(SYSLOG.length());
        if (rest.startsWith("[")) {
            return rest.substring(1, Math.max(1, rest.indexOf(']')));
        }
        int colon = rest.indexOf(':');
        return colon < 0 ? rest : rest.substring(0, colon);
    }

    /** 0 when it is none. */
    private static int port(String where) {
        String rest = where.substring(SYSLOG.length());
        int colon = rest.indexOf(':', Math.max(0, rest.indexOf(']')));
        if (colon < 0) {
            return USUAL_PORT;
        }
        try {
            int port = Integer.parseInt(rest.substring(colon + 1));
            return port <= PORTS ? port : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
