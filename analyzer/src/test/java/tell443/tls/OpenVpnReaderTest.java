package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tell443.tls.HelloBytes.hex;
import static tell443.tls.HelloBytes.vector16;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
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
import tell443.fixtures.CertificateBytes;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Hex;
import tell443.fixtures.ServerHelloBytes;
import tell443.fixtures.TlsBytes;

class OpenVpnReaderTest {

    private static final int CLIENT = 0;
    private static final int SERVER = 1;
    private static final String CLIENT_ID = "0102030405060708";
    private static final String SERVER_ID = "1112131415161718";
    private static final String CLIENT_RESET = "38";
    private static final String SERVER_RESET = "40";
    private static final String CONTROL = "20";
    private static final String NO_ACK = "00";
    private static final byte[] HELLO = ClientHelloBytes.tls12("inner.example").record();
    private static final byte[] ANSWER = TlsBytes.serverFlight12(ServerHelloBytes.tls12(0xC030),
            CertificateBytes.web("inner.example").der());

    private final Counters counters = new Counters();
    private final OpenVpnReader reader = new OpenVpnReader(new HelloReader(counters), new CertificateReader(counters), counters);
    private OpenVpnConnection state;
    private int hmac;

    @BeforeEach
    void startAnew() {
        state = new OpenVpnConnection();
        hmac = 0;
    }

    /** opcode and key, session id, perhaps HMAC, packet id and time, acknowledgments, message id, TLS. */
    private byte[] packet(String first, String session, String acks, int message, byte[] tls) {
        String auth = hmac == 0 ? "" : "a7".repeat(hmac) + "00000001" + "684ed180";
        return Hex.bytes(first + session + auth + acks + hex(message, 8) + HexFormat.of().formatHex(tls));
    }

    private byte[] clientReset() {
        return packet(CLIENT_RESET, CLIENT_ID, NO_ACK, 0, new byte[0]);
    }

    private byte[] serverReset() {
        return packet(SERVER_RESET, SERVER_ID, "01" + "00000000" + CLIENT_ID, 0, new byte[0]);
    }

    private List<byte[]> messages(String session, byte[] tls, int size) {
        List<byte[]> packets = new ArrayList<>();
        for (int at = 0; at < tls.length; at += size) {
            packets.add(packet(CONTROL, session, NO_ACK, packets.size() + 1, Arrays.copyOfRange(tls, at, Math.min(tls.length, at + size))));
        }
        return packets;
    }

    private void send(int sender, byte[]... packets) {
        send(sender, List.of(packets));
    }

    private void send(int sender, List<byte[]> packets) {
        packets.forEach(packet -> reader.packet(state, sender, packet, 0, packet.length, packet.length));
    }

    private void resets() {
        send(CLIENT, clientReset());
        send(SERVER, serverReset());
    }

    private void assertRead() {
        assertEquals("inner.example", state.carried().tls().clientHello.sni());
        assertEquals(0xC030, state.carried().tls().serverHello.cipher());
        assertEquals("CN=inner.example", state.carried().tls().certificate.subject());
        assertTrue(state.carried().tls().inTunnel);
        assertEquals(CLIENT, state.carried().client());
        assertEquals(0, state.carried().quality());
        assertEquals(0, state.carried().heldBytes());
    }

    @ParameterizedTest(name = "HMAC of {0} bytes")
    @ValueSource(ints = {0, 16, 20, 28, 32, 48, 64})
    void theHmacsLengthIsThatOfWhatFits(int length) {
        hmac = length;
        assertTrue(OpenVpnReader.looksLikeControl(clientReset(), 0, clientReset().length));
        assertTrue(OpenVpnReader.looksLikeControl(serverReset(), 0, serverReset().length));
        resets();
        send(CLIENT, messages(CLIENT_ID, HELLO, 60));
        send(SERVER, messages(SERVER_ID, ANSWER, 300));
        assertRead();
        startAnew();
        hmac = length; // without the resets
        send(CLIENT, messages(CLIENT_ID, HELLO, 100));
        send(SERVER, messages(SERVER_ID, ANSWER, 100));
        assertRead();
    }

    @Test
    void underTlsCryptNothingIsRead() {
        byte[] random = new byte[300];
        new Random(443).nextBytes(random);
        for (int i = 0; i < 20; i++) {
            byte[] packet = random.clone();
            packet[0] = (byte) (i == 0 ? 0x38 : 0x20);
            packet[9] = 0;
            assertFalse(OpenVpnReader.looksLikeControl(packet, 0, i == 0 ? 54 : packet.length));
            send(CLIENT, i == 0 ? Arrays.copyOf(packet, 54) : packet);
        }
        assertFalse(state.carried().tls().present());
        assertFalse(state.isRecognised());
        assertEquals(0, state.carried().quality());
    }

    @ParameterizedTest(name = "{0} bytes in each packet")
    @ValueSource(ints = {12, 13, 50, 200, 5000})
    void packetsMayComeInAnyOrderAndTwice(int size) {
        resets();
        List<byte[]> asked = messages(CLIENT_ID, HELLO, size);
        List<byte[]> answered = messages(SERVER_ID, ANSWER, Math.max(size, 100));
        Collections.reverse(asked.subList(0, Math.min(asked.size(), 12)));
        Collections.reverse(answered.subList(0, Math.min(answered.size(), 12)));
        asked.forEach(packet -> send(CLIENT, packet, packet));
        answered.forEach(packet -> send(SERVER, packet, packet));
        assertRead();
    }

    @Test
    void theFirstCopyIsBelieved() {
        resets();
        List<byte[]> good = messages(CLIENT_ID, HELLO, 90);
        List<byte[]> evil = messages(CLIENT_ID, ClientHelloBytes.tls12("other.example").record(), 90);
        send(CLIENT, good.get(1), evil.get(1), good.get(0), evil.get(0));
        assertEquals("inner.example", state.carried().tls().clientHello.sni());
    }

    @Test
    void aPacketThatNeverComesIsMissed() {
        resets();
        send(CLIENT, messages(CLIENT_ID, HELLO, 60).get(1));
        assertEquals(Quality.HELLO_INCOMPLETE.bit(), state.carried().quality());
        assertTrue(state.carried().heldBytes() > 0);
        reader.forget(state);
        assertEquals(0, state.carried().heldBytes());
        assertEquals(Quality.HELLO_INCOMPLETE.bit(), state.carried().quality());
        assertEquals(1, counters.get(Counter.HELLO_TRUNCATED));
        assertFalse(state.carried().tls().present());
    }

    @Test
    void noPrefixOfAPacketGivesAHello() {
        for (byte[] whole : List.of(clientReset(), messages(CLIENT_ID, HELLO, 5000).get(0))) {
            for (int held = 0; held < whole.length; held++) {
                startAnew();
                send(CLIENT, Arrays.copyOf(whole, held)); // a shorter packet
                assertFalse(state.carried().tls().clientHello.present());
                startAnew();
                send(CLIENT, clientReset());
                reader.packet(state, CLIENT, Arrays.copyOf(whole, held), 0, held, whole.length); // not captured to its end
                assertFalse(state.carried().tls().clientHello.present());
            }
        }
        assertEquals(Quality.HELLO_INCOMPLETE.bit(), state.carried().quality());
        assertFalse(state.carried().wants(CLIENT));
    }

    @Test
    void whatLiesBehindThePacketIsNotLookedAt() {
        for (int tail : new int[] {0, 0xFF}) {
            startAnew();
            resets();
            for (byte[] packet : messages(CLIENT_ID, HELLO, 70)) {
                byte[] longer = Arrays.copyOf(packet, packet.length + 100);
                Arrays.fill(longer, packet.length, longer.length, (byte) tail);
                reader.packet(state, CLIENT, longer, 0, packet.length, packet.length);
            }
            send(SERVER, messages(SERVER_ID, ANSWER, 300));
            assertRead();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            another key,                      0, 21
            an acknowledgment,                0, 28
            data,                             0, 30
            another session,                  1, ff
            nine acknowledgments,             9, 09
            eight that are not there,         9, 08
            a message far ahead,              10, 7f
            a message of the past,            13, 00""")
    void messagesOfSomethingElseAreLeftOut(String what, int at, String value) {
        resets();
        byte[] packet = messages(CLIENT_ID, Arrays.copyOf(HELLO, 60), 60).get(0);
        packet[at] = Hex.bytes(value)[0];
        send(CLIENT, packet);
        assertEquals(0, state.carried().heldBytes(), what);
        send(CLIENT, messages(CLIENT_ID, HELLO, 60));
        send(SERVER, messages(SERVER_ID, ANSWER, 300));
        assertRead();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            no record,                        0, 50, RECORDS_LOST
            no version,                       1, 04, RECORDS_LOST
            a record that is too long,        3, 7f, RECORDS_LOST
            a message longer than the limit,  6, 01, HELLO_MALFORMED
            a message nobody knows,           5, 63, HELLO_MALFORMED
            cipher suites beyond the message, 44, ff, HELLO_MALFORMED""")
    void whatContradictsItselfIsMalformed(String what, int at, String value, Quality flag) {
        byte[] hello = HELLO.clone();
        hello[at] = Hex.bytes(value)[0];
        resets();
        send(CLIENT, messages(CLIENT_ID, hello, 5000));
        assertFalse(state.carried().tls().present(), what);
        assertEquals(flag.bit(), state.carried().quality(), what);
        assertEquals(1, counters.get(Counter.RECORD_MALFORMED) + counters.get(Counter.HELLO_MALFORMED)
                + counters.get(Counter.HANDSHAKE_TOO_LONG), what);
    }

    @Test
    void aSecondResetCountsUntilAHelloWasRead() {
        send(CLIENT, clientReset());
        send(CLIENT, messages(CLIENT_ID, ClientHelloBytes.tls12("first.example").record(), 60).get(0));
        send(CLIENT, packet(CLIENT_RESET, "f1f2f3f4f5f6f7f8", NO_ACK, 0, new byte[0]));
        send(CLIENT, messages("f1f2f3f4f5f6f7f8", HELLO, 60));
        send(CLIENT, clientReset());
        send(CLIENT, messages(CLIENT_ID, ClientHelloBytes.tls12("third.example").record(), 60));
        send(SERVER, serverReset());
        send(SERVER, messages(SERVER_ID, ANSWER, 300));
        assertRead();
    }

    @Test
    void afterAHelloNoResetCounts() {
        resets();
        send(CLIENT, messages(CLIENT_ID, HELLO, 5000));
        List<byte[]> answered = messages(SERVER_ID, ANSWER, 200);
        send(SERVER, answered.get(0));
        send(SERVER, packet(SERVER_RESET, "f1f2f3f4f5f6f7f8", NO_ACK, 0, new byte[0]));
        send(SERVER, answered);
        assertRead();
    }

    @Test
    void nineAcknowledgmentsAreTooMany() {
        resets();
        for (int count : new int[] {9, 8}) {
            String acks = hex(count, 2) + "00000001".repeat(count) + SERVER_ID;
            send(CLIENT, packet(CONTROL, CLIENT_ID, acks, 1, HELLO));
            assertEquals(count == 8, state.carried().tls().present());
        }
    }

    @Test
    void rolesAreThoseOfTheHellos() {
        send(SERVER, messages(SERVER_ID, ANSWER, 300));
        assertEquals(CLIENT, state.carried().client());
        startAnew();
        send(SERVER, messages(SERVER_ID, HELLO, 300));
        assertEquals(SERVER, state.carried().client());
        send(SERVER, messages(SERVER_ID, HELLO, 300));
        send(CLIENT, messages(CLIENT_ID, ANSWER, 300));
        assertEquals(0xC030, state.carried().tls().serverHello.cipher());
        assertEquals(0, state.carried().quality());
    }

    @Test
    void alertsAndChangeCipherSpecAreNoted() {
        resets();
        send(CLIENT, messages(CLIENT_ID, HELLO, 5000));
        send(SERVER, messages(SERVER_ID, Hex.bytes("15 0301 0002 02 28"), 5000));
        assertEquals(0x228, state.carried().tls().serverAlert);
        assertEquals(-1, state.carried().tls().clientAlert);
        byte[] change = Hex.bytes("14 0303 0001 01");
        send(CLIENT, packet(CONTROL, CLIENT_ID, NO_ACK, 2, change));
        assertTrue(state.carried().tls().clientChangedCipher);
        assertFalse(state.carried().wants(CLIENT));
        assertTrue(state.carried().wantsMore());
        send(SERVER, packet(CONTROL, SERVER_ID, NO_ACK, 2, change));
        assertTrue(state.carried().tls().serverChangedCipher);
        assertFalse(state.carried().wantsMore());
    }

    @Test
    void aStreamMayBeCutAnywhere() {
        byte[] asked = framed(clientReset(), messages(CLIENT_ID, HELLO, 80));
        byte[] answered = framed(serverReset(), messages(SERVER_ID, ANSWER, 400));
        for (int size : new int[] {1, 2, 3, 7, 9, 100, 5000}) {
            startAnew();
            stream(CLIENT, asked, size);
            stream(SERVER, answered, size);
            assertRead();
        }
        for (int cut = 1; cut < asked.length; cut++) {
            startAnew();
            reader.stream(state, CLIENT, asked, 0, cut, cut);
            reader.stream(state, CLIENT, asked, cut, asked.length - cut, asked.length - cut);
            stream(SERVER, answered, 5000);
            assertRead();
        }
    }

    @Test
    void behindWhatWasNotCapturedOfAStreamNothingIsRead() {
        byte[] asked = framed(clientReset(), messages(CLIENT_ID, HELLO, 5000));
        for (int held = 0; held < asked.length; held++) {
            startAnew();
            reader.stream(state, CLIENT, asked, 0, held, asked.length);
            assertFalse(state.carried().tls().present(), "held " + held);
            stream(CLIENT, framed(clientReset(), messages(CLIENT_ID, HELLO, 5000)), 7);
            assertEquals(state.carried().wants(CLIENT), state.carried().tls().present(), "held " + held); // unless its length is known, the next cannot be found
        }
    }

    @ParameterizedTest(name = "begins with {0}")
    @ValueSource(strings = {"000d 38", "0401 38", "000e 20", "000e 39", "0000", "1603"})
    void aStreamThatBeginsWithNoResetIsGivenUpAtOnce(String begin) {
        reader.stream(state, CLIENT, Hex.bytes(begin), 0, Hex.bytes(begin).length, Hex.bytes(begin).length);
        assertFalse(state.carried().wantsMore());
        assertEquals(0, state.carried().heldBytes());
        assertEquals(0, state.carried().quality());
    }

    @Test
    void dataInAStreamIsSteppedOver() {
        byte[] data = new byte[60_000];
        data[0] = 0x48;
        List<byte[]> packets = new ArrayList<>(List.of(data));
        packets.addAll(messages(CLIENT_ID, HELLO, 80));
        byte[] asked = framed(clientReset(), packets);
        stream(CLIENT, asked, 1000);
        assertEquals("inner.example", state.carried().tls().clientHello.sni());
    }

    @Test
    void everythingEnds() {
        resets();
        for (int i = 0; i < 200; i++) {
            send(CLIENT, clientReset());
        }
        assertFalse(state.carried().wantsMore());
        startAnew();
        resets();
        byte[] large = new byte[9000];
        for (int i = 2; i < 12; i++) {
            send(SERVER, packet(CONTROL, SERVER_ID, NO_ACK, i, large));
            assertTrue(state.carried().heldBytes() <= CarriedTls.HELD_LIMIT);
        }
        assertTrue(Quality.LIMIT.in(state.carried().quality()) && Quality.HELLO_INCOMPLETE.in(state.carried().quality()));
        assertEquals(1, counters.get(Counter.HANDSHAKE_TOO_LONG));
        assertFalse(state.carried().wantsMore());
    }

    private static byte[] framed(byte[] first, List<byte[]> others) {
        StringBuilder stream = new StringBuilder(vector16(HexFormat.of().formatHex(first)));
        others.forEach(packet -> stream.append(vector16(HexFormat.of().formatHex(packet))));
        return Hex.bytes(stream.toString());
    }

    private void stream(int sender, byte[] bytes, int size) {
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            reader.stream(state, sender, bytes, at, length, length);
        }
    }
}
