package tell443.dns;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;

/**
 * Reads DNS responses (RFC 1035 section 4.1) with A, AAAA (RFC 3596), SVCB and HTTPS records (RFC 9460). One per worker;
 * allocates nothing.
 *
 * <pre>
 *   id 16 | QR 1, opcode 4, AA, TC, RD, RA, Z 3, RCODE 4 | questions 16 | answers 16 | authorities 16 | additionals 16
 *   question: name, type 16, class 16        record: name, type 16, class 16, ttl 32, length 16, data
 * </pre>
 */
public final class DnsReader {

    private static final int HEADER = 12;
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int INTERNET = 1;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int SVCB = 64;
    private static final int HTTPS = 65;
    private static final int ALPN = 1;
    private static final int IPV4_HINT = 4;
    private static final int ECH = 5;
    private static final int IPV6_HINT = 6;
    private static final int POINTER = 0xC0;
    /** A name may point backwards, and from there again. */
    private static final int JUMPS = 16;
    /** More records than that are not looked at. */
    private static final int RECORDS = 128;
    private static final long MAPPED = 0xFFFF_0000_0000L;

    private byte[] bytes;
    private int start;
    private int held;
    private int declared;
    private final byte[] name = new byte[DnsAnswer.NAME_LIMIT * 4];
    private int nameLength;
    private int failure;

    /**
     * Reads the message at {@code at}, of which {@code heldLength} of {@code declaredLength} bytes are there.
     *
     * @return {@link Cursor#OK}, {@link Cursor#TRUNCATED} (what was read until there is in the answer) or {@link Cursor#MALFORMED};
     *     a query is malformed: it is no answer
     */
    public int read(byte[] bytes, int at, int heldLength, int declaredLength, DnsAnswer answer) {
        this.bytes = bytes;
        start = at;
        held = at + heldLength;
        declared = at + declaredLength;
        failure = Cursor.OK;
        answer.clear();
        if (!has(at, HEADER)) {
            return failure;
        }
        int flags = Bytes.u16(bytes, at + 2);
        if ((flags & (RESPONSE | OPCODE)) != RESPONSE || Bytes.u16(bytes, at + 4) != 1) {
            return Cursor.MALFORMED;
        }
        answer.responseCode = flags & 0xF;
        int next = name(at + HEADER);
        if (next < 0 || !has(next, 4)) {
            return failure;
        }
        answer.setName(name, nameLength);
        answer.type = Bytes.u16(bytes, next);
        records(next + 4, Math.min(Bytes.u16(bytes, at + 6), RECORDS), answer);
        return failure;
    }

    private void records(int from, int count, DnsAnswer answer) {
        int at = from;
        for (int i = 0; i < count; i++) {
            at = name(at);
            if (at < 0 || !has(at, 10)) {
                return;
            }
            int type = Bytes.u16(bytes, at);
            int recordClass = Bytes.u16(bytes, at + 2);
            int length = Bytes.u16(bytes, at + 8);
            at += 10;
            if (!has(at, length)) {
                return;
            }
            if (recordClass == INTERNET && !data(type, at, length, answer)) {
                failure = Cursor.MALFORMED;
                return;
            }
            at += length;
        }
    }

    /** @return false when the record's length does not fit its type */
    private boolean data(int type, int at, int length, DnsAnswer answer) {
        return switch (type) {
            case A -> addresses(at, length, 4, answer) && length == 4;
            case AAAA -> addresses(at, length, 16, answer) && length == 16;
            case SVCB, HTTPS -> service(at, at + length, answer);
            default -> true;
        };
    }

    private boolean addresses(int at, int length, int each, DnsAnswer answer) {
        for (int i = at; i + each <= at + length; i += each) {
            if (each == 4) {
                answer.addAddress(0, MAPPED | Bytes.u32(bytes, i) & 0xFFFF_FFFFL);
            } else {
                answer.addAddress(Bytes.u64(bytes, i), Bytes.u64(bytes, i + 8));
            }
        }
        return length % each == 0;
    }

    /** Priority, target name (never compressed), then parameters: key 16, length 16, value. */
    private boolean service(int at, int end, DnsAnswer answer) {
        int target = at + 2;
        while (target < end && bytes[target] != 0) {
            target += 1 + (bytes[target] & 0xFF);
        }
        int next = target + 1;
        while (next + 4 <= end) {
            int key = Bytes.u16(bytes, next);
            int length = Bytes.u16(bytes, next + 2);
            if (next + 4 + length > end || !parameter(key, next + 4, length, answer)) {
                return false;
            }
            next += 4 + length;
        }
        return next == end;
    }

    private boolean parameter(int key, int at, int length, DnsAnswer answer) {
        return switch (key) {
            case ALPN -> alpn(at, at + length, answer);
            case IPV4_HINT -> addresses(at, length, 4, answer);
            case IPV6_HINT -> addresses(at, length, 16, answer);
            case ECH -> EchConfigs.read(bytes, at, at + length, answer);
            default -> true;
        };
    }

    private boolean alpn(int from, int end, DnsAnswer answer) {
        int at = from;
        while (at < end) {
            int length = bytes[at] & 0xFF;
            if (at + 1 + length > end) {
                return false;
            }
            answer.http3 |= length == 2 && bytes[at + 1] == 'h' && bytes[at + 2] == '3';
            at += 1 + length;
        }
        return true;
    }

    /**
     * Reads a name, which may end in a pointer to an earlier one (RFC 1035 section 4.1.4); every pointer must lead further
     * back, so none can be followed twice.
     *
     * @return index behind the name where it stands, or -1
     */
    private int name(int from) {
        nameLength = 0;
        int octets = 1; // the root's
        int at = from;
        int behind = -1;
        int earliest = from;
        for (int jumps = 0; ; ) {
            if (!has(at, 1)) {
                return -1;
            }
            int length = bytes[at] & 0xFF;
            if (length == 0) {
                return behind < 0 ? at + 1 : behind;
            }
            if ((length & POINTER) == POINTER) {
                if (!has(at, 2)) {
                    return -1;
                }
                int target = start + (Bytes.u16(bytes, at) & 0x3FFF);
                behind = behind < 0 ? at + 2 : behind;
                if (target >= earliest || ++jumps > JUMPS) {
                    return malformed();
                }
                at = target;
                earliest = target;
            } else {
                octets += length + 1;
                if (length > 63 || octets > DnsAnswer.NAME_LIMIT) {
                    return malformed();
                }
                if (!has(at + 1, length)) {
                    return -1;
                }
                label(at + 1, length);
                at += 1 + length;
            }
        }
    }

    private void label(int at, int length) {
        if (nameLength > 0) {
            name[nameLength++] = '.';
        }
        for (int i = at; i < at + length; i++) {
            int b = bytes[i] & 0xFF;
            if (b > ' ' && b < 0x7F && b != '.' && b != '\\') {
                name[nameLength++] = (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
            } else {
                name[nameLength++] = '\\';
                name[nameLength++] = 'x';
                name[nameLength++] = (byte) Character.forDigit(b >> 4, 16);
                name[nameLength++] = (byte) Character.forDigit(b & 0xF, 16);
            }
        }
    }

    private int malformed() {
        failure = Cursor.MALFORMED;
        return -1;
    }

    private boolean has(int at, int length) {
        if (length > declared - at) {
            failure = Cursor.MALFORMED;
            return false;
        }
        if (length > held - at) {
            failure = Cursor.TRUNCATED;
            return false;
        }
        return true;
    }
}
