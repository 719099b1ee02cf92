package tell443.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of finished rows: text that grows at its end. One per worker, reused; numbers are written without objects. */
public final class RowBuffer {

    private static final int LONGEST_NUMBER = 20; // -9223372036854775808
    private static final long[] POWERS = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L, 1_000_000_000L};

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
    public RowBuffer ascii(String text) {
        int count = text.length();
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += count;
        return this;
    }

    /** Any text as UTF-8; half a surrogate pair becomes a question mark. */
    public RowBuffer text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                return put(encoded, 0, encoded.length);
            }
        }
        return ascii(text);
    }

    public RowBuffer integer(long value) {
        ensure(LONGEST_NUMBER);
        if (value >= 0) {
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
        digits(size / unit, width(size / unit));
        bytes[length++] = '.';
        digits(size % unit, places);
        return this;
    }

    /** A number that is not negative with leading zeros, {@code width} digits in all. */
    public RowBuffer padded(long value, int width) {
        ensure(width);
        digits(value, width);
        return this;
    }

    private void digits(long value, int width) {
        long rest = value;
        for (int i = length + width - 1; i >= length; i--) {
            long tenth = rest / 10;
            bytes[i] = (byte) ('0' + (int) (rest - tenth * 10));
            rest = tenth;
        }
        length += width;
    }

    private static int width(long value) {
        int width = 1;
        for (long bound = 10; value >= bound; bound *= 10) {
            if (++width == 19) {
                break; // 10^19 does not fit
            }
        }
        return width;
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
