package tell443.quic;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;

/**
 * The visible part of a long header packet (RFC 8999 section 5.1, RFC 9000 section 17.2). One per worker, read again
 * for every packet; its fields are indexes into the bytes it was read from.
 *
 * <pre>
 *   form 1 | fixed 1 | type 2 | protected 4 || version 32 || length 8 | destination id || length 8 | source id || ...
 *   Initial: token length (i) | token || length (i) | packet number and payload
 *   0-RTT, Handshake: length (i) | packet number and payload       Retry: token, integrity tag to the end
 * </pre>
 */
final class LongHeader {

    static final int INITIAL = 0;
    static final int ZERO_RTT = 1;
    static final int HANDSHAKE = 2;
    static final int RETRY = 3;
    static final int NEGOTIATION = 4;
    /** A version of which only the invariants are known. */
    static final int OTHER = 5;

    static final int LONGEST_ID = 20; // bytes, RFC 9000 section 17.2
    static final int SHORTEST = 7; // bytes: both ids empty

    private static final int VERSION = 1;
    private static final int DESTINATION_LENGTH = 5;

    QuicVersion version = QuicVersion.V1;
    int type;
    int destination;
    int destinationLength;
    int source;
    int sourceLength;
    /** Index of the packet number. */
    int number;
    /** First index after the packet; may lie past the bytes held. */
    int end;

    /** Reads the packet at {@code at}. {@code end} must lie within {@code declaredEnd}, the fields within {@code heldEnd}. */
    int read(byte[] bytes, int at, int heldEnd, int declaredEnd) {
        if (heldEnd - at < SHORTEST) {
            return tooShort(heldEnd, declaredEnd);
        }
        int versionNumber = Bytes.u32(bytes, at + VERSION);
        if (version.number != versionNumber) {
            version = QuicVersion.of(versionNumber);
        }
        destinationLength = Bytes.u8(bytes, at + DESTINATION_LENGTH);
        destination = at + DESTINATION_LENGTH + 1;
        int sourceLengthAt = destination + destinationLength;
        if (sourceLengthAt >= heldEnd) {
            return tooShort(heldEnd, declaredEnd);
        }
        sourceLength = Bytes.u8(bytes, sourceLengthAt);
        source = sourceLengthAt + 1;
        if (sourceLength > heldEnd - source) {
            return tooShort(heldEnd, declaredEnd);
        }
        end = declaredEnd;
        number = source + sourceLength;
        type = type(Bytes.u8(bytes, at));
        if (type >= NEGOTIATION) {
            return Cursor.OK;
        }
        if (destinationLength > LONGEST_ID || sourceLength > LONGEST_ID) {
            return Cursor.MALFORMED;
        }
        return type == RETRY ? Cursor.OK : readLengths(bytes, heldEnd, declaredEnd);
    }

    private int type(int first) {
        if (version.number == 0) {
            return NEGOTIATION;
        }
        if (version.kind == QuicVersion.UNKNOWN) {
            return OTHER;
        }
        int bits = first >>> 4 & 3;
        return version.second ? bits + 3 & 3 : bits; // RFC 9369 section 3.2: Retry comes first
    }

    private int readLengths(byte[] bytes, int heldEnd, int declaredEnd) {
        if (type == INITIAL) {
            long token = VariableInteger.read(bytes, number, heldEnd);
            if (token == VariableInteger.NONE) {
                return tooShort(heldEnd, declaredEnd);
            }
            number += VariableInteger.length(bytes, number);
            if (token > declaredEnd - number) {
                return Cursor.MALFORMED;
            }
            number += (int) token;
        }
        long length = VariableInteger.read(bytes, number, heldEnd);
        if (length == VariableInteger.NONE) {
            return tooShort(heldEnd, declaredEnd);
        }
        number += VariableInteger.length(bytes, number);
        if (length > declaredEnd - number) {
            return Cursor.MALFORMED;
        }
        end = number + (int) length;
        return Cursor.OK;
    }

    private static int tooShort(int heldEnd, int declaredEnd) {
        return heldEnd < declaredEnd ? Cursor.TRUNCATED : Cursor.MALFORMED;
    }
}
