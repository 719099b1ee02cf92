package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.CertificateFacts;
import tell443.fixtures.Hex;

class CertificateReaderTest {

    /** Made for this test with Python's cryptography, which also gave the expected values. */
    static final byte[] DER = Hex.bytes("""
            308201a43082014aa003020102020201bb300a06082a8648ce3d04030230123110300e06035504030c075465737420434130
            20170d3236303130323033303430355a180f32303530303130313030303030305a305f310b3009060355040613024445311c
            301a060355040a0c134772c3b6c39f653b20615c622c20496e632e0a311a301806092a864886f70d010901160b6140622e65
            78616d706c653116301406035504030c0d7777772e622e6578616d706c653059301306072a8648ce3d020106082a8648ce3d
            03010703420004a25ed1df43da3f46562da27410aff839061e5a90648c8a0f4b932288ad23f9643310ebb1bab3c5ab29291b
            9a9cdfe585d1e4f8da1b73b6bf3dbed8d2cca7d379a341303f303d0603551d1104363034820d5757572e622e6578616d706c
            65810b7840792e6578616d706c658704c0000201871020010db8000000000001000000000001300a06082a8648ce3d040302
            03480030450220751fa9dcc8e60074c72e02604b01e554f2f4d1eb5c86a15ec0d05371c3bfbae5022100c3607d1c7578d42b
            a1aa2128efcb820c0aff68249cd97a29577a77e15f140294
            """);

    private final Counters counters = new Counters();
    private final CertificateReader reader = new CertificateReader(counters);

    static byte[] message(byte[]... certificates) {
        StringBuilder list = new StringBuilder();
        for (byte[] certificate : certificates) {
            list.append(HelloBytes.hex(certificate.length, 6)).append(java.util.HexFormat.of().formatHex(certificate));
        }
        return HelloBytes.message(11, HelloBytes.hex(list.length() / 2, 6), list.toString());
    }

    @Test
    void readsTheLeafOfAChain() {
        byte[] message = message(DER, new byte[] {1, 2, 3});
        CertificateFacts facts = reader.read(message, 0, message.length);
        assertEquals("CN=www.b.example,emailAddress=a@b.example,O=Gr\\xc3\\xb6\\xc3\\x9fe\\; a\\\\b\\, Inc.\\x0a,C=DE", facts.subject());
        assertEquals("CN=Test CA", facts.issuer());
        assertEquals(List.of("www.b.example", "192.0.2.1", "2001:db8::1:0:0:1"), facts.names());
        assertEquals(1767323045, facts.notBeforeSeconds());
        assertEquals(2524608000L, facts.notAfterSeconds());
        assertEquals("81cff936592000251a690aa3ac4d9ccf4f4e75bb4a5734aa407e163c7bfc3c4e", facts.sha256());
        assertEquals(2, facts.chainLength());
        assertEquals(0, counters.get(Counter.CERTIFICATE_MALFORMED));
    }

    @Test
    void theSameChainIsParsedOnce() {
        byte[] message = message(DER);
        assertSame(reader.read(message, 0, message.length), reader.read(message.clone(), 0, message.length));
    }

    @Test
    void aChainThatDiffersInOneByteIsAnotherCertificate() {
        byte[] message = message(DER);
        CertificateFacts facts = reader.read(message, 0, message.length);
        message[26]++; // of the serial number
        CertificateFacts other = reader.read(message, 0, message.length);
        assertEquals(facts.subject(), other.subject());
        assertNotEquals(facts.sha256(), other.sha256());
    }

    @Test
    void anEmptyChainIsNoFault() {
        assertFalse(reader.read(message(), 0, 7).present());
        assertEquals(0, counters.get(Counter.CERTIFICATE_MALFORMED));
    }

    @Test
    void everyPrefixIsCountedAndGivesNothing() {
        byte[] message = message(DER);
        for (int held = 0; held < message.length; held++) {
            assertFalse(reader.read(Arrays.copyOf(message, held), 0, held).present(), "held " + held);
            assertEquals(held + 1, counters.get(Counter.CERTIFICATE_MALFORMED));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            another handshake type,         0, 0c
            list longer than the message,   5, 02
            certificate longer than list,   8, 02
            certificate cut short,          9, 10
            no DER sequence,               10, 31
            PEM is not looked for,         10, 2d
            """)
    void contradictionsAreCountedAndGiveNothing(String what, int at, String value) {
        byte[] message = message(DER);
        message[at] = Hex.bytes(value)[0];
        assertFalse(reader.read(message, 0, message.length).present(), what);
        assertEquals(1, counters.get(Counter.CERTIFICATE_MALFORMED));
    }

    @Test
    void noBytesMakeItThrow() {
        SplittableRandom random = new SplittableRandom(443);
        for (int round = 0; round < 5_000; round++) {
            byte[] message = message(DER);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                message[10 + random.nextInt(DER.length)] = (byte) random.nextInt();
            }
            CertificateFacts facts = reader.read(message, 0, message.length);
            assertEquals("", (facts.subject() + facts.issuer() + facts.names()).replaceAll("[ -~]", ""), "round " + round);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1
            0:0:0:0:0:0:0:0,      ::
            0:0:0:0:0:0:0:1,      ::1
            1:0:0:0:0:0:0:0,      1::
            1:0:0:2:0:0:0:3,      1:0:0:2::3
            1:0:2:3:4:5:6:7,      1:0:2:3:4:5:6:7
            10:0:0:10:0:0:0:10,   10:0:0:10::10
            192.0.2.1,            192.0.2.1
            """)
    void addressesAreWrittenAsRfc5952Says(String address, String shortest) {
        assertEquals(shortest, LeafCertificate.shortest(address));
    }
}
