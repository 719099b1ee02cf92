package tell443.report;

import java.nio.charset.StandardCharsets;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.facts.Quality;

/** What views other than rows say of a flow, in the words of the table; harmless on a terminal. */
public final class FlowText {

    private final Row row = new Row();

    /** Address and port; port 443 goes without saying. */
    public String client(FlowFacts facts) {
        RowBuffer out = new RowBuffer(64);
        TableColumn.endpoint(facts.ipv6, facts.clientHigh, facts.clientLow, facts.clientPort, out);
        return text(out);
    }

    public String server(FlowFacts facts) {
        RowBuffer out = new RowBuffer(64);
        TableColumn.endpoint(facts.ipv6, facts.serverHigh, facts.serverLow, facts.serverPort, out);
        return text(out);
    }

    /** The name asked for, else who runs the service in brackets, else nothing. */
    public String name(FlowFacts facts, Verdict verdict) {
        return SafeText.escape(TableColumn.name(facts, verdict));
    }

    /** Class and protocol. */
    public String what(FlowFacts facts, Verdict verdict) {
        return SafeText.escape(row.fill(facts, verdict).protocol());
    }

    /** RFC 3339 in UTC with nanoseconds. */
    public String time(long nanos) {
        RowBuffer out = new RowBuffer(64);
        row.times().write(nanos, out);
        return text(out);
    }

    /** What makes the flow less than fully known; empty when nothing is amiss. */
    public static String quality(FlowFacts facts) {
        StringBuilder out = new StringBuilder();
        for (Quality flag : Quality.values()) {
            if (flag.in(facts.quality)) {
                out.append(out.length() == 0 ? "" : " ").append(flag.label());
            }
        }
        return out.toString();
    }

    /** At most four characters: 999, 1.5k, 12k, 3.4M. */
    public static String human(long value) {
        return text(TableColumn.human(value, new RowBuffer(8)));
    }

    private static String text(RowBuffer out) {
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
