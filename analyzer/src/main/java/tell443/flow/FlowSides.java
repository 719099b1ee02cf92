package tell443.flow;

import tell443.facts.TlsFacts;

/**
 * Gives the flow at hand its {@link FlowSide}. Most flows are TLS and need only their {@link TlsFacts} once the hellos are
 * read; the table then holds these alone, and one side object of the worker stands in while a packet is read.
 */
final class FlowSides {

    private static final FlowSide NOTHING = new FlowSide();

    private final FlowTable table;
    private final FlowRow row;
    private final FlowSide stand = new FlowSide();

    FlowSides(FlowRow row, FlowTable table) {
        this.row = row;
        this.table = table;
    }

    /** For reading a packet of the flow at hand that has payload; {@link #settle} must follow. */
    FlowSide forReading() {
        if (row.is(FlowRow.SETTLED)) {
            stand.tls = table.settled(row.id);
            return stand;
        }
        if (row.is(FlowRow.HAS_SIDE)) {
            return table.side(row.id);
        }
        FlowSide side = new FlowSide();
        table.setSide(row.id, side);
        row.mark(FlowRow.HAS_SIDE);
        return side;
    }

    /** Keeps what the packet made of the side, in the smallest form. */
    void settle(FlowSide side) {
        if (side == stand) {
            if (!side.isSettled()) {
                FlowSide own = new FlowSide();
                own.become(stand);
                stand.become(NOTHING);
                table.setSide(row.id, own);
                table.setSettled(row.id, null);
                row.unmark(FlowRow.SETTLED);
            }
        } else if (side.tls != TlsFacts.NONE && side.isSettled()) {
            table.setSettled(row.id, side.tls);
            table.setSide(row.id, null);
            row.mark(FlowRow.SETTLED);
        }
    }

    /** For looking only; nothing may be changed in it. {@code reused} is given back when there is no object of its own. */
    static FlowSide forLooking(FlowTable table, int id, FlowSide reused) {
        FlowSide side = table.side(id);
        if (side != null) {
            return side;
        }
        TlsFacts tls = table.settled(id);
        reused.tls = tls == null ? TlsFacts.NONE : tls;
        return reused;
    }
}
