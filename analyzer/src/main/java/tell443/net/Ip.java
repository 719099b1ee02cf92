package tell443.net;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;

/**
 * IPv4 (RFC 791) and IPv6 (RFC 8200) with its extension headers; hands fragments to {@link Fragments}.
 *
 * <p>Remembers the addresses of the innermost IP header, which are the flow's.
 */
final class Ip {

    private static final int V4_HEADER = 20;
    private static final int V4_TOTAL_LENGTH = 2;
    private static final int V4_IDENTIFICATION = 4;
    private static final int V4_FRAGMENT = 6;
    private static final int V4_TTL = 8;
    private static final int V4_PROTOCOL = 9;
    private static final int V4_SOURCE = 12;
    private static final int V4_DESTINATION = 16;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET_MASK = 0x1FFF; // units of 8 bytes

    private static final int V6_HEADER = 40;
    private static final int V6_PAYLOAD_LENGTH = 4;
    private static final int V6_NEXT = 6;
    private static final int V6_HOP_LIMIT = 7;
    private static final int V6_SOURCE = 8;
    private static final int V6_DESTINATION = 24;
    private static final int EXTENSIONS = 16;
    private static final int FRAGMENT_HEADER = 8;

    private static final int HOP_BY_HOP = 0;
    private static final int IPV4 = 4;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IPV6 = 41;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int GRE = 47;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    private static final int HOST_IDENTITY = 139;
    private static final int SHIM6 = 140;

    /** ::ffff:0:0/96, RFC 4291 section 2.5.5.2. */
    static final long MAPPED = 0xFFFF_0000_0000L;

    private final PacketDecoder packet;
    private final Counters counters;
    private final Fragments fragments;

    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int length;
    private int timeToLive;

    Ip(PacketDecoder packet, Counters counters, Fragments fragments) {
        this.packet = packet;
        this.counters = counters;
        this.fragments = fragments;
    }

    void fill(Headers rows, int row) {
        rows.between(row, sourceHigh, sourceLow, destinationHigh, destinationLow);
        rows.ipLength[row] = length;
        rows.timeToLive[row] = timeToLive;
    }

    int version4() {
        ByteBuffer bytes = packet.bytes;
        int at = packet.at;
        if (packet.end - at < V4_HEADER) {
            return packet.tooShort(V4_HEADER, Counter.IPV4_TRUNCATED, Counter.IPV4_MALFORMED);
        }
        int versionAndLength = bytes.get(at) & 0xFF;
        int headerLength = (versionAndLength & 0xF) << 2;
        int total = bytes.getShort(at + V4_TOTAL_LENGTH) & 0xFFFF;
        if (versionAndLength >>> 4 != 4 || headerLength < V4_HEADER || total != 0 && total < headerLength) {
            return packet.drop(Counter.IPV4_MALFORMED);
        }
        length = total == 0 ? packet.wireEnd - at : total; // 0: left to the network card by segmentation offload
        enter(at + length, at + headerLength);
        sourceHigh = 0;
        destinationHigh = 0;
        sourceLow = MAPPED | bytes.getInt(at + V4_SOURCE) & 0xFFFF_FFFFL;
        destinationLow = MAPPED | bytes.getInt(at + V4_DESTINATION) & 0xFFFF_FFFFL;
        timeToLive = bytes.get(at + V4_TTL) & 0xFF;
        int protocol = bytes.get(at + V4_PROTOCOL) & 0xFF;
        int fragment = bytes.getShort(at + V4_FRAGMENT);
        if ((fragment & (MORE_FRAGMENTS | OFFSET_MASK)) != 0) {
            int identification = bytes.getShort(at + V4_IDENTIFICATION) & 0xFFFF;
            return fragment(identification, (fragment & OFFSET_MASK) << 3, (fragment & MORE_FRAGMENTS) != 0, protocol, false);
        }
        return upper(protocol);
    }

    /** Moves on to what the header contains. What it declares beyond the frame was cut off before it was captured. */
    private void enter(int declaredEnd, int content) {
        packet.wireEnd = declaredEnd;
        packet.end = Math.min(packet.end, declaredEnd);
        if (packet.end < declaredEnd) {
            packet.marks |= Headers.SNAPPED;
        }
        packet.at = content;
    }

    int version6() {
        ByteBuffer bytes = packet.bytes;
        int at = packet.at;
        if (packet.end - at < V6_HEADER) {
            return packet.tooShort(V6_HEADER, Counter.IPV6_TRUNCATED, Counter.IPV6_MALFORMED);
        }
        if ((bytes.get(at) >>> 4 & 0xF) != 6) {
            return packet.drop(Counter.IPV6_MALFORMED);
        }
        int payload = bytes.getShort(at + V6_PAYLOAD_LENGTH) & 0xFFFF;
        length = payload == 0 ? packet.wireEnd - at : payload + V6_HEADER; // 0: jumbogram, or segmentation offload
        enter(at + length, at + V6_HEADER);
        sourceHigh = bytes.getLong(at + V6_SOURCE);
        sourceLow = bytes.getLong(at + V6_SOURCE + Long.BYTES);
        destinationHigh = bytes.getLong(at + V6_DESTINATION);
        destinationLow = bytes.getLong(at + V6_DESTINATION + Long.BYTES);
        timeToLive = bytes.get(at + V6_HOP_LIMIT) & 0xFF;
        int next = bytes.get(at + V6_NEXT) & 0xFF;
        return next == TCP || next == UDP ? upper(next) : extensions(next);
    }

    private int extensions(int first) {
        int next = first;
        for (int headers = 0; isExtension(next); headers++) {
            if (headers == EXTENSIONS) {
                return packet.drop(Counter.IPV6_EXTENSIONS_TOO_MANY);
            }
            if (packet.end - packet.at < FRAGMENT_HEADER) {
                return packet.tooShort(FRAGMENT_HEADER, Counter.IPV6_TRUNCATED, Counter.IPV6_MALFORMED);
            }
            int following = packet.bytes.get(packet.at) & 0xFF;
            if (next == FRAGMENT) {
                int word = packet.bytes.getShort(packet.at + 2) & 0xFFFF;
                int identification = packet.bytes.getInt(packet.at + 4);
                packet.at += FRAGMENT_HEADER;
                if (word >>> 3 != 0 || (word & 1) != 0) {
                    return fragment(identification, word & ~7, (word & 1) != 0, following, true);
                }
            } else {
                int units = packet.bytes.get(packet.at + 1) & 0xFF;
                packet.at += next == AUTHENTICATION ? units + 2 << 2 : units + 1 << 3;
                if (packet.at > packet.wireEnd) {
                    return packet.drop(Counter.IPV6_MALFORMED);
                }
            }
            next = following;
        }
        return upper(next);
    }

    private static boolean isExtension(int next) {
        return switch (next) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY, HOST_IDENTITY, SHIM6 -> true;
            default -> false;
        };
    }

    private int upper(int protocol) {
        return switch (protocol) {
            case TCP -> Layer.TCP;
            case UDP -> Layer.UDP;
            case IPV4 -> tunnel(Tunnels.Kind.IP_IN_IP, Layer.IPV4);
            case IPV6 -> tunnel(Tunnels.Kind.IPV6_IN_IP, Layer.IPV6);
            case GRE -> Layer.GRE;
            default -> packet.drop(Counter.IP_PROTOCOL_OTHER);
        };
    }

    private int tunnel(Tunnels.Kind kind, int layer) {
        packet.enterTunnel(kind, -1);
        return layer;
    }

    private int fragment(int identification, int offset, boolean more, int protocol, boolean ipv6) {
        counters.count(Counter.FRAGMENTS);
        fragments.key(sourceHigh, sourceLow, destinationHigh, destinationLow, identification, protocol, ipv6);
        boolean whole = fragments.add(packet.bytes, packet.at, packet.end, packet.wireEnd, offset, more, packet.timeNanos());
        packet.noteDatagram(whole ? -fragments.number() : fragments.number());
        if (!whole) {
            return Layer.END;
        }
        int length = fragments.length();
        packet.enterAnnex(fragments.datagram(), length);
        packet.marks = Headers.FRAGMENTED | (fragments.overlapped() ? Headers.FRAGMENT_OVERLAP : 0);
        this.length = length + (ipv6 ? V6_HEADER : V4_HEADER);
        return upper(protocol);
    }
}
