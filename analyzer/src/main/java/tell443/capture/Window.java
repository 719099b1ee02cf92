package tell443.capture;

import java.nio.ByteBuffer;
import tell443.bytes.Words;

/** Bytes of a capture that were read but not yet handed out; grows to what a batch may leave over, never beyond. */
final class Window {

    private static final int SMALLEST = 1 << 12;

    private Words words = new Words(SMALLEST);
    private int start;
    private int end;

    Words words() {
        return words;
    }

    ByteBuffer bytes() {
        return words.bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** Forgets everything before {@code at}. */
    void advanceTo(int at) {
        start = at;
    }

    void clear() {
        start = 0;
        end = 0;
    }

    /** Empties itself into the front of {@code target} and answers how many bytes that were. */
    int moveTo(ByteBuffer target) {
        int length = end - start;
        target.put(0, words.bytes, start, length);
        clear();
        return length;
    }

    /** Takes over {@code source[at..to)}; there is nothing in it yet. */
    void keep(ByteBuffer source, int at, int to) {
        int length = to - at;
        if (length > words.bytes.capacity()) {
            words = new Words(Integer.highestOneBit(length - 1) << 1);
        }
        words.bytes.put(0, source, at, length);
        start = 0;
        end = length;
    }
}
