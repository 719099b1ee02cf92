package tell443.tls;

import java.util.Arrays;

/** A distinguished name of plain ASCII values as the string of RFC 4514: the last attribute first, special characters escaped. */
final class DistinguishedName {

    private static final int UTF8_STRING = 0x0C;
    private static final int PRINTABLE_STRING = 0x13;
    private static final int IA5_STRING = 0x16;
    private static final int MOST = 32; // attributes

    private final Der der;
    private final AsciiBuffer text = new AsciiBuffer(LeafCertificate.NAME_LIMIT);
    private final int[] starts = new int[MOST];

    DistinguishedName(Der der) {
        this.der = der;
    }

    /** The name whose attributes are {@code from..limit}; fails in the reader where it is not a plain one. */
    String read(int from, int limit) {
        int count = 0;
        for (int at = from; at < limit && der.fine(); count++) {
            if (count == MOST) {
                der.fail();
                return "";
            }
            starts[count] = at;
            at = der.enter(at, limit, Der.SET);
        }
        text.clear();
        for (int i = count - 1; i >= 0 && der.fine(); i--) {
            attribute(starts[i], limit);
            if (i > 0) {
                text.put(',');
            }
        }
        if (text.length > LeafCertificate.NAME_LIMIT) {
            der.fail();
        }
        return text.text();
    }

    /** A set of one: type and value. */
    private void attribute(int from, int limit) {
        int end = der.enter(from, limit, Der.SET);
        if (der.enter(der.at, end, Der.SEQUENCE) != end) {
            der.fail(); // several values
        }
        int value = der.enter(der.at, end, Der.OBJECT_IDENTIFIER);
        String keyword = keyword();
        boolean text = der.enter(value, end) && der.end == end
                && (der.tag == UTF8_STRING || der.tag == PRINTABLE_STRING || der.tag == IA5_STRING);
        if (!text || keyword.isEmpty() || !isPlain()) {
            der.fail();
            return;
        }
        this.text.put(keyword).put('=');
        for (int i = der.at; i < der.end; i++) {
            if (der.bytes[i] == ',') {
                this.text.put('\\');
            }
            this.text.put(der.bytes[i]);
        }
    }

    private String keyword() {
        for (AttributeType type : AttributeType.ALL) {
            if (Arrays.equals(der.bytes, der.at, der.end, type.encoded, 0, type.encoded.length)) {
                return type.keyword;
            }
        }
        return "";
    }

    /** Printable ASCII without the characters that RFC 4514 or we escape, but for the comma; no blank at either end. */
    private boolean isPlain() {
        for (int i = der.at; i < der.end; i++) {
            int c = der.bytes[i];
            if (c < 0x20 || c > 0x7E || "=+<>#;\"\\".indexOf(c) >= 0) {
                return false;
            }
        }
        return der.end > der.at && der.bytes[der.at] != ' ' && der.bytes[der.end - 1] != ' ';
    }
}
