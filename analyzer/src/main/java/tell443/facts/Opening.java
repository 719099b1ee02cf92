package tell443.facts;

import java.util.Arrays;
import tell443.bytes.Bytes;

/**
 * The first messages of a flow, in order, each with its length and first bytes.
 *
 * <p>UDP: a message is a datagram. TCP: {@link #turns} are runs of stream bytes in one direction until the other
 * side speaks; {@link #frames} are the same stream cut by a 16-bit big-endian length before each message (OpenVPN,
 * DNS, DNSCrypt over TCP), whatever the segments were. Frames mean nothing unless a protocol confirms them.
 */
public final class Opening {

    public static final Opening NONE = new Opening();

    /** Datagrams of UDP, turns of TCP. */
    public final Messages turns = new Messages();
    /** TCP only: length-prefixed messages; the prefix is not part of them. */
    public final Messages frames = new Messages();
    /** TCP only. */
    public final Pieces pieces = new Pieces();

    /** Changes who is the client, once that is known. */
    public void swapRoles() {
        turns.swapRoles();
        frames.swapRoles();
        pieces.swapRoles();
    }

    /** A short list of messages; allocated as it grows. */
    public static final class Messages {

        public static final int LIMIT = 16;
        /** Bytes kept of each of the first four messages, and of each later one. */
        public static final int KEPT_EARLY = 160;
        public static final int KEPT_LATE = 32;

        private byte[] bytes = new byte[0];
        private int[] starts = new int[0]; // index of message i in bytes; its kept length is starts[i + 1] - starts[i]
        private int[] lengths = new int[0];
        private long fromClient; // one bit each
        private int count;

        public int count() {
            return count;
        }

        public boolean isFull() {
            return count == LIMIT;
        }

        /** How many bytes of the next message would be kept. */
        public int wanted() {
            return count < 4 ? KEPT_EARLY : KEPT_LATE;
        }

        /** Appends a message of {@code length} bytes on the wire of which {@code kept} are given. */
        public void add(boolean client, int length, byte[] source, int at, int kept) {
            if (isFull()) {
                return;
            }
            if (count + 2 > starts.length) {
                starts = Arrays.copyOf(starts, Math.max(4, starts.length * 2));
                lengths = Arrays.copyOf(lengths, starts.length);
            }
            int take = Math.min(kept, wanted());
            int start = starts[count];
            if (start + take > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(start + take, Math.min(bytes.length * 2, 1024)));
            }
            System.arraycopy(source, at, bytes, start, take);
            lengths[count] = length;
            fromClient |= client ? 1L << count : 0;
            starts[++count] = start + take;
        }

        /** Makes the last message longer: a turn of TCP that goes on. */
        public void extend(int length, byte[] source, int at, int kept) {
            int last = count - 1;
            int room = Math.max(0, (last < 4 ? KEPT_EARLY : KEPT_LATE) - kept(last));
            int take = Math.min(room, kept);
            if (starts[count] + take > bytes.length) {
                bytes = Arrays.copyOf(bytes, starts[count] + take);
            }
            System.arraycopy(source, at, bytes, starts[count], take);
            starts[count] += take;
            lengths[last] += length;
        }

        private void swapRoles() {
            fromClient = ~fromClient & (1L << count) - 1;
        }

        public boolean fromClient(int i) {
            return (fromClient >>> i & 1) != 0;
        }

        /** Length on the wire, bytes. */
        public int length(int i) {
            return lengths[i];
        }

        /** How many of its first bytes were kept. */
        public int kept(int i) {
            return starts[i + 1] - starts[i];
        }

        /** Byte {@code at} of message {@code i}, or -1 when it was not kept. */
        public int u8(int i, int at) {
            return at < kept(i) ? Bytes.u8(bytes, starts[i] + at) : -1;
        }

        /** Big-endian, or -1 when it was not kept. */
        public int u16(int i, int at) {
            return at + 2 <= kept(i) ? Bytes.u16(bytes, starts[i] + at) : -1;
        }

        /** Big-endian and unsigned, or -1 when it was not kept. */
        public long u32(int i, int at) {
            return at + 4 <= kept(i) ? Bytes.u32(bytes, starts[i] + at) & 0xFFFF_FFFFL : -1;
        }

        /** Eight bytes as they are; 0 when they were not kept. */
        public long u64(int i, int at) {
            return at + 8 <= kept(i) ? Bytes.u64(bytes, starts[i] + at) : 0;
        }

        /** Whether message {@code i} begins with these Latin-1 characters. */
        public boolean startsWith(int i, String text) {
            if (text.length() > kept(i)) {
                return false;
            }
            for (int k = 0; k < text.length(); k++) {
                if (u8(i, k) != text.charAt(k)) {
                    return false;
                }
            }
            return true;
        }

        /** Index of the {@code nth} (from 0) message of that side, or -1. */
        public int nth(boolean client, int nth) {
            for (int i = 0, seen = 0; i < count; i++) {
                if (fromClient(i) == client && seen++ == nth) {
                    return i;
                }
            }
            return -1;
        }
    }
}
