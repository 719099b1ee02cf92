package tell443.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tell443.quic.InitialVectorsTest.CLIENT_FRAMES;
import static tell443.quic.InitialVectorsTest.CLIENT_HELLO;
import static tell443.quic.InitialVectorsTest.ID;
import static tell443.quic.InitialVectorsTest.SERVER_FRAMES;
import static tell443.quic.InitialVectorsTest.SERVER_HELLO;
import static tell443.quic.InitialVectorsTest.SERVER_ID;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.fixtures.Hex;

class QuicReaderTest {

    private static final byte[] NONE = {};
    private static final byte[] OTHER_ID = Hex.bytes("0102030405");
    private static final Sealer CLIENT = Sealer.v1(ID, true);
    private static final Sealer SERVER = Sealer.v1(ID, false);

    private final Counters counters = new Counters();
    private final QuicReader reader = new QuicReader(counters);
    private QuicConnection connection = new QuicConnection();
    private Recorder recorder = new Recorder();

    private void client(byte[] datagram) {
        reader.datagram(connection, true, datagram, 0, datagram.length, datagram.length, recorder);
    }

    private void server(byte[] datagram) {
        reader.datagram(connection, false, datagram, 0, datagram.length, datagram.length, recorder);
    }

    private static byte[] initial(int number, byte[] frames) {
        return CLIENT.initial(ID, NONE, NONE, number, 1, frames, 1200);
    }

    private static byte[] crypto(int from, int to) {
        return Sealer.crypto(from, CLIENT_HELLO, from, to);
    }

    // ---- the ClientHello in pieces

    @Test
    void aHelloCutAtEveryByteOverTwoInitialsIsReadInBothOrders() {
        for (int cut = 1; cut < CLIENT_HELLO.length; cut++) {
            for (boolean swap : new boolean[] {false, true}) {
                connection = new QuicConnection();
                recorder = new Recorder();
                byte[] first = initial(0, crypto(0, cut));
                byte[] second = initial(1, crypto(cut, CLIENT_HELLO.length));
                client(swap ? second : first);
                assertTrue(Quality.HELLO_INCOMPLETE.in(connection.quality()));
                assertTrue(connection.facts.helloIncomplete);
                assertTrue(connection.wantsMore(true));
                client(swap ? first : second);
                assertArrayEquals(CLIENT_HELLO, recorder.client, "cut " + cut);
                assertEquals(0, connection.quality());
                assertFalse(connection.facts.helloIncomplete);
                assertFalse(connection.wantsMore(true));
            }
        }
    }

    @Test
    void framesOfAnyLengthShuffledDoubledAndWithOthersBetweenAreRead() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int most = 1 + random.nextInt(40);
            List<byte[]> frames = new ArrayList<>();
            for (int at = 0; at < CLIENT_HELLO.length; ) {
                int to = Math.min(CLIENT_HELLO.length, at + 1 + random.nextInt(most));
                frames.add(crypto(at, to));
                frames.add(random.nextBoolean() ? crypto(Math.max(0, at - 3), to) : new byte[random.nextInt(5)]);
                frames.add(Hex.bytes(random.nextBoolean() ? "01" : "02 05 00 01 01 00 00"));
                at = to;
            }
            Collections.shuffle(frames, random);
            connection = new QuicConnection();
            recorder = new Recorder();
            int half = random.nextInt(frames.size());
            client(initial(0, Sealer.join(frames.subList(0, half).toArray(new byte[0][]))));
            client(initial(1, Sealer.join(frames.subList(half, frames.size()).toArray(new byte[0][]))));
            assertArrayEquals(CLIENT_HELLO, recorder.client);
            assertEquals(0, connection.quality());
        }
    }

    @Test
    void theFirstCopyWinsAndTheConflictIsFlagged() {
        byte[] other = CLIENT_HELLO.clone();
        other[60] ^= 1;
        client(initial(0, Sealer.join(crypto(50, 100), Sealer.crypto(0, other, 0, other.length))));
        byte[] mixed = other.clone();
        System.arraycopy(CLIENT_HELLO, 50, mixed, 50, 50);
        assertArrayEquals(mixed, recorder.client);
        assertTrue(Quality.CRYPTO_CONFLICT.in(connection.quality()));
        assertEquals(1, counters.get(Counter.QUIC_CRYPTO_CONFLICT));
    }

    @Test
    void aConflictingCopyAfterTheWholeHelloIsStillFlagged() {
        byte[] other = CLIENT_HELLO.clone();
        other[60] ^= 1;
        client(initial(0, Sealer.join(crypto(0, CLIENT_HELLO.length), Sealer.crypto(0, other, 0, other.length))));
        assertArrayEquals(CLIENT_HELLO, recorder.client);
        assertTrue(Quality.CRYPTO_CONFLICT.in(connection.quality()));
    }

    @Test
    void aHelloRetryRequestIsFollowedByTheServerHello() {
        client(initial(0, CLIENT_FRAMES));
        CryptoConsumer first = (fromClient, bytes, at, held) -> held == SERVER_HELLO.length ? Cursor.TRUNCATED : Cursor.OK;
        byte[] retry = SERVER.initial(NONE, SERVER_ID, NONE, 0, 1, SERVER_FRAMES, 0);
        reader.datagram(connection, false, retry, 0, retry.length, retry.length, first);
        assertTrue(connection.wantsMore(false));
        byte[] hello = SERVER.initial(NONE, SERVER_ID, NONE, 1, 1,
                Sealer.crypto(SERVER_HELLO.length, SERVER_HELLO, 0, SERVER_HELLO.length), 0);
        reader.datagram(connection, false, hello, 0, hello.length, hello.length, first);
        assertFalse(connection.wantsMore(false));
        assertEquals(0, connection.quality());
    }

    // ---- keys

    @Test
    void keysStayThoseOfTheFirstIdAlthoughTheHeaderChanges() {
        client(initial(0, crypto(0, 100)));
        server(SERVER.initial(NONE, SERVER_ID, NONE, 0, 1, SERVER_FRAMES, 0));
        client(CLIENT.initial(SERVER_ID, NONE, NONE, 1, 1, crypto(100, CLIENT_HELLO.length), 1200));
        assertArrayEquals(CLIENT_HELLO, recorder.client);
        assertArrayEquals(SERVER_HELLO, recorder.server);
        assertEquals(0, counters.get(Counter.QUIC_INITIAL_REJECTED));
    }

    @ParameterizedTest(name = "hello whole before the Retry: {0}")
    @CsvSource({"true", "false"})
    void afterARetryTheNewIdIsTheKey(boolean whole) {
        client(initial(0, crypto(0, whole ? CLIENT_HELLO.length : 100)));
        server(Sealer.join(Hex.bytes("f0 00000001 00 05"), OTHER_ID, new byte[40]));
        assertTrue(connection.wantsMore(true));
        client(Sealer.v1(OTHER_ID, true).initial(OTHER_ID, NONE, new byte[24], 1, 2, crypto(0, CLIENT_HELLO.length), 1200));
        server(Sealer.v1(OTHER_ID, false).initial(NONE, SERVER_ID, NONE, 0, 1, SERVER_FRAMES, 0));
        assertArrayEquals(CLIENT_HELLO, recorder.client);
        assertArrayEquals(SERVER_HELLO, recorder.server);
        assertTrue(connection.facts.retry && connection.facts.serverAnswered);
        assertFalse(connection.wantsMore(true) || connection.wantsMore(false));
        assertEquals(0, connection.quality());
    }

    @Test
    void aServerMayAnswerInAnotherVersion() {
        client(initial(0, CLIENT_FRAMES));
        server(InitialVectorsTest.SERVER_V2); // keyed by the same id, RFC 9368
        assertArrayEquals(SERVER_HELLO, recorder.server);
        assertEquals("v1", connection.facts.versionName);
    }

    @Test
    void versionNegotiationIsFollowed() {
        byte[] greased = initial(0, CLIENT_FRAMES);
        greased[1] = greased[2] = greased[3] = greased[4] = 0x0A; // the version is part of what is authenticated
        client(greased);
        assertEquals("0x0a0a0a0a", connection.facts.versionName);
        assertTrue(Quality.QUIC_UNOPENED.in(connection.quality()));
        server(Sealer.join(Hex.bytes("80 00000000 00 08"), ID, Hex.bytes("00000001 6b3343cf")));
        assertTrue(connection.facts.versionNegotiation);
        client(Sealer.v1(OTHER_ID, true).initial(OTHER_ID, NONE, NONE, 0, 1, CLIENT_FRAMES, 1200));
        assertArrayEquals(CLIENT_HELLO, recorder.client);
    }

    @Test
    void aGreasedVersionThatIsReallyV1OrDraft29Opens() {
        byte[] draft29 = Hex.bytes("afbfec289993d24c9e9786f19c6111e04390a899");
        for (byte[] salt : new byte[][] {Sealer.SALT_V1, draft29}) {
            connection = new QuicConnection();
            client(new Sealer(0x1A2A3A4A, salt, ID, true).initial(ID, NONE, NONE, 0, 1, CLIENT_FRAMES, 1200));
            assertTrue(connection.facts.clientInitialOpened);
            assertEquals("0x1a2a3a4a", connection.facts.versionName);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "draft-22, ff000016, 7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a",
        "draft-27, ff00001b, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
        "draft-29, ff00001d, afbfec289993d24c9e9786f19c6111e04390a899",
        "draft-32, ff000020, afbfec289993d24c9e9786f19c6111e04390a899",
        "draft-34, ff000022, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
        "mvfst-22, faceb001, 7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a",
        "mvfst-27, faceb002, c3eef712c72ebb5a11a7d2432bb46365bef9f502"})
    void everyVersionHasItsSalt(String name, String number, String salt) {
        client(new Sealer(Integer.parseUnsignedInt(number, 16), Hex.bytes(salt), ID, true)
                .initial(ID, NONE, NONE, 0, 1, CLIENT_FRAMES, 1200));
        assertEquals(name, connection.facts.versionName);
        assertArrayEquals(CLIENT_HELLO, recorder.client);
    }

    @Test
    void aServerInitialWithoutTheClientsIsNotTried() {
        server(SERVER.initial(NONE, SERVER_ID, NONE, 0, 1, SERVER_FRAMES, 0));
        assertTrue(Quality.QUIC_UNOPENED.in(connection.quality()));
        assertEquals(0, counters.get(Counter.QUIC_INITIAL_REJECTED));
        assertTrue(connection.facts.serverAnswered);
    }

    // ---- datagrams

    @Test
    void coalescedPacketsAreReadAndWhatFollowsThemIsNot() {
        byte[] handshake = Sealer.join(Hex.bytes("e0 00000001 00 00 4020"), new byte[32]);
        byte[] zeroRtt = Sealer.join(Hex.bytes("d0 00000001 00 00 10"), new byte[16]);
        byte[] half = CLIENT.initial(ID, NONE, NONE, 0, 1, crypto(0, 100), 0);
        byte[] rest = CLIENT.initial(ID, NONE, NONE, 1, 1, crypto(100, CLIENT_HELLO.length), 0);
        client(Sealer.join(half, rest, zeroRtt, handshake, new byte[300]));
        assertArrayEquals(CLIENT_HELLO, recorder.client);
        assertTrue(connection.facts.zeroRtt && connection.facts.handshakePackets);
        assertEquals(0, counters.get(Counter.QUIC_MALFORMED));
    }

    @Test
    void aCutInitialIsFlaggedAndNotRead() {
        byte[] packet = initial(0, CLIENT_FRAMES);
        for (int held = 1; held < packet.length; held++) {
            connection = new QuicConnection();
            byte[] cut = Arrays.copyOf(packet, held);
            reader.datagram(connection, true, cut, 0, held, packet.length, recorder);
            assertEquals(0, recorder.client.length);
            assertTrue(Quality.QUIC_UNOPENED.in(connection.quality()), "held " + held);
        }
        assertEquals(0, counters.get(Counter.QUIC_MALFORMED));
    }

    @Test
    void noAnswerDependsOnBytesPastTheEnd() {
        byte[] packet = initial(0, CLIENT_FRAMES);
        Random random = new Random(3);
        for (int held = 1; held <= packet.length; held++) {
            String[] seen = new String[2];
            for (int tail = 0; tail < 2; tail++) {
                byte[] room = new byte[packet.length + 100];
                random.nextBytes(room);
                System.arraycopy(packet, 0, room, 20, held);
                connection = new QuicConnection();
                recorder = new Recorder();
                reader.datagram(connection, true, room, 20, held, held, recorder);
                seen[tail] = QuicReader.looksLikeQuic(room, 20, held) + " " + connection.quality() + " " + recorder.calls
                        + Arrays.toString(connection.facts.originalDcid) + connection.facts.clientInitials;
            }
            assertEquals(seen[0], seen[1], "held " + held);
        }
        assertArrayEquals(CLIENT_HELLO, recorder.client);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            token longer than the datagram,       c0 00000001 08 8394c8f03e515708 00 bfffffff
            length longer than the datagram,      c0 00000001 08 8394c8f03e515708 00 00 7fff
            destination id of 21 bytes,           c0 00000001 15 8394c8f03e515708
            source id longer than the datagram,   c0 00000001 00 ff
            no length,                            c0 00000001 00 00 00""")
    void contradictingLengthsAreMalformed(String what, String hex) {
        byte[] start = Hex.bytes(hex);
        client(what.startsWith("no") || what.startsWith("source") ? start : Arrays.copyOf(start, 60));
        assertEquals(1, counters.get(Counter.QUIC_MALFORMED));
        assertEquals(0, connection.facts.clientInitials);
    }

    @Test
    void anAcknowledgementOfEndlessRangesEndsWithThePacket() {
        client(initial(0, Hex.bytes("02 d000000000000000 00 d000000000000000 00")));
        assertEquals(1, counters.get(Counter.QUIC_MALFORMED));
        assertEquals(1, counters.get(Counter.QUIC_INITIAL_OPENED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            CRYPTO longer than the packet,          06 00 4500 0102
            CRYPTO that ends in its offset,         PAD 06 c0
            reason phrase longer than the packet,   1c 00 00 4500
            ACK that ends in its ranges,            PAD 02 05 00 02 01
            frame that does not belong here,        08 00""")
    void contradictingFramesEndThePacket(String what, String hex) {
        byte[] frames = Hex.bytes(hex.replace("PAD", "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"));
        int size = hex.startsWith("PAD") ? 0 : 1200;
        client(CLIENT.initial(ID, NONE, NONE, 0, 1, frames, size));
        assertEquals(1, counters.get(Counter.QUIC_MALFORMED));
        assertTrue(connection.facts.clientInitialOpened);
        client(initial(1, CLIENT_FRAMES)); // the next packet is read none the less
        assertArrayEquals(CLIENT_HELLO, recorder.client);
        assertEquals(0, connection.quality());
    }

    @Test
    void limitsEndTheReading() {
        for (int i = 0; i < 17; i++) {
            client(initial(i, new byte[] {1}));
        }
        assertEquals(1, counters.get(Counter.QUIC_LIMIT));
        assertEquals(16, counters.get(Counter.QUIC_INITIAL_OPENED));
        assertTrue(Quality.LIMIT.in(connection.quality()));
        assertFalse(connection.wantsMore(true));
        connection = new QuicConnection();
        client(initial(0, Sealer.crypto(0, Hex.bytes("01ffffff"), 0, 4))); // a hello of 16 MB
        assertEquals(2, counters.get(Counter.QUIC_LIMIT));
        assertFalse(connection.wantsMore(true));
    }

    @Test
    void shortHeadersAreCountedAndEndTheInterest() {
        client(initial(0, CLIENT_FRAMES));
        for (int i = 0; i < 8; i++) {
            server(Hex.bytes(i % 2 == 0 ? "40 0011223344" : "60 0011223344"));
        }
        connection.count(true, 0x41);
        connection.count(true, 0x17);
        assertEquals(8, connection.facts().serverShort);
        assertEquals(1, connection.facts().clientShort);
        assertEquals(1, connection.facts.notQuic);
        assertTrue(connection.facts().spin);
        assertFalse(connection.wantsMore(true) || connection.wantsMore(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            v1,                          true,  c0 00000001 08 00
            v1 with the fixed bit clear, true,  80 00000001 00 00
            v1 with a long id,           false, c0 00000001 15 00
            greased,                     true,  c0 5a6a7a8a 00 00
            draft-19,                    true,  c0 ff000013 00 00
            unknown,                     false, c0 12345678 00 00
            Q043,                        true,  09 0011223344556677 51303433 01
            Q046,                        true,  c3 51303436 50 00
            negotiation,                 true,  80 00000000 00 08 0011223344556677 00000001
            negotiation of nothing,      false, 80 00000000 00 08 0011223344556677 12345678
            negotiation of no first id,  false, 80 00000000 00 07 00112233445566 00000001
            SRT begins,                  false, 80000000 00000000 000001f4 00000000 00000004 00000002 1122334455
            short header,                false, 40 00000001 00 00
            too short,                   false, c0 00000001 00
            DNS,                         false, 8180 0001 0001 0000 0000""")
    void whatLooksLikeQuic(String what, boolean expected, String hex) {
        byte[] bytes = Hex.bytes(hex);
        assertEquals(expected, QuicReader.looksLikeQuic(bytes, 0, bytes.length), what);
    }

    // ---- Google QUIC

    private static final byte[] CHLO = Sealer.join(
            Hex.bytes("43484c4f 0300 0000" // CHLO, 3 tags
                    + "50414400 02000000 534e4900 0e000000 55414944 19000000"), // PAD to 2, SNI to 14, UAID to 25
            "--Example.COM\tChrome/8x".getBytes(StandardCharsets.US_ASCII), new byte[900]);

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            Q043, 0d 0011223344556677 51303433 01 aaaaaaaaaaaaaaaaaaaaaaaa a0 01 0004, 0011223344556677
            Q046, c3 51303436 50 0011223344556677 00000001 aaaaaaaaaaaaaaaaaaaaaaaa a0 01 0004, 0011223344556677
            Q050, , 8394c8f03e515708""")
    void aGoogleHelloIsRead(String version, String header, String id) {
        byte[] salt = Hex.bytes("504574efd066fe2f9d945cfcdbd3a7f0d3b56b45");
        byte[] frame = Sealer.crypto(0, CHLO, 0, CHLO.length);
        frame[0] = 8;
        byte[] datagram = header != null
                ? Sealer.join(Hex.bytes(header), CHLO)
                : new Sealer(0x51303530, salt, ID, true).initial(ID, NONE, NONE, 1, 1, Sealer.join(Hex.bytes("07"), frame), 1200);
        assertTrue(QuicReader.looksLikeQuic(datagram, 0, datagram.length));
        client(datagram);
        assertEquals(version, connection.facts.versionName);
        assertTrue(connection.facts.google && connection.facts.googleHello);
        assertEquals("example.com\\x09", connection.facts.sni);
        assertEquals("Chrome/8x" + "\\x00\\x00", connection.facts.userAgent);
        assertEquals(id, HexFormat.of().formatHex(connection.facts.originalDcid));
        assertFalse(connection.wantsMore(true));
        server(Hex.bytes("08 0011223344556677 01 02"));
        assertTrue(header == null || connection.facts.serverAnswered);
    }

    @Test
    void everyPrefixOfAGoogleHelloIsHarmless() {
        byte[] datagram = Sealer.join(Hex.bytes("0d 0011223344556677 51303433 01 aaaaaaaaaaaaaaaaaaaaaaaa a0 01 0004"), CHLO);
        for (int held = 1; held < 13 + 17 + 8 + 24 + 25; held++) {
            connection = new QuicConnection();
            byte[] cut = Arrays.copyOf(datagram, held);
            reader.datagram(connection, true, cut, 0, held, datagram.length, recorder);
            assertFalse(connection.facts.googleHello && connection.facts.sni.isEmpty(), "held " + held);
        }
    }
}
