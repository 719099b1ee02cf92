package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tell443.counters.Counter;
import tell443.fixtures.Ip;
import tell443.fixtures.Link;
import tell443.fixtures.LinkType;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.Timeline;
import tell443.fixtures.Tunnel;
import tell443.fixtures.UdpDialogue;
import tell443.relations.Plays.Play;

/** Whatever is around a packet, and however much of it was captured: the flow inside is the same. */
class PacketRelationsTest {

    private record Wrapping(String name, int linkType, UnaryOperator<byte[]> wrap) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Ip OUTER = Ip.from("10.0.0.1").to("10.0.0.2");
    private static final Ip OUTER_6 = Ip.from("fd00::1").to("fd00::2");

    private static Wrapping ethernet(String name, UnaryOperator<byte[]> wrap) {
        return new Wrapping(name, LinkType.ETHERNET, wrap);
    }

    private static Stream<Wrapping> wrappings() {
        return Stream.of(
                ethernet("Ethernet, padded", ip -> Link.padded(Link.ethernet(ip), 0x17)),
                ethernet("VLAN", ip -> Link.vlan(7, ip)), ethernet("QinQ", ip -> Link.qinq(7, 8, ip)),
                ethernet("MPLS", ip -> Link.mpls(ip, 16)), ethernet("MPLS of three labels", ip -> Link.mpls(ip, 16, 17, 18)),
                ethernet("PPPoE", Link::pppoe),
                ethernet("GRE", ip -> Link.ethernet(Tunnel.gre(OUTER, ip))),
                ethernet("GRE with all fields", ip -> Link.ethernet(Tunnel.greWithAllFields(OUTER, ip))),
                ethernet("NVGRE", ip -> Link.ethernet(Tunnel.nvgre(OUTER, Link.ethernet(ip)))),
                ethernet("ERSPAN II", ip -> Link.ethernet(Tunnel.erspan2(OUTER, Link.ethernet(ip)))),
                ethernet("ERSPAN III", ip -> Link.ethernet(Tunnel.erspan3(OUTER, Link.ethernet(ip)))),
                ethernet("IP in IP", ip -> Link.ethernet(Tunnel.ipInIp(OUTER, ip))),
                ethernet("IP in IPv6", ip -> Link.ethernet(Tunnel.ipInIp(OUTER_6, ip))),
                ethernet("VXLAN", ip -> Link.ethernet(Tunnel.vxlan(OUTER, Link.ethernet(ip)))),
                ethernet("VXLAN over IPv6, VLAN inside", ip -> Link.ethernet(Tunnel.vxlan(OUTER_6, Link.vlan(9, ip)))),
                ethernet("Geneve", ip -> Link.ethernet(Tunnel.geneve(OUTER, Link.ethernet(ip)))),
                ethernet("GTP-U", ip -> Link.ethernet(Tunnel.gtpU(OUTER, ip))),
                ethernet("GTP-U with extension", ip -> Link.ethernet(Tunnel.gtpUWithExtension(OUTER, ip))),
                new Wrapping("Linux cooked", LinkType.LINUX_SLL, Link::sll), new Wrapping("Linux cooked 2", LinkType.LINUX_SLL2, Link::sll2),
                new Wrapping("raw", LinkType.RAW, ip -> ip), new Wrapping("PPP", LinkType.PPP, Link::ppp),
                new Wrapping("BSD null, big-endian", LinkType.NULL, ip -> Link.bsdNull(ip, true, 30)),
                new Wrapping("BSD null, little-endian", LinkType.NULL, ip -> Link.bsdNull(ip, false, 24)),
                new Wrapping("loop", LinkType.LOOP, Link::loop));
    }

    private static final Set<String> OUTSIDE = Set.of("vlan", "tunnel");

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrappings")
    void whatIsAroundAPacketChangesNothing(Wrapping wrapping) {
        Plays.all().forEach(play -> {
            Map<String, String> expected = Evidence.without(Analysis.of(play.packets()).only(), OUTSIDE);
            Map<String, String> row = Analysis.of(play.timeline().packets(wrapping.linkType(), wrapping.wrap())).only();
            assertEquals(expected, Evidence.without(row, OUTSIDE), play.name());
        });
    }

    /** Cut at every byte, a packet is counted somewhere and tells nothing else than the whole one. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wrappings")
    void packetsMayBeCutAnywhere(Wrapping wrapping) {
        List<Packet> packets = Plays.tls13(new TcpDialogue()).timeline().packets(wrapping.linkType(), wrapping.wrap());
        Map<String, String> whole = Analysis.of(packets).only();
        for (int length = 0; length < 300; length++) {
            int snap = length;
            Analysis.Result cut = Analysis.of(packets.stream().map(packet -> packet.snapped(snap)).toList());
            for (Map<String, String> row : cut.rows()) {
                Evidence.assertNothingElse(whole, row);
                assertEquals(Evidence.of(whole, Evidence.PAYLOAD, List.of("packets_c2s", "bytes_c2s", "bytes_s2c")),
                        Evidence.of(row, Evidence.PAYLOAD, List.of("packets_c2s", "bytes_c2s", "bytes_s2c")), "cut to " + length);
            }
        }
    }

    private static Stream<Play> plays() {
        return Plays.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void fragmentsArePutTogether(Play play) {
        Map<String, String> expected = Evidence.of(Analysis.of(play.packets()).only(), Evidence.FIELDS, Evidence.STREAM, Evidence.PAYLOAD);
        for (int size : new int[] {8, 24, 400, 1000}) {
            for (boolean reversed : new boolean[] {false, true}) {
                Play whole = plays().filter(p -> p.name().equals(play.name())).findFirst().orElseThrow();
                Timeline timeline = numbered(whole.timeline());
                for (int i = timeline.count() - 1; i >= 0; i--) {
                    timeline.fragment(i, size, reversed);
                }
                Analysis.Result result = Analysis.of(timeline.packets());
                assertEquals(expected, Evidence.of(result.only(), Evidence.FIELDS, Evidence.STREAM, Evidence.PAYLOAD), "size " + size);
                boolean any = result.count(Counter.FRAGMENTS) > 0;
                assertEquals(any, result.only().get("quality").contains("fragments"));
                assertTrue(any || size > 24);
            }
        }
    }

    /** Each packet with an IPv4 identification of its own. */
    private static Timeline numbered(Timeline timeline) {
        int[] next = {1};
        return timeline.each(ip -> {
            byte[] numbered = ip.clone();
            numbered[4] = (byte) (next[0] >>> 8);
            numbered[5] = (byte) next[0]++;
            return numbered;
        });
    }

    @Test
    void offloadedPacketsHaveNoLength() {
        Plays.all().forEach(play -> {
            String expected = Analysis.of(play.packets()).text();
            play.timeline().each(ip -> {
                byte[] zero = ip.clone();
                zero[2] = 0;
                zero[3] = 0;
                return zero;
            });
            Evidence.assertSameText(expected, Analysis.of(play.packets()).text(), play.name());
        });
    }

    /** More of each packet never takes evidence away. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void aLongerSnapLengthTellsMore(Play play) {
        String[] fields = {"sni", "alpn_offered", "ja3", "ja4", "cipher", "ja3s"};
        Map<String, String> before = null;
        for (int snap = 54; snap < 1600; snap += 41) {
            int length = snap;
            Map<String, String> row = Analysis.of(play.packets().stream().map(packet -> packet.snapped(length)).toList()).only();
            for (String field : fields) {
                if (before != null && !before.get(field).isEmpty()) {
                    assertEquals(before.get(field), row.get(field), field + " at " + snap);
                }
            }
            before = row;
        }
    }

    @Test
    void otherTrafficChangesNothing() {
        Plays.all().forEach(play -> {
            Map<String, String> alone = Evidence.without(Analysis.of(play.packets()).only(), Set.of("flow_id"));
            List<Packet> packets = new ArrayList<>();
            for (Packet packet : play.packets()) {
                packets.add(new Packet(packet.timeNanos(), new byte[] {1, 2, 3}, 3, LinkType.ETHERNET, 0));
                packets.add(packet);
                packets.addAll(new UdpDialogue("192.0.2.10", 50_000, "198.51.100.1", 4433).startAt(packet.timeNanos())
                        .client(new byte[] {1}).packets());
                packets.addAll(new TcpDialogue("192.0.2.10", 50_001, "198.51.100.1", 443).startAt(packet.timeNanos()).syn().packets());
            }
            Analysis.Result result = Analysis.of(packets);
            assertEquals(2, result.rows().size());
            Map<String, String> row = result.rows().stream().filter(r -> !r.get("client_port").equals("50001")).findFirst().orElseThrow();
            assertEquals(alone, Evidence.without(row, Set.of("flow_id")), play.name());
        });
    }
}
