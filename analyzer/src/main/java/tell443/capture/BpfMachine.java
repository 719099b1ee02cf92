package tell443.capture;

import java.nio.ByteBuffer;

/**
 * Runs a {@link BpfProgram} on packets: the machine of McCanne and Jacobson (USENIX 1993) as libpcap's bpf_filter has
 * it. Loads outside the captured bytes, division by zero and whatever is no instruction end in "no".
 */
final class BpfMachine {

    private static final int CLASS = 0x07;
    private static final int LD = 0;
    private static final int LDX = 1;
    private static final int ST = 2;
    private static final int STX = 3;
    private static final int ALU = 4;
    private static final int JMP = 5;
    private static final int RET = 6;

    private static final int SIZE = 0x18;
    private static final int WORD = 0x00;
    private static final int HALF = 0x08;

    private static final int MODE = 0xE0;
    private static final int IMMEDIATE = 0x00;
    private static final int ABSOLUTE = 0x20;
    private static final int INDIRECT = 0x40;
    private static final int MEMORY = 0x60;
    private static final int PACKET_LENGTH = 0x80;
    private static final int IP_HEADER_LENGTH = 0xA0; // MSH

    private static final int SOURCE_X = 0x08;
    private static final int OPERATION = 0xF0;
    private static final int ACCUMULATOR = 0x10; // of RET
    private static final int TO_ACCUMULATOR = 0x80; // TXA

    /** A loop of protochain over the longest packet stays far below. */
    private static final int STEP_LIMIT = 1 << 20;

    private final int[] codes;
    private final int[] jumpsTrue;
    private final int[] jumpsFalse;
    private final int[] operands;
    private final int[] memory = new int[16];

    private ByteBuffer bytes;
    private int start;
    private int captured;
    private int original;
    private int a;
    private int x;
    private boolean failed;

    BpfMachine(BpfProgram program) {
        int length = program.length();
        codes = new int[length];
        jumpsTrue = new int[length];
        jumpsFalse = new int[length];
        operands = new int[length];
        for (int i = 0; i < length; i++) {
            codes[i] = program.code(i);
            jumpsTrue[i] = program.jumpTrue(i);
            jumpsFalse[i] = program.jumpFalse(i);
            operands[i] = program.operand(i);
        }
    }

    /** Whether the packet whose captured bytes begin at {@code at} passes. */
    boolean accepts(ByteBuffer packets, int at, int capturedLength, int originalLength) {
        bytes = packets;
        start = at;
        captured = capturedLength;
        original = originalLength;
        a = 0;
        x = 0;
        failed = false;
        int i = 0;
        int steps = 0;
        while (0 <= i && i < codes.length && !failed && steps++ < STEP_LIMIT) {
            int code = codes[i];
            switch (code & CLASS) {
                case LD -> a = load(code, operands[i]);
                case LDX -> x = load(code, operands[i]);
                case ST -> store(operands[i], a);
                case STX -> store(operands[i], x);
                case ALU -> a = compute(code, (code & SOURCE_X) != 0 ? x : operands[i]);
                case JMP -> i += jump(code, i);
                case RET -> {
                    return ((code & 0x18) == ACCUMULATOR ? a : operands[i]) != 0;
                }
                default -> transfer(code);
            }
            i++;
        }
        return false;
    }

    private int load(int code, int k) {
        return switch (code & MODE) {
            case ABSOLUTE -> packet(code, k & 0xFFFF_FFFFL);
            case INDIRECT -> packet(code, (x & 0xFFFF_FFFFL) + (k & 0xFFFF_FFFFL));
            case IMMEDIATE -> k;
            case MEMORY -> 0 <= k && k < memory.length ? memory[k] : fail();
            case PACKET_LENGTH -> original;
            case IP_HEADER_LENGTH -> (packet(0x10, k & 0xFFFF_FFFFL) & 0xF) << 2;
            default -> fail();
        };
    }

    /** Big-endian and unsigned. Linux' own offsets for a VLAN tag and the like are beyond every packet: "no". */
    private int packet(int code, long offset) {
        int size = code & SIZE;
        int length = size == WORD ? 4 : size == HALF ? 2 : 1;
        if (length > captured - offset) {
            return fail();
        }
        int at = start + (int) offset;
        return size == WORD ? bytes.getInt(at) : size == HALF ? bytes.getShort(at) & 0xFFFF : bytes.get(at) & 0xFF;
    }

    private void store(int k, int value) {
        if (0 <= k && k < memory.length) {
            memory[k] = value;
        } else {
            fail();
        }
    }

    private int compute(int code, int operand) {
        return switch (code & OPERATION) {
            case 0x00 -> a + operand;
            case 0x10 -> a - operand;
            case 0x20 -> a * operand;
            case 0x30 -> operand == 0 ? fail() : Integer.divideUnsigned(a, operand);
            case 0x40 -> a | operand;
            case 0x50 -> a & operand;
            case 0x60 -> 0 <= operand && operand < 32 ? a << operand : 0;
            case 0x70 -> 0 <= operand && operand < 32 ? a >>> operand : 0;
            case 0x80 -> -a;
            case 0x90 -> operand == 0 ? fail() : Integer.remainderUnsigned(a, operand);
            case 0xA0 -> a ^ operand;
            default -> fail();
        };
    }

    /** How many instructions to step over. */
    private int jump(int code, int i) {
        int operand = (code & SOURCE_X) != 0 ? x : operands[i];
        boolean holds;
        switch (code & OPERATION) {
            case 0x00 -> {
                return operands[i]; // protochain jumps backwards
            }
            case 0x10 -> holds = a == operand;
            case 0x20 -> holds = Integer.compareUnsigned(a, operand) > 0;
            case 0x30 -> holds = Integer.compareUnsigned(a, operand) >= 0;
            case 0x40 -> holds = (a & operand) != 0;
            default -> {
                return fail();
            }
        }
        return holds ? jumpsTrue[i] : jumpsFalse[i];
    }

    private void transfer(int code) {
        if ((code & 0xF8) == TO_ACCUMULATOR) {
            a = x;
        } else {
            x = a;
        }
    }

    private int fail() {
        failed = true;
        return 0;
    }
}
