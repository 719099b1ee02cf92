package tell443.capture;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * A filter expression as classic BPF instructions, compiled by libpcap so that it means what it means to tcpdump.
 *
 * <p>The same expression gives other instructions for another link type.
 */
public final class BpfProgram {

    /** {@code ret #0} */
    static final BpfProgram NONE_PASSES = new BpfProgram(new int[] {6}, new int[1], new int[1]);

    private static final int SNAPLEN = 262_144;
    private static final int NETMASK_UNKNOWN = -1; // PCAP_NETMASK_UNKNOWN
    private static final int INSTRUCTION_BYTES = 8; // struct bpf_insn: u_short code; u_char jt, jf; u_int k

    private static final int[] RENAMED = {100, 101, 102, 103, 106};
    private static final int LOAD_ABSOLUTE = 0x20; // BPF_LD | BPF_ABS of any size

    private final int[] codes;
    private final int[] jumps;
    private final int[] operands;

    /** @param codes operation, @param jumps true branch in bits 8 to 15 and false branch in 0 to 7, @param operands k */
    BpfProgram(int[] codes, int[] jumps, int[] operands) {
        this.codes = codes.clone();
        this.jumps = jumps.clone();
        this.operands = operands.clone();
    }

    /**
     * @param linkType LINKTYPE_ value
     * @throws FilterException with libpcap's own words when the expression cannot be compiled
     * @throws CaptureException when there is no libpcap
     */
    public static BpfProgram compile(String expression, int linkType) throws CaptureException {
        try {
            Pointer handle = LibPcap.pcap_open_dead(dataLinkType(linkType), SNAPLEN);
            try {
                return compile(expression, handle);
            } finally {
                LibPcap.pcap_close(handle);
            }
        } catch (LinkageError e) { // a failed load is an UnsatisfiedLinkError once, and a NoClassDefFoundError ever after
            throw new CaptureException("-f needs libpcap: install libpcap0.8 (Debian, Ubuntu) or libpcap (Fedora, macOS)", e);
        }
    }

    int length() {
        return codes.length;
    }

    int code(int i) {
        return codes[i];
    }

    int jumpTrue(int i) {
        return jumps[i] >>> 8;
    }

    int jumpFalse(int i) {
        return jumps[i] & 0xFF;
    }

    int operand(int i) {
        return operands[i];
    }

    private static BpfProgram compile(String expression, Pointer handle) {
        try (Memory program = new Memory(8 + Math.max(8, Native.POINTER_SIZE))) {
            program.clear();
            if (LibPcap.pcap_compile(handle, program, expression, 1, NETMASK_UNKNOWN) != 0) {
                throw new FilterException(LibPcap.pcap_geterr(handle));
            }
            try {
                return copy(program);
            } finally {
                LibPcap.pcap_freecode(program);
            }
        }
    }

    private static BpfProgram copy(Memory program) {
        int length = program.getInt(0);
        Pointer instructions = program.getPointer(Native.POINTER_SIZE);
        int[] codes = new int[length];
        int[] jumps = new int[length];
        int[] operands = new int[length];
        for (int i = 0; i < length; i++) {
            long at = (long) i * INSTRUCTION_BYTES;
            codes[i] = instructions.getShort(at) & 0xFFFF;
            jumps[i] = (instructions.getByte(at + 2) & 0xFF) << 8 | instructions.getByte(at + 3) & 0xFF;
            operands[i] = instructions.getInt(at + 4);
        }
        return new BpfProgram(codes, jumps, operands).checkedForFiles();
    }

    /** Linux answers loads at negative offsets (SKF_AD_OFF) with what it knows of a packet; no file holds that. */
    private BpfProgram checkedForFiles() {
        for (int i = 0; i < codes.length; i++) {
            if ((codes[i] & 0xE7) == LOAD_ABSOLUTE && operands[i] < 0) {
                throw new FilterException("the expression asks for what only a live interface knows, such as inbound or ifindex");
            }
        }
        return this;
    }

    /** The LINKTYPE_ value of a DLT_ value on Linux. */
    static int linkType(int dataLinkType) {
        for (int linkType : RENAMED) {
            if (dataLinkType(linkType) == dataLinkType) {
                return linkType;
            }
        }
        return dataLinkType;
    }

    /** What files call LINKTYPE_ has other numbers as DLT_ in libpcap on Linux, for a few old types. */
    private static int dataLinkType(int linkType) {
        return switch (linkType) {
            case 100 -> 11; // ATM_RFC1483
            case 101 -> 12; // RAW
            case 102 -> 15; // SLIP_BSDOS
            case 103 -> 16; // PPP_BSDOS
            case 106 -> 19; // ATM_CLIP
            default -> linkType;
        };
    }
}
