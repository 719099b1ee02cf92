package tell443.tls;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/** Puts the packets of each side in order and reads TLS records and handshake messages in them (RFC 8446 section 5.1). */
final class CarriedHandshakes {

    private static final int RECORD_HEADER = 5;
    private static final int RECORD_LIMIT = (1 << 14) + 2048; // RFC 5246 section 6.2.3
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    private static final int MESSAGE_HEADER = 4;
    private static final int MESSAGE_LIMIT = 64 << 10;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int LAST_KNOWN_MESSAGE = 25; // compressed_certificate

    private final HelloReader hellos;
    private final CertificateReader certificates;
    private final Counters counters;

    CarriedHandshakes(HelloReader hellos, CertificateReader certificates, Counters counters) {
        this.hellos = hellos;
        this.certificates = certificates;
        this.counters = counters;
    }

    /**
     * Reads the TLS bytes of a packet, or keeps them until their turn comes.
     *
     * @param ahead how many packets of that side come before it; negative when it came again
     * @param whole false when the capture does not hold all of it: then nothing can be read behind it
     */
    void packet(CarriedTls state, int sender, int ahead, byte[] bytes, int at, int length, boolean whole) {
        ControlStream stream = state.streams[sender];
        if (ahead < 0) {
            return;
        }
        if (!whole) {
            cut(state, sender);
            return;
        }
        if (ahead > 0) {
            stream.await(stream.next + ahead, bytes, at, length);
        } else {
            stream.next++;
            read(state, sender, bytes, at, length);
            byte[] next = stream.takeNext();
            while (next != ControlStream.NOT_THERE) {
                read(state, sender, next, 0, next.length);
                next = stream.takeNext();
            }
        }
        keepWithin(state);
    }

    /** The capture does not hold all of a packet of that side. */
    static void cut(CarriedTls state, int sender) {
        state.quality |= state.streams[sender].hasHello ? 0 : Quality.HELLO_INCOMPLETE.bit();
        state.lose(sender);
    }

    void keepWithin(CarriedTls state) {
        if (state.heldBytes() > CarriedTls.HELD_LIMIT) {
            counters.count(Counter.HANDSHAKE_TOO_LONG);
            state.limit();
        }
    }

    /** The connection has ended. */
    void forget(CarriedTls state) {
        if (state.streams[0].hasPieces() || state.streams[1].hasPieces()) {
            counters.count(Counter.HELLO_TRUNCATED);
        }
        state.giveUp();
    }

    /** Reads the next bytes of that side's TLS stream. */
    private void read(CarriedTls state, int sender, byte[] bytes, int at, int length) {
        ControlStream stream = state.streams[sender];
        int end = at + length;
        int next = at;
        while (next < end && !stream.over) {
            if (stream.left == 0) {
                header(state, sender, Bytes.u8(bytes, next++));
                continue;
            }
            int part = Math.min(stream.left, end - next);
            if (stream.type == HANDSHAKE && !stream.read) {
                stream.appendMessages(bytes, next, part);
                stream.consumeMessages(messages(state, sender));
            } else if (stream.type == ALERT && stream.left == 2 && part == 2) {
                alert(state, sender, Bytes.u16(bytes, next));
            }
            next += part;
            stream.left = stream.over ? 0 : stream.left - part;
        }
    }

    /** The next byte of a record header: type, version, length. */
    private void header(CarriedTls state, int sender, int value) {
        ControlStream stream = state.streams[sender];
        stream.header = stream.header << 8 | value;
        if (++stream.gathered < RECORD_HEADER) {
            return;
        }
        stream.gathered = 0;
        stream.type = (int) (stream.header >>> 32) & 0xFF;
        stream.left = (int) stream.header & 0xFFFF;
        boolean record = stream.type >= CHANGE_CIPHER_SPEC && stream.type <= DATA && (stream.header >>> 24 & 0xFF) == 3
                && stream.left <= RECORD_LIMIT;
        if (!record) {
            counters.count(Counter.RECORD_MALFORMED);
            state.quality |= Quality.RECORDS_LOST.bit();
            stream.left = 0;
        } else if (stream.type == CHANGE_CIPHER_SPEC) {
            changeCipher(state, sender);
        }
        boolean encrypts = (stream.type == CHANGE_CIPHER_SPEC || stream.type == DATA) && !awaitsHello(state, sender);
        if (!record || encrypts) {
            state.lose(sender);
        }
    }

    /** TLS 1.3 sends a ChangeCipherSpec that means nothing before either hello that a HelloRetryRequest calls for. */
    private static boolean awaitsHello(CarriedTls state, int sender) {
        TlsFacts tls = state.tls;
        return tls.present() && (sender == state.client ? tls.awaitsSecondHello() : tls.retry.present() && !tls.serverHello.present());
    }

    private static void changeCipher(CarriedTls state, int sender) {
        TlsFacts tls = state.tls;
        if (tls.present() && sender == state.client) {
            tls.clientChangedCipher = true;
        } else if (tls.present()) {
            tls.serverChangedCipher = true;
        }
    }

    private static void alert(CarriedTls state, int sender, int levelAndDescription) {
        TlsFacts tls = state.tls;
        if (tls.present() && sender == state.client) {
            tls.clientAlert = tls.clientAlert < 0 ? (short) levelAndDescription : tls.clientAlert;
        } else if (tls.present()) {
            tls.serverAlert = tls.serverAlert < 0 ? (short) levelAndDescription : tls.serverAlert;
        }
    }

    /** Reads whole messages from the front. @return how many bytes they are */
    private int messages(CarriedTls state, int sender) {
        ControlStream stream = state.streams[sender];
        int at = 0;
        while (!stream.read && stream.messagesLength - at >= MESSAGE_HEADER) {
            int whole = MESSAGE_HEADER + Bytes.u24(stream.messages, at + 1);
            if (whole > MESSAGE_LIMIT || Bytes.u8(stream.messages, at) > LAST_KNOWN_MESSAGE) {
                malformed(state, stream, whole > MESSAGE_LIMIT);
            } else if (whole > stream.messagesLength - at) {
                return at;
            } else {
                message(state, sender, stream.messages, at, whole);
                at += whole;
            }
        }
        return stream.read ? stream.messagesLength : at;
    }

    private void malformed(CarriedTls state, ControlStream stream, boolean tooLong) {
        stream.read = true;
        if (!stream.hasHello) {
            counters.count(tooLong ? Counter.HANDSHAKE_TOO_LONG : Counter.HELLO_MALFORMED);
            state.quality |= Quality.HELLO_MALFORMED.bit();
        }
    }

    private void message(CarriedTls state, int sender, byte[] bytes, int at, int length) {
        switch (bytes[at]) {
            case CLIENT_HELLO -> clientHello(state, sender, bytes, at, length);
            case SERVER_HELLO -> serverHello(state, sender, bytes, at, length);
            case CERTIFICATE -> certificate(state, sender, bytes, at, length);
            default -> {}
        }
    }

    /** The first is believed; after it nothing of that side is worth reading but what a HelloRetryRequest asks for. */
    private void clientHello(CarriedTls state, int sender, byte[] bytes, int at, int length) {
        ControlStream stream = state.streams[sender];
        stream.read = true;
        if (sender == 1 - state.client || note(state, hellos.readClientHello(bytes, at, length, HelloReader.Transport.TCP))) {
            return; // not from the client, or malformed
        }
        state.client = sender;
        TlsFacts tls = state.makeTls();
        if (tls.awaitsSecondHello()) {
            tls.answerRetry(hellos.clientHello());
        } else {
            tls.clientHello = hellos.clientHello();
        }
        stream.hasHello = true;
    }

    private void serverHello(CarriedTls state, int sender, byte[] bytes, int at, int length) {
        ControlStream stream = state.streams[sender];
        if (sender == state.client || stream.hasHello
                || note(state, hellos.readServerHello(bytes, at, length, HelloReader.Transport.TCP))) {
            stream.read = true;
            return;
        }
        state.client = 1 - sender;
        TlsFacts tls = state.makeTls();
        if (hellos.isHelloRetryRequest()) {
            tls.requestRetry(hellos.serverHello());
            state.streams[state.client].read &= !tls.awaitsSecondHello();
            return;
        }
        tls.serverHello = hellos.serverHello();
        tls.sessionEchoed = hellos.echoesSession(tls.clientHello);
        stream.hasHello = true;
        stream.read = TlsVersions.isTls13(tls.serverHello.version());
    }

    /** Keeps whether the hello just read contradicts itself. @return whether it is good for nothing */
    private boolean note(CarriedTls state, int status) {
        if (status != Cursor.OK || hellos.hasMalformedExtension()) {
            state.quality |= Quality.HELLO_MALFORMED.bit();
        }
        return status != Cursor.OK;
    }

    private void certificate(CarriedTls state, int sender, byte[] bytes, int at, int length) {
        ControlStream stream = state.streams[sender];
        stream.read = true;
        if (sender == state.client || !stream.hasHello) {
            return;
        }
        state.tls.certificateSeen = true;
        state.tls.certificate = certificates.read(bytes, at, length);
        state.quality |= state.tls.certificate.present() ? 0 : Quality.CERTIFICATE_MALFORMED.bit();
    }
}
