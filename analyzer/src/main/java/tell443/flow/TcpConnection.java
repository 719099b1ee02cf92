package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.net.Headers;
import tell443.net.Tcp;

/** What TCP's flags mean for a flow: who opened it, how long the handshake took, and whether it is closed. */
final class TcpConnection {

    /** What a SYN may be off from the stream and still be taken for an attack or a late copy (RFC 5961 section 4). */
    private static final int NEAR = 1 << 16;
    private static final int UNKNOWN_SHIFT = 0xFF;

    private final FlowRow row;
    private final TcpTracker tracker;
    private final Counters counters;

    TcpConnection(FlowRow row, TcpTracker tracker, Counters counters) {
        this.row = row;
        this.tracker = tracker;
        this.counters = counters;
    }

    /** Whether that segment opens another connection between the same endpoints than the one of the row. */
    boolean isReplacedBy(Headers headers, int i, int sender) {
        if ((headers.flags[i] & (Tcp.SYN | Tcp.ACK | Tcp.RST)) != Tcp.SYN) {
            return false;
        }
        int sequence = headers.sequence[i];
        int base = FlowRow.side(sender);
        if (!row.is(TcpTracker.openBit(sender))) {
            return row.is(FlowRow.CLOSED);
        }
        if (row.low(base + FlowRow.NEXT_SEQUENCE) == sequence) {
            return false;
        }
        return row.is(FlowRow.CLOSED) || Math.abs(sequence - row.high(base + FlowRow.NEXT_SEQUENCE)) > NEAR
                && Math.abs(sequence - row.low(base + FlowRow.NEXT_SEQUENCE)) > NEAR;
    }

    /** The segment's flags and payload. @return whether the connection is closed now */
    boolean segment(Headers headers, int i, int sender, long timeNanos) {
        int flags = headers.flags[i];
        int base = FlowRow.side(sender);
        row.set(base + FlowRow.DISORDER, row.get(base + FlowRow.DISORDER) | flags);
        int sequence = headers.sequence[i];
        if ((flags & Tcp.SYN) != 0) {
            sequence = syn(headers, i, sender, timeNanos);
        } else if ((flags & Tcp.ACK) != 0) {
            acknowledgment(headers, i, sender, timeNanos);
        }
        if ((flags & Tcp.URG) != 0) {
            row.flag(Quality.URGENT);
        }
        if ((flags & Tcp.SYN) != 0 && row.low(base + FlowRow.NEXT_SEQUENCE) != headers.sequence[i]) {
            return isClosed(); // no receiver takes anything from a SYN that is not the connection's own
        }
        boolean padding = Padding.mayBe(headers, i);
        boolean claimed = (flags & Tcp.SYN) != 0 && headers.payloadHeld[i] == 0; // a SYN's length alone must not move the stream
        if (headers.payloadLength[i] > 0 && (flags & Tcp.RST) == 0 && !padding && !claimed) {
            comeBack(sender, sequence);
            tracker.data(headers, i, sender, sequence);
            if (headers.payloadAt[i] - headers.headerAt[i] > Tcp.HEADER_LENGTH) {
                options(headers, i);
            }
        }
        if (padding) {
            tracker.doubt(sender, sequence, headers.payloadLength[i]);
        }
        return (flags & (Tcp.FIN | Tcp.RST)) != 0 || row.is(FlowRow.FIN_SENT_0 | FlowRow.FIN_SENT_1)
                ? closes(headers, i, sender, sequence + (padding ? 0 : headers.payloadLength[i])) : isClosed();
    }

    private boolean isClosed() {
        return row.is(FlowRow.RESET_0 | FlowRow.RESET_1) || row.is(FlowRow.FIN_0) && row.is(FlowRow.FIN_1);
    }

    /** @return where the segment's payload begins: behind the SYN */
    private int syn(Headers headers, int i, int sender, long timeNanos) {
        int sequence = headers.sequence[i];
        int base = FlowRow.side(sender);
        boolean acknowledges = (headers.flags[i] & Tcp.ACK) != 0;
        if (row.is(TcpTracker.openBit(sender))) {
            int initial = row.low(base + FlowRow.NEXT_SEQUENCE);
            boolean nothingYet = row.high(base + FlowRow.NEXT_SEQUENCE) == initial + 1;
            if (initial != sequence && nothingYet && acknowledges && !isAcknowledged(sender, initial + 1)) {
                tracker.open(sender, sequence + 1); // a server that cannot make up its mind: the last one holds
                row.setLow(base + FlowRow.NEXT_SEQUENCE, sequence);
            } else if (initial != sequence) {
                counters.count(Counter.TCP_SYN_IGNORED);
            }
            return sequence + 1;
        }
        if (!row.is(FlowRow.SYN_SEEN | FlowRow.SYN_ACK_SEEN) || !row.is(FlowRow.CLIENT_KNOWN)) {
            row.setClient(acknowledges ? 1 - sender : sender);
            row.mark(FlowRow.CLIENT_KNOWN);
        }
        row.mark(acknowledges ? FlowRow.SYN_ACK_SEEN : FlowRow.SYN_SEEN);
        synOptions(headers, i, sender);
        if (acknowledges && row.is(FlowRow.SYN_SEEN)) {
            row.setHigh(FlowRow.ROUND_TRIPS, micros(timeNanos - row.get(FlowRow.side(1 - sender) + FlowRow.LAST_TIME)));
        }
        tracker.open(sender, sequence + 1);
        row.setLow(base + FlowRow.NEXT_SEQUENCE, sequence);
        return sequence + 1;
    }

    /** The other side has chosen: its acknowledgment stands there. */
    private boolean isAcknowledged(int sender, int sequence) {
        int other = 1 - sender;
        return row.is(FlowRow.ACKED_0 << other) && row.high(FlowRow.side(other) + FlowRow.ACKNOWLEDGED) == sequence;
    }

    /** Microseconds + 1, at most what 32 bits hold. */
    private static int micros(long nanos) {
        return (int) Math.min(Math.max(0, nanos) / 1000 + 1, 0xFFFF_FFFFL);
    }

    private void synOptions(Headers headers, int i, int sender) {
        int at = headers.headerAt[i];
        int end = Math.min(headers.payloadAt[i], headers.end[i]);
        ByteBuffer bytes = headers.bytes(i);
        int mss = Tcp.option(bytes, at, end, Tcp.OPTION_MSS);
        long size = mss >= 0 && bytes.get(mss + 1) == 4 ? bytes.getShort(mss + 2) & 0xFFFFL : 0;
        row.set(FlowRow.OPTIONS, row.get(FlowRow.OPTIONS) | size << 48 - 16 * sender | (long) Tcp.window(bytes, at) << 16 - 16 * sender);
        int scale = Tcp.option(bytes, at, end, Tcp.OPTION_WINDOW_SCALE);
        int shift = scale >= 0 && bytes.get(scale + 1) == 3 ? bytes.get(scale + 2) & 0xFF : -1;
        row.setSmall(FlowRow.SCALE + sender * 8, Math.min(UNKNOWN_SHIFT, shift + 1));
    }

    private void acknowledgment(Headers headers, int i, int sender, long timeNanos) {
        int base = FlowRow.side(sender);
        int acknowledged = headers.acknowledgment[i];
        if (!row.is(FlowRow.ACKED_0 << sender)) {
            row.mark(FlowRow.ACKED_0 << sender);
            row.setHigh(base + FlowRow.ACKNOWLEDGED, acknowledged);
            if (row.is(FlowRow.SYN_ACK_SEEN) && sender == row.client()) {
                row.setLow(FlowRow.ROUND_TRIPS, micros(timeNanos - row.get(FlowRow.side(1 - sender) + FlowRow.LAST_TIME)));
            }
        } else if (acknowledged - row.high(base + FlowRow.ACKNOWLEDGED) > 0) {
            row.setHigh(base + FlowRow.ACKNOWLEDGED, acknowledged);
        }
    }

    /** A signature option where the SYN had none is what an injected segment looks like. */
    private void options(Headers headers, int i) {
        if (headers.payloadAt[i] - headers.headerAt[i] > Tcp.HEADER_LENGTH + 12
                && Tcp.option(headers.bytes(i), headers.headerAt[i], Math.min(headers.payloadAt[i], headers.end[i]), Tcp.OPTION_MD5) >= 0) {
            row.flag(Quality.TCP_OPTION_ODD);
        }
    }

    /** Who goes on sending where its stream stopped did not send the reset. */
    private void comeBack(int sender, int sequence) {
        int reset = FlowRow.RESET_0 << sender;
        if (row.is(reset) && sequence == row.high(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE)) {
            row.unmark(reset);
            counters.count(Counter.TCP_RST_IGNORED);
        }
    }

    /** @param end sequence number behind the payload */
    private boolean closes(Headers headers, int i, int sender, int end) {
        int flags = headers.flags[i];
        if ((flags & Tcp.FIN) != 0 && !row.is(FlowRow.FIN_SENT_0 << sender)) {
            row.setLow(FlowRow.side(sender) + FlowRow.ACKNOWLEDGED, end);
            row.mark(FlowRow.FIN_SENT_0 << sender);
        }
        if ((flags & Tcp.RST) != 0 && !reset(headers, i, sender)) {
            counters.count(Counter.TCP_RST_IGNORED);
        }
        delivered(0);
        delivered(1);
        return isClosed();
    }

    /** A FIN counts once all before it has been read, so that a forged one changes nothing. */
    private void delivered(int sender) {
        if (row.is(FlowRow.FIN_SENT_0 << sender)) {
            int base = FlowRow.side(sender);
            boolean open = row.is(TcpTracker.openBit(sender));
            if (!open || row.high(base + FlowRow.NEXT_SEQUENCE) == row.low(base + FlowRow.ACKNOWLEDGED)) {
                row.mark(FlowRow.FIN_0 << sender);
            }
        }
    }

    /** Believed at the exact sequence number (RFC 5961 section 3), one past a FIN, or where no stream is known. */
    private boolean reset(Headers headers, int i, int sender) {
        int sequence = headers.sequence[i];
        int next = row.high(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE);
        boolean exact = sequence == next || sequence == next + 1 && row.is(FlowRow.FIN_SENT_0 << sender);
        boolean believed = exact || !row.is(TcpTracker.openBit(sender)) || row.is(FlowRow.FIN_0 << sender) && sequence == 0;
        if (believed) {
            row.mark(FlowRow.RESET_0 << sender);
        }
        return believed;
    }
}
