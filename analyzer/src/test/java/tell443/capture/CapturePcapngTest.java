package tell443.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.capture.Captures.Packet;
import tell443.capture.Captures.Pcapng;
import tell443.capture.Captures.Run;
import tell443.counters.Counter;
import tell443.counters.Counters;

class CapturePcapngTest {

    private static final List<Packet> PACKETS = Captures.some(40, 100, 11);
    private static final Packet PACKET = Packet.of(5_000_000_000L, new byte[] {1, 2, 3, 4, 5});

    @TempDir
    private Path folder;

    @Test
    void sectionsHaveTheirOwnByteOrderAndInterfaces() throws Exception {
        Pcapng little = new Pcapng(LITTLE_ENDIAN).section().description(1, 9).description(101, 6);
        little.enhanced(1, 5_000_000, PACKET);
        Pcapng big = new Pcapng(BIG_ENDIAN).section().description(113, 3);
        big.enhanced(0, 5_000, PACKET).enhanced(1, 5_000, PACKET);
        Counters counters = new Counters();
        Run run = CaptureDamageTest.read(CaptureFormatsTest.concat(little.out.array(), big.out.array()), counters);
        assertEquals(List.of(withLinkType(101), withLinkType(113)), run.packets());
        assertEquals(1, counters.get(Counter.BLOCK_WITHOUT_INTERFACE), "the second section has one interface only");
    }

    @Test
    void interfacesAreKnownByTheirNamesOverAllSections() throws Exception {
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section().description(1, 9);
        file.block(1, file.body().u16(1).u16(0).u32(0).u16(9).u16(1).bytes(new byte[] {9, 0, 0, 0}).u16(3).u16(2).bytes(new byte[] {'x', 'y', 0, 0})
                .array());
        file.enhanced(1, 5, PACKET).enhanced(0, 5, PACKET).section().description(1, 9);
        file.block(1, file.body().u16(1).u16(0).u32(0).u16(2).u16(2).bytes(new byte[] {'l', 'o', 0, 0}).u16(2).u16(60_000).array());
        file.enhanced(1, 5, PACKET);
        Path path = Files.write(folder.resolve("interfaces.pcapng"), file.out.array());
        try (PacketSource source = CaptureFiles.open(List.of(path.toString()), InputStream.nullInputStream(), new Counters())) {
            PacketBatch batch = new PacketBatch();
            List<String> names = new ArrayList<>();
            while (source.read(batch)) {
                for (int i = 0; i < batch.count; i++) {
                    CapturedInterface captured = source.interfaceOf(batch.source[i], batch.via[i]);
                    names.add(captured.name() + '/' + captured.description());
                }
            }
            assertEquals(List.of("/xy", "eth/", "lo/"), names);
        }
    }

    @Test
    void namesOfInterfacesAreBounded() {
        InterfaceNames names = new InterfaceNames();
        for (int i = 0; i < InterfaceNames.MOST + 10; i++) {
            names.add("n".repeat(100) + i, "");
        }
        assertEquals(InterfaceNames.MOST, names.count());
        assertEquals("n".repeat(100) + "7", names.get(7).name());
        assertEquals(CapturedInterface.NONE, names.get(20_000), "there is room for a million characters");
        assertEquals(CapturedInterface.NONE, names.get(InterfaceNames.MOST + 5));
    }

    private static Packet withLinkType(int linkType) {
        return new Packet(PACKET.nanos(), PACKET.original(), linkType, PACKET.bytes());
    }

    @Test
    void obsoleteAndSimplePacketsAreReadToo() throws Exception {
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section().description(1, 9);
        file.obsolete(0, PACKET.nanos(), PACKET).simple(PACKET);
        assertEquals(List.of(PACKET, PACKET), CaptureDamageTest.read(file.out.array()).packets(), "a simple one has the time before it");
    }

    @Test
    void aSimplePacketIsCutAtTheSnaplen() throws Exception {
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section();
        file.block(1, file.body().u16(1).u16(0).u32(2).array());
        file.block(3, file.body().u32(1000).bytes(new byte[] {1, 2}).array());
        Packet packet = CaptureDamageTest.read(file.out.array()).packets().get(0);
        assertEquals(Packet.of(0, 1000, 1, new byte[] {1, 2}), packet);
    }

    @Test
    void otherBlocksAndOptionsAreSteppedOver() throws Exception {
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section().block(0xBAD, new byte[40]).description(1, 9);
        for (Packet packet : PACKETS) {
            file.block(0x8000_0123, new byte[7]).block(5, new byte[20]).block(10, new byte[100]).block(4, new byte[8]);
            file.enhanced(0, packet.nanos(), packet, file.body().u16(1).u16(4).u32(0x41414141).u16(9).u16(60_000).array());
        }
        assertEquals(PACKETS, CaptureDamageTest.read(file.out.array()).packets());
    }

    @Test
    void blocksLongerThanABatchDoNotHideWhatFollows() throws Exception {
        byte[] long1 = new byte[3 << 20];
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section().description(1, 9).block(0xBAD, long1);
        List<Packet> expected = new ArrayList<>();
        for (Packet packet : PACKETS) {
            file.enhanced(0, packet.nanos(), packet, packet == PACKETS.get(3) ? long1 : new byte[0]);
            expected.add(packet);
        }
        file.block(3, long1);
        Counters counters = new Counters();
        assertEquals(expected, CaptureDamageTest.read(file.out.array(), counters).packets());
        assertEquals(1, counters.get(Counter.BLOCK_SKIPPED), "a simple packet of 3 MiB");
    }

    @Test
    void theLongestPacketIsRead() throws Exception {
        byte[] bytes = new byte[Records.PACKET_LIMIT - 32];
        bytes[bytes.length - 1] = 1;
        Packet longest = Packet.of(7_000, bytes);
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section().description(1, 9);
        file.enhanced(0, PACKET.nanos(), PACKET).enhanced(0, longest.nanos(), longest).enhanced(0, PACKET.nanos(), PACKET);
        assertEquals(List.of(PACKET, longest, PACKET), CaptureDamageTest.read(file.out.array()).packets());
        byte[] pcap = Captures.Pcap.MICROS.file(List.of(PACKET, longest, PACKET));
        assertEquals(List.of(PACKET, longest, PACKET), CaptureDamageTest.read(pcap).packets());
    }

    @Test
    void aHundredThousandInterfaces() throws Exception {
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section();
        for (int i = 0; i < 100_000; i++) {
            file.description(1, 9);
        }
        file.enhanced(99_999, PACKET.nanos(), PACKET);
        assertEquals(List.of(PACKET), CaptureDamageTest.read(file.out.array()).packets());
    }
}
