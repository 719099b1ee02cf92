package tell443.flow;

import java.util.Arrays;

/** TCP and UDP ports, 0..65535. */
public final class PortSet {

    private final long[] words = new long[1024];

    public static PortSet any() {
        PortSet all = new PortSet();
        Arrays.fill(all.words, -1);
        return all;
    }

    /** Adds the ports from {@code first} to {@code last}, both included. */
    public PortSet add(int first, int last) {
        for (int port = first; port <= last; port++) {
            words[port >>> 6] |= 1L << port;
        }
        return this;
    }

    public boolean contains(int port) {
        return (words[port >>> 6] >>> port & 1) != 0;
    }
}
