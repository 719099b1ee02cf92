package tell443.tls;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5 and SHA-256 as hex text; one per worker. */
final class Digests {

    private final MessageDigest md5 = named("MD5");
    private final MessageDigest sha256 = named("SHA-256");
    private final byte[] digest = new byte[32];
    private final AsciiBuffer hex = new AsciiBuffer(64);

    String md5(AsciiBuffer text) {
        return hex(md5, text.bytes, 0, text.length, 16);
    }

    /** The first {@code kept} bytes of the SHA-256. */
    String sha256(byte[] bytes, int at, int length, int kept) {
        return hex(sha256, bytes, at, length, kept);
    }

    private String hex(MessageDigest algorithm, byte[] bytes, int at, int length, int kept) {
        algorithm.update(bytes, at, length);
        try {
            algorithm.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e); // 32 bytes are room enough
        }
        return hex.clear().hex(digest, 0, kept).text();
    }

    private static MessageDigest named(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has both
        }
    }
}
