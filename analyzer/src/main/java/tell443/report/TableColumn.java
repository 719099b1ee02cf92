package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** The columns of the table for people: shorter than those of the schema, numbers in human units. */
enum TableColumn implements Column {
    START(TEXT, 12, false),
    CLIENT(TEXT, 15, true),
    SERVER(TEXT, 15, true),
    WHAT(TEXT, 10, false),
    CONF(DECIMAL, 4, false),
    NAME(TEXT, 14, true),
    PACKETS(INTEGER, 7, false),
    UP(INTEGER, 4, false),
    DOWN(INTEGER, 4, false),
    EVIDENCE(TEXT_LIST, 14, false);

    private static final String UNITS = "kMGTPE";

    private final About about;
    private final int narrowest;
    private final boolean endMatters;

    TableColumn(Type type, int narrowest, boolean endMatters) {
        about = new About(type, "", "", "");
        this.narrowest = narrowest;
        this.endMatters = endMatters;
    }

    @Override
    public About about() {
        return about;
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
            case WHAT -> out.text(VerdictColumn.protocol(verdict));
            case CONF -> Cells.decimal(out, verdict.confidence(), 2);
            case NAME -> out.text(name(facts, verdict));
            case PACKETS -> human(row, facts.client.packets + facts.server.packets, out);
            case UP -> human(row, facts.client.bytes, out);
            case DOWN -> human(row, facts.server.bytes, out);
            case EVIDENCE -> VerdictColumn.evidence(verdict, false, out);
        }
    }

    private static void writeStart(Row row, RowSink out) {
        RowBuffer cell = row.cell();
        long nanos = row.facts().startNanos;
        Times.clock(Math.floorMod(Math.floorDiv(nanos, 1_000_000_000L), 86_400L), cell);
        cell.put('.').padded(Math.floorMod(nanos, 1_000_000_000L) / 1_000_000, 3);
        out.plain(cell);
    }

    private static void endpoint(Row row, long high, long low, int port, RowSink out) {
        RowBuffer cell = row.cell();
        boolean ipv6 = row.facts().ipv6;
        if (ipv6) {
            cell.put('[');
        }
        Addresses.write(ipv6, high, low, cell);
        if (ipv6) {
            cell.put(']');
        }
        out.plain(cell.put(':').integer(port));
    }

    /** Who runs the service, and the name asked for. */
    private static String name(FlowFacts facts, Verdict verdict) {
        String sni = facts.tls.clientHello.sni().isEmpty() ? facts.quic.sni : facts.tls.clientHello.sni();
        if (verdict.operator().isEmpty()) {
            return sni;
        }
        return sni.isEmpty() ? verdict.operator() : sni + " (" + verdict.operator() + ')';
    }

    private static void human(Row row, long value, RowSink out) {
        out.plain(human(value, row.cell()));
    }

    /** At most four characters: 999, 1.5k, 12k, 3.4M; powers of 1000, rounded half up. */
    static RowBuffer human(long value, RowBuffer cell) {
        if (value < 1_000) {
            return cell.integer(value);
        }
        long tenths = value; // of the unit below
        int unit = -1;
        do {
            tenths = unit < 0 ? (value + 50) / 100 : (tenths + 500) / 1_000;
            unit++;
        } while (tenths >= 9_995);
        if (tenths < 100) {
            return cell.decimal(tenths, 1).put(UNITS.charAt(unit));
        }
        return cell.integer((tenths + 5) / 10).put(UNITS.charAt(unit));
    }
}
