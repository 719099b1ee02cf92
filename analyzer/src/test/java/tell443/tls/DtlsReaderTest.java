package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tell443.tls.HelloBytes.RANDOM;
import static tell443.tls.HelloBytes.extension;
import static tell443.tls.HelloBytes.hex;
import static tell443.tls.HelloBytes.join;
import static tell443.tls.HelloBytes.serverName;
import static tell443.tls.HelloBytes.vector16;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;
import tell443.fixtures.Hex;

class DtlsReaderTest {

    private static final String CLIENT_HELLO = "fefd" + RANDOM + "00" + "00" + "0002c02f" + "0100" + vector16(serverName("dtls.example"));
    private static final String SECOND_CLIENT_HELLO = CLIENT_HELLO.replace(RANDOM + "0000", RANDOM + "0004deadbeef");
    private static final String SERVER_HELLO = "fefd" + "33".repeat(32) + "00" + "c02f" + "00";
    private static final String CERTIFICATE =
            HexFormat.of().formatHex(CertificateReaderTest.message(CertificateReaderTest.DER)).substring(8);

    private final Counters counters = new Counters();
    private final DtlsReader reader = new DtlsReader(new HelloReader(counters), new CertificateReader(counters), counters);
    private DtlsConnection state = new DtlsConnection();
    private TlsFacts facts = new TlsFacts();
    private final List<String> records = new ArrayList<>();

    private void client(byte[]... datagrams) {
        send(true, datagrams);
    }

    private void server(byte[]... datagrams) {
        send(false, datagrams);
    }

    private void send(boolean fromClient, byte[]... datagrams) {
        for (byte[] datagram : datagrams) {
            reader.datagram(state, fromClient, datagram, 0, datagram.length, facts, (type, length) -> records.add(type + ":" + length));
        }
    }

    private void startAnew() {
        reader.forget(state);
        state = new DtlsConnection();
        facts = new TlsFacts();
        records.clear();
    }

    private static byte[] record(int type, int epoch, String body) {
        return Hex.bytes(hex(type, 2) + "fefd" + hex(epoch, 4) + "000000000001" + vector16(body));
    }

    private static String whole(int type, int sequence, String body) {
        return fragment(type, sequence, body, 0, body.length() / 2);
    }

    private static String fragment(int type, int sequence, String body, int from, int to) {
        return hex(type, 2) + hex(body.length() / 2, 6) + hex(sequence, 4) + hex(from, 6) + hex(to - from, 6)
                + body.substring(2 * from, 2 * to);
    }

    private static byte[] handshake(String... fragments) {
        return record(22, 0, String.join("", fragments));
    }

    @Test
    void readsAWholeHandshakeOfDtls12() {
        client(handshake(whole(1, 0, CLIENT_HELLO)));
        assertEquals("dtls.example", facts.clientHello.sni());
        server(handshake(whole(3, 0, "feff04deadbeef")));
        assertTrue(state.helloVerifyRequested());
        client(handshake(whole(1, 1, SECOND_CLIENT_HELLO)));
        server(join(handshake(whole(2, 1, SERVER_HELLO)), handshake(whole(11, 2, CERTIFICATE)), handshake(whole(14, 3, ""))));
        client(join(record(20, 0, "01"), record(22, 1, "00".repeat(48))));
        assertTrue(facts.clientChangedCipher && !facts.serverChangedCipher);
        server(join(record(20, 0, "01"), record(22, 1, "00".repeat(48)), record(23, 1, "00".repeat(99))));
        assertTrue(facts.dtls && facts.serverChangedCipher && facts.certificateSeen);
        assertFalse(facts.dtlsBadVersion() || facts.retry.present() || facts.recordsOnly || state.rolesSwapped());
        assertEquals(0xFEFD, facts.serverHello.version());
        assertEquals("CN=Test CA", facts.certificate.issuer());
        assertEquals(0, state.quality());
        assertEquals(List.of("20:1", "22:48", "23:99"), records.subList(records.size() - 3, records.size()));
        assertEquals(0, state.heldBytes());
    }

    @Test
    void aHelloCutAnywhereIsReadInAnyOrderAndDoubled() {
        int length = CLIENT_HELLO.length() / 2;
        for (int cut = 1; cut < length; cut++) {
            byte[] head = handshake(fragment(1, 0, CLIENT_HELLO, 0, cut));
            byte[] tail = handshake(fragment(1, 0, CLIENT_HELLO, cut, length));
            for (byte[][] order : new byte[][][] {{head, tail}, {tail, head}, {head, head, tail, tail}, {join(tail, head)}}) {
                startAnew();
                client(order);
                assertEquals("dtls.example", facts.clientHello.sni(), "cut " + cut);
                assertEquals(0, state.quality(), "cut " + cut);
            }
            startAnew();
            client(tail, tail);
            assertFalse(facts.clientHello.present());
            assertEquals(Quality.HELLO_INCOMPLETE.bit(), state.quality());
            assertTrue(state.heldBytes() > 0);
        }
        startAnew();
        assertEquals(0, state.heldBytes());
    }

    @Test
    void aCertificateInOverlappingPiecesOfAnySizeIsRead() {
        SplittableRandom random = new SplittableRandom(443);
        int length = CERTIFICATE.length() / 2;
        for (int round = 0; round < 200; round++) {
            List<byte[]> pieces = new ArrayList<>();
            for (int from = 0; from < length; ) {
                int to = Math.min(length, from + 1 + random.nextInt(200));
                pieces.add(handshake(fragment(11, 2, CERTIFICATE, Math.max(0, from - random.nextInt(30)), to)));
                from = to;
            }
            Collections.shuffle(pieces, new Random(round));
            startAnew();
            server(pieces.toArray(new byte[0][]));
            assertEquals("CN=Test CA", facts.certificate.issuer());
            assertEquals(0, state.heldBytes());
        }
    }

    @Test
    void whereFragmentsDisagreeTheFirstIsBelievedAndItIsSaid() {
        int length = CLIENT_HELLO.length() / 2;
        String other = CLIENT_HELLO.replace(HelloBytes.ascii("dtls"), HelloBytes.ascii("evil"));
        client(handshake(fragment(1, 0, CLIENT_HELLO, 20, length)), handshake(fragment(1, 0, other, 0, length - 1)));
        assertEquals("dtls.example", facts.clientHello.sni());
        assertTrue(Quality.OVERLAP_CONFLICT.in(state.quality()));
    }

    @Test
    void fragmentsThatContradictTheirMessageAreMalformed() {
        String bad = fragment(1, 0, CLIENT_HELLO, 10, 20).replaceFirst("00000a00000a", "00ffff00000a");
        client(handshake(bad));
        assertTrue(Quality.HELLO_MALFORMED.in(state.quality()));
        assertEquals(1, counters.get(Counter.HELLO_MALFORMED));
    }

    @Test
    void piecesHeldAreLimited() {
        String huge = "00".repeat(70_000);
        for (int from = 0; from < 69_000; from += 1000) {
            client(handshake(fragment(1, 0, huge, from, from + 1000)));
        }
        assertTrue(state.heldBytes() <= 64 * 1024);
        assertTrue(Quality.LIMIT.in(state.quality()));
        assertEquals(1, counters.get(Counter.HANDSHAKE_TOO_LONG));
        client(handshake(whole(1, 1, CLIENT_HELLO)));
        assertEquals("dtls.example", facts.clientHello.sni());
        for (int sequence = 2; sequence < 9; sequence++) {
            client(handshake(fragment(1, sequence, CLIENT_HELLO, 0, 20)));
        }
        assertTrue(state.heldBytes() <= 64 * 1024);
        reader.forget(state);
        assertEquals(0, state.heldBytes());
    }

    @Test
    void everyPrefixOfADatagramIsReadWithoutInventing() {
        byte[] datagram = join(handshake(whole(2, 1, SERVER_HELLO)), handshake(whole(11, 2, CERTIFICATE)), record(20, 0, "01"));
        for (int held = 0; held <= datagram.length; held++) {
            startAnew();
            server(Arrays.copyOf(datagram, held));
            assertEquals(held >= 63, facts.serverHello.present(), "held " + held);
            assertEquals(held >= datagram.length - 14, facts.certificate.present(), "held " + held);
        }
        assertEquals(0, counters.get(Counter.HELLO_MALFORMED));
    }

    @Test
    void noAnswerDependsOnBytesPastTheEnd() {
        byte[] datagram = join(handshake(whole(1, 0, CLIENT_HELLO)), record(20, 0, "01"), record(21, 0, "0228"));
        SplittableRandom random = new SplittableRandom(443);
        for (int round = 0; round < 10_000; round++) {
            byte[] quiet = Arrays.copyOf(datagram, datagram.length + 64);
            quiet[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
            int held = random.nextInt(datagram.length + 1);
            byte[] noisy = quiet.clone();
            for (int i = held; i < noisy.length; i++) {
                noisy[i] = (byte) random.nextInt();
            }
            assertEquals(answer(quiet, held), answer(noisy, held), "round " + round);
        }
    }

    private String answer(byte[] bytes, int held) {
        startAnew();
        reader.datagram(state, true, bytes, 0, held, facts, (type, length) -> records.add(type + ":" + length));
        return facts.clientHello.sni() + facts.clientHello.profile().ja3Raw() + facts.clientAlert + facts.clientChangedCipher
                + state.quality() + records;
    }

    @Test
    void aServerHelloOfDtls13OpensTheShortHeader() {
        client(handshake(whole(1, 0, CLIENT_HELLO)));
        server(handshake(whole(2, 0, "fefd" + "33".repeat(32) + "00" + "1301" + "00" + vector16(extension(43, "fefc")))));
        assertEquals(0xFEFC, facts.serverHello.version());
        server(join(Hex.bytes("2e 0001 0003 aabbcc"), Hex.bytes("22 01 aabbccdd")));
        assertEquals(List.of("23:3", "23:4"), records.subList(2, 4));
        assertEquals(0, counters.get(Counter.RECORD_MALFORMED));
    }

    @Test
    void aHelloRetryRequestIsNoServerHello() {
        String retry = "fefd" + "CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C" + "00" + "1301" + "00"
                + vector16(extension(43, "fefc"));
        client(handshake(whole(1, 0, CLIENT_HELLO)));
        server(handshake(whole(2, 0, retry)));
        assertTrue(facts.retry.present());
        assertFalse(facts.serverHello.present());
        client(handshake(whole(1, 1, CLIENT_HELLO)));
        assertEquals(0, state.quality());
    }

    @Test
    void aSecondHelloThatNobodyAskedForIsSaid() {
        client(handshake(whole(1, 0, CLIENT_HELLO)), handshake(whole(1, 0, CLIENT_HELLO)));
        assertEquals(0, state.quality());
        client(handshake(whole(1, 1, CLIENT_HELLO)));
        assertEquals(Quality.EXTRA_HELLO.bit(), state.quality());
    }

    @Test
    void theSideThatSendsTheClientHelloIsTheClient() {
        server(handshake(whole(1, 0, CLIENT_HELLO)));
        assertTrue(state.rolesSwapped());
        client(handshake(whole(2, 0, SERVER_HELLO)), record(20, 0, "01"), record(21, 0, "0228"));
        assertTrue(facts.serverHello.present() && facts.serverChangedCipher && !facts.clientChangedCipher);
        assertEquals(0x0228, facts.serverAlert);
        assertEquals(-1, facts.clientAlert);
    }

    @Test
    void theSideThatSendsAServerHelloIsTheServerWhereNoClientHelloWasSeen() {
        client(handshake(whole(2, 0, SERVER_HELLO)), handshake(whole(11, 1, CERTIFICATE)), record(20, 0, "01"));
        assertTrue(state.rolesSwapped() && facts.serverHello.present() && facts.certificateSeen && facts.serverChangedCipher);
        startAnew();
        client(handshake(whole(1, 0, CLIENT_HELLO)), handshake(whole(2, 0, SERVER_HELLO)), handshake(whole(11, 1, CERTIFICATE)));
        assertFalse(state.rolesSwapped() || facts.serverHello.present() || facts.certificateSeen);
    }

    @Test
    void recordsWithoutAHelloAreAConnectionJoinedLate() {
        client(record(23, 1, "00".repeat(40)));
        assertTrue(facts.recordsOnly && facts.dtls);
        client(handshake(whole(1, 0, CLIENT_HELLO)));
        assertFalse(facts.recordsOnly);
    }

    @Test
    void theVersionBeforeDtlsIsSeen() {
        byte[] hello = handshake(whole(1, 0, CLIENT_HELLO));
        hello[1] = 1;
        hello[2] = 0;
        assertTrue(DtlsReader.looksLikeDtls(hello, 0, hello.length));
        client(hello);
        assertTrue(facts.dtlsBadVersion() && facts.clientHello.present());
    }

    @Test
    void otherDatagramsAreNotDtls() {
        for (String other : new String[] {"", "0001000021 12a442 0000000000000000", "16fefd00000000000000000000",
                "16 0303 00000000000000000005 01",
                "13fefd0000000000000000000101", "1bfefd0000000000000000000101", "16fefd0000000000000000ffff01"}) {
            byte[] bytes = Hex.bytes(other);
            assertFalse(DtlsReader.looksLikeDtls(bytes, 0, bytes.length), other);
            client(bytes);
        }
        assertEquals(0, counters.get(Counter.RECORD_MALFORMED));
        assertEquals(List.of(), records);
        client(join(record(23, 1, "00"), Hex.bytes("ffffff")));
        assertEquals(1, counters.get(Counter.RECORD_MALFORMED));
    }
}
