package tell443.capture;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The doors of libpcap that compile a filter. Touching this class loads JNA and libpcap: nobody does who only reads files. */
final class LibPcap {

    private static final String[] NAMES = {"pcap", "libpcap.so.1", "libpcap.so.0.8", "libpcap.so.0"};

    static {
        Native.register(LibPcap.class, library());
    }

    private LibPcap() {}

    static native Pointer pcap_open_dead(int dataLinkType, int snaplen);

    /** @param program a {@code struct bpf_program}: u_int bf_len; struct bpf_insn *bf_insns */
    static native int pcap_compile(Pointer handle, Pointer program, String expression, int optimize, int netmask);

    static native void pcap_freecode(Pointer program);

    static native String pcap_geterr(Pointer handle);

    static native void pcap_close(Pointer handle);

    /** Without its development package libpcap has only versioned names. */
    static NativeLibrary library() {
        UnsatisfiedLinkError first = null;
        for (String name : NAMES) {
            try {
                return NativeLibrary.getInstance(name);
            } catch (UnsatisfiedLinkError e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }
}
