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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.capture.InterfaceStatistics;
import tell443.capture.PacketOrigins;
import tell443.report.FileNames;
import tell443.report.Output;
import tell443.report.Rotation;
import tell443.report.Turns;
import tell443.report.WholeFiles;

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

    private static final long HOUR = 3_600_000_000_000L;

    @TempDir
    private Path folder;

    /** draft-ietf-opsawg-pcapng section 4.6, options: comment 1, start 2, end 3, ifrecv 4, ifdrop 5, osdrop 7, usrdeliv 8. */
    @Test
    void whatInterfacesLostStandsAtTheEnd() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PacketFile file = new PacketFile(Output.to(out), Optional.empty(), () -> "3 are missing", "p", "c", TWO)) {
            file.packet(1, 0, 113, 9, 2, new byte[2], 0, 2, new byte[0]);
            file.end();
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
        Path first = folder.resolve("f.pcapng");
        try (PacketFile file = inTurn("f.pcapng", 0)) {
            packet(file, 9);
            file.end();
            assertEquals(2, file.number());
            assertEquals(List.of(first), files());
            packet(file, 9);
            file.end();
            file.end();
        }
        assertEquals(List.of(folder.resolve("f-1.pcapng"), first), files());
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(folder.resolve("f-1.pcapng")));
    }

    /** Where no packet comes there is a file all the same, unless times make its name: then there is none to make it of. */
    @Test
    void withoutPacketsThereIsOnlyWhatWasNamed() throws Exception {
        inTurn("none-%H.pcapng", 0).close();
        try (PacketFile named = inTurn("named.pcapng", 0)) {
            named.end();
        }
        assertEquals(List.of(folder.resolve("named.pcapng")), files());
    }

    /** An hour that nothing came in has no file; a packet that is late does not open an old one; what is over is there at once. */
    @Test
    void hoursBecomeFiles() throws Exception {
        try (PacketFile file = inTurn("f-%H.pcapng", 0)) {
            for (long time : new long[] {HOUR - 1, HOUR, HOUR - 2, 3 * HOUR + 5}) {
                packet(file, time);
            }
            assertEquals(2, files().stream().filter(each -> each.toString().endsWith(".pcapng")).count());
            file.reach(4 * HOUR);
            assertEquals(3, files().size());
            file.end();
        }
        assertEquals(List.of(folder.resolve("f-00.pcapng"), folder.resolve("f-01.pcapng"), folder.resolve("f-03.pcapng")), files());
        assertEquals(List.of(0x0A0D0D0A, 1, 6, 6), blocks(Files.readAllBytes(folder.resolve("f-01.pcapng"))));
    }

    @Test
    void onlyTheLastFilesAreKept() throws Exception {
        Files.writeString(folder.resolve("f-00.pcapng"), "of an earlier run");
        try (PacketFile file = inTurn("f-%H.pcapng", 2)) {
            for (int hour = 0; hour < 5; hour++) {
                packet(file, hour * HOUR);
            }
            file.end();
        }
        assertEquals(List.of(folder.resolve("f-00.pcapng"), folder.resolve("f-03.pcapng"), folder.resolve("f-04.pcapng")), files());
        assertEquals("of an earlier run", Files.readString(folder.resolve("f-00.pcapng")));
    }

    private PacketFile inTurn(String pattern, int keep) throws Exception {
        Turns turns = new Turns(new Rotation(FileNames.of(folder + "/" + pattern), 0, 0, keep, false), WholeFiles.NOBODY);
        return new PacketFile(Output.inTurn(folder + "/" + pattern), Optional.of(turns), () -> "", "p", "c", source -> "eth0");
    }

    private static void packet(PacketFile file, long timeNanos) throws Exception {
        file.reach(timeNanos);
        file.packet(0, 0, 1, timeNanos, 2, new byte[2], 0, 2, new byte[0]);
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
