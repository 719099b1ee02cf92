package tell443.tls;

import tell443.hash.Md5;
import tell443.hash.Sha256;

/** MD5 and SHA-256 as hex text; one per worker. */
final class Digests {

    private final byte[] digest = new byte[Sha256.DIGEST];
    private final AsciiBuffer hex = new AsciiBuffer(64);
    private final Md5 md5 = new Md5();
    private final Sha256 sha256 = new Sha256();

    String md5(AsciiBuffer text) {
        md5.digest(text.bytes, 0, text.length, digest);
        return hex.clear().hex(digest, 0, Md5.DIGEST).text();
    }

    /** The first {@code kept} bytes of the SHA-256. */
    String sha256(byte[] bytes, int at, int length, int kept) {
        sha256.digest(bytes, at, length, digest);
        return hex.clear().hex(digest, 0, kept).text();
    }
}
