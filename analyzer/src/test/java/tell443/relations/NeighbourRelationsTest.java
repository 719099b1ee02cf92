package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tell443.fixtures.Packet;

/** What a flow is does not hang on who its neighbours are, nor on the numbers of its endpoints. */
class NeighbourRelationsTest {

    private static final int IP = 14;
    private static final Set<String> OF_ADDRESSES = Set.of("client_ip", "server_ip", "community_id");
    private static final Set<String> OF_PORTS = Set.of("client_port", "community_id");

    private static boolean isV4(byte[] frame) {
        return frame[IP] >>> 4 == 4;
    }

    /** Where the source port is; no packet here has options or extension headers before it. */
    private static int ports(byte[] frame) {
        return isV4(frame) ? IP + 20 : IP + 40;
    }

    private static int headers(byte[] frame) {
        boolean tcp = frame[isV4(frame) ? IP + 9 : IP + 6] == 6;
        return tcp ? ports(frame) + ((frame[ports(frame) + 12] & 0xF0) >>> 2) : ports(frame) + 8;
    }

    private static List<Packet> each(List<Packet> packets, UnaryOperator<byte[]> change) {
        return packets.stream().map(packet -> Packet.of(packet.timeNanos(), packet.linkType(), change.apply(packet.bytes().clone())))
                .toList();
    }

    private static void assertSameRows(List<Packet> before, List<Packet> after, Set<String> but) {
        List<Map<String, String>> rows = Analysis.of(before).rows();
        List<Map<String, String>> changed = Analysis.of(after).rows();
        assertEquals(rows.size(), changed.size());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(Evidence.without(rows.get(i), but), Evidence.without(changed.get(i), but));
        }
        for (String column : but) {
            assertFalse(rows.get(0).get(column).equals(changed.get(0).get(column)), column);
        }
    }

    /** One address for another, each its own: also where that changes which of two is the smaller. */
    @Test
    void otherAddressesAreTheSameFlows() {
        List<Packet> packets = Plays.crowd();
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            Map<String, byte[]> others = new HashMap<>();
            Set<String> given = new TreeSet<>();
            assertSameRows(packets, each(packets, frame -> {
                for (int side = 0; side < 2; side++) {
                    int length = isV4(frame) ? 4 : 16;
                    int at = (isV4(frame) ? IP + 12 : IP + 8) + side * length;
                    byte[] other = others.computeIfAbsent(Arrays.toString(Arrays.copyOfRange(frame, at, at + length)), address -> {
                        byte[] fresh = new byte[length];
                        do {
                            random.nextBytes(fresh);
                            fresh[0] = (byte) (length == 4 ? 10 : 0xFD); // RFC 1918, RFC 4193: on no list
                        } while (!given.add(Arrays.toString(fresh)));
                        return fresh;
                    });
                    System.arraycopy(other, 0, frame, at, length);
                }
                return frame;
            }), OF_ADDRESSES);
        }
    }

    @Test
    void otherPortsOfTheClientsAreTheSameFlows() {
        List<Packet> packets = Plays.crowd();
        for (int factor : new int[] {1, 3, 7}) {
            assertSameRows(packets, each(packets, frame -> {
                for (int at = ports(frame); at < ports(frame) + 4; at += 2) {
                    int port = (frame[at] & 0xFF) << 8 | frame[at + 1] & 0xFF;
                    int other = port == 443 ? 443 : 1024 + port * factor % 60_013 + (factor == 1 ? 5000 : 0); // a prime: each its own
                    frame[at] = (byte) (other >>> 8);
                    frame[at + 1] = (byte) other;
                }
                return frame;
            }), OF_PORTS);
        }
    }

    /** Bits that flip in one flow's payload change no other flow's row. */
    @Test
    void aBrokenNeighbourChangesNothing() {
        List<Packet> packets = Plays.crowd();
        List<String> owners = new ArrayList<>();
        for (Packet packet : packets) {
            owners.add(Analysis.of(List.of(packet)).only().get("community_id"));
        }
        List<Map<String, String>> rows = Analysis.of(packets).rows();
        Random random = new Random(22);
        int changed = 0;
        for (String broken : new TreeSet<>(owners)) {
            List<Packet> some = new ArrayList<>(packets);
            for (int i = 0; i < packets.size(); i++) {
                byte[] frame = packets.get(i).bytes().clone();
                int payload = frame.length - headers(frame);
                for (int flips = owners.get(i).equals(broken) && payload > 0 ? 1 + random.nextInt(9) : 0; flips > 0; flips--) {
                    frame[headers(frame) + random.nextInt(payload)] ^= (byte) (1 << random.nextInt(8));
                }
                some.set(i, Packet.of(packets.get(i).timeNanos(), packets.get(i).linkType(), frame));
            }
            List<Map<String, String>> after = Analysis.of(some).rows();
            assertEquals(rows.size(), after.size());
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).get("community_id").equals(broken)) {
                    changed += rows.get(i).equals(after.get(i)) ? 0 : 1;
                } else {
                    assertEquals(rows.get(i), after.get(i));
                }
            }
        }
        assertFalse(changed < 40, "the flips hit something: " + changed);
    }
}
