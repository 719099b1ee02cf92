package tell443.report;

import java.util.List;
import tell443.classify.Ech;
import tell443.classify.Evidence;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.classify.Verdicts;
import tell443.facts.CertificateFacts;
import tell443.facts.ClientHelloFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.EchFacts;
import tell443.facts.EndReason;
import tell443.facts.FlowFacts;
import tell443.facts.Quality;
import tell443.facts.QuicFacts;
import tell443.facts.ServerHelloFacts;
import tell443.facts.TlsFacts;

/** Flows as the flow room and the classifier would hand them over, made by hand. */
public final class Samples {

    public static final long START = 1_795_369_920_123_456_789L; // 2026-11-22T17:52:00.123456789Z

    /** A flow with its verdict. */
    public record Sample(FlowFacts facts, Verdict verdict) {}

    private Samples() {}

    public static List<Sample> all() {
        return List.of(web(), doh(), wireguard(), oneSyn());
    }

    /** TLS 1.3 to a web site. */
    public static Sample web() {
        FlowFacts facts = tcp(1, START, "192.168.1.20", 51234, "104.16.132.229", 443);
        facts.tls = new TlsFacts();
        facts.tls.clientHello = hello("www.example.com", List.of("h2", "http/1.1"), EchFacts.NONE);
        facts.tls.serverHello = new ServerHelloFacts(0x0303, 0x0304, 0x1301, "", 32, false, 0x11EC, new int[] {43, 51},
                "eb1d94daa7e0344597e756a1fb6e7054", "771,4865,43-51");
        facts.clientHelloNanos = 11_000_000;
        facts.serverHelloNanos = 23_500_000;
        facts.synRttNanos = 10_000_000;
        facts.ackRttNanos = 1_000;
        facts.endReason = EndReason.FIN;
        traffic(facts);
        return new Sample(facts, verdict(FlowClass.HTTPS, "h2", "Cloudflare", 0.97, Ech.NONE,
                Verdicts.evidence("https.h2-preface", "the first records have the sizes of an HTTP/2 preface", "measured"),
                Verdicts.evidence("doh.small-records", "records are small", "measured")));
    }

    /** TLS 1.2 with a certificate, to a resolver. */
    public static Sample doh() {
        FlowFacts facts = tcp(7, START + 2_500_000_000L, "192.168.1.20", 51240, "9.9.9.9", 443);
        facts.tls = new TlsFacts();
        facts.tls.clientHello = hello("dns.quad9.net", List.of("h2"), new EchFacts(1, 1, 42, 32, 208));
        facts.tls.serverHello = new ServerHelloFacts(0x0303, 0x0303, 0x1301, "h2", 0, false, -1, new int[0], "0123", "raw");
        facts.tls.certificate = new CertificateFacts("CN=*.quad9.net,O=Quad9\\, Inc", "CN=R11,O=\"Let's\" Encrypt",
                List.of("*.quad9.net", "9.9.9.9"), 1_700_000_000L, 1_800_000_000L, "ab".repeat(32), 3);
        facts.clientHelloNanos = 9_000_000;
        facts.serverHelloNanos = 19_000_000;
        facts.vlan = 42;
        facts.quality = Quality.GAP.bit() | Quality.MIDSTREAM.bit();
        traffic(facts);
        return new Sample(facts, verdict(FlowClass.DOH, "h2", "Quad9", 0.9, Ech.OFFERED,
                Verdicts.evidence("doh.sni", "the server name is a known resolver's", "list"),
                Verdicts.evidence("doh.big", "one record is larger than an answer; odd", "measured")));
    }

    /** A tunnel over IPv6 and UDP. */
    public static Sample wireguard() {
        FlowFacts facts = new FlowFacts();
        facts.flowId = 3;
        facts.capture = "b\u00fcro \u202e.pcap";
        facts.startNanos = START + 1_000_000_000L;
        facts.endNanos = START + 91_000_000_000L;
        facts.ipv6 = true;
        facts.clientHigh = 0x2001_0db8_0000_0000L;
        facts.clientLow = 1;
        facts.serverHigh = 0x2001_0db8_0001_0002L;
        facts.serverLow = 0x0003_0004_0005_0006L;
        facts.clientPort = 51820;
        facts.serverPort = 443;
        facts.vlan = -1;
        facts.tunnel = "vxlan:77;gre";
        facts.synRttNanos = -1;
        facts.ackRttNanos = -1;
        facts.clientHelloNanos = -1;
        facts.serverHelloNanos = -1;
        facts.client.packets = 4_321;
        facts.client.bytes = 1_234_567;
        facts.server.packets = 6_543;
        facts.server.bytes = 9_876_543_210L;
        facts.endReason = EndReason.IDLE;
        return new Sample(facts, verdict(FlowClass.VPN, "vpn/wireguard", "", 1.0, Ech.NOT_APPLICABLE,
                Verdicts.evidence("wireguard.handshake", "148-byte initiation answered by a 92-byte response", "spec"),
                Verdicts.evidence("vpn.never", "nothing", "none")));
    }

    /** Nothing but a SYN. */
    public static Sample oneSyn() {
        FlowFacts facts = tcp(9, START + 86_400_000_000_000L, "10.0.0.1", 1, "10.0.0.2", 443);
        facts.client.packets = 1;
        facts.client.bytes = 60;
        facts.endNanos = facts.startNanos;
        facts.quality = Quality.ONE_WAY.bit();
        return new Sample(facts, Verdicts.of(FlowClass.UNKNOWN, "no-payload", "", 0, Ech.NOT_APPLICABLE));
    }

    /** A flow whose every text a stranger may choose is this one. */
    public static Sample hostile(String text) {
        FlowFacts facts = tcp(1, START, "10.0.0.1", 1, "10.0.0.2", 443);
        facts.capture = text;
        facts.tls = new TlsFacts();
        facts.tls.clientHello = hello(text, List.of(text, "h2", text), EchFacts.NONE);
        facts.tls.certificate = new CertificateFacts(text, text, List.of(text), 0, 0, "", 1);
        facts.quic = new QuicFacts();
        facts.quic.userAgent = text;
        return new Sample(facts, verdict(FlowClass.OTHER, "tls", text, 0.5, Ech.NONE,
                Verdicts.evidence("a.b", text, ""), Verdicts.evidence("c.d", text, "")));
    }

    static ClientHelloFacts hello(String sni, List<String> alpn, EchFacts ech) {
        ClientHelloProfile profile = new ClientHelloProfile(0x0303, 0x0304, new int[] {0x1301, 0x1302, 0x1303}, new int[] {0, 10, 16,
                43, 51},
                new int[] {29, 23}, new int[] {0}, new int[] {0x0403}, new int[] {0x0304, 0x0303}, new int[] {0x11EC, 29}, alpn,
                "cd08e31494f9531f560d64c695473da9", "t13d1516h2_8daaf6152771_e5627efa2ab1", "771,4865-4866,0-10,29,0",
                        "t13d1516h2_002f_0005");
        return new ClientHelloFacts(profile, sni, false, 32, 7, false, false, false, ech, 517, false);
    }

    static FlowFacts tcp(long id, long start, String client, int clientPort, String server, int serverPort) {
        FlowFacts facts = new FlowFacts();
        facts.flowId = id;
        facts.capture = "day.pcap";
        facts.startNanos = start;
        facts.endNanos = start + 1_500_000_001L;
        facts.tcp = true;
        facts.clientLow = 0xFFFF_0000_0000L | quad(client);
        facts.serverLow = 0xFFFF_0000_0000L | quad(server);
        facts.clientPort = clientPort;
        facts.serverPort = serverPort;
        facts.vlan = -1;
        facts.synRttNanos = -1;
        facts.ackRttNanos = -1;
        facts.clientHelloNanos = -1;
        facts.serverHelloNanos = -1;
        return facts;
    }

    private static void traffic(FlowFacts facts) {
        facts.client.packets = 12;
        facts.client.bytes = 2_345;
        facts.client.payloadBytes = 1_705;
        facts.client.payloadPackets = 5;
        facts.client.gapMinNanos = 10;
        facts.client.gapMaxNanos = 1_000_000_000;
        facts.client.gapMeanNanos = 1234.5;
        facts.client.gapDeviationNanos = 99.4;
        facts.client.records = 4;
        facts.client.dataRecords = 2;
        facts.client.dataBytes = 300;
        facts.client.dataMin = 100;
        facts.client.dataMax = 200;
        facts.client.dataMean = 150;
        facts.client.dataDeviation = 50;
        facts.client.mss = 1460;
        facts.client.window = 64240;
        facts.client.windowScale = -1;
        facts.client.ttl = 64;
        facts.server.packets = 15;
        facts.server.bytes = 34_567;
        facts.server.payloadBytes = 33_777;
        facts.packets.add(517, true, 0, 11_000);
        facts.packets.add(1400, false, 0, 23_500);
        facts.records.add(512, true, 22, 11_000);
        facts.records.add(122, false, 22, 23_500);
        facts.records.add(100, true, 23, 30_000);
        facts.records.add(200, true, 23, 30_001);
        facts.records.add(1000, false, 23, 40_000);
        facts.records.add(50, true, 23, 50_000);
    }

    private static Verdict verdict(FlowClass flowClass, String protocol, String operator, double confidence, Ech ech,
            Evidence supports, Evidence contradicts) {
        return Verdicts.of(flowClass, protocol, operator, confidence, ech, supports, contradicts);
    }

    private static long quad(String address) {
        long value = 0;
        for (String part : address.split("\\.")) {
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }
}
