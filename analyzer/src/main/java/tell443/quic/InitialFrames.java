package tell443.quic;

import tell443.bytes.Bytes;

/**
 * Walks the frames of an opened Initial packet (RFC 9000 section 12.4, table 3) and hands its CRYPTO frames on.
 *
 * <p>Google's versions with sealed Initials number their frames otherwise: PING 7, CRYPTO 8, ACK 01xxxxxx.
 * The work is bounded by the bytes of the packet, whatever counts they claim.
 */
final class InitialFrames {

    /** Takes the bytes of a CRYPTO frame; false when nothing more is wanted. */
    interface Taker {
        boolean take(long offset, byte[] bytes, int at, int length);
    }

    private static final int PADDING = 0x00;
    private static final int PING = 0x01;
    private static final int ACK = 0x02;
    private static final int ACK_ECN = 0x03;
    private static final int CRYPTO = 0x06;
    private static final int CLOSE_TRANSPORT = 0x1C;
    private static final int CLOSE_APPLICATION = 0x1D;
    private static final int GOOGLE_STOP_WAITING = 0x06;
    private static final int GOOGLE_PING = 0x07;
    private static final int GOOGLE_CRYPTO = 0x08;
    private static final int STEP = 64; // bytes decrypted at a time while looking for the next frame

    private final InitialOpener opener;
    private byte[] plain = {};
    private int at;
    private int end;
    private boolean wrong;
    private boolean wanted;

    InitialFrames(InitialOpener opener) {
        this.opener = opener;
    }

    /**
     * Reads until the end, or until padding once nothing more is wanted: hellos are mostly followed by nothing else,
     * and decrypting a kilobyte of padding would cost as much as the rest.
     *
     * @return false when a frame's lengths contradict the packet's, or a frame does not belong into an Initial
     */
    boolean read(boolean google, Taker taker) {
        at = opener.at();
        end = opener.end();
        wrong = false;
        wanted = true;
        while (at < end && !wrong) {
            plain = opener.plain(at + 1);
            int type = Bytes.u8(plain, at++);
            if (type == PADDING) {
                if (!wanted) {
                    return true;
                }
                skipPadding();
            } else if (google) {
                googleFrame(type, taker);
            } else {
                frame(type, taker);
            }
        }
        return !wrong;
    }

    private void skipPadding() {
        while (at < end) {
            int stop = Math.min(end, at + STEP);
            plain = opener.plain(stop);
            while (at < stop) {
                if (plain[at] != 0) {
                    return;
                }
                at++;
            }
        }
    }

    private void frame(int type, Taker taker) {
        switch (type) {
            case PING -> {}
            case ACK, ACK_ECN -> acknowledgement(type == ACK_ECN);
            case CRYPTO -> crypto(taker);
            case CLOSE_TRANSPORT -> close(true);
            case CLOSE_APPLICATION -> close(false);
            default -> wrong = true;
        }
    }

    private void googleFrame(int type, Taker taker) {
        switch (type) {
            case GOOGLE_PING -> {}
            case GOOGLE_CRYPTO -> crypto(taker);
            case GOOGLE_STOP_WAITING -> wrong = true; // its length depends on the packet number; none was seen here
            default -> {
                if ((type & 0xC0) == 0x40) {
                    googleAcknowledgement(type);
                } else {
                    wrong = true;
                }
            }
        }
    }

    private void crypto(Taker taker) {
        long offset = integer();
        long length = integer();
        if (wrong || length > end - at) {
            wrong = true;
            return;
        }
        plain = opener.plain(at + (int) length);
        wanted &= taker.take(offset, plain, at, (int) length);
        at += (int) length;
    }

    private void acknowledgement(boolean ecn) {
        integer(); // Largest Acknowledged
        integer(); // ACK Delay
        long ranges = integer();
        integer(); // First ACK Range
        while (ranges-- > 0 && !wrong) {
            integer(); // Gap
            integer(); // ACK Range Length
        }
        for (int i = 0; i < 3 && ecn; i++) {
            integer();
        }
    }

    private void close(boolean transport) {
        integer(); // Error Code
        if (transport) {
            integer(); // Frame Type
        }
        skip(integer()); // Reason Phrase
    }

    /** 01ntllmm: n more blocks, t unused, ll and mm the sizes of Largest Acked and of block lengths. */
    private void googleAcknowledgement(int type) {
        skip(googleSize(type >>> 2) + 2); // Largest Acked, Ack Delay
        int block = googleSize(type);
        int blocks = (type & 0x20) != 0 ? octet() : 0;
        skip(block + blocks * (1L + block));
        int times = octet();
        skip(times == 0 ? 0 : 5 + 3L * (times - 1));
    }

    private static int googleSize(int bits) {
        int size = bits & 3;
        return size == 3 ? 6 : 1 << size;
    }

    private int octet() {
        if (at >= end) {
            wrong = true;
            return 0;
        }
        plain = opener.plain(at + 1);
        return Bytes.u8(plain, at++);
    }

    private void skip(long length) {
        if (wrong || length > end - at) {
            wrong = true;
        } else {
            at += (int) length;
        }
    }

    private long integer() {
        if (wrong || at >= end) {
            wrong = true;
            return 0;
        }
        plain = opener.plain(Math.min(end, at + VariableInteger.LONGEST));
        long value = VariableInteger.read(plain, at, end);
        if (value == VariableInteger.NONE) {
            wrong = true;
            return 0;
        }
        at += VariableInteger.length(plain, at);
        return value;
    }
}
