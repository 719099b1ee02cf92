package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/** Lets flows that are not TLS keep their opening, within a budget. */
final class Openings {

    private final FlowRow row;
    private final Budget budget;
    private final byte[] scratch;
    private final Counters counters;

    private FlowSide side;
    private int sender;
    private int lane;
    private int proxyRest;

    Openings(FlowRow row, Budget budget, byte[] scratch, Counters counters) {
        this.row = row;
        this.budget = budget;
        this.scratch = scratch;
        this.counters = counters;
    }

    void stand(FlowSide side, int sender, int lane) {
        this.side = side;
        this.sender = sender;
        this.lane = lane;
    }

    int turns() {
        return side.opening == null ? 0 : side.opening.turns();
    }

    /** Whether the side at hand has said anything that was kept. */
    boolean heard() {
        return side.opening != null && side.opening.opening.turns.nth(side.opening.isClient(sender), 0) >= 0;
    }

    /** The flow at hand is TLS after all: what came before names the prefix, and is not needed otherwise. */
    void foundTls(FlowRow row, FlowSide side) {
        side.tls = side.tls == TlsFacts.NONE ? new TlsFacts() : side.tls;
        if (side.opening != null && side.opening.turns() > 0 && side.tls.prefix() == TlsFacts.Prefix.NONE) {
            side.tls.setPrefix(side.opening.prefix());
        }
        row.unmark(FlowRow.NOT_TLS);
    }

    /** Bytes that were gathered before they turned out not to be TLS. */
    void gathered(int bytes, int count) {
        if (reader() != null) {
            side.opening.gathered(sender, bytes, count);
        }
    }

    /** @return whether more is wanted */
    boolean stream(ByteBuffer source, int at, int held, int length) {
        proxyRest = -1;
        OpeningReader reader = reader();
        if (reader == null) {
            return false;
        }
        boolean first = reader.proxyHeader() == 0;
        int before = reader.turns() == 0 ? 0 : reader.opening.turns.length(0);
        reader.stream(sender, source, at, held, length);
        if (first && reader.proxyHeader() > 0 && reader.turns() == 1) {
            proxyRest = before + length - reader.proxyHeader();
        }
        return !reader.isFull();
    }

    /** How many of the bytes just handed over lie behind a PROXY protocol header that ended among them; or -1. */
    int afterProxyHeader() {
        return proxyRest;
    }

    /** A segment of a side brought so many bytes of a stream that is not TLS. */
    static void piece(FlowSide side, int sender, int length, int microsSinceStart) {
        if (side.opening != null) {
            side.opening.opening.pieces.add(side.opening.isClient(sender), length, microsSinceStart);
        }
    }

    void datagram(FlowSide side, int sender, int lane, ByteBuffer source, int at, int held, int length) {
        stand(side, sender, lane);
        if (reader() != null) {
            side.opening.datagram(sender, source, at, held, length);
        }
    }

    private OpeningReader reader() {
        if (side.opening == null && !row.is(FlowRow.NOT_TLS)) {
            row.mark(FlowRow.NOT_TLS);
            if (budget.fits(lane, OpeningReader.SIZE)) {
                budget.take(lane, OpeningReader.SIZE);
                side.opening = new OpeningReader(scratch);
            } else {
                counters.count(Counter.OPENING_LIMIT);
                row.flag(Quality.LIMIT);
            }
        }
        return side.opening;
    }

    /** The flow has ended; what was kept is still reported. */
    void release(FlowSide side, int lane) {
        if (side.opening != null) {
            budget.take(lane, -OpeningReader.SIZE);
        }
    }
}
