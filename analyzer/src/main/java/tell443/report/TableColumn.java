package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** The columns of the table for people: shorter than those of the schema, numbers in human units. */
enum TableColumn implements Column {
    START(TEXT, 8, 8, false),
    CLIENT(TEXT, 21, 15, true),
    SERVER(TEXT, 15, 15, true),
    WHAT(TEXT, 13, 10, false),
    CONF(DECIMAL, 4, 4, false),
    NAME(TEXT, 20, 14, true),
    PKTS(INTEGER, 4, 4, false),
    UP(INTEGER, 4, 4, false),
    DOWN(INTEGER, 4, 4, false),
    EVIDENCE(TEXT_LIST, 14, 14, false);

    private static final String UNITS = "kMGTPE";

    private final About about;
    private final int comfortable;
    private final int narrowest;
    private final boolean endMatters;

    TableColumn(Type type, int comfortable, int narrowest, boolean endMatters) {
        about = new About(type, "", "", "");
        this.comfortable = comfortable;
        this.narrowest = narrowest;
        this.endMatters = endMatters;
    }

    @Override
    public About about() {
        return about;
    }

    /** Characters that most values fit in: other columns shrink first. */
    int comfortable() {
        return comfortable;
    }

    /** Characters below which the column is of no use. */
    int narrowest() {
        return narrowest;
    }

    /** A value that is too long loses its middle: ports and top-level domains stand at the end. */
    boolean endMatters() {
        return endMatters;
    }

    @Override
    public void write(Row row, RowSink out) {
        FlowFacts facts = row.facts();
        Verdict verdict = row.verdict();
        switch (this) {
            case START -> writeStart(row, out);
            case CLIENT -> endpoint(row, facts.clientHigh, facts.clientLow, facts.clientPort, out);
            case SERVER -> endpoint(row, facts.serverHigh, facts.serverLow, facts.serverPort, out);
            case WHAT -> out.text(row.protocol());
            case CONF -> Cells.decimal(out, verdict.confidence(), 2);
            case NAME -> out.text(name(facts, verdict));
            case PKTS -> human(facts.client.packets + facts.server.packets, out);
            case UP -> human(facts.client.bytes, out);
            case DOWN -> human(facts.server.bytes, out);
            case EVIDENCE -> VerdictColumn.evidence(verdict, false, out);
        }
    }

    private static void writeStart(Row row, RowSink out) {
        long seconds = Math.floorDiv(row.facts().startNanos, 1_000_000_000L);
        Times.clock((int) Math.floorMod(seconds, 86_400L), out.beginPlain());
        out.endPlain();
    }

    private static void endpoint(Row row, long high, long low, int port, RowSink out) {
        endpoint(row.facts().ipv6, high, low, port, out.beginPlain());
        out.endPlain();
    }

    /** Address and port; port 443 goes without saying. */
    static void endpoint(boolean ipv6, long high, long low, int port, RowBuffer cell) {
        boolean brackets = ipv6 && port != 443;
        if (brackets) {
            cell.put('[');
        }
        Addresses.write(ipv6, high, low, cell);
        if (brackets) {
            cell.put(']');
        }
        if (port != 443) {
            cell.put(':').integer(port);
        }
    }

    /** The name asked for, else who runs the service. */
    static String name(FlowFacts facts, Verdict verdict) {
        String sni = facts.tls.clientHello.sni().isEmpty() ? facts.quic.sni : facts.tls.clientHello.sni();
        return sni.isEmpty() && !verdict.operator().isEmpty() ? '(' + verdict.operator() + ')' : sni;
    }

    private static void human(long value, RowSink out) {
        human(value, out.beginPlain());
        out.endPlain();
    }

    /** At most four characters: 999, 1.5k, 12k, 3.4M; powers of 1000, rounded half up. */
    static RowBuffer human(long value, RowBuffer cell) {
        if (value < 1_000) {
            return cell.integer(value);
        }
        long unit = 1_000;
        int letter = 0;
        for (; rounded(value, unit) >= 1_000; letter++) {
            unit *= 1_000;
        }
        long tenths = rounded(value, unit / 10);
        if (tenths < 100) {
            return cell.decimal(tenths, 1).put(UNITS.charAt(letter));
        }
        return cell.integer(rounded(value, unit)).put(UNITS.charAt(letter));
    }

    private static long rounded(long value, long unit) {
        return value / unit + (value % unit >= unit / 2 ? 1 : 0);
    }
}
