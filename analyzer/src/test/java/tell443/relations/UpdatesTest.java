package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.classify.FlowClass;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.UdpDialogue;

/** Rows of flows that go on: told in time, the same for any threads and batches, and without any trace in the last rows. */
class UpdatesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_369_920L * SECOND;

    /** A crowd whose every flow lasts for some seconds. */
    private static List<Packet> slowCrowd() {
        return slowCrowd(50);
    }

    private static List<Packet> slowCrowd(int factor) {
        List<Packet> crowd = Plays.crowd();
        List<Packet> slow = new ArrayList<>();
        long first = crowd.get(0).timeNanos();
        for (Packet packet : crowd) {
            slow.add(packet.at(START + (packet.timeNanos() - first) * factor));
        }
        slow.sort(Comparator.comparingLong(Packet::timeNanos));
        return slow;
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3, 16})
    void anyThreadsAndBatchesWriteTheSameUpdates(int threads) {
        List<Packet> packets = slowCrowd();
        String expected = new Analysis().updates().run(packets).text();
        assertTrue(expected.contains(",open,"), "there are updates");
        for (int batch : new int[] {1, 7, 100, 1 << 14}) {
            Evidence.assertSameText(expected, new Analysis().updates().threads(threads).batches(batch).run(packets).text(),
                    "batches of " + batch);
        }
    }

    @Test
    void lastRowsAreThoseOfARunWithoutUpdates() {
        List<Packet> packets = slowCrowd();
        String plain = Analysis.of(packets).text();
        String updated = new Analysis().updates().run(packets).text();
        assertNotEquals(plain, updated);
        assertEquals(plain, lastRows(updated));
    }

    private static String lastRows(String updated) {
        return updated.lines().filter(line -> !line.contains(",open,")).map(line -> line + '\n').collect(Collectors.joining());
    }

    @ParameterizedTest(name = "a client at {0}")
    @ValueSource(strings = {"192.0.2.1", "203.0.113.1"})
    void whatIsSaidAfterALookIsHeardAsBefore(String client) {
        List<Packet> packets = new ArrayList<>(Plays.ssh(
                new TcpDialogue(client, 5000, "198.51.100.1", 443).step(SECOND).startAt(START)).packets());
        packets.addAll(Plays.http(new TcpDialogue(client, 5001, "198.51.100.1", 443).step(SECOND).startAt(START)).packets());
        UdpDialogue tunnel = new UdpDialogue(client, 5002, "198.51.100.1", 443).step(SECOND).startAt(START);
        packets.addAll(Plays.openVpn(tunnel).packets());
        packets.sort(Comparator.comparingLong(Packet::timeNanos));
        String updated = new Analysis().updates().run(packets).text();
        assertTrue(updated.contains(",open,"), "there are updates");
        assertEquals(Analysis.of(packets).text(), lastRows(updated));
    }

    @Test
    void theLastRowOfAFlowIdIsTheOneThatCounts() {
        List<Map<String, String>> rows = new Analysis().updates().run(slowCrowd()).rows();
        Map<String, Map<String, String>> merged = new LinkedHashMap<>();
        rows.forEach(row -> merged.put(row.get("flow_id"), row));
        assertTrue(merged.size() < rows.size());
        assertTrue(merged.values().stream().noneMatch(row -> row.get("end_reason").equals("open")));
        assertEquals(rows.stream().filter(row -> !row.get("end_reason").equals("open")).count(), merged.size());
    }

    @Test
    void aFlowIsToldOfWithinTwoSecondsOfItsHandshakeThoughItLastsAnHour() {
        List<Packet> packets = new ArrayList<>(Plays.records(new TcpDialogue("192.0.2.1", 5000, "198.51.100.1", 443).startAt(START)).packets());
        TcpDialogue other = new TcpDialogue("192.0.2.2", 5001, "198.51.100.2", 443).startAt(START + 2 * SECOND).syn();
        packets.addAll(other.packets());
        packets.addAll(new TcpDialogue("192.0.2.3", 5002, "198.51.100.3", 443).startAt(START + 250 * SECOND).syn().packets());
        List<Map<String, String>> rows = new Analysis().updates().run(packets).rows();
        assertEquals("open", rows.get(0).get("end_reason"));
        assertEquals("https", rows.get(0).get("class"));
        assertEquals(rows.get(0).get("flow_id"), "1");
        assertEquals(1, rows.stream().filter(row -> row.get("end_reason").equals("open")).count(), "unknown flows are not told of");
    }

    @Test
    void ofAClassThatIsNotWantedNothingIsWrittenUnlessItWasTold() {
        List<Packet> packets = slowCrowd();
        List<Map<String, String>> rows = new Analysis().updates().classes(EnumSet.of(FlowClass.OTHER)).run(packets).rows();
        List<String> told = rows.stream().filter(row -> row.get("end_reason").equals("open")).map(row -> row.get("flow_id")).toList();
        List<String> ended = rows.stream().filter(row -> !row.get("end_reason").equals("open")).map(row -> row.get("flow_id")).toList();
        assertTrue(rows.size() > 1, rows.toString());
        assertTrue(ended.containsAll(told), "every flow that was told of has a last row");
        rows.stream().filter(row -> !row.get("class").equals("other")).forEach(row -> assertTrue(told.contains(row.get("flow_id"))));
    }

    @Test
    void partsOfALongFlowAreToldOfOneByOne() {
        List<Packet> packets = slowCrowd(1000);
        List<Map<String, String>> rows = new Analysis().updates().active(3 * SECOND).run(packets).rows();
        Map<String, String> last = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            last.put(row.get("flow_id") + ' ' + row.get("start_time"), row.get("end_reason"));
        }
        assertTrue(last.containsValue("active"));
        assertTrue(!last.containsValue("open"), "a later row takes the place of each");
    }
}
