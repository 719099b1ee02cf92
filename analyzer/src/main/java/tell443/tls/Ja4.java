package tell443.tls;

import tell443.bytes.Bytes;

/**
 * JA4 of a ClientHello, and JA4_r with the lists instead of their hashes
 * (https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md; JA4 itself is free, the other JA4+ methods are
 * not and are not here).
 *
 * <p>Sorted lists repeat even where a client shuffles its extensions, so their hashes are remembered.
 */
final class Ja4 {

    private static final int HASHES_REMEMBERED = 1024;
    private static final int HASH_KEPT = 6; // bytes
    private static final String EMPTY_HASH = "000000000000";

    private final AsciiBuffer head = new AsciiBuffer(16);
    private final AsciiBuffer ciphers = new AsciiBuffer(1024);
    private final AsciiBuffer extensions = new AsciiBuffer(1024);
    private final AsciiBuffer out = new AsciiBuffer(2048);
    private final IntList sorted = new IntList();
    private final Key key = new Key();
    private final Remembered<String> hashes = new Remembered<>(HASHES_REMEMBERED);
    private final Digests digests;

    Ja4(Digests digests) {
        this.digests = digests;
    }

    /** Takes in a hello; {@code alpn} is where the names of its protocol list lie. */
    void read(int letter, int version, int[] suites, int[] types, int[] algorithms, byte[] bytes, Slice alpn) {
        head.clear().put(letter).put(versionText(version));
        head.put(contains(types, Extensions.SERVER_NAME) ? 'd' : 'i');
        count(suites);
        count(types);
        writeAlpn(bytes, alpn);
        sortedList(ciphers.clear(), suites, false);
        sortedList(extensions.clear(), types, true);
        if (algorithms.length > 0) {
            writeAlgorithms(algorithms);
        }
    }

    String hashed() {
        return out.clear().put(head).put('_').put(hashOf(ciphers)).put('_').put(hashOf(extensions)).text();
    }

    /** JA4_r; empty when it would be longer than {@code limit}. */
    String raw(int limit) {
        if (head.length + ciphers.length + extensions.length + 2 > limit) {
            return "";
        }
        return out.clear().put(head).put('_').put(ciphers).put('_').put(extensions).text();
    }

    private String hashOf(AsciiBuffer list) {
        if (list.length == 0) {
            return EMPTY_HASH;
        }
        key.of(list.bytes, 0, list.length);
        String known = hashes.get(key, "");
        return known.isEmpty() ? hashes.put(key, digests.sha256(list.bytes, 0, list.length, HASH_KEPT)) : known;
    }

    /** Values in hex, in ascending order, without GREASE; of extensions without server_name and ALPN, which vary by site. */
    private void sortedList(AsciiBuffer into, int[] values, boolean ofExtensions) {
        sorted.clear();
        for (int value : values) {
            boolean left = ofExtensions && (value == Extensions.SERVER_NAME || value == Extensions.ALPN);
            if (!left && !Grease.is(value)) {
                sorted.add(value);
            }
        }
        sorted.sort();
        for (int i = 0; i < sorted.count; i++) {
            (i == 0 ? into : into.put(',')).hex4(sorted.values[i]);
        }
    }

    private void writeAlgorithms(int[] algorithms) {
        int separator = '_';
        for (int algorithm : algorithms) {
            if (!Grease.is(algorithm)) {
                extensions.put(separator).hex4(algorithm);
                separator = ',';
            }
        }
    }

    private void count(int[] values) {
        int count = 0;
        for (int value : values) {
            count += Grease.is(value) ? 0 : 1;
        }
        count = Math.min(count, 99);
        head.put('0' + count / 10).put('0' + count % 10);
    }

    /** First and last character of the first protocol; of its hex form unless both are letters or digits. */
    private void writeAlpn(byte[] bytes, Slice alpn) {
        int length = alpn.length == 0 ? 0 : Bytes.u8(bytes, alpn.at);
        if (length == 0) {
            head.put("00");
            return;
        }
        int first = Bytes.u8(bytes, alpn.at + 1);
        int last = Bytes.u8(bytes, alpn.at + length);
        if (isAlphanumeric(first) && isAlphanumeric(last)) {
            head.put(first).put(last);
        } else {
            head.put(AsciiBuffer.hexDigit(first >>> 4)).put(AsciiBuffer.hexDigit(last));
        }
    }

    private static boolean isAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean contains(int[] values, int wanted) {
        for (int value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }

    private static String versionText(int version) {
        return switch (version) {
            case TlsVersions.TLS_1_3 -> "13";
            case TlsVersions.TLS_1_2 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            case TlsVersions.DTLS_1_0 -> "d1";
            case TlsVersions.DTLS_1_2 -> "d2";
            case TlsVersions.DTLS_1_3 -> "d3";
            default -> "00";
        };
    }
}
