package tell443.flow;

import java.util.function.IntFunction;
import tell443.facts.DirectionFacts;
import tell443.facts.EndReason;
import tell443.facts.FlowFacts;
import tell443.facts.Opening;
import tell443.facts.Quality;
import tell443.facts.QuicFacts;
import tell443.facts.TlsFacts;
import tell443.net.Tunnels;

/** Copies a flow's row and its parsers' results into the form that the classifier and the report read. */
final class FactsReader {

    private static final long MAPPED = 0xFFFFL; // upper half of the low word of an IPv4-mapped address
    private static final EndReason[] REASONS = EndReason.values();

    private final FlowFacts facts = new FlowFacts();
    private final SequencePool sequences;
    private final boolean keepPackets;
    private final Tunnels tunnels;
    private final IntFunction<String> names;

    FactsReader(SequencePool sequences, boolean keepPackets, Tunnels tunnels, IntFunction<String> names) {
        this.keepPackets = keepPackets;
        this.sequences = sequences;
        this.tunnels = tunnels;
        this.names = names;
    }

    FlowFacts read(FlowRow row, FlowSide side) {
        int client = row.client();
        endpoints(row, client);
        facts.flowId = row.get(FlowRow.FLOW_ID) >>> 24;
        facts.capture = names.apply((int) row.get(FlowRow.FLOW_ID) & 0xFF_FFFF);
        facts.startNanos = row.get(FlowRow.START);
        facts.endNanos = Math.max(row.get(FlowRow.END), facts.startNanos);
        facts.vlan = (int) (row.get(FlowRow.SMALL) >>> FlowRow.VLAN_SHIFT) - 1;
        facts.tunnel = tunnels.name(row.tunnel());
        facts.endReason = REASONS[(int) (row.get(FlowRow.STATE) >>> FlowRow.REASON_SHIFT) & 7];
        direction(row, client, facts.client);
        direction(row, 1 - client, facts.server);
        sequences.read(row, client, facts.packets, facts.records);
        times(row, side);
        parsed(side, client);
        facts.quality = row.quality() | parsedQuality(side) | seen(row);
        return facts;
    }

    private void endpoints(FlowRow row, int client) {
        long ports = row.get(FlowRow.PORTS);
        int port0 = (int) (ports >>> 48);
        int port1 = (int) (ports >>> 32) & 0xFFFF;
        boolean straight = client == 0;
        facts.clientHigh = row.get(straight ? FlowRow.HIGH_0 : FlowRow.HIGH_1);
        facts.clientLow = row.get(straight ? FlowRow.LOW_0 : FlowRow.LOW_1);
        facts.serverHigh = row.get(straight ? FlowRow.HIGH_1 : FlowRow.HIGH_0);
        facts.serverLow = row.get(straight ? FlowRow.LOW_1 : FlowRow.LOW_0);
        facts.clientPort = straight ? port0 : port1;
        facts.serverPort = straight ? port1 : port0;
        facts.tcp = row.isTcp();
        facts.ipv6 = facts.serverHigh != 0 || facts.serverLow >>> 32 != MAPPED;
    }

    private void direction(FlowRow row, int side, DirectionFacts out) {
        int base = FlowRow.side(side);
        out.packets = row.get(base + FlowRow.PACKETS) >>> 32;
        out.payloadPackets = row.get(base + FlowRow.PACKETS) & 0xFFFF_FFFFL;
        out.bytes = row.get(base + FlowRow.BYTES);
        out.payloadBytes = row.get(base + FlowRow.PAYLOAD);
        long disorder = row.get(base + FlowRow.DISORDER);
        out.tcpFlags = (int) disorder & 0xFF;
        out.retransmitted = disorder >>> 36;
        out.duplicate = row.high(base + FlowRow.DUPLICATE_AND_RANGE) & 0xFFFF_FFFFL;
        out.outOfOrder = disorder >>> 8 & 0xFFF_FFFF;
        out.lostBytes = row.high(base + FlowRow.LOST) & 0xFFFF_FFFFL;
        boolean syn = row.is(side == row.client() ? FlowRow.SYN_SEEN : FlowRow.SYN_ACK_SEEN);
        int mss = (int) (row.get(FlowRow.OPTIONS) >>> 48 - 16 * side) & 0xFFFF;
        out.mss = mss == 0 ? -1 : mss;
        out.window = syn ? (int) (row.get(FlowRow.OPTIONS) >>> 16 - 16 * side) & 0xFFFF : -1;
        out.windowScale = row.small(FlowRow.SCALE + side * 8) - 1;
        out.ttl = row.small(FlowRow.TTL + side * 8);
        gaps(row, base, out);
        records(row, base, out);
    }

    private void gaps(FlowRow row, int base, DirectionFacts out) {
        long gaps = out.packets - 1;
        long range = row.get(base + FlowRow.GAP_RANGE);
        boolean any = gaps > 0 && keepPackets;
        out.gapMinNanos = any ? (range >>> 32) * 1000 : -1;
        out.gapMaxNanos = any ? (range & 0xFFFF_FFFFL) * 1000 : -1;
        double mean = any ? (double) (row.get(base + FlowRow.LAST_TIME) - row.get(base + FlowRow.FIRST_TIME)) / gaps : -1;
        double squares = any ? Double.longBitsToDouble(row.get(base + FlowRow.GAP_SQUARES)) * 1e6 / gaps : 0;
        out.gapMeanNanos = mean;
        out.gapDeviationNanos = any ? Math.sqrt(Math.max(0, squares - mean * mean)) : -1;
    }

    private static void records(FlowRow row, int base, DirectionFacts out) {
        out.records = row.get(base + FlowRow.RECORDS) >>> 32;
        out.dataRecords = row.get(base + FlowRow.RECORDS) & 0xFFFF_FFFFL;
        out.dataBytes = row.get(base + FlowRow.DATA_BYTES);
        int range = row.low(base + FlowRow.DUPLICATE_AND_RANGE);
        out.dataMin = (range >>> 16) - 1;
        out.dataMax = range == 0 ? -1 : range & 0xFFFF;
        boolean any = out.dataRecords > 0;
        double mean = any ? (double) out.dataBytes / out.dataRecords : -1;
        double squares = any ? (double) row.get(base + FlowRow.DATA_SQUARES) / out.dataRecords : 0;
        out.dataMean = mean;
        out.dataDeviation = any ? Math.sqrt(Math.max(0, squares - mean * mean)) : -1;
    }

    private void times(FlowRow row, FlowSide side) {
        facts.synRttNanos = nanos(row.high(FlowRow.ROUND_TRIPS));
        facts.ackRttNanos = nanos(row.low(FlowRow.ROUND_TRIPS));
        facts.clientHelloNanos = nanos(side.tls.clientHelloMicros);
        facts.serverHelloNanos = nanos(side.tls.serverHelloMicros);
    }

    private static long nanos(int microsPlusOne) {
        return microsPlusOne == 0 ? -1 : ((microsPlusOne & 0xFFFF_FFFFL) - 1) * 1000;
    }

    private void parsed(FlowSide side, int client) {
        facts.tls = side.tls;
        facts.quic = side.quic == null ? QuicFacts.NONE : side.quic.facts();
        facts.opening = side.opening == null ? Opening.NONE : side.opening.told(client);
    }

    private static int parsedQuality(FlowSide side) {
        int quic = side.quic == null ? 0 : side.quic.quality();
        int openVpn = side.openVpn == null ? 0 : side.openVpn.carried().quality();
        int rdpUdp = side.rdpUdp == null ? 0 : side.rdpUdp.carried().quality();
        return quic | openVpn | rdpUdp | (side.dtls == null ? 0 : side.dtls.quality());
    }

    private int seen(FlowRow row) {
        boolean midstream = facts.tcp ? !row.is(FlowRow.SYN_SEEN) && !row.is(FlowRow.SYN_ACK_SEEN) : false;
        boolean oneWay = facts.client.packets == 0 || facts.server.packets == 0;
        boolean joinedTls = facts.tls != TlsFacts.NONE && facts.tls.recordsOnly;
        return (midstream || joinedTls && !row.is(FlowRow.SYN_SEEN) ? Quality.MIDSTREAM.bit() : 0) | (oneWay ? Quality.ONE_WAY.bit() : 0);
    }
}
