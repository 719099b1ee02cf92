package tell443.classify;

import static tell443.classify.Clear.answers;
import static tell443.classify.Clear.client;
import static tell443.classify.Clear.text;
import static tell443.classify.Clear.u32Little;

import tell443.facts.Opening.Messages;

/** Calls, games, films and desktops over UDP: how each finds its server, before what is encrypted. */
final class ClearCalls {

    private static final String CAPTURES = "as public captures show it";
    private static final int DISCOVERY = 74;
    private static final long SRT_HANDSHAKE = 0x8000_0000L;
    private static final int SRT_LENGTH = 64;
    private static final int SRT_MAGIC = 0x4A17;
    private static final long NO_ACKNOWLEDGEMENT = 0xFFFF_FFFFL;
    private static final int SYN = 1;
    private static final int SYN_ACK = 5;
    private static final int KCP_HEADER = 24;
    private static final long ONES = -1;

    static final Clear[] ROWS = {
        client("discord", (m, i) -> discovery(m, i, 1), (m, opening, answer) -> discovery(m, answer, 2)
                && m.u32(answer, 4) == m.u32(opening, 4), "Discord, Voice Connections, IP discovery"),
        client("zoom", (m, i) -> m.u16(i, 0) == 0x0100 && m.u64(i, 3) != 0, (m, opening, answer) -> m.u16(answer, 0) == 0x0200
                && m.u64(answer, 3) == m.u64(opening, 3) && m.u64(answer, 11) == m.u64(opening, 11), CAPTURES),
        client("telegram", ClearCalls::reflector, (m, opening, answer) -> reflector(m, answer) && m.u64(answer, 0) == m.u64(opening, 0)
                && m.u64(answer, 8) == m.u64(opening, 8), "libtgvoip, reflectors"),
        client("teamspeak", text("TS3INIT1"), answers(text("TS3INIT1")), "TeamSpeak 3, low-level connection").orAlone(),
        client("mumble", (m, i) -> m.length(i) == 12 && m.u32(i, 0) == 0, (m, opening, answer) -> m.length(answer) == 24
                && m.u64(answer, 4) == m.u64(opening, 4), "Mumble protocol, ping"),
        client("teamviewer", ClearCalls::teamViewer, (m, opening, answer) -> teamViewer(m, answer), CAPTURES),
        client("rdp", (m, i) -> m.u32(i, 0) == NO_ACKNOWLEDGEMENT && (m.u16(i, 6) & SYN_ACK) == SYN && m.length(i) > 1100,
                (m, opening, answer) -> m.u32(answer, 0) == m.u32(opening, 8) && (m.u16(answer, 6) & SYN_ACK) == SYN_ACK,
                "MS-RDPEUDP section 3.1.5.1"),
        client("srt", (m, i) -> srt(m, i) && m.u32(i, 16) == 4 && m.u16(i, 22) == 2, (m, opening, answer) -> srt(m, answer)
                && m.u16(answer, 22) == SRT_MAGIC && m.u32(answer, 12) == m.u32(opening, 40), "draft-sharabayko-srt section 4.3.1"),
        client("kcp", ClearCalls::kcp, (m, opening, answer) -> kcp(m, answer) && m.u32(answer, 0) == m.u32(opening, 0),
                "github.com/skywind3000/kcp, ikcp.c")};

    private ClearCalls() {}

    /** Type, 70 bytes to follow, source, and room for an address and a port. */
    private static boolean discovery(Messages m, int i, int type) {
        return m.length(i) == DISCOVERY && m.u16(i, 0) == type && m.u16(i, 2) == DISCOVERY - 4;
    }

    /** A tag of 16 bytes, and ones where a hash would be. */
    private static boolean reflector(Messages m, int i) {
        return m.u64(i, 16) == ONES && m.u32(i, 24) == NO_ACKNOWLEDGEMENT && m.u64(i, 0) != ONES && m.u64(i, 8) != ONES;
    }

    private static boolean teamViewer(Messages m, int i) {
        return m.u32(i, 0) == 0 && m.u16(i, 11) == 0x1724 && m.u16(i, 6) == 0;
    }

    private static boolean srt(Messages m, int i) {
        return m.u32(i, 0) == SRT_HANDSHAKE && m.length(i) == SRT_LENGTH && m.u32(i, 36) == 1;
    }

    /** Conversation, command, fragment, window, time, number, what came, and a length that fits; all little-endian. */
    private static boolean kcp(Messages m, int i) {
        int command = m.u8(i, 4);
        long length = u32Little(m, i, 20);
        return command >= 81 && command <= 84 && length >= 0 && Clear.within(m, i, length + KCP_HEADER)
                && (command == 81 || length == 0);
    }
}
