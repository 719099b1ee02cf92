package tell443.tls;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;

/** Where a list lies in the bytes of a hello. Reused; the first list of its kind wins. */
final class Slice {

    int at;
    int length; // bytes
    private boolean present;

    void clear() {
        at = 0;
        length = 0;
        present = false;
    }

    /** Keeps the next {@code wanted} bytes if they are there, are whole units, and nothing was kept before. */
    void take(Cursor in, int wanted, int unit) {
        int from = in.take(wanted);
        if (from >= 0 && wanted % unit == 0) {
            set(from, wanted);
        }
    }

    void set(int from, int wanted) {
        if (!present) {
            at = from;
            length = wanted;
            present = true;
        }
    }

    boolean present() {
        return present;
    }

    /** Values of two bytes each. */
    int[] values16(byte[] bytes) {
        int[] values = new int[length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = Bytes.u16(bytes, at + 2 * i);
        }
        return values;
    }

    int[] values8(byte[] bytes) {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = Bytes.u8(bytes, at + i);
        }
        return values;
    }

    void addTo(Key key, byte[] bytes) {
        key.add(bytes, at, length);
    }
}
