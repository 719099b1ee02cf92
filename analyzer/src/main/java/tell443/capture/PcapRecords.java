package tell443.capture;

import static tell443.counters.Counter.LENGTH_MALFORMED;
import static tell443.counters.Counter.TIME_MALFORMED;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tell443.bytes.Bytes;
import tell443.bytes.Words;
import tell443.counters.Counters;

/**
 * A pcap file (draft-ietf-opsawg-pcap): a file header, then records.
 *
 * <pre>
 * file:    magic u32 | major u16 | minor u16 | reserved u64 | snaplen u32 | FCS and link type u32
 * record:  seconds u32 | fraction u32 | captured u32 | original u32 [| interface u32 | protocol u16 | type u8 | 0 u8]
 * </pre>
 * The bracket is there under Kuznetzov's magic. Versions before 2.3 have captured and original the other way round.
 * The header's snaplen is advisory: writers get it wrong.
 */
final class PcapRecords implements Records {

    static final int FILE_HEADER = 24;

    private static final int MICROS = 0xA1B2C3D4;
    private static final int NANOS = 0xA1B23C4D;
    private static final int KUZNETZOV = 0xA1B2CD34;

    private final Counters counters;
    private final boolean swapped; // little-endian
    private final int magic;
    private final int linkType;
    private final int headerLength;
    private final int capturedShift; // in the word of both lengths
    private final int fractionLimit; // fractions of a second in a second
    private final long fractionNanos;

    private final Stop stop = new Stop();

    /** Of the first {@link #FILE_HEADER} bytes, for which {@link #isMagic} and {@link #majorVersion} 2 hold. */
    PcapRecords(byte[] header, Counters counters) {
        this.counters = counters;
        swapped = isSwapped(header);
        magic = u32(header, 0);
        headerLength = magic == KUZNETZOV ? 24 : 16;
        capturedShift = minorVersion(header) < 3 ? Integer.SIZE : 0;
        fractionLimit = magic == NANOS ? 1_000_000_000 : 1_000_000;
        fractionNanos = magic == NANOS ? 1 : 1_000;
        linkType = u32(header, 20) & 0xFFFF;
    }

    static boolean isMagic(int bigEndian) {
        return isUnswappedMagic(bigEndian) || isUnswappedMagic(Integer.reverseBytes(bigEndian));
    }

    static int majorVersion(byte[] header) {
        return version(header, 4);
    }

    static int minorVersion(byte[] header) {
        return version(header, 6);
    }

    @Override
    public int walk(Words source, int at, int end, PacketBatch batch, long limitNanos) {
        stop.reason = Stop.NEED_MORE;
        int first = batch.count;
        int i = first;
        while (headerLength <= end - at) {
            int word = at >>> 3;
            int shift = (at & 7) << 3;
            long second = source.aligned(word + 1);
            long time = Words.join(source.aligned(word), second, shift);
            long lengths = Words.join(second, source.aligned(word + 2), shift);
            int captured = u32(lengths, capturedShift);
            int original = u32(lengths, Integer.SIZE - capturedShift);
            if (Integer.compareUnsigned(captured, PACKET_COMMON) > 0 && isTooLong(captured, original)
                    || captured == 0 && isFileHeader(source.bytes, at)) {
                break;
            }
            if (captured > end - at - headerLength) {
                break;
            }
            int fraction = u32(time, Integer.SIZE);
            long nanos = (u32(time, 0) & 0xFFFF_FFFFL) * 1_000_000_000L + (fraction & 0xFFFF_FFFFL) * fractionNanos;
            if (nanos > limitNanos || i == PacketBatch.PACKETS) {
                stop.headNanos = nanos;
                stop.reason = nanos > limitNanos ? Stop.LIMIT : Stop.FULL;
                break;
            }
            if (Integer.compareUnsigned(fraction, fractionLimit) >= 0) {
                counters.count(TIME_MALFORMED);
            }
            batch.offset[i] = at + headerLength;
            batch.captured[i] = captured;
            batch.original[i] = captured <= original && original <= WIRE_LIMIT ? original : impossible(captured);
            batch.timeNanos[i] = nanos;
            i++;
            at += headerLength + captured;
        }
        Arrays.fill(batch.linkType, first, i, linkType);
        Arrays.fill(batch.via, first, i, 0);
        batch.count = i;
        return at;
    }

    @Override
    public Stop stop() {
        return stop;
    }

    @Override
    public boolean mayEnd() {
        return true;
    }

    @Override
    public int headerLength() {
        return FILE_HEADER;
    }

    private int impossible(int captured) {
        counters.count(LENGTH_MALFORMED);
        return captured;
    }

    private boolean isTooLong(int captured, int original) {
        if (captured > 0 && captured <= PACKET_LIMIT && captured <= original && original <= WIRE_LIMIT) {
            return false;
        }
        stop.damaged("a packet record that claims to hold " + (captured & 0xFFFF_FFFFL) + " bytes; the file is damaged here");
        return true;
    }

    /** Read as a record, a file header is an empty packet of the year 2055. */
    private boolean isFileHeader(ByteBuffer bytes, int at) {
        if (u32(bytes, at) != magic || (u32(bytes, at + 4) & (swapped ? 0xFFFF : 0xFFFF_0000)) != (swapped ? 2 : 2 << 16)) {
            return false;
        }
        stop.damaged("a second pcap file header: captures were strung together; join them with mergecap, or name them one by one");
        return true;
    }

    private int u32(ByteBuffer bytes, int at) {
        int value = bytes.getInt(at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    private int u32(long word, int shift) {
        int value = (int) (word >>> shift);
        return swapped ? value : Integer.reverseBytes(value);
    }

    private int u32(byte[] bytes, int at) {
        int value = Bytes.u32(bytes, at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    private static int version(byte[] header, int at) {
        int value = Bytes.u16(header, at);
        return isSwapped(header) ? value >> 8 | (value & 0xFF) << 8 : value;
    }

    private static boolean isSwapped(byte[] header) {
        return !isUnswappedMagic(Bytes.u32(header, 0));
    }

    private static boolean isUnswappedMagic(int value) {
        return value == MICROS || value == NANOS || value == KUZNETZOV;
    }
}
