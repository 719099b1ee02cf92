package tell443.classify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tell443.facts.CertificateFacts;
import tell443.facts.ClientHelloFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.EchFacts;
import tell443.facts.FlowFacts;
import tell443.facts.Opening;
import tell443.facts.Quality;
import tell443.facts.QuicFacts;
import tell443.facts.ServerHelloFacts;
import tell443.facts.TlsFacts;
import tell443.fixtures.Hex;
import tell443.lists.Lists;

/** Writes down the facts of a flow, for tests. */
final class Flow {

    static final int TLS12 = 0x0303;
    static final int TLS13 = 0x0304;
    static final int AES128 = 0x1301;

    private final FlowFacts facts = new FlowFacts();
    private String sni = "";
    private List<String> alpn = List.of();
    private EchFacts ech = EchFacts.NONE;
    private int sessionIdLength;
    private boolean frames;

    static Flow tcp() {
        Flow flow = new Flow();
        flow.facts.tcp = true;
        flow.address(203, 0, 113, 7);
        flow.facts.startNanos = 1_750_000_000_000_000_000L;
        return flow;
    }

    static Flow udp() {
        Flow flow = tcp();
        flow.facts.tcp = false;
        return flow;
    }

    Flow address(int a, int b, int c, int d) {
        facts.serverLow = 0xFFFF_0000_0000L | (long) a << 24 | b << 16 | c << 8 | d;
        return this;
    }

    Flow startedIn(int year) {
        facts.startNanos = (year - 1970) * 365L * 86_400_000_000_000L;
        return this;
    }

    Flow quality(Quality... flags) {
        for (Quality flag : flags) {
            facts.quality |= flag.bit();
        }
        return this;
    }

    Flow sni(String name) {
        sni = name;
        return this;
    }

    Flow alpn(String... offered) {
        alpn = List.of(offered);
        return this;
    }

    Flow ech() {
        ech = new EchFacts(1, 1, 7, 32, 144);
        return this;
    }

    Flow sessionId(int length) {
        sessionIdLength = length;
        return this;
    }

    Flow clientHello() {
        ClientHelloProfile profile = new ClientHelloProfile(TLS12, TLS13, new int[] {0x0A0A, AES128, 0xC02F, 0x00A8}, new int[0],
                new int[0],
                new int[0], new int[0], new int[0], new int[0], alpn, "", "", "", "");
        tls().clientHello = new ClientHelloFacts(profile, sni, false, sessionIdLength, 99, false, false, false, ech, 517, false);
        facts.client.packets = facts.client.payloadPackets = 1;
        facts.client.payloadBytes += 517;
        return this;
    }

    Flow serverHello(int version, int cipher, String selected) {
        return serverHello(TLS12, version, cipher, selected);
    }

    Flow serverHello(int legacyVersion, int version, int cipher, String selected) {
        tls().serverHello = new ServerHelloFacts(legacyVersion, version, cipher, selected, sessionIdLength, false, -1, new int[0], "", "");
        tls().sessionEchoed = sessionIdLength > 0 && tls().clientHello.sessionIdLength() == sessionIdLength;
        facts.server.packets = facts.server.payloadPackets = 1;
        facts.server.payloadBytes += 90;
        return this;
    }

    /** A whole TLS 1.3 handshake. */
    Flow inTunnel() {
        facts.tls.inTunnel = true;
        return this;
    }

    Flow tls13() {
        return clientHello().serverHello(TLS13, AES128, "");
    }

    /** The server sent a packet, and no hello in it. */
    Flow answered() {
        facts.server.packets = facts.server.payloadPackets = 1;
        facts.server.payloadBytes += 7;
        return this;
    }

    Flow certificate(String subject, String issuer, String... names) {
        tls().certificate = new CertificateFacts(subject, issuer, List.of(names), 0, 0, "", 1);
        tls().certificateSeen = true;
        return this;
    }

    TlsFacts tls() {
        if (!facts.tls.present()) {
            facts.tls = new TlsFacts();
        }
        facts.client.payloadBytes = Math.max(1, facts.client.payloadBytes);
        return facts.tls;
    }

    QuicFacts quic() {
        if (!facts.quic.present()) {
            facts.quic = new QuicFacts();
        }
        facts.client.payloadBytes = Math.max(1, facts.client.payloadBytes);
        return facts.quic;
    }

    Flow initialOpened() {
        quic().clientInitialOpened = true;
        quic().serverAnswered = true;
        quic().version = 1;
        quic().versionName = "v1";
        return this;
    }

    /** Records of TLS 1.3 data after the handshake: sizes of plaintext, negative from the server, and the pause before each in ms. */
    Flow records(int pauseMillis, int... sizes) {
        if (facts.records.count() == 0) {
            facts.records.add(53, true, 23, 0);
        }
        long micros = facts.records.micros(facts.records.count() - 1);
        for (int size : sizes) {
            micros += pauseMillis * 1000L;
            facts.records.add(Math.abs(size) + 17, size > 0, 23, micros);
            facts.direction(size > 0).dataRecords++;
            facts.direction(size > 0).dataMax = Math.max(facts.direction(size > 0).dataMax, Math.abs(size) + 17);
        }
        return this;
    }

    /** A record of that content type; its length field, negative from the server. */
    Flow record(int kind, int size) {
        facts.records.add(Math.abs(size), size > 0, kind, 0);
        return this;
    }

    /** Pieces of a stream that is not TLS: sizes, negative from the server. */
    Flow pieces(int... sizes) {
        for (int size : sizes) {
            facts.opening.pieces.add(size > 0, Math.abs(size), 0);
        }
        return this;
    }

    /** Sizes of packets, negative from the server. */
    Flow packets(int... sizes) {
        for (int size : sizes) {
            facts.packets.add(Math.abs(size), size > 0, 0, facts.packets.count() * 1000L);
            facts.direction(size > 0).payloadPackets++;
            facts.direction(size > 0).payloadBytes += Math.abs(size);
        }
        return this;
    }

    /** Asks for so many names, one question after another, A and then AAAA: that answer is longer by so many bytes. */
    Flow names(int count, int... longerBy) {
        for (int i = 0; i < count; i++) {
            int request = 60 + i * 37 % 23;
            int answer = 100 + i * 17;
            records(100, request, -answer, request, -answer - longerBy[i % longerBy.length]);
        }
        return this;
    }

    /** So many earlier connections to the server that had a handshake inside, among so many. */
    Flow alikeOnServer(int alike, int compared) {
        facts.around.serverAlike = alike;
        facts.around.serverCompared = compared;
        return this;
    }

    /** So many of the earlier random streams to the server began like TLS; so many lengths are both sides'. */
    Flow streams(int alike, int compared, int lengthsShared) {
        facts.around.streamsAlike = alike;
        facts.around.streamsCompared = compared;
        facts.around.lengthsShared = lengthsShared;
        return this;
    }

    /** So many earlier connections to the server that looked like DNS, and so many with pages. */
    Flow serverLikeDns(int alike, int pages) {
        facts.around.serverLikeDns = alike;
        facts.around.serverPages = pages;
        return this;
    }

    /** Datagrams after a handshake of QUIC: sizes, negative from the server, and the pause before each in ms. */
    Flow datagrams(int pauseMillis, int... sizes) {
        if (facts.packets.count() == 0) {
            for (int size : new int[] {1250, -1250, 1250, -1250, 35}) {
                facts.packets.add(Math.abs(size), size > 0, 0, 0);
            }
            facts.packets.add(25, false, 0, 0);
        }
        long micros = facts.packets.micros(facts.packets.count() - 1);
        for (int size : sizes) {
            micros += pauseMillis * 1000L;
            facts.packets.add(Math.abs(size), size > 0, 0, micros);
        }
        return this;
    }

    /** The client turned to so many servers, to that many of them after an answer here. */
    Flow contacts(int all, int named, int afterAnswer, double byChance) {
        facts.around.contacts = all;
        facts.around.contactsNamed = named;
        facts.around.contactsAfterAnswer = afterAnswer;
        facts.around.contactsByChance = byChance;
        facts.around.moments = all;
        facts.around.momentsAfterAnswer = afterAnswer;
        facts.around.momentsByChance = byChance;
        return this;
    }

    /** Those contacts were so many moments. */
    Flow moments(int all, int afterAnswer, double byChance) {
        facts.around.moments = all;
        facts.around.momentsAfterAnswer = afterAnswer;
        facts.around.momentsByChance = byChance;
        return this;
    }

    Flow dtlsResumed() {
        facts.around.dtlsResumed = true;
        return this;
    }

    Flow largest(int serverRecord) {
        facts.server.dataMax = serverRecord;
        return this;
    }

    Flow client(String hex) {
        return turn(true, Hex.bytes(hex), -1);
    }

    Flow server(String hex) {
        return turn(false, Hex.bytes(hex), -1);
    }

    Flow clientText(String text) {
        return turn(true, text.getBytes(StandardCharsets.ISO_8859_1), -1);
    }

    Flow serverText(String text) {
        return turn(false, text.getBytes(StandardCharsets.ISO_8859_1), -1);
    }

    /** A message of that length that begins with these bytes. */
    Flow client(int length, String hex) {
        return turn(true, Hex.bytes(hex), length);
    }

    Flow server(int length, String hex) {
        return turn(false, Hex.bytes(hex), length);
    }

    private Flow turn(boolean client, byte[] bytes, int length) {
        if (facts.opening == Opening.NONE) {
            facts.opening = new Opening();
        }
        int wire = length < 0 ? bytes.length : length;
        byte[] whole = Arrays.copyOf(bytes, Math.max(bytes.length, Math.min(wire, 160)));
        for (int at = bytes.length; at < whole.length; at++) { // not given: noise
            whole[at] = (byte) ((facts.direction(client).payloadBytes + at * 31L + 7) * 0x9E37_79B9_7F4A_7C15L >>> 56);
        }
        (frames ? facts.opening.frames : facts.opening.turns).add(client, wire, whole, 0, Math.min(whole.length, wire));
        facts.direction(client).payloadPackets++;
        facts.direction(client).packets++;
        facts.direction(client).payloadBytes += wire;
        return this;
    }

    /** What follows are messages with a length before each. */
    Flow frames() {
        frames = true;
        return this;
    }

    FlowFacts facts() {
        return facts;
    }

    Verdict verdict() {
        return verdict(Lists.builtIn());
    }

    Verdict verdict(Lists lists) {
        Verdict verdict = new Verdict();
        new Classifier(lists).classify(facts, verdict);
        return verdict;
    }
}
