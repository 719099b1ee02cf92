package tell443.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text being written, as ASCII bytes: digests read it where it lies. Grows, is cleared and used again. */
final class AsciiBuffer {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    byte[] bytes;
    int length;

    AsciiBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    AsciiBuffer clear() {
        length = 0;
        return this;
    }

    String text() {
        return text(0);
    }

    String text(int from) {
        return new String(bytes, from, length - from, StandardCharsets.ISO_8859_1);
    }

    AsciiBuffer put(int character) {
        room(1);
        bytes[length++] = (byte) character;
        return this;
    }

    AsciiBuffer put(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    AsciiBuffer put(AsciiBuffer other) {
        room(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    AsciiBuffer decimal(int value) {
        int divisor = 1;
        while (value / divisor >= 10) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            put('0' + value / divisor % 10);
        }
        return this;
    }

    AsciiBuffer hex4(int value) {
        return hex2(value >>> 8).hex2(value);
    }

    AsciiBuffer hex2(int value) {
        return put(DIGITS[value >>> 4 & 15]).put(DIGITS[value & 15]);
    }

    AsciiBuffer hex(byte[] source, int at, int count) {
        for (int i = 0; i < count; i++) {
            hex2(source[at + i]);
        }
        return this;
    }

    /**
     * A byte of the network: printable ASCII as it is, all else as {@code \xNN}. The backslash itself and the semicolon,
     * which joins lists, are escaped too, so that nothing is lost.
     */
    AsciiBuffer escaped(int value) {
        boolean plain = value >= 0x20 && value < 0x7F && value != '\\' && value != ';';
        return plain ? put(value) : put('\\').put('x').hex2(value);
    }

    static byte hexDigit(int nibble) {
        return DIGITS[nibble & 15];
    }

    private void room(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
