package tell443.tls;

/**
 * JA3 and JA3S (https://github.com/salesforce/ja3): decimal numbers in wire order, joined and hashed with MD5.
 *
 * <p>GREASE is left out of ciphers, extensions and groups. The version is that of the legacy field.
 */
final class Ja3 {

    private Ja3() {}

    /** Version, ciphers, extensions, groups, point formats. */
    static void write(AsciiBuffer out, int version, int[] ciphers, int[] extensions, int[] groups, int[] pointFormats) {
        out.clear().decimal(version);
        list(out.put(','), ciphers);
        list(out.put(','), extensions);
        list(out.put(','), groups);
        list(out.put(','), pointFormats);
    }

    /** Version, cipher, extensions. */
    static void writeServer(AsciiBuffer out, int version, int cipher, int[] extensions) {
        out.clear().decimal(version).put(',').decimal(cipher);
        list(out.put(','), extensions);
    }

    private static void list(AsciiBuffer out, int[] values) {
        int start = out.length;
        for (int value : values) {
            if (!Grease.is(value)) {
                if (out.length > start) {
                    out.put('-');
                }
                out.decimal(value);
            }
        }
    }
}
