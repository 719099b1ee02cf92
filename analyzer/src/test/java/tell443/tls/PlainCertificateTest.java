package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.facts.CertificateFacts;
import tell443.fixtures.Hex;

/** What is read here must be what the JDK reads: certificates made by chance, whole and damaged. */
class PlainCertificateTest {

    private static final byte[] PUBLIC_KEY = Hex.bytes("""
            3059301306072a8648ce3d020106082a8648ce3d03010703420004a25ed1df43da3f46562da27410aff839061e5a90648c8a0f
            4b932288ad23f9643310ebb1bab3c5ab29291b9a9cdfe585d1e4f8da1b73b6bf3dbed8d2cca7d379""");
    private static final byte[] ALGORITHM = Hex.bytes("300a06082a8648ce3d040302");
    private static final String CHARACTERS = "abcxyzABCXYZ0189 -'()+,./:=?*@&_!$%^~[]{}|`<>#;\"\\";

    private static final String PLAIN = "abcxyzABCXYZ0189-'(),./:?*@&_!$%^~[]{}|`";

    private final PlainCertificate plain = new PlainCertificate();
    private final LeafCertificate leaf = new LeafCertificate();
    private final Random random = new Random(5280);

    @Test
    void agreesWithTheJdkOnWhatItReads() {
        int read = 0;
        for (int round = 0; round < 4000; round++) {
            byte[] certificate = certificate(round % 3 == 0 ? CHARACTERS : PLAIN);
            CertificateFacts jdk = leaf.readByJdk(certificate, 0, certificate.length, 1);
            assertTrue(jdk.present());
            if (plain.read(certificate, 0, certificate.length)) {
                read++;
                compare(jdk);
            }
        }
        assertTrue(read > 1000 && read < 3900, read + " were plain");
    }

    /** A damaged certificate may be refused by one and read by the other; where both read it they read the same. */
    @Test
    void agreesOnDamagedCertificates() {
        int both = 0;
        for (int round = 0; round < 30_000; round++) {
            byte[] certificate = certificate("abc");
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                certificate[random.nextInt(certificate.length)] = (byte) random.nextInt();
            }
            if (plain.read(certificate, 0, certificate.length)) {
                CertificateFacts jdk = leaf.readByJdk(certificate, 0, certificate.length, 1);
                both += jdk.present() ? 1 : 0;
                if (jdk.present()) {
                    compare(jdk);
                }
            }
        }
        assertTrue(both > 1000, both + " read by both");
    }

    @Test
    void noPrefixIsACertificateAndNothingBehindItMatters() {
        byte[] certificate = certificate("abc");
        while (!plain.read(certificate, 0, certificate.length)) {
            certificate = certificate("abc");
        }
        byte[] roomy = java.util.Arrays.copyOf(certificate, certificate.length + 64);
        for (int length = 0; length < certificate.length; length++) {
            assertFalse(plain.read(roomy, 0, length));
        }
        assertTrue(plain.read(roomy, 0, certificate.length));
        String subject = plain.subject;
        java.util.Arrays.fill(roomy, certificate.length, roomy.length, (byte) 0x30);
        assertTrue(plain.read(roomy, 0, certificate.length));
        assertEquals(subject, plain.subject);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"700101000000Z, 0", "491231235959Z, 2524607999", "500101000000Z, -631152000", "240229120000Z, 1709208000",
        "20500101000000Z, 2524608000", "99991231235959Z, 253402300799", "20000229000000Z, 951782400"})
    void timesAreSecondsSince1970(String time, long seconds) {
        assertEquals(seconds, time(time));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"230229120000Z", "240230120000Z", "241301120000Z", "240229240000Z", "240229126000Z", "240229120060Z", "2402291200Z",
        "240229120000+0000", "24022912000aZ", "19000229000000Z"})
    void whatIsNoTimeIsLeftToTheJdk(String time) {
        Der der = new Der();
        byte[] element = element(time.length() > 14 ? 0x18 : 0x17, time.getBytes(StandardCharsets.US_ASCII));
        der.wrap(element, 0, element.length);
        der.enter(0, element.length);
        DerTime.read(der);
        assertFalse(der.fine());
    }

    private static long time(String time) {
        Der der = new Der();
        byte[] element = element(time.length() > 13 ? 0x18 : 0x17, time.getBytes(StandardCharsets.US_ASCII));
        der.wrap(element, 0, element.length);
        der.enter(0, element.length);
        long seconds = DerTime.read(der);
        assertTrue(der.fine());
        return seconds;
    }

    private void compare(CertificateFacts jdk) {
        assertEquals(jdk.subject(), plain.subject);
        assertEquals(jdk.issuer(), plain.issuer);
        assertEquals(jdk.names(), plain.names);
        assertEquals(jdk.notBeforeSeconds(), plain.notBefore);
        assertEquals(jdk.notAfterSeconds(), plain.notAfter);
    }

    // --- a writer of certificates ---

    private byte[] certificate(String characters) {
        byte[] validity = element(0x30, utc(), utc());
        byte[] extensions = random.nextInt(8) == 0 ? new byte[0] : element(0xA3, element(0x30, constraints(), alternativeNames()));
        byte[] version = element(0xA0, element(2, new byte[] {2}));
        byte[] signed = element(0x30, version, element(2, new byte[] {1, (byte) random.nextInt()}), ALGORITHM, name(characters),
                validity, name(characters), PUBLIC_KEY, extensions);
        return element(0x30, signed, ALGORITHM, element(3, new byte[] {0, 0x30, 0}));
    }

    private byte[] utc() {
        String time = String.format("%02d%02d%02d%02d%02d%02dZ", random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28),
                random.nextInt(24), random.nextInt(60), random.nextInt(60));
        return random.nextBoolean() ? element(0x17, time.getBytes(StandardCharsets.US_ASCII))
                : element(0x18, ("20" + time).getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] name(String characters) {
        List<byte[]> parts = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            AttributeType type = AttributeType.ALL[random.nextInt(AttributeType.ALL.length)];
            StringBuilder value = new StringBuilder();
            for (int length = 1 + random.nextInt(12); length > 0; length--) {
                value.append(characters.charAt(random.nextInt(characters.length())));
            }
            int tag = new int[] {0x0C, 0x13, 0x16}[random.nextInt(3)];
            parts.add(element(0x31, element(0x30, element(6, type.encoded), element(tag, value.toString().getBytes(StandardCharsets.US_ASCII)))));
        }
        return element(0x30, parts.toArray(byte[][]::new));
    }

    private static byte[] constraints() {
        return Hex.bytes("300c0603551d130101ff04023000");
    }

    private byte[] alternativeNames() {
        List<byte[]> names = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            String host = new String[] {"www.Example.org", "*.example.org", "a-b.c1", "x", "1.example"}[random.nextInt(5)];
            names.add(random.nextInt(4) == 0 ? element(0x87, new byte[] {(byte) 192, 0, 2, (byte) random.nextInt()})
                    : element(0x82, host.getBytes(StandardCharsets.US_ASCII)));
        }
        if (random.nextInt(10) == 0) {
            names.add(element(0x81, "me@example.org".getBytes(StandardCharsets.US_ASCII)));
        }
        return element(0x30, Hex.bytes("0603551d11"), element(4, element(0x30, names.toArray(byte[][]::new))));
    }

    private static byte[] element(int tag, byte[]... contents) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] content : contents) {
            all.writeBytes(content);
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.write(tag);
        if (all.size() >= 0x100) {
            out.write(0x82);
            out.write(all.size() >>> 8);
        } else if (all.size() >= 0x80) {
            out.write(0x81);
        }
        out.write(all.size());
        out.writeBytes(all.toByteArray());
        return out.toByteArray();
    }
}
