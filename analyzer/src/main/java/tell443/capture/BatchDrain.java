package tell443.capture;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import tell443.bytes.Bytes;
import tell443.bytes.Words;

/**
 * Has libpcap write its packets into memory, many with one call: {@code pcap_dispatch} calls {@code pcap_dump}, which writes
 * to a file whose buffer is our memory. The file is {@code /dev/null}: what the C library writes there when we rewind it is
 * not even copied.
 */
final class BatchDrain implements Drain {

    private static final int RECORD_HEADER = 16;

    private final Pointer source;
    private final int longest;
    private final Words words = new Words(CAPACITY);
    private final Pointer dump = LibPcapLive.dump();
    private final byte[] header = new byte[PcapRecords.FILE_HEADER];
    private final Pointer file; // null where there is none
    private final Pointer dumper;
    private int end;

    /** Of an interface; {@link #isReady} tells whether that works here. */
    BatchDrain(LiveHandle handle) {
        source = handle.pointer();
        longest = handle.snaplen() + RECORD_HEADER;
        file = LibC.fopen("/dev/null", "w");
        dumper = file == null ? null : dumper();
        words.bytes.get(0, header);
        if (isReady()) {
            clear();
        }
    }

    private Pointer dumper() {
        Pointer buffer = Native.getDirectBufferPointer(words.bytes);
        if (LibC.setvbuf(file, buffer, LibC.FULLY_BUFFERED, new NativeLong(CAPACITY)) != 0) {
            return null;
        }
        LibC.doNotLock(file);
        return LibPcapLive.pcap_dump_fopen(source, file);
    }

    /** The header of the file lies where the packets shall. */
    boolean isReady() {
        return PcapRecords.isMagic(Bytes.u32(header, 0));
    }

    /** Never asks for more packets than surely find room: what does not would be written to the null device. */
    @Override
    public boolean fill() {
        while (end < ENOUGH) {
            int most = (CAPACITY - end) / longest;
            int moved = LibPcapLive.pcap_dispatch(source, most, dump, dumper);
            if (moved > 0) {
                end = LibPcapLive.pcap_dump_ftell(dumper);
            }
            if (moved < most) {
                return moved >= 0;
            }
        }
        return true;
    }

    @Override
    public void clear() {
        LibC.rewind(file);
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
        return header.clone();
    }

    @Override
    public void close() {
        if (dumper != null) {
            LibPcapLive.pcap_dump_close(dumper); // and the file
        } else if (file != null) {
            LibC.fclose(file);
        }
    }
}
