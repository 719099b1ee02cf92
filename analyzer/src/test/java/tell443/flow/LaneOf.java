package tell443.flow;

import tell443.net.Headers;

/** Tells tests of other rooms which flows share a lane, and so its limits. */
public final class LaneOf {

    private LaneOf() {}

    /** The lane of a TCP connection from that port of 10.0.0.1 to 198.51.100.1:443. */
    public static int port(int port) {
        Headers headers = new Headers();
        headers.low0[0] = 0xFFFF_0A00_0001L;
        headers.low1[0] = 0xFFFF_C633_6401L;
        headers.ports[0] = (long) port << 48 | 443L << 32 | Headers.TCP << 24;
        return FlowHash.lane(headers, 0);
    }
}
