package tell443.tls;

import tell443.bytes.Bytes;
import tell443.counters.Counters;
import tell443.facts.TlsFacts;

/**
 * Reads the TLS handshake that Remote Desktop over UDP carries (MS-RDPEUDP, MS-RDPEUDP2), or that of DTLS where it does
 * without retransmission. A SYN and its answer, both of version 1, agree on the version. One per worker.
 *
 * <pre>
 *  0                  4              8                         12             14
 *  | acknowledged     | window|flags | sequence                | MTU up | down | ...       SYN: flags 1, acknowledged -1
 *  | acknowledged     | window|flags | size, acknowledgment vector, padding to 4 bytes | coded | source | data    version 1
 *
 *  0          1              3
 *  | prefix   | window,flags | what the flags say ... | channel sequence | data            version 2, once bytes 0 and 7 changed places
 * </pre>
 */
public final class RdpUdpReader {

    private static final int HEADER = 8;
    private static final int SYN_LENGTH = 16;
    private static final int CORRELATION_LENGTH = 32;
    private static final int NOBODY = -1; // acknowledged by a SYN
    private static final int SMALLEST_MTU = 1132;
    private static final int LARGEST_MTU = 1232;

    private static final int SYN = 0x0001;
    private static final int ACK = 0x0004;
    private static final int DATA = 0x0008;
    private static final int FEC = 0x0010;
    private static final int ACK_OF_ACKS = 0x0100;
    private static final int SYN_LOSSY = 0x0200;
    private static final int CORRELATION = 0x0800;
    private static final int SYN_EX = 0x1000;
    private static final int VERSION_VALID = 1;
    private static final int VERSION_2 = 0x0101;

    private final CarriedHandshakes handshakes;
    private final DtlsReader dtls;

    public RdpUdpReader(HelloReader hellos, CertificateReader certificates, Counters counters) {
        handshakes = new CarriedHandshakes(hellos, certificates, counters);
        dtls = new DtlsReader(hellos, certificates, counters);
    }

    /** Whether a datagram begins a connection (MS-RDPEUDP section 3.1.5.1.1). */
    public static boolean looksLikeSyn(byte[] bytes, int at, int held) {
        return held >= SYN_LENGTH && Bytes.u32(bytes, at) == NOBODY && (flags(bytes, at) & (SYN | ACK)) == SYN
                && isMtu(Bytes.u16(bytes, at + 12)) && isMtu(Bytes.u16(bytes, at + 14));
    }

    private static boolean isMtu(int bytes) {
        return bytes >= SMALLEST_MTU && bytes <= LARGEST_MTU;
    }

    private static int flags(byte[] bytes, int at) {
        return Bytes.u16(bytes, at + 6);
    }

    /** Reads a datagram of which {@code held} of {@code length} bytes are there. */
    public void packet(RdpUdpConnection state, int sender, byte[] bytes, int at, int held, int length) {
        if (++state.packets > CarriedTls.PACKETS) {
            state.carried.giveUp();
        }
        if (!state.carried.wants(sender) || held < HEADER) {
            return;
        }
        if (state.version == 0) {
            open(state, sender, bytes, at, held);
        } else if (state.version == VERSION_2) {
            swap(bytes, at);
            version2(state, sender, bytes, at, held, length);
            swap(bytes, at);
        } else {
            version1(state, sender, bytes, at, held, length);
        }
    }

    /** MS-RDPEUDP2 section 3.1.1.1.5.2: so that no version of QUIC, STUN or DTLS is where they begin. */
    private static void swap(byte[] bytes, int at) {
        byte first = bytes[at];
        bytes[at] = bytes[at + 7];
        bytes[at + 7] = first;
    }

    // --- the SYN and its answer ---

    private void open(RdpUdpConnection state, int sender, byte[] bytes, int at, int held) {
        if (looksLikeSyn(bytes, at, held)) {
            state.client = sender;
            state.sequence = Bytes.u32(bytes, at + HEADER);
            state.lossy = (flags(bytes, at) & SYN_LOSSY) != 0;
            return;
        }
        boolean answers = held >= SYN_LENGTH && sender != state.client && (flags(bytes, at) & (SYN | ACK)) == (SYN | ACK)
                && Bytes.u32(bytes, at) == state.sequence;
        if (answers) {
            state.version = version(bytes, at, held);
            boolean firstVersion = state.version != VERSION_2;
            state.carried.streams[state.client].next = firstVersion ? state.sequence + 1 : 1;
            state.carried.streams[sender].next = firstVersion ? Bytes.u32(bytes, at + HEADER) + 1 : 1;
            if (firstVersion && state.lossy) {
                state.carried.dtls = new DtlsConnection();
            }
        }
    }

    /** What the server chose; without a word, 1 (MS-RDPEUDP section 3.1.5.1.3). */
    private static int version(byte[] bytes, int at, int held) {
        int flags = flags(bytes, at);
        int extension = SYN_LENGTH + ((flags & CORRELATION) != 0 ? CORRELATION_LENGTH : 0);
        boolean told = (flags & SYN_EX) != 0 && extension + 4 <= held && (Bytes.u16(bytes, at + extension) & VERSION_VALID) != 0;
        return told ? Math.max(1, Bytes.u16(bytes, at + extension + 2)) : 1;
    }

    // --- version 1 ---

    private void version1(RdpUdpConnection state, int sender, byte[] bytes, int at, int held, int length) {
        int flags = flags(bytes, at);
        if ((flags & DATA) == 0 || (flags & (FEC | SYN)) != 0) {
            return;
        }
        int source = HEADER;
        if ((flags & ACK) != 0) {
            int vector = source + 2 <= held ? Bytes.u16(bytes, at + source) : 0;
            source += 2 + vector + 3 & ~3;
        }
        source += (flags & ACK_OF_ACKS) != 0 ? 4 : 0;
        int data = source + 8;
        if (data > held) {
            return;
        }
        if (state.carried.dtls != null) {
            dtls(state, sender == state.client, bytes, at + data, held - data);
        } else {
            int ahead = Bytes.u32(bytes, at + source + 4) - state.carried.streams[sender].next;
            handshakes.packet(state.carried, sender, ahead, bytes, at + data, Math.min(held, length) - data, held >= length);
        }
    }

    private void dtls(RdpUdpConnection state, boolean fromClient, byte[] bytes, int at, int held) {
        CarriedTls carried = state.carried;
        TlsFacts facts = carried.makeTls();
        facts.dtls = true;
        dtls.datagram(carried.dtls, fromClient, bytes, at, held, facts, (type, length) -> { });
        carried.client = carried.dtls.rolesSwapped() ? 1 - state.client : state.client;
    }

    // --- version 2 ---

    private void version2(RdpUdpConnection state, int sender, byte[] bytes, int at, int held, int length) {
        int data = RdpUdp2.data(bytes, at, held);
        if (data >= 0) {
            int ahead = RdpUdp2.channelSequence(bytes, at + data) - state.carried.streams[sender].next;
            int content = data + RdpUdp2.CHANNEL_SEQUENCE;
            handshakes.packet(state.carried, sender, ahead, bytes, at + content, Math.min(held, length) - content, held >= length);
        }
    }

    /** Gives up what is held for a connection that has ended. */
    public void forget(RdpUdpConnection state) {
        handshakes.forget(state.carried);
        if (state.carried.dtls != null) {
            dtls.forget(state.carried.dtls);
        }
    }
}
