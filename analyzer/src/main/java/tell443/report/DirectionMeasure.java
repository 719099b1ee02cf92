package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.DirectionFacts;
import tell443.facts.FlowFacts;
import tell443.report.Column.About;
import tell443.report.Column.Type;

/** What is measured of each direction; every measure makes two columns, see {@link DirectionColumn}. */
enum DirectionMeasure {
    PAYLOAD_PACKETS(INTEGER, "packets", "Packets with payload.", "never"),
    TTL(INTEGER, "", "Time to live or hop limit of the first packet.", Text.NO_PACKET),
    TCP_FLAGS(INTEGER, "", "Union of the flags of all TCP segments as in byte 13 of the header: FIN 1, SYN 2, RST 4, PSH 8, ACK 16,"
            + " URG 32.", Text.NO_TCP),
    TCP_MSS(INTEGER, "bytes", "Maximum segment size option of the SYN.", Text.NO_SYN),
    TCP_WINDOW(INTEGER, "", "Window field of the SYN as sent.", Text.NO_SYN),
    TCP_WINDOW_SCALE(INTEGER, "", "Window scale option of the SYN.", Text.NO_SYN),
    RETRANSMITTED(INTEGER, "packets", "TCP segments with payload that begins before what was expected next.", Text.NO_TCP),
    DUPLICATE(INTEGER, "packets", "Of those, segments that also end there: they bring nothing new.", Text.NO_TCP),
    OUT_OF_ORDER(INTEGER, "packets", "TCP segments with payload that begins after what was expected next.", Text.NO_TCP),
    LOST_BYTES(INTEGER, "bytes", "TCP stream bytes before the last one seen that the capture does not hold.", Text.NO_TCP),
    GAP_MIN_S(DECIMAL, "s", "Shortest time between consecutive packets, in whole microseconds; a packet older than one before"
            + " it counts as 0.", Text.NO_PAIR),
    GAP_MAX_S(DECIMAL, "s", "The longest such time; at most 4294.967295.", Text.NO_PAIR),
    GAP_MEAN_S(DECIMAL, "s", "From the direction's first to its latest packet, divided by the number of its packets less one.",
            Text.NO_PAIR),
    GAP_STD_S(DECIMAL, "s", "Standard deviation (of the population) of such times.", Text.NO_PAIR),
    RECORDS(INTEGER, "records", "TLS or DTLS records of any type; a record counts when its header comes.", "never"),
    DATA_RECORDS(INTEGER, "records", "Records of type 23 (application data, and the encrypted handshake of TLS 1.3).", "never"),
    DATA_BYTES(INTEGER, "bytes", "Sum of the length fields of the records of type 23.", "never"),
    DATA_MIN(INTEGER, "bytes", "Smallest length field of type 23.", Text.NO_DATA),
    DATA_MAX(INTEGER, "bytes", "Largest length field of type 23.", Text.NO_DATA),
    DATA_MEAN(DECIMAL, "bytes", "Mean length field of type 23, 3 decimals.", Text.NO_DATA),
    DATA_STD(DECIMAL, "bytes", "Standard deviation (of the population) of the length fields of type 23, 3 decimals.", Text.NO_DATA),
    DATA_HISTOGRAM(INTEGER_LIST, "records", "Records of type 23 within the flow's first 64 records by length field: at most 32, 64,"
            + " 128, 256, 512, 1024, 4096, longer.", Text.NO_EARLY),
    DATA_Q25(INTEGER, "bytes", "25 % quantile (nearest rank) of the length fields of type 23 within the flow's first 64 records.",
            Text.NO_EARLY),
    DATA_Q50(INTEGER, "bytes", "The same, 50 %.", Text.NO_EARLY),
    DATA_Q75(INTEGER, "bytes", "The same, 75 %.", Text.NO_EARLY),
    DATA_Q90(INTEGER, "bytes", "The same, 90 %.", Text.NO_EARLY),
    BURSTS(INTEGER, "bursts", "Runs of records of type 23 that the other direction does not interrupt, within the flow's first 64"
            + " records.",
            Text.NO_EARLY),
    BURST_MAX(INTEGER, "bytes", "Largest sum of length fields in one such run.", Text.NO_EARLY);

    /** Reasons for emptiness; a class of its own, because an enum's own constants are not there yet. */
    private static final class Text {
        static final String NO_PACKET = "no packet of the direction was seen";
        static final String NO_TCP = "the flow is not TCP";
        static final String NO_SYN = "no SYN of the direction was seen or it has no such option";
        static final String NO_PAIR = "the direction has fewer than two packets";
        static final String NO_DATA = "the direction has no record of type 23";
        static final String NO_EARLY = "the direction has no record of type 23 within the first 64 records";
    }

    private final About about;

    DirectionMeasure(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    About about() {
        return about;
    }

    void write(Row row, boolean fromClient, RowSink out) {
        FlowFacts facts = row.facts();
        DirectionFacts side = facts.direction(fromClient);
        if (ordinal() >= DATA_HISTOGRAM.ordinal()) {
            writeEarly(row.records(), fromClient, out);
        } else if (ordinal() >= RECORDS.ordinal()) {
            writeRecords(side, out);
        } else if (isGap()) {
            writeGaps(side, out);
        } else {
            writeTransport(facts.tcp, side, out);
        }
    }

    boolean isGap() {
        return ordinal() >= GAP_MIN_S.ordinal() && ordinal() < RECORDS.ordinal();
    }

    private void writeTransport(boolean tcp, DirectionFacts side, RowSink out) {
        switch (this) {
            case PAYLOAD_PACKETS -> out.integer(side.payloadPackets);
            case TTL -> Cells.countIf(out, side.packets > 0, side.ttl);
            case TCP_FLAGS -> Cells.countIf(out, tcp, side.tcpFlags);
            case TCP_MSS -> Cells.count(out, tcp ? side.mss : -1);
            case TCP_WINDOW -> Cells.count(out, tcp ? side.window : -1);
            case TCP_WINDOW_SCALE -> Cells.count(out, tcp ? side.windowScale : -1);
            case RETRANSMITTED -> Cells.countIf(out, tcp, side.retransmitted);
            case DUPLICATE -> Cells.countIf(out, tcp, side.duplicate);
            case OUT_OF_ORDER -> Cells.countIf(out, tcp, side.outOfOrder);
            default -> Cells.countIf(out, tcp, side.lostBytes);
        }
    }

    private void writeGaps(DirectionFacts side, RowSink out) {
        if (side.packets < 2) {
            out.empty();
            return;
        }
        switch (this) {
            case GAP_MIN_S -> Cells.seconds(out, side.gapMinNanos);
            case GAP_MAX_S -> Cells.seconds(out, side.gapMaxNanos);
            case GAP_MEAN_S -> Cells.seconds(out, Math.round(side.gapMeanNanos));
            default -> Cells.seconds(out, Math.round(side.gapDeviationNanos));
        }
    }

    private void writeRecords(DirectionFacts side, RowSink out) {
        boolean known = side.dataRecords > 0;
        switch (this) {
            case RECORDS -> out.integer(side.records);
            case DATA_RECORDS -> out.integer(side.dataRecords);
            case DATA_BYTES -> out.integer(side.dataBytes);
            case DATA_MIN -> Cells.countIf(out, known, side.dataMin);
            case DATA_MAX -> Cells.countIf(out, known, side.dataMax);
            case DATA_MEAN -> Cells.decimal(out, known ? side.dataMean : -1, 3);
            default -> Cells.decimal(out, known ? side.dataDeviation : -1, 3);
        }
    }

    private void writeEarly(RecordStatistics records, boolean fromClient, RowSink out) {
        if (records.count(fromClient) == 0) {
            out.empty();
            return;
        }
        switch (this) {
            case DATA_HISTOGRAM -> Cells.integers(out, records.histogram(fromClient));
            case DATA_Q25 -> out.integer(records.quantile(fromClient, 25));
            case DATA_Q50 -> out.integer(records.quantile(fromClient, 50));
            case DATA_Q75 -> out.integer(records.quantile(fromClient, 75));
            case DATA_Q90 -> out.integer(records.quantile(fromClient, 90));
            case BURSTS -> out.integer(records.bursts(fromClient));
            default -> out.integer(records.largestBurst(fromClient));
        }
    }
}
