package tell443.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tell443.bytes.Bytes;

/**
 * An X.509 certificate (RFC 5280 section 4.1) as nearly all are: names of plain ASCII under the usual attribute types, DNS
 * names and IPv4 addresses, times in Zulu. In anything else {@link #read} sees nothing, and the JDK has the word, which takes
 * five times as long, and much longer for its first.
 */
final class PlainCertificate {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int BOOLEAN = 0x01;
    private static final int OCTET_STRING = 0x04;
    private static final int VERSION = 0xA0;
    private static final int ISSUER_ID = 0x81;
    private static final int SUBJECT_ID = 0x82;
    private static final int EXTENSIONS = 0xA3;
    private static final int DNS = 0x82;
    private static final int IP = 0x87;
    private static final byte[] ALTERNATIVE_NAMES = {0x55, 0x1D, 0x11}; // 2.5.29.17

    String subject = "";
    String issuer = "";
    List<String> names = List.of();
    long notBefore;
    long notAfter;

    private final Der der = new Der();
    private final DistinguishedName name = new DistinguishedName(der);

    /** Reads the certificate that is all of these bytes. @return whether it is a plain one; else nothing here holds */
    boolean read(byte[] bytes, int at, int length) {
        der.wrap(bytes, at, length);
        names = List.of();
        int end = at + length;
        int behind = der.enter(at, end, Der.SEQUENCE);
        boolean whole = behind == end;
        int signed = der.enter(der.at, end, Der.SEQUENCE);
        int from = der.at;
        int signature = der.enter(signed, end, Der.SEQUENCE);
        whole &= der.enter(signature, end, BIT_STRING) == end;
        signed(from, signed);
        return whole && der.fine();
    }

    private void signed(int from, int limit) {
        int at = from;
        if (at < limit && Bytes.u8(der.bytes, at) == VERSION) {
            at = der.enter(at, limit, VERSION);
        }
        at = der.enter(at, limit, INTEGER); // serial number
        at = der.enter(at, limit, Der.SEQUENCE); // algorithm
        at = der.enter(at, limit, Der.SEQUENCE);
        issuer = name.read(der.at, der.end);
        int validity = der.enter(at, limit, Der.SEQUENCE);
        int first = der.at;
        der.enter(first, validity);
        int second = der.end;
        notBefore = DerTime.read(der);
        der.enter(second, validity);
        notAfter = DerTime.read(der);
        if (der.end != validity) {
            der.fail();
        }
        at = der.enter(validity, limit, Der.SEQUENCE);
        subject = name.read(der.at, der.end);
        at = der.enter(at, limit, Der.SEQUENCE); // public key
        while (at < limit && der.fine()) {
            der.enter(at, limit);
            at = der.end;
            if (der.tag == EXTENSIONS) {
                extensions(der.at, der.end);
            } else if (der.tag != ISSUER_ID && der.tag != SUBJECT_ID) {
                der.fail();
            }
        }
    }

    private void extensions(int from, int limit) {
        if (der.enter(from, limit, Der.SEQUENCE) != limit) {
            der.fail();
        }
        boolean seen = false;
        for (int at = der.at; at < limit && der.fine(); ) {
            int end = der.enter(at, limit, Der.SEQUENCE);
            at = der.enter(der.at, end, Der.OBJECT_IDENTIFIER);
            boolean wanted = Arrays.equals(der.bytes, der.at, der.end, ALTERNATIVE_NAMES, 0, ALTERNATIVE_NAMES.length);
            if (at < end && Bytes.u8(der.bytes, at) == BOOLEAN) {
                at = der.enter(at, end, BOOLEAN);
            }
            if (der.enter(at, end, OCTET_STRING) != end || wanted && seen) {
                der.fail();
            } else if (wanted) {
                seen = true;
                names(der.at, der.end);
            }
            at = end;
        }
    }

    private void names(int from, int limit) {
        if (der.enter(from, limit, Der.SEQUENCE) != limit) {
            der.fail();
        }
        List<String> found = new ArrayList<>();
        for (int at = der.at; at < limit && der.enter(at, limit); at = der.end) {
            if (der.tag == DNS && isHost()) {
                add(found, lower());
            } else if (der.tag == IP && der.end - der.at == Integer.BYTES) {
                add(found, (der.bytes[der.at] & 0xFF) + "." + (der.bytes[der.at + 1] & 0xFF) + "." + (der.bytes[der.at + 2] & 0xFF)
                        + "." + (der.bytes[der.at + 3] & 0xFF));
            } else {
                der.fail();
            }
        }
        names = List.copyOf(found);
    }

    private static void add(List<String> found, String name) {
        if (found.size() < LeafCertificate.NAMES_LIMIT) {
            found.add(name);
        }
    }

    /** Letters, digits, hyphens and dots, and "*." before them; labels that are neither empty nor begin with a hyphen. */
    private boolean isHost() {
        int length = der.end - der.at;
        boolean wild = length > 2 && der.bytes[der.at] == '*' && der.bytes[der.at + 1] == '.';
        int before = '.';
        for (int i = wild ? der.at + 2 : der.at; i < der.end; i++) {
            int c = der.bytes[i];
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && (before == '.' || before == '-' && c == '.' || c != '-' && c != '.')) {
                return false;
            }
            before = c;
        }
        return length > 0 && length <= Names.KEPT && before != '.' && before != '-';
    }

    private String lower() {
        byte[] lower = Arrays.copyOfRange(der.bytes, der.at, der.end);
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (byte) (lower[i] >= 'A' && lower[i] <= 'Z' ? lower[i] + 'a' - 'A' : lower[i]);
        }
        return new String(lower, StandardCharsets.ISO_8859_1);
    }
}
