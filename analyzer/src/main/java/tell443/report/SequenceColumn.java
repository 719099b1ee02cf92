package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.FlowFacts;
import tell443.facts.Sequence;

/** The flow as sequences and times: round trips, first packets, first records. */
enum SequenceColumn implements Column {
    TUNNEL(TEXT, "", "Tunnels around the flow, outermost first, such as vxlan:77;gre.", "there is none"),
    SYN_RTT_S(DECIMAL, "s", "From the SYN to the SYN-ACK that answers it, whole microseconds.", "one of them was not seen"),
    ACK_RTT_S(DECIMAL, "s", "From the SYN-ACK to the client's first ACK, whole microseconds.", "one of them was not seen"),
    RECORD_ALTERNATION(DECIMAL, "", "Share of neighbouring pairs among the TLS records of type 23 within the first 64 records whose"
            + " directions"
            + " differ, 4 decimals.", "there are fewer than two such records"),
    RECORD_TYPES(INTEGER_LIST, "", "Content types of the first 32 TLS or DTLS records, both directions, in the order of their headers.",
            Text.NO_RECORD),
    RECORD_SIZES(INTEGER_LIST, "bytes", "Length fields of the first 32 TLS records, negative from server to client.", Text.NO_RECORD),
    RECORD_TIMES_MS(DECIMAL_LIST, "ms", "Times of the first 32 TLS records since start_time, 3 decimals.", Text.NO_RECORD),
    PACKET_SIZES(INTEGER_LIST, "bytes", "Payload lengths of the first 32 packets with payload, negative from server to client.",
            Text.NO_PAYLOAD),
    PACKET_TIMES_MS(DECIMAL_LIST, "ms", "Times of the first 32 packets with payload since start_time, 3 decimals.", Text.NO_PAYLOAD);

    private static final int SHOWN = 32;

    /** Reasons for emptiness; a class of its own, because an enum's own constants are not there yet. */
    private static final class Text {
        static final String NO_RECORD = "no TLS record was seen";
        static final String NO_PAYLOAD = "no packet has payload";
    }

    private final About about;

    SequenceColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public void write(Row row, RowSink out) {
        FlowFacts facts = row.facts();
        switch (this) {
            case TUNNEL -> out.text(facts.tunnel);
            case SYN_RTT_S -> Cells.seconds(out, facts.synRttNanos);
            case ACK_RTT_S -> Cells.seconds(out, facts.ackRttNanos);
            case RECORD_ALTERNATION -> writeAlternation(row.records(), out);
            case RECORD_TYPES -> writeKinds(facts.records, out);
            case RECORD_SIZES -> writeSizes(facts.records, out);
            case RECORD_TIMES_MS -> writeTimes(facts.records, out);
            case PACKET_SIZES -> writeSizes(facts.packets, out);
            case PACKET_TIMES_MS -> writeTimes(facts.packets, out);
        }
    }

    private static void writeAlternation(RecordStatistics records, RowSink out) {
        int neighbours = records.neighbours();
        Cells.decimal(out, neighbours == 0 ? -1 : (double) records.turns() / neighbours, 4);
    }

    private static void writeKinds(Sequence sequence, RowSink out) {
        out.beginList();
        for (int i = 0; i < Math.min(SHOWN, sequence.count()); i++) {
            out.integer(sequence.kind(i));
        }
        out.endList();
    }

    private static void writeSizes(Sequence sequence, RowSink out) {
        out.beginList();
        for (int i = 0; i < Math.min(SHOWN, sequence.count()); i++) {
            out.integer(sequence.signedSize(i));
        }
        out.endList();
    }

    private static void writeTimes(Sequence sequence, RowSink out) {
        out.beginList();
        for (int i = 0; i < Math.min(SHOWN, sequence.count()); i++) {
            out.decimal(sequence.micros(i), 3);
        }
        out.endList();
    }
}
