package tell443.capture;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import tell443.bytes.Words;

/** Fetches packets one by one and writes the records itself: works with every libpcap, at several calls per packet. */
final class SingleDrain implements Drain {

    private static final int NANOS = 0xA1B23C4D;
    private static final int MICROS = 0xA1B2C3D4;
    private static final int RECORD_HEADER = 16;

    private final Pointer source;
    private final int longest;
    private final int linkType;
    private final Words words = new Words(CAPACITY);
    private final Memory places = new Memory(2L * Native.POINTER_SIZE); // where header and bytes of a packet are
    private final Pointer dataPlace = places.share(Native.POINTER_SIZE);
    private int end;

    SingleDrain(LiveHandle handle) {
        source = handle.pointer();
        longest = handle.snaplen() + RECORD_HEADER;
        linkType = handle.linkType();
    }

    @Override
    public boolean fill() {
        while (end < ENOUGH && longest <= CAPACITY - end) {
            int status = LibPcapLive.pcap_next_ex(source, places, dataPlace);
            if (status <= 0) {
                return status == 0;
            }
            append(places.getPointer(0), dataPlace.getPointer(0));
        }
        return true;
    }

    /** {@code struct pcap_pkthdr}: two C longs of time, then captured and original length. */
    private void append(Pointer packet, Pointer data) {
        ByteBuffer bytes = words.bytes;
        int captured = packet.getInt(2L * Native.LONG_SIZE);
        bytes.putInt(end, packet.getNativeLong(0).intValue());
        bytes.putInt(end + 4, packet.getNativeLong(Native.LONG_SIZE).intValue());
        bytes.putInt(end + 8, captured);
        bytes.putInt(end + 12, packet.getInt(2L * Native.LONG_SIZE + 4));
        bytes.put(end + RECORD_HEADER, data.getByteBuffer(0, captured), 0, captured);
        end += RECORD_HEADER + captured;
    }

    @Override
    public void clear() {
        end = 0;
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public byte[] header() {
        boolean nanos = LibPcapLive.pcap_get_tstamp_precision(source) == LibPcapLive.PRECISION_NANOS;
        return ByteBuffer.allocate(PcapRecords.FILE_HEADER).putInt(nanos ? NANOS : MICROS).putShort((short) 2).putShort((short) 4)
                .putLong(0).putInt(LiveSettings.LONGEST_SNAPLEN).putInt(linkType).array();
    }

    @Override
    public void close() {
        // nothing but memory
    }
}
