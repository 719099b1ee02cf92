package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;
import tell443.fixtures.CertificateBytes;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.DtlsBytes;
import tell443.fixtures.Fill;
import tell443.fixtures.Hex;
import tell443.fixtures.RdpUdpBytes;
import tell443.fixtures.ServerHelloBytes;
import tell443.fixtures.TlsBytes;

class RdpUdpReaderTest {

    private static final int CLIENT = 0;
    private static final int SERVER = 1;
    private static final byte[] HELLO = ClientHelloBytes.tls12("inner.example").record();
    private static final byte[] ANSWER = TlsBytes.serverFlight12(ServerHelloBytes.tls12(0xC030),
            CertificateBytes.web("inner.example").der());
    private static final int VERSION_1 = RdpUdpBytes.VERSION_1;
    private static final int VERSION_2 = RdpUdpBytes.VERSION_2;

    private final Counters counters = new Counters();
    private final RdpUdpReader reader = new RdpUdpReader(new HelloReader(counters), new CertificateReader(counters), counters);
    private RdpUdpConnection state;
    private RdpUdpBytes rdp;

    @BeforeEach
    void startAnew() {
        state = new RdpUdpConnection();
    }

    private void open(int version) {
        startAnew();
        rdp = new RdpUdpBytes(version, false);
        send(CLIENT, rdp.syn());
        send(SERVER, rdp.synAck());
    }

    private void send(int sender, byte[]... packets) {
        for (byte[] packet : packets) {
            byte[] before = packet.clone();
            reader.packet(state, sender, packet, 0, packet.length, packet.length);
            assertArrayEquals(before, packet, "the bytes are others' too");
        }
    }

    private void assertRead() {
        TlsFacts tls = state.carried().tls();
        assertEquals("inner.example", tls.clientHello.sni());
        assertEquals(0xC030, tls.serverHello.cipher());
        assertEquals("CN=inner.example", tls.certificate.subject());
        assertTrue(tls.inTunnel);
        assertEquals(CLIENT, state.carried().client());
        assertEquals(0, state.carried().quality());
        assertEquals(0, state.carried().heldBytes());
    }

    private void assertNothing() {
        assertFalse(state.carried().hasHello());
        assertEquals(0, state.carried().heldBytes());
    }

    /** MS-RDPEUDP section 4.1: what it shows of a SYN, its answer and the first data, but for the zeros at the end. */
    @Test
    void theExampleOfTheSpecificationIsRead() {
        byte[] syn = Arrays.copyOf(Hex.bytes("ffffffff 0400 0001 00000042 04d0 04d0"), 1232);
        assertTrue(RdpUdpReader.looksLikeSyn(syn, 0, syn.length));
        send(CLIENT, syn, Arrays.copyOf(Hex.bytes("00000042 0400 0005 00000042 04d0 04d0"), 1232));
        assertEquals(0, state.version, "an answer of the same side");
        send(SERVER, Arrays.copyOf(Hex.bytes("00000042 0400 0005 00000042 04d0 04d0"), 1232));
        assertEquals(1, state.version);
        byte[] header = Hex.bytes("00000042 0400 000c 0000 0000 00000043 00000043");
        byte[] packet = Arrays.copyOf(header, header.length + HELLO.length);
        System.arraycopy(HELLO, 0, packet, header.length, HELLO.length);
        send(CLIENT, packet);
        assertEquals("inner.example", state.carried().tls().clientHello.sni());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            acknowledges something,   0, 7f
            no SYN,                   7, 00
            SYN and ACK,              7, 05
            MTU below 1132,          12, 03
            MTU above 1232,          15, d1""")
    void noSynIsSomethingElse(String what, int at, String value) {
        byte[] syn = new RdpUdpBytes(VERSION_2, false).syn();
        assertTrue(RdpUdpReader.looksLikeSyn(syn, 0, syn.length));
        assertFalse(RdpUdpReader.looksLikeSyn(syn, 0, 15));
        syn[at] = Hex.bytes(value)[0];
        assertFalse(RdpUdpReader.looksLikeSyn(syn, 0, syn.length), what);
    }

    @ParameterizedTest(name = "{0}, {1} bytes in each packet")
    @CsvSource({"1, 12", "1, 50", "1, 200", "1, 1200", "257, 12", "257, 50", "257, 200", "257, 1200"})
    void packetsMayComeInAnyOrderAndTwice(int version, int size) {
        open(version);
        List<byte[]> asked = Arrays.asList(rdp.stream(true, HELLO, size));
        List<byte[]> answered = Arrays.asList(rdp.stream(false, ANSWER, Math.max(size, 100)));
        Collections.reverse(asked.subList(0, Math.min(asked.size(), 12)));
        Collections.reverse(answered.subList(0, Math.min(answered.size(), 12)));
        asked.forEach(packet -> send(CLIENT, packet, packet));
        answered.forEach(packet -> send(SERVER, packet, packet));
        assertRead();
    }

    @ParameterizedTest
    @ValueSource(ints = {VERSION_1, VERSION_2})
    void theFirstCopyIsBelieved(int version) {
        open(version);
        byte[][] good = rdp.stream(true, HELLO, 90);
        byte[][] evil = rdp.stream(true, ClientHelloBytes.tls12("other.example").record(), 90);
        send(CLIENT, good[1], evil[1], good[0], evil[0]);
        assertEquals("inner.example", state.carried().tls().clientHello.sni());
    }

    @ParameterizedTest
    @ValueSource(ints = {VERSION_1, VERSION_2})
    void noPrefixOfAPacketGivesAHelloAndNoTailMatters(int version) {
        rdp = new RdpUdpBytes(version, false);
        for (int acknowledgments = 0; acknowledgments < 5; acknowledgments++) {
            byte[] whole = rdp.data(true, 1, acknowledgments, HELLO);
            for (int held = 0; held <= whole.length; held++) {
                open(version);
                send(CLIENT, Arrays.copyOf(whole, held)); // a shorter packet
                assertEquals(held == whole.length, state.carried().tls().clientHello.present());
                open(version);
                byte[] longer = Arrays.copyOf(whole, whole.length + 99);
                Arrays.fill(longer, held, longer.length, (byte) 0x5A);
                reader.packet(state, CLIENT, longer, 0, held, whole.length); // not captured to its end
                assertEquals(held == whole.length, state.carried().tls().clientHello.present());
                assertEquals(0, state.carried().heldBytes());
            }
        }
    }

    @Test
    void noPrefixOfTheOpeningOpens() {
        rdp = new RdpUdpBytes(VERSION_2, false);
        for (int held = 0; held < 20; held++) {
            startAnew();
            send(CLIENT, rdp.syn());
            send(SERVER, Arrays.copyOf(rdp.synAck(), held));
            assertEquals(held < 16 ? 0 : 1, state.version, "the version lies behind " + held);
        }
    }

    @Test
    void withoutTheServersAnswerNothingIsRead() {
        rdp = new RdpUdpBytes(VERSION_2, false);
        send(CLIENT, rdp.syn());
        send(CLIENT, rdp.stream(true, HELLO, 1200));
        byte[] other = rdp.synAck();
        other[3]++; // of another SYN
        send(SERVER, other);
        send(SERVER, rdp.stream(false, ANSWER, 1200));
        assertNothing();
    }

    @Test
    void dummiesAndAcknowledgmentsAreNoData() {
        open(VERSION_2);
        send(CLIENT, rdp.dummy(ClientHelloBytes.tls12("dummy.example").record()), rdp.acknowledgment());
        assertNothing();
        send(CLIENT, rdp.stream(true, HELLO, 1200));
        send(SERVER, rdp.stream(false, ANSWER, 1200));
        assertRead();
    }

    /** Offsets before the change of places: the prefix is byte 7, the flags are bytes 1 and 2. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            both kinds of acknowledgment,      1, 1d
            no data,                           1, 10
            a packet of another type,          7, e2
            a sequence number far ahead,      11, 70
            a sequence number of the past,    10, 00""")
    void whatIsNotTheNextDataIsLeftOut(String what, int at, String value) {
        open(VERSION_2);
        byte[] packet = rdp.data(true, 1, 0, HELLO);
        packet[at] = Hex.bytes(value)[0];
        send(CLIENT, packet);
        assertNothing();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            forward error correction,          7, 1c
            no data,                           7, 04
            a SYN that comes late,             7, 0d
            a vector beyond the packet,        8, 07""")
    void whatIsNoDataOfVersion1IsLeftOut(String what, int at, String value) {
        open(VERSION_1);
        byte[] packet = rdp.data(true, 1, 0, HELLO);
        packet[at] = Hex.bytes(value)[0];
        send(CLIENT, packet);
        assertNothing();
    }

    @Test
    void aLossyTransportCarriesDtls() {
        rdp = new RdpUdpBytes(RdpUdpBytes.VERSION_1_SECOND, true);
        send(CLIENT, rdp.syn());
        send(SERVER, rdp.synAck());
        byte[] hello = DtlsBytes.clientHelloBody(ClientHelloBytes.tls12("inner.example").body(), DtlsBytes.DTLS10, new byte[0]);
        byte[] answer = ServerHelloBytes.tls12(0xC014).legacyVersion(DtlsBytes.DTLS10).body();
        int half = hello.length / 2;
        byte[][] parts = {DtlsBytes.fragment(1, 0, hello, half, hello.length - half), DtlsBytes.fragment(1, 0, hello, 0, half)};
        for (int i = 0; i < 2; i++) {
            send(CLIENT, rdp.data(true, i + 1, i, DtlsBytes.record(22, DtlsBytes.DTLS10, 0, i, parts[i])));
        }
        send(SERVER, rdp.data(false, 1, 0, DtlsBytes.record(22, DtlsBytes.DTLS10, 0, 0, DtlsBytes.handshake(2, 0, answer))));
        TlsFacts tls = state.carried().tls();
        assertTrue(tls.dtls && tls.inTunnel);
        assertEquals("inner.example", tls.clientHello.sni());
        assertEquals(0xC014, tls.serverHello.cipher());
        assertEquals(0, state.carried().quality());
        assertEquals(CLIENT, state.carried().client());
    }

    @Test
    void fragmentsThatNeverComeAreGivenBack() {
        rdp = new RdpUdpBytes(VERSION_1, true);
        send(CLIENT, rdp.syn());
        send(SERVER, rdp.synAck());
        byte[] hello = DtlsBytes.clientHelloBody(ClientHelloBytes.tls12("inner.example").body(), DtlsBytes.DTLS10, new byte[0]);
        send(CLIENT, rdp.data(true, 1, 0, DtlsBytes.record(22, DtlsBytes.DTLS10, 0, 0, DtlsBytes.fragment(1, 0, hello, 0, 50))));
        assertTrue(state.carried().heldBytes() > 0);
        assertEquals(Quality.HELLO_INCOMPLETE.bit(), state.carried().quality());
        reader.forget(state);
        assertEquals(0, state.carried().heldBytes());
    }

    @Test
    void memoryAndPatienceHaveLimits() {
        open(VERSION_2);
        for (int i = 0; i < 200; i++) {
            send(CLIENT, rdp.data(true, 2 + i % 15, 4, Fill.bytes(i, 9000)));
            assertTrue(state.carried().heldBytes() <= CarriedTls.HELD_LIMIT);
        }
        assertTrue(Quality.LIMIT.in(state.carried().quality()));
        assertFalse(state.carried().wantsMore());
        open(VERSION_2);
        for (int i = 0; i < 130; i++) {
            send(SERVER, rdp.acknowledgment());
        }
        assertFalse(state.carried().wantsMore());
        assertEquals(1, counters.get(Counter.HANDSHAKE_TOO_LONG));
    }

    @Test
    void randomPacketsAreSurvived() {
        Random random = new Random(443);
        for (int round = 0; round < 2000; round++) {
            open(random.nextBoolean() ? VERSION_1 : VERSION_2);
            byte[] packet = new byte[random.nextInt(200)];
            random.nextBytes(packet);
            int held = packet.length - (packet.length > 0 && random.nextBoolean() ? random.nextInt(packet.length) : 0);
            reader.packet(state, random.nextInt(2), packet, 0, held, packet.length);
            assertTrue(state.carried().heldBytes() <= packet.length);
        }
    }
}
