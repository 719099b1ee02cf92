package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import tell443.fixtures.Packet;
import tell443.fixtures.Tcp;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.UdpDialogue;
import tell443.flow.Limits;
import tell443.net.PortSet;

/** Whatever comes, there is no exception and every packet is counted; {@link Analysis} checks that after each run. */
class WholePipelineFuzzTest {

    private static final Limits TIGHT = new Limits(64, 8, 1 << 16, 1 << 16, 1 << 16, 1 << 13, 1 << 16, 1 << 16);
    private static final int[] LINK_TYPES = {0, 1, 9, 12, 14, 50, 51, 101, 108, 113, 228, 229, 239, 276, 105};

    @FuzzTest
    void anyPackets(FuzzedDataProvider data) {
        int linkType = LINK_TYPES[data.consumeInt(0, LINK_TYPES.length - 1)];
        List<Packet> packets = new ArrayList<>();
        long time = 0;
        while (data.remainingBytes() > 0) {
            byte[] bytes = data.consumeBytes(data.consumeInt(0, 1600));
            time += data.consumeInt(-1_000_000, 100_000_000) * (data.consumeBoolean() ? 1L : 1000L);
            packets.add(new Packet(Math.max(0, time), bytes, bytes.length + (data.consumeBoolean() ? 0 : 40), linkType, 0));
        }
        run(packets);
    }

    /** Segments of one connection at any place with any flags: the payload decides what the flow is. */
    @FuzzTest
    void anySegments(FuzzedDataProvider data) {
        TcpDialogue play = data.consumeBoolean() ? new TcpDialogue().open() : new TcpDialogue();
        while (data.remainingBytes() > 0) {
            boolean client = data.consumeBoolean();
            int place = data.consumeInt(-20, 3000);
            int flags = data.consumeInt(0, 3) == 0 ? data.consumeInt(0, 63) : Tcp.ACK;
            byte[] payload = data.consumeBytes(data.consumeInt(0, 400));
            Tcp segment = play.segment(client).seq((client ? play.clientNext() : play.serverNext()) + place)
                    .ack((client ? play.serverNext() : play.clientNext()) + data.consumeInt(-5, 900)).payload(payload);
            segment.flags(flags);
            play.send(client, segment);
        }
        run(play.packets());
    }

    @FuzzTest
    void anyDatagrams(FuzzedDataProvider data) {
        UdpDialogue play = new UdpDialogue();
        while (data.remainingBytes() > 0) {
            byte[] payload = data.consumeBytes(data.consumeInt(0, 1400));
            play = data.consumeBoolean() ? play.client(payload) : play.server(payload);
        }
        run(play.packets());
    }

    private static void run(List<Packet> packets) {
        Analysis.Result one = new Analysis().limits(TIGHT).ports(PortSet.any()).run(packets);
        Analysis.Result three = new Analysis().limits(TIGHT).ports(PortSet.any()).threads(3).run(packets);
        assertEquals(one.text(), three.text());
    }
}
