package tell443.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.SafeText;

/**
 * Puts one little-endian block together after the other.
 *
 * <pre>
 * block:   type u32 | length u32 | body | options | length u32 again
 * option:  code u16 | length u16 | value, padded to four bytes
 * </pre>
 */
final class PcapngBlock {

    private static final int LONGEST_OPTION = 0xFFFF;

    private byte[] block = new byte[1 << 12];
    private int length;
    private boolean hasOptions;

    void begin(int type) {
        length = 0;
        u32(type);
        u32(0); // length: end() knows it
    }

    void end(Output output) throws OutputException {
        if (hasOptions) {
            u32(0); // end of options
        }
        hasOptions = false;
        int whole = length + 4;
        u32(whole);
        int behind = length;
        length = 4;
        u32(whole);
        output.write(block, 0, behind);
    }

    void option(int code, String text) {
        option(code, SafeText.escape(text).getBytes(UTF_8));
    }

    void option(int code, byte[] value) {
        int held = Math.min(value.length, LONGEST_OPTION);
        u16(code);
        u16(held);
        padded(value, 0, held);
        hasOptions = true;
    }

    /** A number of 64 bits. */
    void option(int code, long value) {
        u16(code);
        u16(8);
        u32((int) value);
        u32((int) (value >>> 32));
        hasOptions = true;
    }

    /** Of an option, too, a time is two numbers, the higher one first. */
    void timeOption(int code, long nanos) {
        u16(code);
        u16(8);
        time(nanos);
        hasOptions = true;
    }

    void time(long nanos) {
        u32((int) (nanos >>> 32));
        u32((int) nanos);
    }

    void padded(byte[] bytes, int at, int count) {
        int room = count + 3 & ~3;
        ensure(room);
        System.arraycopy(bytes, at, block, length, count);
        Arrays.fill(block, length + count, length + room, (byte) 0);
        length += room;
    }

    void u16(int value) {
        ensure(2);
        block[length++] = (byte) value;
        block[length++] = (byte) (value >>> 8);
    }

    void u32(int value) {
        u16(value);
        u16(value >>> 16);
    }

    private void ensure(int more) {
        if (more > block.length - length) {
            block = Arrays.copyOf(block, Math.max(length + more, block.length * 2));
        }
    }
}
