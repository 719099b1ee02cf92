package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.facts.Quality;

/** The core columns that every flow has: who, when, what it is, how much, how it ended. */
enum FlowColumn implements Column {
    FLOW_ID(INTEGER, "", "Number of the flow's first packet in the run, from 1; for one file Wireshark's frame number. A flow that"
            + " goes on"
            + " after an active time-out keeps it.", "never"),
    CAPTURE(TEXT, "", "The file as named on the command line, or the interface, that holds the flow's first packet.", "never"),
    START_TIME(TIME, "", "Time of the first packet, RFC 3339 in UTC with nanoseconds.", "never"),
    END_TIME(TIME, "", "The latest time of any packet, RFC 3339 in UTC with nanoseconds.", "never"),
    DURATION_S(DECIMAL, "s", "end_time minus start_time, 9 decimals.", "never"),
    TRANSPORT(TEXT, "", "tcp or udp; other protocols make no flow.", "never"),
    CLIENT_IP(TEXT, "", "Address of the client, IPv6 as RFC 5952. The client is the sender of the SYN; else of the ClientHello, the"
            + " QUIC client"
            + " Initial or the protocol's own client message; else the side that is not on a listed port; else the first sender.",
            "never"),
    CLIENT_PORT(INTEGER, "", "The client's port.", "never"),
    SERVER_IP(TEXT, "", "Address of the server: the side that is not the client.", "never"),
    SERVER_PORT(INTEGER, "", "The server's port.", "never"),
    VLAN(INTEGER, "", "Outermost 802.1Q id, 0 to 4095.", "the first packet has no 802.1Q tag"),
    COMMUNITY_ID(TEXT, "", "Community ID version 1 with seed 0, of the innermost addresses and ports.", "never"),
    CLASS(TEXT, "", "https, doh, vpn, quic, other or unknown.", "never"),
    PROTOCOL(TEXT, "", "Class, a slash, and the protocol within the class, such as vpn/wireguard; the schema command lists them.", "never"),
    OPERATOR(TEXT, "", "Who runs the service, when a list or a certificate names it. It shows contact, not what was done there.",
            "nobody is named"),
    CONFIDENCE(DECIMAL, "", "How sure the class is, 0.00 to 1.00; of an unknown flow how sure it is that nothing more can be said."
            + " Not yet calibrated on traffic that no rule was made from.", "never"),
    EVIDENCE(TEXT_LIST, "", "Ids of the evidence that speaks for the class, strongest first; the schema command explains each.",
            "nothing speaks for a class"),
    PACKETS_C2S(INTEGER, "packets", "Packets from client to server, retransmissions included; IP fragments of one datagram count as one.",
            "never"),
    PACKETS_S2C(INTEGER, "packets", "The same from server to client.", "never"),
    BYTES_C2S(INTEGER, "bytes", "Sum of the IP total lengths (IPv6: 40 + payload length) of the packets from client to server.", "never"),
    BYTES_S2C(INTEGER, "bytes", "The same from server to client.", "never"),
    PAYLOAD_C2S(INTEGER, "bytes", "TCP or UDP payload from client to server as the headers declare it, whatever the capture kept;"
            + " retransmissions included.", "never"),
    PAYLOAD_S2C(INTEGER, "bytes", "The same from server to client.", "never"),
    END_REASON(TEXT, "", "Why the row was closed: fin, rst, idle, active, evicted or eof; open (with --updates) when it was not.", "never"),
    QUALITY(TEXT_LIST, "", "What makes the row less than a full account of the flow; the schema command explains each word.",
            "nothing is amiss");

    private static final Quality[] FLAGS = Quality.values();

    private final About about;

    FlowColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public void write(Row row, RowSink out) {
        if (ordinal() < CLASS.ordinal()) {
            writeWho(row, row.facts(), out);
        } else if (ordinal() < PACKETS_C2S.ordinal()) {
            writeVerdict(row, row.verdict(), out);
        } else {
            writeHowMuch(row.facts(), out);
        }
    }

    private void writeWho(Row row, FlowFacts facts, RowSink out) {
        switch (this) {
            case FLOW_ID -> out.integer(facts.flowId);
            case CAPTURE -> out.text(facts.capture);
            case START_TIME -> Cells.time(row, out, facts.startNanos);
            case END_TIME -> Cells.time(row, out, facts.endNanos);
            case DURATION_S -> out.decimal(facts.durationNanos(), 9);
            case TRANSPORT -> out.word(facts.tcp ? "tcp" : "udp");
            case CLIENT_IP -> Cells.address(row, out, facts.clientHigh, facts.clientLow);
            case CLIENT_PORT -> out.integer(facts.clientPort);
            case SERVER_IP -> Cells.address(row, out, facts.serverHigh, facts.serverLow);
            case SERVER_PORT -> out.integer(facts.serverPort);
            case VLAN -> Cells.count(out, facts.vlan);
            default -> Cells.plain(out, row.communityId());
        }
    }

    private void writeVerdict(Row row, Verdict verdict, RowSink out) {
        switch (this) {
            case CLASS -> out.word(verdict.flowClass().label());
            case PROTOCOL -> out.text(row.protocol());
            case OPERATOR -> out.text(verdict.operator());
            case CONFIDENCE -> Cells.decimal(out, verdict.confidence(), 2);
            default -> VerdictColumn.evidence(verdict, false, out);
        }
    }

    private void writeHowMuch(FlowFacts facts, RowSink out) {
        switch (this) {
            case PACKETS_C2S -> out.integer(facts.client.packets);
            case PACKETS_S2C -> out.integer(facts.server.packets);
            case BYTES_C2S -> out.integer(facts.client.bytes);
            case BYTES_S2C -> out.integer(facts.server.bytes);
            case PAYLOAD_C2S -> out.integer(facts.client.payloadBytes);
            case PAYLOAD_S2C -> out.integer(facts.server.payloadBytes);
            case END_REASON -> out.word(facts.endReason.label());
            default -> writeQuality(facts.quality, out);
        }
    }

    private static void writeQuality(int bits, RowSink out) {
        out.beginList();
        for (int i = 0; bits != 0 && i < FLAGS.length; i++) {
            if (FLAGS[i].in(bits)) {
                out.word(FLAGS[i].label());
            }
        }
        out.endList();
    }
}
