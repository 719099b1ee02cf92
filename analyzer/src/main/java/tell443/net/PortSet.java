package tell443.net;

/** The ports whose flows are reported. */
public final class PortSet {

    public static final int PORTS = 1 << 16;

    private final long[] bits = new long[PORTS / Long.SIZE];
    private final boolean any;

    private PortSet(boolean any) {
        this.any = any;
    }

    public static PortSet any() {
        return new PortSet(true);
    }

    public static PortSet of(int... ports) {
        PortSet set = new PortSet(false);
        for (int port : ports) {
            set.add(port, port);
        }
        return set;
    }

    /** Adds the ports from {@code first} to {@code last}, both included. */
    public PortSet add(int first, int last) {
        for (int port = first; port <= last; port++) {
            bits[port >>> 6] |= 1L << port;
        }
        return this;
    }

    public boolean isAny() {
        return any;
    }

    public boolean contains(int port) {
        return (bits[port >>> 6] >>> port & 1) != 0;
    }

    /** Whether a packet with these ports (source << 16 | destination) is wanted: either side counts. */
    public boolean wants(int ports) {
        return any || contains(ports >>> 16) || contains(ports & 0xFFFF);
    }
}
