package tell443.capture;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;

/** An interface that libpcap has opened. One thread alone uses it, and closes it. */
final class LiveHandle {

    /** How long the kernel keeps packets back to hand out several at once; also how late a packet may be. */
    static final int PATIENCE_MILLIS = 100;

    private static final int NETMASK_UNKNOWN = -1; // PCAP_NETMASK_UNKNOWN

    private final String name;
    private final Pointer handle;
    private final int descriptor;
    private final Memory statistics = new Memory(12);
    private int received;
    private int dropped;
    private int droppedByInterface;

    /** Of a handle that never waits. */
    LiveHandle(String name, Pointer handle, int descriptor) {
        this.name = name;
        this.handle = handle;
        this.descriptor = descriptor;
    }

    /** @throws CaptureException that says how to mend it, when there is no libpcap, no right, or no such interface */
    static LiveHandle open(String name, LiveSettings settings) throws CaptureException {
        try (Memory error = new Memory(LibPcapLive.ERROR_TEXT_BYTES)) {
            Pointer handle = LibPcapLive.pcap_create(name, error);
            if (handle == null) {
                throw new CaptureException(name + ": " + error.getString(0));
            }
            try {
                activate(name, handle, settings);
                int linkType = BpfProgram.linkType(LibPcapLive.pcap_datalink(handle));
                if (!settings.readable().test(linkType)) {
                    throw new CaptureException(name + ": link type " + linkType + " is not supported");
                }
                filter(handle, settings.filters());
                if (LibPcapLive.pcap_setnonblock(handle, 1, error) != 0) {
                    throw new CaptureException(name + ": " + error.getString(0));
                }
                return new LiveHandle(name, handle, LibPcapLive.pcap_get_selectable_fd(handle));
            } catch (CaptureException | FilterException e) {
                LibPcap.pcap_close(handle);
                throw e;
            }
        } catch (LinkageError e) { // a failed load is an UnsatisfiedLinkError once, and a NoClassDefFoundError ever after
            throw noLibrary(e);
        }
    }

    static CaptureException noLibrary(LinkageError e) {
        return new CaptureException(
                "live capture needs libpcap: apt install libpcap0.8 (Debian, Ubuntu), dnf install libpcap (Fedora)", e);
    }

    private static void activate(String name, Pointer handle, LiveSettings settings) throws CaptureException {
        LibPcapLive.pcap_set_snaplen(handle, settings.snaplen());
        LibPcapLive.pcap_set_promisc(handle, settings.promiscuous() ? 1 : 0);
        LibPcapLive.pcap_set_timeout(handle, PATIENCE_MILLIS);
        LibPcapLive.pcap_set_buffer_size(handle, settings.bufferBytes());
        LibPcapLive.pcap_set_tstamp_precision(handle, LibPcapLive.PRECISION_NANOS); // refused where there are only microseconds
        int status = LibPcapLive.pcap_activate(handle);
        if (status < 0) {
            throw new CaptureException(name + ": " + reason(status, handle));
        }
    }

    /** What is wrong, a semicolon, and what to do about it, where that is known. */
    private static String reason(int status, Pointer handle) {
        return switch (status) {
            case LibPcapLive.ERROR_NO_SUCH_DEVICE -> "there is no such interface; tell443 interfaces lists them";
            case LibPcapLive.ERROR_NOT_UP -> "the interface is down; ip link set it up first";
            case LibPcapLive.ERROR_NO_RIGHTS, LibPcapLive.ERROR_NO_RIGHTS_FOR_PROMISCUOUS ->
                "no right to capture; start it with sudo, or with CAP_NET_RAW alone, sudo setpriv --reuid=$(id -u) --regid=$(id -g)"
                        + " --init-groups --inh-caps=+net_raw --ambient-caps=+net_raw tell443 live ...";
            default -> {
                String text = LibPcapLive.pcap_geterr(handle);
                yield text.isEmpty() ? LibPcapLive.pcap_statustostr(status) : text;
            }
        };
    }

    private static void filter(Pointer handle, List<String> expressions) throws CaptureException {
        if (expressions.isEmpty()) {
            return;
        }
        try (Memory program = new Memory(8 + Math.max(8, Native.POINTER_SIZE))) {
            program.clear();
            int next = 0;
            while (LibPcap.pcap_compile(handle, program, expressions.get(next), 1, NETMASK_UNKNOWN) != 0) {
                if (++next == expressions.size()) {
                    throw new FilterException(LibPcapLive.pcap_geterr(handle));
                }
            }
            int status = LibPcapLive.pcap_setfilter(handle, program);
            LibPcap.pcap_freecode(program);
            if (status != 0) {
                throw new CaptureException("--filter: " + LibPcapLive.pcap_geterr(handle));
            }
        }
    }

    String name() {
        return name;
    }

    Pointer pointer() {
        return handle;
    }

    /** For poll; below 0 where there is none. */
    int descriptor() {
        return descriptor;
    }

    /** Bytes that a packet may be long here. */
    int snaplen() {
        return LibPcapLive.pcap_snapshot(handle);
    }

    /** LINKTYPE_ value. */
    int linkType() {
        return BpfProgram.linkType(LibPcapLive.pcap_datalink(handle));
    }

    String error() {
        return LibPcapLive.pcap_geterr(handle);
    }

    /** Adds what came and was lost since the last call. libpcap's numbers have 32 bits and run over. @return the sums */
    InterfaceStatistics count(InterfaceStatistics before) {
        if (LibPcapLive.pcap_stats(handle, statistics) != 0) {
            return before;
        }
        InterfaceStatistics sums = new InterfaceStatistics(before.linkType(), before.sinceNanos(),
                System.currentTimeMillis() * 1_000_000L, before.received() + (statistics.getInt(0) - received & 0xFFFF_FFFFL),
                before.dropped() + (statistics.getInt(4) - dropped & 0xFFFF_FFFFL),
                before.droppedByInterface() + (statistics.getInt(8) - droppedByInterface & 0xFFFF_FFFFL), before.delivered());
        received = statistics.getInt(0);
        dropped = statistics.getInt(4);
        droppedByInterface = statistics.getInt(8);
        return sums;
    }

    void close() {
        LibPcap.pcap_close(handle);
    }
}
