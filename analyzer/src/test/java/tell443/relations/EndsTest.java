package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.counters.Counter;
import tell443.fixtures.Fill;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.UdpDialogue;
import tell443.flow.LaneOf;
import tell443.flow.Limits;

/** When flows end, for which reason, and who has to go when there is no room. */
class EndsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_369_920_000_000_000L;
    private static final long MUCH = 64 << 20;

    private static List<String> reasons(List<Packet> packets) {
        return Analysis.of(packets).rows().stream().map(row -> row.get("end_reason")).toList();
    }

    /** A word for each step of the connection; a number is so many seconds of silence. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            open,                                      eof
            open fin,                                  eof
            open fin FIN,                              fin
            open fin FIN ack,                          fin
            open rst,                                  rst
            open RST,                                  rst
            open fin FIN RST,                          rst
            open fin rst,                              rst
            syn,                                       eof
            syn RST0,                                  rst
            open data 299 data,                        eof
            open data 301 data,                        idle eof
            syn 301 syn,                               idle eof
            open fin 301 data,                         idle eof
            open fin FIN ack 4 ack,                    fin
            open fin FIN ack 6 ack,                    fin eof
            open fin FIN ack 301 data,                 fin eof
            open rst 4 RST,                            rst
            open rst 6 data,                           rst eof
            open rst data,                             eof
            open skip fin FIN,                         eof
            open skip fin FIN 301 data,                fin eof""")
    void theReasonIsWhatHappened(String steps, String reasons) {
        TcpDialogue play = new TcpDialogue().step(1);
        for (String step : steps.split(" ")) {
            switch (step) {
                case "open" -> play.open();
                case "syn" -> play.syn();
                case "data" -> play.withoutAcks().client(Fill.bytes(1, 9));
                case "skip" -> play.clientSkips(5);
                case "fin" -> play.clientFin();
                case "FIN" -> play.serverFin();
                case "ack" -> play.clientAck();
                case "rst" -> play.clientRst();
                case "RST" -> play.serverRst();
                case "RST0" -> play.send(false, play.segment(false).seq(0).ack(play.clientNext()).rst());
                default -> play.pause(Integer.parseInt(step) * SECOND);
            }
        }
        assertEquals(List.of(reasons.split(" ")), reasons(play.packets()));
    }

    /** The silence may be as long as the time-out, to the nanosecond. */
    @Test
    void aFlowIsIdleWhenItWasSilentForLonger() {
        for (long idle : new long[] {1, 1000, SECOND, 3600 * SECOND}) {
            for (int more = 0; more < 2; more++) {
                List<Packet> packets = new ArrayList<>();
                packets.addAll(new UdpDialogue().startAt(START).client(new byte[9]).packets());
                packets.addAll(new UdpDialogue().startAt(START + idle + more).client(new byte[9]).packets());
                long silence = packets.get(1).timeNanos() - packets.get(0).timeNanos();
                assertEquals(idle + more, silence);
                assertEquals(1 + more, new Analysis().idle(idle).run(packets).rows().size());
            }
        }
    }

    /** A part is no longer than the active time-out; its sums begin anew, its evidence goes on. */
    @Test
    void aLongFlowIsToldInParts() {
        UdpDialogue play = new UdpDialogue().startAt(START).step(SECOND);
        for (int i = 0; i < 25; i++) {
            play.client(Fill.bytes(i, 100 + i));
        }
        List<Map<String, String>> rows = new Analysis().active(9 * SECOND).run(play.packets()).rows();
        assertEquals(List.of("10", "10", "5"), rows.stream().map(row -> row.get("packets_c2s")).toList());
        assertEquals(List.of("active", "active", "eof"), rows.stream().map(row -> row.get("end_reason")).toList());
        assertEquals(List.of("9.000000000", "9.000000000", "4.000000000"), rows.stream().map(row -> row.get("duration_s")).toList());
        assertTrue(rows.get(1).get("packet_sizes").startsWith("110;111;"), rows.get(1).get("packet_sizes"));
    }

    /** Of the flows that came first: one that nobody answered; else the most silent. A closed one goes before all. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            answered answered answered answered,       0
            answered answered syn answered,            2
            syn syn syn syn,                           0
            answered answered closed answered,         2
            syn closed syn answered,                   1
            answered+ answered answered answered,      1""")
    void whoGoesWhenALaneIsFull(String kinds, int expected) {
        List<Integer> lane = portsOfOneLane();
        List<Packet> packets = new ArrayList<>();
        long time = START;
        String[] kind = kinds.split(" ");
        for (int i = 0; i < 4; i++) {
            TcpDialogue play = new TcpDialogue("10.0.0.1", lane.get(i), "198.51.100.1", 443).startAt(time);
            play = kind[i].equals("syn") ? play.syn() : kind[i].equals("closed") ? play.open().close() : play.open();
            packets.addAll(play.packets());
            time += SECOND / 10;
        }
        for (int i = 0; i < 4; i++) {
            if (kind[i].endsWith("+")) { // speaks again
                packets.addAll(new TcpDialogue("10.0.0.1", lane.get(i), "198.51.100.1", 443).startAt(time).clientAck().packets());
            }
        }
        packets.addAll(new TcpDialogue("10.0.0.1", lane.get(4), "198.51.100.1", 443).startAt(time + SECOND / 10).syn().packets());
        Analysis.Result result = new Analysis().limits(new Limits(64, 99, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH)).run(packets);
        String reason = kind[expected].equals("closed") ? "fin" : "evicted";
        List<String> gone = result.rows().stream().filter(row -> row.get("end_reason").equals(reason))
                .map(row -> row.get("client_port")).toList();
        assertEquals(List.of(Integer.toString(lane.get(expected))), gone);
        assertEquals(kind[expected].equals("closed") ? 0 : 1, result.count(Counter.FLOWS_EVICTED));
    }

    private static List<Integer> portsOfOneLane() {
        return IntStream.range(1024, 65_536).filter(port -> LaneOf.port(port) == 7).limit(5).boxed().toList();
    }
}
