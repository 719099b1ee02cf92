package tell443.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.fixtures.Hex;

class BpfMachineTest {

    private static final byte[] PACKET = Hex.bytes("""
            00 01 02 03 # the machine sees these at 0
            ff fe fd fc
            45 11 00 2a""");

    /** Programs as tcpdump -ddd prints them: code, jt, jf, k; separated by semicolons. */
    static BpfMachine machine(String text) {
        String[] lines = text.split(";");
        int[] codes = new int[lines.length];
        int[] jumps = new int[lines.length];
        int[] operands = new int[lines.length];
        for (int i = 0; i < lines.length; i++) {
            String[] fields = lines[i].trim().split(" +");
            codes[i] = Integer.parseInt(fields[0]);
            jumps[i] = Integer.parseInt(fields[1]) << 8 | Integer.parseInt(fields[2]);
            operands[i] = Integer.parseUnsignedInt(fields[3]);
        }
        return new BpfMachine(new BpfProgram(codes, jumps, operands));
    }

    private static boolean accepts(String program, int captured) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PACKET.length + 10);
        bytes.put(5, PACKET);
        return machine(program).accepts(bytes, 5, captured, 1500);
    }

    /** 21 is jeq, 6 is ret, 135 is txa. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            ld word unsigned,          32 0 0 4; 21 0 1 4294901244; 6 0 0 1; 6 0 0 0,        true
            ldh unsigned,              40 0 0 4; 21 0 1 65534; 6 0 0 1; 6 0 0 0,             true
            ldb unsigned,              48 0 0 4; 21 0 1 255; 6 0 0 1; 6 0 0 0,               true
            ldb indirect,              1 0 0 3; 80 0 0 1; 21 0 1 255; 6 0 0 1; 6 0 0 0,      true
            ld length on the wire,     128 0 0 0; 21 0 1 1500; 6 0 0 1; 6 0 0 0,             true
            ldx length on the wire,    129 0 0 0; 135 0 0 0; 21 0 1 1500; 6 0 0 1; 6 0 0 0,  true
            ldx IP header length,      177 0 0 8; 135 0 0 0; 21 0 1 20; 6 0 0 1; 6 0 0 0,    true
            scratch memory,            0 0 0 7; 2 0 0 15; 0 0 0 0; 96 0 0 15; 21 0 1 7; 6 0 0 1; 6 0 0 0,     true
            scratch memory by x,       1 0 0 7; 3 0 0 3; 97 0 0 3; 135 0 0 0; 21 0 1 7; 6 0 0 1; 6 0 0 0,     true
            scratch memory outside,    0 0 0 7; 2 0 0 16; 6 0 0 1,                           false
            add wraps around,          0 0 0 4294967295; 4 0 0 2; 21 0 1 1; 6 0 0 1; 6 0 0 0, true
            sub,                       0 0 0 5; 20 0 0 7; 21 0 1 4294967294; 6 0 0 1; 6 0 0 0, true
            mul by x,                  0 0 0 6; 1 0 0 7; 44 0 0 0; 21 0 1 42; 6 0 0 1; 6 0 0 0, true
            div unsigned,              0 0 0 4294967295; 52 0 0 2; 21 0 1 2147483647; 6 0 0 1; 6 0 0 0, true
            div by zero,               0 0 0 1; 1 0 0 0; 60 0 0 0; 6 0 0 1,                  false
            mod unsigned,              0 0 0 4294967295; 148 0 0 10; 21 0 1 5; 6 0 0 1; 6 0 0 0, true
            mod by zero,               0 0 0 1; 1 0 0 0; 156 0 0 0; 6 0 0 1,                 false
            or and xor,                0 0 0 12; 68 0 0 3; 84 0 0 6; 164 0 0 5; 21 0 1 3; 6 0 0 1; 6 0 0 0, true
            shift left and right,      0 0 0 3; 100 0 0 31; 116 0 0 31; 21 0 1 1; 6 0 0 1; 6 0 0 0, true
            shift by 32,               0 0 0 3; 100 0 0 32; 21 0 1 0; 6 0 0 1; 6 0 0 0,      true
            negate,                    0 0 0 1; 132 0 0 0; 21 0 1 4294967295; 6 0 0 1; 6 0 0 0, true
            jgt unsigned,              0 0 0 4294967295; 37 0 1 1; 6 0 0 1; 6 0 0 0,         true
            jgt is not jge,            0 0 0 1; 37 0 1 1; 6 0 0 1; 6 0 0 0,                  false
            jge,                       0 0 0 1; 53 0 1 1; 6 0 0 1; 6 0 0 0,                  true
            jset,                      0 0 0 6; 69 0 1 2; 6 0 0 1; 6 0 0 0,                  true
            jeq x,                     0 0 0 6; 7 0 0 0; 29 0 1 0; 6 0 0 1; 6 0 0 0,         true
            ja,                        5 0 0 1; 6 0 0 0; 6 0 0 1,                            true
            ja for ever,               5 0 0 4294967295; 6 0 0 1,                            false
            ja outside,                5 0 0 2147483647; 6 0 0 1,                            false
            ret a,                     0 0 0 1; 22 0 0 0,                                    true
            ret a of zero,             22 0 0 0,                                             false
            no return,                 0 0 0 1,                                              false
            last byte,                 48 0 0 11; 21 0 1 42; 6 0 0 1; 6 0 0 0,               true
            behind the last byte,      48 0 0 12; 6 0 0 1,                                   false
            word over the end,         32 0 0 9; 6 0 0 1,                                    false
            negative offset,           48 0 0 4294963244; 6 0 0 1,                           false
            x and offset wrap around,  1 0 0 4294967295; 80 0 0 2; 6 0 0 1,                  false
            IP header outside,         177 0 0 12; 6 0 0 1,                                  false
            unknown jump,              181 0 0 0; 6 0 0 1,                                   false
            """)
    void programs(String what, String program, boolean expected) {
        assertEquals(expected, accepts(program, PACKET.length));
    }

    @Test
    void onlyCapturedBytesAreSeen() {
        assertEquals(false, accepts("48 0 0 4; 6 0 0 1", 4));
        assertEquals(true, accepts("48 0 0 4; 6 0 0 1", 5));
    }

    @Test
    void noProgramWhateverThrows() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder program = new StringBuilder("0 0 0 1");
            for (int k = random.nextInt(12); k > 0; k--) {
                program.append(';').append(random.nextInt(256)).append(' ').append(random.nextInt(4)).append(' ')
                        .append(random.nextInt(4)).append(' ').append(Integer.toUnsignedString(random.nextInt() >> random.nextInt(32)));
            }
            accepts(program.toString(), random.nextInt(PACKET.length + 1));
        }
    }
}
