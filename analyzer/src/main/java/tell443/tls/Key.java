package tell443.tls;

import java.util.Arrays;
import tell443.bytes.Bytes;

/**
 * The bytes under which something is {@link Remembered}: a range that lies somewhere, or numbers and ranges put together.
 * Keys are compared byte by byte, so nobody can make two different hellos meet; the hash only says where to look.
 */
final class Key {

    /** Longer keys are hashed by their two ends; certificates differ there, in serial number and signature. */
    private static final int HASHED = 256;
    private static final int FACTOR = 0x9E37_79B1;

    private byte[] own = new byte[512];
    private byte[] bytes = own;
    private int at;
    private int length;

    Key clear() {
        bytes = own;
        at = 0;
        length = 0;
        return this;
    }

    /** That range and nothing else; it must not change until the key was used. */
    Key of(byte[] source, int from, int count) {
        bytes = source;
        at = from;
        length = count;
        return this;
    }

    Key add(int value) {
        room(Integer.BYTES);
        own[length] = (byte) (value >>> 24);
        own[length + 1] = (byte) (value >>> 16);
        own[length + 2] = (byte) (value >>> 8);
        own[length + 3] = (byte) value;
        length += Integer.BYTES;
        return this;
    }

    /** How many bytes there are, then the bytes. */
    Key add(byte[] source, int from, int count) {
        add(count);
        room(count);
        System.arraycopy(source, from, own, length, count);
        length += count;
        return this;
    }

    /** How many values there are, then the lower 16 bits of each. */
    Key add(int[] values, int count) {
        add(count);
        room(2 * count);
        for (int i = 0; i < count; i++) {
            own[length++] = (byte) (values[i] >>> 8);
            own[length++] = (byte) values[i];
        }
        return this;
    }

    int hash() {
        int end = at + length;
        if (length <= HASHED) {
            return hash(length, at, end);
        }
        return hash(hash(length, at, at + HASHED / 2), end - HASHED / 2, end);
    }

    private int hash(int start, int from, int end) {
        byte[] bytes = this.bytes;
        int hash = start;
        int i = from;
        for (; i + Integer.BYTES <= end; i += Integer.BYTES) {
            hash = (Integer.rotateLeft(hash, 13) ^ Bytes.u32(bytes, i)) * FACTOR;
        }
        for (; i < end; i++) {
            hash = (Integer.rotateLeft(hash, 13) ^ bytes[i]) * FACTOR;
        }
        return hash ^ hash >>> 15;
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, at, at + length, other, 0, other.length);
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    private void room(int more) {
        if (more > own.length - length) {
            own = Arrays.copyOf(own, Math.max(own.length * 2, length + more));
            bytes = own;
        }
    }
}
