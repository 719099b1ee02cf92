package tell443.net;

/**
 * The stacks of tunnels met so far, such as {@code vxlan:77;gre}, each with a small number, so that a packet carries one int.
 *
 * <p>A stack is built from the outside inwards: {@link #inside} gives the number of a known stack with one more tunnel. At
 * most {@link #LIMIT} stacks are told apart; further ones share the number of {@code other}.
 */
public final class Tunnels {

    public static final int NONE = 0;
    static final int LIMIT = 4096;

    private final String[] names = new String[LIMIT]; // read by the reporting thread, which knows only numbers handed out before
    private int count = 1;
    private final long[] keys = new long[LIMIT * 2];
    private final int[] values = new int[LIMIT * 2];

    /** @param id of the tunnel, such as a VXLAN network identifier, or -1 */
    int inside(int outer, Kind kind, int id) {
        long key = (long) outer << 44 | (long) (kind.ordinal() + 1) << 36 | id + 1L & 0xF_FFFF_FFFFL;
        int slot = (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 51);
        while (keys[slot] != 0) {
            if (keys[slot] == key) {
                return values[slot];
            }
            slot = slot + 1 & keys.length - 1;
        }
        return add(slot, key, outer, kind, id);
    }

    private int add(int slot, long key, int outer, Kind kind, int id) {
        if (count == LIMIT - 1) {
            names[count] = "other";
            return count;
        }
        String name = kind.label + (id < 0 ? "" : ":" + id);
        keys[slot] = key;
        values[slot] = count;
        names[count] = outer == NONE ? name : names[outer] + ";" + name;
        return count++;
    }

    public String name(int tunnel) {
        return tunnel == NONE ? "" : names[tunnel];
    }

    /** What can be around an IP packet, besides link layers. */
    enum Kind {
        IP_IN_IP("ipip"),
        IPV6_IN_IP("6in4"),
        GRE("gre"),
        ERSPAN("erspan"),
        VXLAN("vxlan"),
        GENEVE("geneve"),
        GTP_U("gtp-u"),
        TEREDO("teredo"),
        CAPWAP("capwap");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }
}
