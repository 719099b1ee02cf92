package tell443.capture;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The doors of libpcap that capture. Touching this class loads JNA and libpcap. */
final class LibPcapLive {

    static final int ERROR_NO_SUCH_DEVICE = -5;
    static final int ERROR_NO_RIGHTS = -8;
    static final int ERROR_NOT_UP = -9;
    static final int ERROR_NO_RIGHTS_FOR_PROMISCUOUS = -11;
    static final int PRECISION_NANOS = 1;
    static final int ERROR_TEXT_BYTES = 256; // PCAP_ERRBUF_SIZE

    static {
        Native.register(LibPcapLive.class, LibPcap.library());
    }

    private LibPcapLive() {}

    static native Pointer pcap_create(String name, Pointer error);

    static native int pcap_set_snaplen(Pointer handle, int bytes);

    static native int pcap_set_promisc(Pointer handle, int on);

    static native int pcap_set_timeout(Pointer handle, int millis);

    static native int pcap_set_buffer_size(Pointer handle, int bytes);

    static native int pcap_set_tstamp_precision(Pointer handle, int precision);

    static native int pcap_get_tstamp_precision(Pointer handle);

    static native int pcap_activate(Pointer handle);

    static native int pcap_setnonblock(Pointer handle, int on, Pointer error);

    static native int pcap_get_selectable_fd(Pointer handle);

    static native int pcap_datalink(Pointer handle);

    static native int pcap_snapshot(Pointer handle);

    static native int pcap_setfilter(Pointer handle, Pointer program);

    /** @param statistics a {@code struct pcap_stat}: u_int received, dropped, dropped by the interface */
    static native int pcap_stats(Pointer handle, Pointer statistics);

    static native int pcap_dispatch(Pointer handle, int most, Pointer callback, Pointer user);

    static native int pcap_next_ex(Pointer handle, Pointer header, Pointer data);

    /** Writes the header of a pcap file. @return a {@code pcap_dumper_t} */
    static native Pointer pcap_dump_fopen(Pointer handle, Pointer file);

    /** Of less than 2 GiB, the C type is long. */
    static native int pcap_dump_ftell(Pointer dumper);

    static native void pcap_dump_close(Pointer dumper);

    static native String pcap_geterr(Pointer handle);

    static native String pcap_statustostr(int status);

    /** The callback that writes a packet to a dumper. */
    static Pointer dump() {
        return LibPcap.library().getFunction("pcap_dump");
    }
}
