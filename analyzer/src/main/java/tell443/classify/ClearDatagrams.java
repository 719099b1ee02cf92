package tell443.classify;

import static tell443.classify.Clear.answers;
import static tell443.classify.Clear.client;
import static tell443.classify.Clear.text;

import tell443.facts.Opening.Messages;

/** Protocols over UDP: an answer repeats the question's number, or messages of one side follow each other. */
final class ClearDatagrams {

    /** Messages that must follow each other where only one side speaks. */
    private static final int STREAM = 4;
    private static final int LONGEST_STEP = 16;
    private static final long RAKNET_MAGIC = 0x00FF_FF00_FEFE_FEFEL;
    private static final long TRACKER_MAGIC = 0x0000_0417_2710_1980L;

    static final Clear[] ROWS = {
        client("rtp", ClearDatagrams::rtp, (m, opening, answer) -> rtp(m, answer) || rtcp(m, answer), "RFC 3550 section 5.1").orAlone(),
        client("rtp", ClearDatagrams::rtcp, (m, opening, answer) -> rtp(m, answer) || rtcp(m, answer), "RFC 3550 section 6").orAlone(),
        client("coap", ClearDatagrams::coapRequest, ClearDatagrams::coapResponse, "RFC 7252 section 3"),
        client("sip", ClearText::sip, answers(ClearText::sip), "RFC 3261 section 7").orAlone(),
        client("syslog", ClearText::syslog, (m, opening, answer) -> false, "RFC 5424 section 6").orAlone(),
        client("bittorrent", (m, i) -> m.u8(i, 0) == 0x41 && m.u8(i, 1) <= 2 && m.length(i) >= 20, (m, opening, answer) ->
                (m.u8(answer, 0) & 0xF) == 1 && m.u8(answer, 0) <= 0x31 && m.u16(answer, 2) == m.u16(opening, 2)
                        && m.u16(answer, 18) == m.u16(opening, 16), "BEP 29"),
        client("bittorrent", (m, i) -> m.u64(i, 0) == TRACKER_MAGIC && m.length(i) == 16, (m, opening, answer) ->
                m.u32(answer, 0) == 0 && m.u32(answer, 4) == m.u32(opening, 12), "BEP 15").orAlone(),
        client("bittorrent", text("d1:rd2:id20:", "d2:ip", "d1:ad2:id20:"),
                answers(text("d1:rd2:id20:", "d2:ip", "d1:ad2:id20:", "d1:el")), "BEP 5").orAlone(),
        client("snmp", ClearDatagrams::snmp, (m, opening, answer) -> snmp(m, answer), "RFC 3416 section 3, RFC 3417 section 3").orAlone(),
        client("radius", (m, i) -> radius(m, i) && (m.u8(i, 0) == 1 || m.u8(i, 0) == 4 || m.u8(i, 0) == 12), (m, opening, answer) ->
                radius(m, answer) && m.u8(answer, 1) == m.u8(opening, 1), "RFC 2865 section 3"),
        client("dhcp", (m, i) -> m.u32(i, 0) >>> 8 == 0x010106 && m.length(i) >= 240 && m.u32(i, 4) != 0, (m, opening, answer) ->
                m.u32(answer, 0) >>> 8 == 0x020106 && m.u32(answer, 4) == m.u32(opening, 4) && m.u32(answer, 28) == m.u32(opening, 28),
                "RFC 2131 section 2"),
        client("ssdp", text("M-SEARCH * HTTP/1.1", "NOTIFY * HTTP/1.1"), answers(text("HTTP/1.1 ", "NOTIFY ", "M-SEARCH ")),
                "UPnP Device Architecture 2.0 section 1").orAlone(),
        client("tftp", (m, i) -> (m.u16(i, 0) == 1 || m.u16(i, 0) == 2) && (Clear.contains(m, i, "\0octet\0")
                || Clear.contains(m, i, "\0netascii\0")), (m, opening, answer) -> m.u16(answer, 0) >= 3 && m.u16(answer, 0) <= 6,
                "RFC 1350 section 5").orAlone(),
        client("rpc", (m, i) -> m.u32(i, 4) == 0 && m.u32(i, 8) == 2 && m.u32(i, 12) > 0, (m, opening, answer) ->
                m.u32(answer, 0) == m.u32(opening, 0) && m.u32(answer, 4) == 1 && m.u32(answer, 8) <= 1, "RFC 5531 section 9"),
        client("source-query", (m, i) -> all(m, i) && "TUVWi".indexOf(m.u8(i, 4)) >= 0, (m, opening, answer) -> all(m, answer)
                && "AIDEmj".indexOf(m.u8(answer, 4)) >= 0, "developer.valvesoftware.com, Server queries"),
        client("quake", (m, i) -> all(m, i) && word(m, i), (m, opening, answer) -> all(m, answer) && word(m, answer),
                "id Software, Quake III Arena source, client protocol"),
        client("raknet", ClearDatagrams::raknet, (m, opening, answer) -> raknet(m, answer), "RakNet, offline messages").orAlone(),
        client("memcached", (m, i) -> m.u16(i, 4) == 1 && m.u16(i, 6) == 0 && (m.u32(i, 8) == 0x67657420L || m.u32(i, 8) == 0x73746174L),
                (m, opening, answer) -> m.u16(answer, 0) == m.u16(opening, 0) && m.u16(answer, 6) == 0, "memcached, doc/protocol.txt"),
        client("collectd", (m, i) -> m.u16(i, 0) == 0 && m.u16(i, 2) >= 6 && m.u16(i, 2) <= m.kept(i) - 4
                && m.u8(i, m.u16(i, 2) - 1) == 0 && (m.u16(i, m.u16(i, 2)) == 8 || m.u16(i, m.u16(i, 2)) == 1),
                (m, opening, answer) -> false, "collectd.org, binary protocol").orAlone(),
        client("netflow", (m, i) -> netflow(m, i) && m.count() > i + 1 && m.u16(i + 1, 0) == m.u16(i, 0), (m, opening, answer) -> false,
                "RFC 3954 section 5, RFC 7011 section 3").orAlone()};

    private ClearDatagrams() {}

    /** Messages of one source whose numbers go up by little, and whose times do not run wild. */
    private static boolean rtp(Messages m, int first) {
        int last = first;
        int follow = 0;
        for (int i = first + 1; i < m.count(); i++) {
            if (m.fromClient(i) == m.fromClient(first) && !rtcp(m, i)) {
                int step = m.u16(i, 2) - m.u16(last, 2) & 0xFFFF;
                if (!media(m, i) || m.u32(i, 8) != m.u32(first, 8) || step > LONGEST_STEP) {
                    return false;
                }
                follow += step > 0 ? 1 : 0;
                last = i;
            }
        }
        return media(m, first) && follow >= STREAM - 1;
    }

    /** Version 2, and no type that RTCP would have (RFC 5761 section 4). */
    private static boolean media(Messages m, int i) {
        int type = m.u8(i, 1) & 0x7F;
        return m.u8(i, 0) >>> 6 == 2 && (type < 64 || type > 95) && m.length(i) > 12 && m.u32(i, 8) > 0;
    }

    /** Reports and descriptions, whose length counts words. */
    private static boolean rtcp(Messages m, int i) {
        int length = (m.u16(i, 2) + 1) * 4;
        return m.u8(i, 0) >>> 6 == 2 && m.u8(i, 1) >= 200 && m.u8(i, 1) <= 207 && m.u32(i, 4) > 0
                && (length == m.length(i) || length < m.length(i) && (length + 4 > m.kept(i) || m.u8(i, length) >>> 6 == 2));
    }

    private static boolean coapRequest(Messages m, int i) {
        return coap(m, i) && m.u8(i, 1) >= 1 && m.u8(i, 1) <= 7 && m.u8(i, 0) >>> 4 <= 5;
    }

    /** The message's number in an acknowledgement, or the token in a response of its own. */
    private static boolean coapResponse(Messages m, int opening, int answer) {
        int code = m.u8(answer, 1) >>> 5;
        boolean acknowledges = m.u8(answer, 0) >>> 4 >= 6 && m.u16(answer, 2) == m.u16(opening, 2);
        return coap(m, answer) && (code == 0 || code == 2 || code == 4 || code == 5)
                && (acknowledges || (m.u8(opening, 0) & 0xF) >= 2 && sameToken(m, opening, answer));
    }

    private static boolean sameToken(Messages m, int opening, int answer) {
        int length = m.u8(opening, 0) & 0xF;
        boolean same = length == (m.u8(answer, 0) & 0xF);
        for (int at = 4; at < 4 + length; at++) {
            same &= m.u8(opening, at) == m.u8(answer, at);
        }
        return same;
    }

    /** Version 1, and options (section 3.1) that end where the datagram or what was kept of it does, or before a payload. */
    private static boolean coap(Messages m, int i) {
        int at = 4 + (m.u8(i, 0) & 0xF);
        boolean fits = m.u8(i, 0) >>> 6 == 1 && (m.u8(i, 0) & 0xF) <= 8 && at <= m.length(i);
        while (fits && at < m.kept(i) && m.u8(i, at) != 0xFF) {
            int delta = m.u8(i, at) >>> 4;
            int length = m.u8(i, at) & 0xF;
            fits = delta <= 14 && length <= 14;
            at += 1 + more(delta) + more(length) + (length < 13 ? length : length == 13 ? 13 + m.u8(i, at + 1 + more(delta)) : 269);
        }
        return fits && at <= m.length(i);
    }

    /** Bytes by which a nibble of 13 or 14 is extended. */
    private static int more(int nibble) {
        return Math.max(0, nibble - 12);
    }

    /** A SEQUENCE as long as the datagram, version 1, 2 or 3; below 3 a community in letters. */
    private static boolean snmp(Messages m, int i) {
        int first = m.u8(i, 1);
        int at = first < 0x80 ? 2 : 2 + (first & 0x7F);
        int length = first < 0x80 ? first : first == 0x81 ? m.u8(i, 2) : first == 0x82 ? m.u16(i, 2) : -1;
        return m.u8(i, 0) == 0x30 && length >= 0 && at + length == m.length(i) && m.u16(i, at) == 0x0201
                && (m.u8(i, at + 2) <= 1 && m.u8(i, at + 3) == 4 || m.u8(i, at + 2) == 3 && m.u8(i, at + 3) == 0x30);
    }

    private static boolean radius(Messages m, int i) {
        return m.u16(i, 2) == m.length(i) && m.length(i) >= 20 && m.u8(i, 0) <= 45
                && (m.length(i) == 20 || m.u8(i, 21) >= 2 && m.u8(i, 21) <= m.length(i) - 20);
    }

    /** Four bytes of ones: outside any connection. */
    private static boolean all(Messages m, int i) {
        return m.u32(i, 0) == 0xFFFF_FFFFL;
    }

    private static boolean word(Messages m, int i) {
        for (int at = 4; at < 10; at++) {
            int value = m.u8(i, at);
            if ((value < 'a' || value > 'z') && (value < 'A' || value > 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean raknet(Messages m, int i) {
        int at = switch (m.u8(i, 0)) {
            case 0x01, 0x02 -> 9;
            case 0x1C -> 17;
            case 0x05, 0x06, 0x07, 0x08 -> 1;
            default -> -1;
        };
        return at > 0 && m.u64(i, at) == RAKNET_MAGIC;
    }

    /** Version 5 with records of 48 bytes, version 9 or IPFIX with its length. */
    private static boolean netflow(Messages m, int i) {
        return m.u16(i, 0) == 5 && m.u16(i, 2) * 48 + 24 == m.length(i) || m.u16(i, 0) == 10 && m.u16(i, 2) == m.length(i);
    }
}
