package tell443.flow;

import java.nio.ByteBuffer;
import tell443.facts.Opening;
import tell443.facts.TlsFacts;

/**
 * Keeps the first messages of a flow that is not TLS from its first byte on. Until the roles are settled, "from the client"
 * means from side 0.
 */
final class OpeningReader {

    /** What one reader may hold, bytes, for the budget. */
    static final int SIZE = 4608;

    private static final int TURN_BYTES_LIMIT = 1 << 20;
    /** 0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A, HAProxy PROXY protocol 2.2. */
    private static final long PROXY_2_SIGNATURE = 0x0D0A_0D0A_000D_0A51L;
    private static final String PROXY_1 = "PROXY ";
    /** Version 3, reserved (RFC 1006 section 6). */
    private static final int TPKT = 0x0300;
    private static final int X224_CONNECTION_REQUEST = 0xE0;
    private static final int PROXY_1_LIMIT = 107;
    private static final int PROXY_2_HEADER = 16;

    final Opening opening = new Opening();
    private final Frame[] frames = {new Frame(), new Frame()};
    private final byte[] scratch;
    private int lastSide = -1;
    private long seen;
    private int clientTold;

    /** Where the length-prefixed reading of one side is. */
    private static final class Frame {
        private int left;
        private int gathered;
        private int lengthBytes;
        /** The message at hand: its length, and its first bytes until enough of them are there. */
        private int length;
        private boolean begun;
        private final byte[] head = new byte[Opening.Messages.KEPT_EARLY];
        private int headLength;
    }

    /** @param scratch the worker's, at least 64 KiB */
    OpeningReader(byte[] scratch) {
        this.scratch = scratch;
    }

    /** What was kept, with the roles as they turned out. */
    Opening told(int client) {
        if (client != clientTold) {
            opening.swapRoles();
            clientTold = client;
        }
        return opening;
    }

    /** In the roles that were told last: a flow may be looked at before it ends, and goes on. */
    boolean isClient(int side) {
        return side == clientTold;
    }

    boolean isFull() {
        return opening.turns.isFull() && opening.frames.isFull() || seen > TURN_BYTES_LIMIT;
    }

    int turns() {
        return opening.turns.count();
    }

    void datagram(int side, ByteBuffer source, int at, int held, int length) {
        int kept = Math.min(held, Opening.Messages.KEPT_EARLY);
        source.get(at, scratch, 0, kept);
        opening.turns.add(isClient(side), length, scratch, 0, kept);
    }

    void gathered(int side, int bytes, int count) {
        for (int i = 0; i < count; i++) {
            scratch[i] = (byte) (bytes >>> 8 * (count - 1 - i));
        }
        read(side, count, count);
    }

    void stream(int side, ByteBuffer source, int at, int held, int length) {
        int part = Math.min(held, scratch.length);
        source.get(at, scratch, 0, part);
        read(side, part, length);
    }

    private void read(int side, int held, int length) {
        seen += length;
        if (side != lastSide) {
            lastSide = side;
            opening.turns.add(isClient(side), length, scratch, 0, held);
        } else if (!opening.turns.isFull()) {
            opening.turns.extend(length, scratch, 0, held);
        }
        readFrames(frames[side], side, held, length);
    }

    private void readFrames(Frame frame, int side, int held, int length) {
        int at = 0;
        while (at < length && !opening.frames.isFull()) {
            if (frame.left > 0) {
                at += take(frame, side, at, held, length);
            } else if (at < held) {
                readLength(frame, scratch[at++] & 0xFF);
            } else {
                return; // the length was not captured: the frames cannot be followed further
            }
        }
    }

    private static void readLength(Frame frame, int value) {
        frame.lengthBytes = frame.lengthBytes << 8 | value;
        if (++frame.gathered == 2) {
            frame.length = frame.lengthBytes;
            frame.left = frame.lengthBytes;
            frame.begun = frame.left > 0;
            frame.headLength = 0;
            frame.gathered = 0;
            frame.lengthBytes = 0;
        }
    }

    private int take(Frame frame, int side, int at, int held, int length) {
        int part = Math.min(frame.left, length - at);
        frame.left -= part;
        if (frame.begun) {
            int kept = Math.max(0, Math.min(Math.min(part, held - at), frame.head.length - frame.headLength));
            System.arraycopy(scratch, at, frame.head, frame.headLength, kept);
            frame.headLength += kept;
            if (frame.left == 0 || frame.headLength >= opening.frames.wanted()) {
                opening.frames.add(isClient(side), frame.length, frame.head, 0, frame.headLength);
                frame.begun = false;
            }
        }
        return part;
    }

    /**
     * How many bytes of the client's first turn are a whole PROXY protocol header, or 0. The header must lie within what is
     * kept of the turn.
     */
    int proxyHeader() {
        Opening.Messages turns = opening.turns;
        if (turns.count() != 1) {
            return 0;
        }
        if (turns.startsWith(0, PROXY_1)) {
            for (int i = PROXY_1.length(); i + 1 < Math.min(PROXY_1_LIMIT, turns.kept(0)); i++) {
                if (turns.u16(0, i) == 0x0D0A) {
                    return i + 2;
                }
            }
        } else if (turns.u64(0, 0) == PROXY_2_SIGNATURE && turns.u32(0, 8) == 0x5549_540AL && turns.u16(0, 14) >= 0) {
            int end = PROXY_2_HEADER + turns.u16(0, 14);
            return end <= turns.length(0) ? end : 0;
        }
        return 0;
    }

    /** What the plaintext before a ClientHello was. */
    TlsFacts.Prefix prefix() {
        Opening.Messages turns = opening.turns;
        if (turns.startsWith(0, PROXY_1)) {
            return TlsFacts.Prefix.PROXY_V1;
        }
        if (turns.u64(0, 0) == PROXY_2_SIGNATURE) {
            return TlsFacts.Prefix.PROXY_V2;
        }
        if (turns.startsWith(0, "CONNECT ")) {
            return TlsFacts.Prefix.HTTP_CONNECT;
        }
        if (turns.u8(0, 0) == 5 && turns.u8(0, 1) == turns.length(0) - 2) {
            return TlsFacts.Prefix.SOCKS5;
        }
        if (turns.u16(0, 0) == TPKT && turns.u16(0, 2) == turns.length(0) && turns.u8(0, 5) == X224_CONNECTION_REQUEST) {
            return TlsFacts.Prefix.RDP;
        }
        return turns.u8(0, 0) == 4 && turns.u8(0, 1) == 1 ? TlsFacts.Prefix.SOCKS4 : TlsFacts.Prefix.NONE;
    }
}
