package tell443.dns;

import tell443.bytes.Bytes;

/** Reads the keys for Encrypted Client Hello that a server publishes in DNS (RFC 9849 section 4). */
final class EchConfigs {

    private static final int VERSION = 0xFE0D;

    private EchConfigs() {}

    /** ECHConfigList: length 16, then version 16, length 16, contents. @return false when a length does not fit */
    static boolean read(byte[] bytes, int from, int end, DnsAnswer answer) {
        if (from + 2 > end || from + 2 + Bytes.u16(bytes, from) != end) {
            return false;
        }
        int at = from + 2;
        while (at + 4 <= end) {
            int length = Bytes.u16(bytes, at + 2);
            if (at + 4 + length > end) {
                return false;
            }
            if (Bytes.u16(bytes, at) == VERSION && !config(bytes, at + 4, at + 4 + length, answer)) {
                return false;
            }
            at += 4 + length;
        }
        return at == end;
    }

    /** config_id 8, kem_id 16, public_key, cipher_suites (length 16 each), maximum_name_length 8, public_name (length 8). */
    private static boolean config(byte[] bytes, int from, int end, DnsAnswer answer) {
        int suites = behind(bytes, from + 3, end);
        int name = suites < 0 ? -1 : behind(bytes, suites, end) + 1;
        if (name <= 0 || name >= end || name + 1 + (bytes[name] & 0xFF) > end) {
            return false;
        }
        answer.addConfig(bytes[from] & 0xFF, bytes, name + 1, bytes[name] & 0xFF);
        return true;
    }

    /** Index behind a vector with a length of 16 bits, or -1. */
    private static int behind(byte[] bytes, int at, int end) {
        return at + 2 <= end && at + 2 + Bytes.u16(bytes, at) <= end ? at + 2 + Bytes.u16(bytes, at) : -1;
    }
}
