package tell443.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Beside the JDK's own, at every length around the ends of blocks and at some beyond. */
class HashTest {

    private final Random random = new Random(1321);
    private final Md5 md5 = new Md5();
    private final Sha256 sha256 = new Sha256();

    @Test
    void digestsAreTheJdks() throws Exception {
        byte[] digest = new byte[Sha256.DIGEST];
        for (int round = 0; round < 600; round++) {
            int length = round < 400 ? round : random.nextInt(20_000);
            byte[] bytes = new byte[length + 20];
            random.nextBytes(bytes);
            int at = random.nextInt(20);
            md5.digest(bytes, at, length, digest);
            assertEquals(jdk("MD5", bytes, at, length), HexFormat.of().formatHex(digest, 0, Md5.DIGEST), "MD5 of " + length);
            sha256.digest(bytes, at, length, digest);
            assertEquals(jdk("SHA-256", bytes, at, length), HexFormat.of().formatHex(digest), "SHA-256 of " + length);
        }
    }

    /** Signed lengths in bits would overflow beyond 2^28 bytes. */
    @Test
    void lengthsAreCountedInSixtyFourBits() throws Exception {
        byte[] bytes = new byte[(1 << 28) + 3];
        Arrays.fill(bytes, (byte) 'a');
        byte[] digest = new byte[Sha256.DIGEST];
        md5.digest(bytes, 0, bytes.length, digest);
        assertEquals(jdk("MD5", bytes, 0, bytes.length), HexFormat.of().formatHex(digest, 0, Md5.DIGEST));
        sha256.digest(bytes, 0, bytes.length, digest);
        assertEquals(jdk("SHA-256", bytes, 0, bytes.length), HexFormat.of().formatHex(digest));
    }

    private static String jdk(String name, byte[] bytes, int at, int length) throws Exception {
        MessageDigest algorithm = MessageDigest.getInstance(name);
        algorithm.update(bytes, at, length);
        return HexFormat.of().formatHex(algorithm.digest());
    }
}
