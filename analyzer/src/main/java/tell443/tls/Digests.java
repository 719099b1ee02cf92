package tell443.tls;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5 and SHA-256 as hex text; one per worker. The JDK's providers are loaded with the first digest: 9 ms. */
final class Digests {

    private final byte[] digest = new byte[32];
    private final AsciiBuffer hex = new AsciiBuffer(64);
    private MessageDigest md5; // null until it is first needed, likewise
    private MessageDigest sha256;

    String md5(AsciiBuffer text) {
        if (md5 == null) {
            md5 = named("MD5");
        }
        return hex(md5, text.bytes, 0, text.length, 16);
    }

    /** The first {@code kept} bytes of the SHA-256. */
    String sha256(byte[] bytes, int at, int length, int kept) {
        if (sha256 == null) {
            sha256 = named("SHA-256");
        }
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
