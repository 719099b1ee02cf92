package tell443.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.SafeText;

/**
 * Writes pcapng (draft-ietf-opsawg-pcapng): one section, little-endian, times in nanoseconds.
 *
 * <pre>
 * block:   type u32 | length u32 | body | options | length u32 again
 * option:  code u16 | length u16 | value, padded to four bytes
 * </pre>
 */
public final class PacketFile implements AutoCloseable {

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_IF_NAME = 2;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_TSRESOL = 9;
    private static final int NANOSECONDS = 9; // 10^-9 s
    private static final int LONGEST_OPTION = 0xFFFF;

    private final Output output;
    private final IntFunction<String> names;
    private final Map<Long, Integer> interfaces = new HashMap<>(); // source << 32 | link type
    private long latestKey = -1;
    private int latestInterface;
    private byte[] block = new byte[1 << 12];
    private int length;
    private boolean hasOptions;
    private long packets;

    /**
     * Takes over the output: closing this closes it.
     *
     * @param comment about the whole file
     * @param names of captures by their number
     */
    public PacketFile(Output output, String program, String comment, IntFunction<String> names) throws OutputException {
        this.output = output;
        this.names = names;
        begin(SECTION_HEADER);
        u32(BYTE_ORDER_MAGIC);
        u16(1); // version 1.0
        u16(0);
        u32(-1); // section length: not known
        u32(-1);
        option(OPTION_COMMENT, utf8(comment));
        option(OPTION_APPLICATION, utf8(program));
        end();
    }

    /**
     * Writes one packet, whose bytes are {@code bytes[at..at + captured)}.
     *
     * @param comment UTF-8; empty for none
     */
    public void packet(int source, int linkType, long timeNanos, int original, byte[] bytes, int at, int captured, byte[] comment)
            throws OutputException {
        int id = interfaceOf(source, linkType);
        begin(ENHANCED_PACKET);
        u32(id);
        u32((int) (timeNanos >>> 32));
        u32((int) timeNanos);
        u32(captured);
        u32(original);
        padded(bytes, at, captured);
        if (comment.length > 0) {
            option(OPTION_COMMENT, comment);
        }
        end();
        packets++;
    }

    public long packets() {
        return packets;
    }

    /** The file is complete and gets its name. */
    public void commit() throws OutputException {
        output.commit();
    }

    public void flush() throws OutputException {
        output.flush();
    }

    @Override
    public void close() {
        output.close();
    }

    private int interfaceOf(int source, int linkType) throws OutputException {
        long key = (long) source << 32 | linkType & 0xFFFF_FFFFL;
        if (key != latestKey) {
            Integer known = interfaces.get(key);
            latestInterface = known == null ? describe(source, linkType) : known;
            interfaces.put(key, latestInterface);
            latestKey = key;
        }
        return latestInterface;
    }

    private int describe(int source, int linkType) throws OutputException {
        begin(INTERFACE_DESCRIPTION);
        u16(linkType);
        u16(0);
        u32(0); // snap length: no limit
        option(OPTION_IF_NAME, utf8(names.apply(source)));
        option(OPTION_TSRESOL, new byte[] {NANOSECONDS});
        end();
        return interfaces.size();
    }

    private static byte[] utf8(String text) {
        return SafeText.escape(text).getBytes(UTF_8);
    }

    private void begin(int type) {
        length = 0;
        u32(type);
        u32(0); // length: end() knows it
    }

    private void end() throws OutputException {
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

    private void option(int code, byte[] value) {
        int held = Math.min(value.length, LONGEST_OPTION);
        u16(code);
        u16(held);
        padded(value, 0, held);
        hasOptions = true;
    }

    private void padded(byte[] bytes, int at, int count) {
        int room = count + 3 & ~3;
        ensure(room);
        System.arraycopy(bytes, at, block, length, count);
        Arrays.fill(block, length + count, length + room, (byte) 0);
        length += room;
    }

    private void u16(int value) {
        ensure(2);
        block[length++] = (byte) value;
        block[length++] = (byte) (value >>> 8);
    }

    private void u32(int value) {
        u16(value);
        u16(value >>> 16);
    }

    private void ensure(int more) {
        if (more > block.length - length) {
            block = Arrays.copyOf(block, Math.max(length + more, block.length * 2));
        }
    }
}
