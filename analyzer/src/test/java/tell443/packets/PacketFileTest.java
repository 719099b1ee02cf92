package tell443.packets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.capture.InterfaceStatistics;
import tell443.capture.PacketOrigins;
import tell443.report.Output;

class PacketFileTest {

    private static final PacketOrigins TWO = new PacketOrigins() {
        @Override
        public String name(int source) {
            return "eth" + source;
        }

        @Override
        public List<InterfaceStatistics> statistics() {
            return List.of(new InterfaceStatistics(1, 0x1122334455667788L, 0x1122334455667799L, 1_000, 30, 2, 969),
                    new InterfaceStatistics(113, 5, 6, 7, 0xFFFF_FFFF_FFL, 0, 7));
        }
    };

    @TempDir
    private Path folder;

    /** draft-ietf-opsawg-pcapng section 4.6, options: comment 1, start 2, end 3, ifrecv 4, ifdrop 5, osdrop 7, usrdeliv 8. */
    @Test
    void whatInterfacesLostStandsAtTheEnd() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PacketFile file = new PacketFile(Output.to(out), "p", "c", TWO)) {
            file.packet(1, 0, 113, 9, 2, new byte[2], 0, 2, new byte[0]);
            file.commit("3 are missing", "");
        }
        List<Integer> types = blocks(out.toByteArray());
        assertEquals(List.of(0x0A0D0D0A, 1, 6, 1, 5, 5), types);
        assertArrayEquals(hex("""
                05000000 78000000
                01000000                      interface: the second one that was described
                44332211 99776655             when: the higher half first
                0100 0d00 33206172 65206d69 7373696e 67000000
                0200 0800 44332211 88776655
                0300 0800 44332211 99776655
                0400 0800 e8030000 00000000
                0500 0800 02000000 00000000
                0700 0800 1e000000 00000000
                0800 0800 c9030000 00000000
                00000000 78000000"""), block(out.toByteArray(), 4));
        assertArrayEquals(hex("0700 0800 ffffffff ff000000"), java.util.Arrays.copyOfRange(block(out.toByteArray(), 5), 68, 80));
    }

    /** The next file begins with its first packet, and can be read without the one before. */
    @Test
    void anotherFileSaysEverythingAgain() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        try (PacketFile file = new PacketFile(Output.to(first.toString()), "p", "c", source -> "eth0")) {
            file.packet(0, 0, 1, 9, 2, new byte[2], 0, 2, new byte[0]);
            file.commit("", "");
            file.another(first.toString());
            assertEquals(2, file.number());
            assertEquals(List.of(first), files());
            file.packet(0, 0, 1, 9, 2, new byte[2], 0, 2, new byte[0]);
            file.commit("", second.toString());
            file.another(first.toString());
            file.commit("", "");
        }
        assertEquals(List.of(first, second), files());
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    private List<Path> files() throws Exception {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static List<Integer> blocks(byte[] file) {
        List<Integer> types = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < file.length; at += bytes.getInt(at + 4)) {
            types.add(bytes.getInt(at));
            assertEquals(bytes.getInt(at + 4), bytes.getInt(at + bytes.getInt(at + 4) - 4));
        }
        return types;
    }

    private static byte[] block(byte[] file, int number) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (int i = 0; i < number; i++) {
            at += bytes.getInt(at + 4);
        }
        return java.util.Arrays.copyOfRange(file, at, at + bytes.getInt(at + 4));
    }

    /** Words behind six blanks are for people. */
    private static byte[] hex(String text) {
        String digits = text.replaceAll(" {6}.*", "").replaceAll("\\s", "");
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
