package tell443.net;

import java.nio.ByteBuffer;

/**
 * CAPWAP data (RFC 5415 section 4.3) between an access point and its controller: Ethernet frames, or 802.11 data frames (RFC
 * 5416) with LLC and SNAP (RFC 1042).
 *
 * <pre>
 *  0          8      13    18     23            29         32              48                61
 *  | preamble | HLEN | RID | WBID | T F L W M K | reserved | fragment id   | fragment offset | reserved | optional ... | frame
 * </pre>
 * Lengths are in bits here; HLEN counts words of 4 bytes. What is encrypted (DTLS), a fragment or a keep-alive is left alone.
 */
final class Capwap {

    static final int PORT = 5247;

    private static final int HEADER = 8;
    private static final int LENGTH_SHIFT = 19;
    private static final int BINDING_SHIFT = 9;
    private static final int MASK = 0x1F; // of length and binding
    private static final int IEEE_802_11 = 1;
    private static final int NATIVE = 0x100; // T
    private static final int WIRELESS_INFORMATION = 0x20; // W
    private static final int RADIO_ADDRESS = 0x10; // M
    private static final int LEFT_ALONE = 0x80 | 0x08 | 0x07; // F, K, reserved

    private static final int WLAN_HEADER = 24; // with three addresses
    private static final int TYPE_MASK = 0x4F; // version, type, and the bit of subtypes without data
    private static final int DATA = 0x08;
    private static final int QOS = 0x80;
    private static final int BOTH_SYSTEMS = 3; // to and from the distribution system: a fourth address
    private static final int ORDER = 0x80; // with QoS: HT control is there
    private static final int AGGREGATE = 0x80; // in QoS control: the body is an A-MSDU

    private static final int SNAP = 0xAAAA_0300;
    private static final int SNAP_HEADER = 8;
    private static final int ETHERNET_HEADER = 14;
    private static final int ETHERTYPES = 0x0600; // smaller ones are lengths
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;

    private Capwap() {}

    /** Index of the frame behind a header that fits, or -1. */
    static int frame(ByteBuffer bytes, int at, int end) {
        if (end - at < HEADER || bytes.get(at) != 0) { // version 0, no DTLS
            return -1;
        }
        int word = bytes.getInt(at);
        int options = at + HEADER;
        options = (word & RADIO_ADDRESS) == 0 ? options : behindOption(bytes, options, end);
        options = (word & WIRELESS_INFORMATION) == 0 ? options : behindOption(bytes, options, end);
        int frame = at + ((word >>> LENGTH_SHIFT & MASK) << 2);
        return (word & LEFT_ALONE) == 0 && frame == options && frame <= end ? frame : -1;
    }

    /** A byte of length, so many bytes, padding to a word. */
    private static int behindOption(ByteBuffer bytes, int at, int end) {
        return at < end ? at + (1 + (bytes.get(at) & 0xFF) + 3 & ~3) : end + 1;
    }

    /** The frame is Ethernet. */
    static boolean isEthernet(ByteBuffer bytes, int at, int frame, int end) {
        return (bytes.getInt(at) & NATIVE) == 0 && end - frame >= ETHERNET_HEADER
                && (bytes.getShort(frame + ETHERNET_HEADER - 2) & 0xFFFF) >= ETHERTYPES;
    }

    /** Index of the IP packet in an 802.11 data frame, or -1. Some controllers send the two bytes of frame control the other way round. */
    static int packet(ByteBuffer bytes, int at, int frame, int end) {
        int word = bytes.getInt(at);
        if ((word & NATIVE) == 0 || (word >>> BINDING_SHIFT & MASK) != IEEE_802_11 || end - frame < WLAN_HEADER) {
            return -1;
        }
        int first = bytes.get(frame) & 0xFF;
        int second = bytes.get(frame + 1) & 0xFF;
        int packet = packet(bytes, frame, end, first, second);
        return packet < 0 ? packet(bytes, frame, end, second, first) : packet;
    }

    private static int packet(ByteBuffer bytes, int frame, int end, int type, int flags) {
        boolean qos = (type & QOS) != 0;
        int address4 = (flags & BOTH_SYSTEMS) == BOTH_SYSTEMS ? 6 : 0;
        int control = frame + WLAN_HEADER + address4; // QoS control, when there is one
        int snap = control + (qos ? (flags & ORDER) != 0 ? 6 : 2 : 0);
        if ((type & TYPE_MASK) != DATA || end - snap < SNAP_HEADER || qos && (bytes.get(control) & AGGREGATE) != 0) {
            return -1;
        }
        int etherType = bytes.getShort(snap + 6) & 0xFFFF;
        boolean ip = etherType == TYPE_IPV4 || etherType == TYPE_IPV6;
        return ip && bytes.getInt(snap) == SNAP && bytes.getShort(snap + 4) == 0 ? snap + SNAP_HEADER : -1;
    }
}
