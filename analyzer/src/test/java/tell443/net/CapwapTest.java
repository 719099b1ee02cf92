package tell443.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.capture.PacketBatch;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.fixtures.Hex;
import tell443.fixtures.Ip;

/** What does not fit CAPWAP is a UDP packet of port 5247, which nobody asked for here. */
class CapwapTest {

    private static final int RAW = 101;
    private static final int CONTENT = 28; // behind the outer IP and UDP headers

    private static final String PREAMBLE = "00";
    private static final String ADDRESSES = "00005e005301 00005e005302 00005e005301";
    private static final String SNAP = "aaaa03 000000 0800";
    /** HLEN 2, RID 1, WBID 1, T; fragment. */
    private static final String NATIVE = PREAMBLE + "104300 0000 0000";
    private static final String WLAN = "0801 2c00" + ADDRESSES + "1000";

    private final Counters counters = new Counters();
    private final PacketDecoder decoder = new PacketDecoder(PortSet.of(443), counters, 1 << 20);
    private final Headers rows = new Headers();

    private static byte[] inner() {
        return Ip.from("192.0.2.1").to("198.51.100.1").udp(50_000, 443, Hex.bytes("c0ffee"));
    }

    private static byte[] outer(String capwap, boolean toController) {
        byte[] before = Hex.bytes(capwap);
        byte[] inner = inner();
        byte[] payload = Arrays.copyOf(before, before.length + inner.length);
        System.arraycopy(inner, 0, payload, before.length, inner.length);
        return Ip.from("203.0.113.1").to("203.0.113.2").udp(toController ? 40_000 : 5247, toController ? 5247 : 40_000, payload);
    }

    /** The tunnel of the only row, or the empty string when there is none. */
    private String decode(byte[] packet, int captured) {
        PacketBatch batch = new PacketBatch();
        batch.bytes.put(0, packet, 0, captured);
        batch.offset[0] = 0;
        batch.captured[0] = captured;
        batch.original[0] = packet.length;
        batch.linkType[0] = RAW;
        batch.count = 1;
        decoder.decode(batch, 0, 1, rows, new Headers(), new Annex());
        return rows.count == 0 ? "" : decoder.tunnels().name(rows.tunnel[0]);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            802.11,                         00104300 00000000, 0801 2c00 00005e005301 00005e005302 00005e005301 1000 aaaa03 000000 0800
            frame control swapped,          00104300 00000000, 1108 2c00 00005e005301 00005e005302 00005e005301 1000 aaaa03 000000 0800
            QoS,                            00104300 00000000, 8802 2c00 00005e005301 00005e005302 00005e005301 1000 0000 aaaa03 000000 0800
            QoS and HT control,             00104300 00000000, 8882 2c00 00005e005301 00005e005302 00005e005301 1000 0000 00000000 aaaa03 000000 0800
            four addresses,                 00104300 00000000, 0803 2c00 00005e005301 00005e005302 00005e005301 1000 00005e005302 aaaa03 000000 0800
            wireless information,           00204320 00000000 04 bf230000 000000, 0801 2c00 00005e005301 00005e005302 00005e005301 1000 aaaa03 000000 0800
            radio address of 8 bytes,       00284310 00000000 08 00005e0053010203 000000, 0801 2c00 00005e005301 00005e005302 00005e005301 1000 aaaa03 000000 0800
            Ethernet,                       00104000 00000000, 00005e005301 00005e005302 0800
            Ethernet with 802.1Q,           00104000 00000000, 00005e005301 00005e005302 8100 0007 0800""")
    void isOpenedBothWays(String what, String header, String frame) {
        for (boolean toController : new boolean[] {true, false}) {
            byte[] packet = outer(header + frame, toController);
            assertEquals("capwap", decode(packet, packet.length), what);
            assertEquals(inner().length, rows.ipLength[0]);
            assertEquals(3, rows.payloadHeld[0]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            DTLS,                        0, 01
            version 1,                   0, 10
            header too short,            1, 08
            header too long,             1, 18
            another binding,             2, 45
            wireless information,        3, 20
            radio address,               3, 10
            fragment,                    3, 80
            keep-alive,                  3, 08
            reserved bit,                3, 01
            management frame,            8, 00
            no data,                     8, 48
            another version,             8, 09
            no LLC,                      32, ab
            another organisation,        37, 01
            ARP,                         39, 06
            no IP,                       40, 15""")
    void whatDoesNotFitIsLeftAlone(String what, int at, String value) {
        byte[] packet = outer(NATIVE + WLAN + SNAP, true);
        assertEquals("capwap", decode(packet, packet.length));
        int place = CONTENT + at;
        packet[place] = (byte) (Hex.bytes(value)[0] | (at == 3 ? packet[place] : 0));
        if (at == 8) {
            packet[place + 1] = packet[place]; // nor when it is swapped
        }
        assertEquals("", decode(packet, packet.length), what);
        assertEquals(1, counters.get(Counter.PACKETS_OTHER_PORTS), what);
    }

    @Test
    void noPrefixIsReadBeyondItsEnd() {
        byte[] packet = outer(NATIVE + WLAN + SNAP, true);
        int whole = packet.length - inner().length;
        for (int captured = 0; captured < packet.length; captured++) {
            String tunnel = decode(packet, captured);
            assertEquals(captured >= whole + 28 ? "capwap" : "", tunnel, "captured " + captured);
        }
        assertTrue(counters.get(Counter.PACKETS_OTHER_PORTS) > 0);
    }
}
