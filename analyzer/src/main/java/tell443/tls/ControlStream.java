package tell443.tls;

import java.util.Arrays;

/** What one side sends over OpenVPN's control channel: packets, in them a TLS stream, in it records and handshake messages. */
final class ControlStream {

    /** Packets that may be under way at once; OpenVPN's own limit is 12 (RELIABLE_CAPACITY of reliable.h). */
    private static final int WINDOW = 16;
    private static final byte[] EMPTY = {};
    /** No packet. */
    static final byte[] NOT_THERE = {};

    /** Nothing more is read of this side. */
    boolean over;

    // --- the session, and packets that came too early ---
    private boolean sessionKnown;
    private long session;
    /** Id of the next message; the reset was 0. */
    int next = 1;
    private byte[][] waiting;
    private int waitingBytes;

    // --- the TLS record at hand ---
    long header; // its bytes so far, the last lowest
    int gathered;
    int type;
    int left;

    // --- handshake messages ---
    /** A hello of this side was read. */
    boolean hasHello;
    /** Nothing readable, or nothing of interest, follows what was read. */
    boolean read;
    byte[] messages = EMPTY;
    int messagesLength;

    // --- over TCP: the packet at hand, behind its 16-bit length ---
    int lengthBytes; // how many of the two are there
    int frameLength;
    int frameLeft;
    byte[] frame = EMPTY;
    int frameHeld;

    /** A reset begins a session; a second one counts only while no hello of the first was read. */
    void begin(long session) {
        if (!isOf(session) && !hasHello) {
            this.session = session;
            next = 1;
            gathered = 0;
            left = 0;
            waiting = null;
            waitingBytes = 0;
            messagesLength = 0;
        }
    }

    /** Whether a packet belongs to the session, which is that of the first packet. */
    boolean isOf(long session) {
        if (!sessionKnown) {
            sessionKnown = true;
            this.session = session;
        }
        return this.session == session;
    }

    /** Keeps a packet that came too early; the first of an id is believed. */
    void await(int id, byte[] bytes, int at, int length) {
        if (id - next < WINDOW) {
            waiting = waiting == null ? new byte[WINDOW][] : waiting;
            if (waiting[id & WINDOW - 1] == null) {
                waiting[id & WINDOW - 1] = Arrays.copyOfRange(bytes, at, at + length);
                waitingBytes += length;
            }
        }
    }

    /** Takes the packet that is next, or {@link #NOT_THERE}. */
    byte[] takeNext() {
        byte[] packet = waiting == null ? null : waiting[next & WINDOW - 1];
        if (packet == null) {
            return NOT_THERE;
        }
        waiting[next++ & WINDOW - 1] = null;
        waitingBytes -= packet.length;
        return packet;
    }

    void appendMessages(byte[] bytes, int at, int length) {
        messages = reserve(messages, messagesLength + length);
        System.arraycopy(bytes, at, messages, messagesLength, length);
        messagesLength += length;
    }

    void consumeMessages(int length) {
        messagesLength -= length;
        System.arraycopy(messages, length, messages, 0, messagesLength);
    }

    void appendFrame(byte[] bytes, int at, int length) {
        frame = reserve(frame, frameHeld + length);
        System.arraycopy(bytes, at, frame, frameHeld, length);
        frameHeld += length;
    }

    private static byte[] reserve(byte[] bytes, int length) {
        return length <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(length, Math.max(512, bytes.length * 2)));
    }

    int heldBytes() {
        return waitingBytes + messagesLength + frameHeld;
    }

    /** The hello has begun, or what follows it waits. */
    boolean hasPieces() {
        return !hasHello && !over && (waitingBytes > 0 || messagesLength > 0 || left > 0 || gathered > 0);
    }

    void end() {
        over = true;
        waiting = null;
        waitingBytes = 0;
        messages = EMPTY;
        messagesLength = 0;
        frame = EMPTY;
        frameHeld = 0;
    }
}
