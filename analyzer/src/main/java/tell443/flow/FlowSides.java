package tell443.flow;

import tell443.facts.TlsFacts;

/**
 * Gives the flow at hand its {@link FlowSide}. Most flows are TLS and need only their {@link TlsFacts} once the hellos are
 * read; the table then holds these directly, and one side object of the worker stands in while a packet is read.
 */
final class FlowSides {

    private static final FlowSide NOTHING = new FlowSide();

    private final FlowTable table;
    private final FlowSide stand = new FlowSide();

    FlowSides(FlowTable table) {
        this.table = table;
    }

    /** For reading a packet with payload; {@link #settle} must follow. */
    FlowSide forReading(int id) {
        Object held = table.side(id);
        if (held instanceof FlowSide side) {
            return side;
        }
        if (held instanceof TlsFacts tls) {
            stand.tls = tls;
            return stand;
        }
        FlowSide side = new FlowSide();
        table.setSide(id, side);
        return side;
    }

    /** Keeps what the packet made of the side, in the smallest form. */
    void settle(int id, FlowSide side) {
        if (side.isSettled()) {
            if (side != stand && side.tls.present()) {
                table.setSide(id, side.tls);
            }
        } else if (side == stand) {
            FlowSide own = new FlowSide();
            own.become(stand);
            stand.become(NOTHING);
            table.setSide(id, own);
        }
    }

    /** For looking only; nothing may be changed in it. {@code reused} is given back when there is no object of its own. */
    static FlowSide forLooking(Object held, FlowSide reused) {
        if (held instanceof FlowSide side) {
            return side;
        }
        reused.tls = held instanceof TlsFacts tls ? tls : TlsFacts.NONE;
        return reused;
    }
}
