package tell443.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of finished rows: text that grows at its end. One per worker, reused; numbers are written without objects. */
public final class RowBuffer {

    private static final int LONGEST_NUMBER = 20; // -9223372036854775808
    private static final int LONGEST_QUAD = "255.255.255.255".length();
    private static final int NINE = 9;
    private static final long BILLION = 1_000_000_000L;
    private static final long HUNDREDTH = 1_374_389_535L; // 2^37 / 100, rounded up: exact for 31 bits
    private static final long[] POWERS = new long[19]; // 1, 10, 100, ...; 10^19 does not fit
    private static final byte[] TENS = new byte[100];
    private static final byte[] ONES = new byte[100];
    private static final byte[] NO_KINDS = new byte[0x80];

    static {
        for (int i = 0; i < 100; i++) {
            TENS[i] = (byte) ('0' + i / 10);
            ONES[i] = (byte) ('0' + i % 10);
        }
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private byte[] bytes;
    private int length;

    public RowBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** The array itself; valid below {@link #length} until the next append. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Forgets what was appended since {@link #length} was this. */
    public void truncate(int shorter) {
        length = shorter;
    }

    /** One byte, or one ASCII character. */
    public RowBuffer put(int b) {
        ensure(1);
        bytes[length++] = (byte) b;
        return this;
    }

    public RowBuffer put(byte[] source, int at, int count) {
        ensure(count);
        System.arraycopy(source, at, bytes, length, count);
        length += count;
        return this;
    }

    /** Text whose every character is ASCII. */
    @SuppressWarnings("deprecation") // drops the upper halves of characters, which ASCII has not; no other way copies as fast
    public RowBuffer ascii(String text) {
        int count = text.length();
        ensure(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** Appends text as if it were ASCII; the union of its characters' kinds says whether it was, and what else it holds. */
    int copy(String text, byte[] kinds) {
        int count = text.length();
        ensure(count);
        byte[] target = bytes;
        int at = length;
        int union = 0;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            union |= c < 0x80 ? kinds[c] : -1;
            target[at + i] = (byte) c;
        }
        length = at + count;
        return union;
    }

    /** Any text as UTF-8; half a surrogate pair becomes a question mark. */
    public RowBuffer text(String text) {
        int start = length;
        if (copy(text, NO_KINDS) != 0) {
            length = start;
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            put(encoded, 0, encoded.length);
        }
        return this;
    }

    public RowBuffer integer(long value) {
        ensure(LONGEST_NUMBER);
        if (value >= 0 && value < BILLION) {
            int end = length + width((int) value);
            upToNine((int) value, length, end);
            length = end;
        } else if (value >= 0) {
            digits(value, width(value));
        } else if (value != Long.MIN_VALUE) {
            bytes[length++] = '-';
            digits(-value, width(-value));
        } else {
            ascii("-9223372036854775808");
        }
        return this;
    }

    /** {@code scaled} divided by 10 to the power of {@code places}, with all its places: 1500 and 3 make 1.500. */
    public RowBuffer decimal(long scaled, int places) {
        ensure(LONGEST_NUMBER + 2);
        long size = Math.abs(scaled);
        if (scaled < 0) {
            bytes[length++] = '-';
        }
        long unit = POWERS[places];
        long whole = size / unit;
        digits(whole, width(whole));
        bytes[length++] = '.';
        digits(size - whole * unit, places);
        return this;
    }

    /** A number that is not negative with leading zeros, {@code width} digits in all. */
    public RowBuffer padded(long value, int width) {
        ensure(width);
        digits(value, width);
        return this;
    }

    /** An IPv4 address. */
    RowBuffer quad(int address) {
        ensure(LONGEST_QUAD + 1);
        byte[] target = bytes;
        int at = length;
        for (int shift = 24; shift >= 0; shift -= 8) {
            int octet = address >>> shift & 0xFF;
            int pair = octet < 100 ? octet : octet < 200 ? octet - 100 : octet - 200;
            if (octet >= 100) {
                target[at++] = (byte) (octet < 200 ? '1' : '2');
            }
            if (octet >= 10) {
                target[at++] = TENS[pair];
            }
            target[at++] = ONES[pair];
            target[at++] = '.';
        }
        length = at - 1;
        return this;
    }

    private void digits(long value, int width) {
        int start = length;
        int end = start + width;
        length = end;
        long rest = value;
        while (end - start > NINE) {
            long billions = rest / BILLION;
            end -= NINE;
            upToNine((int) (rest - billions * BILLION), end, end + NINE);
            rest = billions;
        }
        upToNine((int) rest, start, end);
    }

    /** Two digits at a time. The product is a division by 100, which the first compiler would leave to the slow instruction. */
    private void upToNine(int value, int start, int end) {
        byte[] target = bytes;
        int rest = value;
        int at = end;
        while (at - start >= 2) {
            int hundreds = (int) (rest * HUNDREDTH >>> 37);
            int pair = rest - hundreds * 100;
            target[--at] = ONES[pair];
            target[--at] = TENS[pair];
            rest = hundreds;
        }
        if (at > start) {
            target[start] = (byte) ('0' + rest);
        }
    }

    /** Of less than a billion. */
    private static int width(int value) {
        if (value < 10_000) {
            return value < 100 ? value < 10 ? 1 : 2 : value < 1_000 ? 3 : 4;
        }
        return value < 1_000_000 ? value < 100_000 ? 5 : 6 : value < 10_000_000 ? 7 : value < 100_000_000 ? 8 : 9;
    }

    private static int width(long value) {
        int width = 1;
        while (width < POWERS.length && value >= POWERS[width]) {
            width++;
        }
        return width;
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
