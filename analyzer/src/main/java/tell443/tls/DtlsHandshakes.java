package tell443.tls;

import java.util.Arrays;
import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/** Handshake messages of DTLS: read in place when whole, put together from fragments otherwise. */
final class DtlsHandshakes {

    private static final int HEADER_LENGTH = 12;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int CERTIFICATE = DtlsReader.CERTIFICATE;
    /** Bytes that all associations of one worker may hold. */
    private static final int HELD_LIMIT = 16 << 20;

    private final HelloReader hellos;
    private final CertificateReader certificates;
    private final Counters counters;
    private int held;

    DtlsHandshakes(HelloReader hellos, CertificateReader certificates, Counters counters) {
        this.hellos = hellos;
        this.certificates = certificates;
        this.counters = counters;
    }

    /** Reads the fragments in one record; a fragment that is not held whole is left. */
    void record(DtlsConnection state, boolean fromClient, byte[] bytes, int at, int bodyHeld, TlsFacts facts) {
        int end = at + bodyHeld;
        int next = at;
        while (end - next >= HEADER_LENGTH) {
            int fragmentLength = Bytes.u24(bytes, next + 9);
            int body = next + HEADER_LENGTH;
            if (fragmentLength > end - body) {
                return;
            }
            fragment(state, fromClient, bytes, next, fragmentLength, facts);
            next = body + fragmentLength;
        }
    }

    void forget(DtlsConnection state) {
        held -= state.heldBytes;
        state.heldBytes = 0;
        Arrays.fill(state.clientMessages, null);
        Arrays.fill(state.serverMessages, null);
    }

    private void fragment(DtlsConnection state, boolean fromClient, byte[] bytes, int at, int fragmentLength, TlsFacts facts) {
        int type = Bytes.u8(bytes, at);
        int length = Bytes.u24(bytes, at + 1);
        int sequence = Bytes.u16(bytes, at + 4);
        int offset = Bytes.u24(bytes, at + 6);
        int body = at + HEADER_LENGTH;
        if (!isWanted(state, type, sequence, fromClient ^ state.rolesSwapped, facts)) {
            return;
        }
        if (offset + fragmentLength > length) {
            malformed(state, type);
        } else if (fragmentLength == length) {
            drop(state, fromClient, find(state, fromClient, type, sequence, length));
            message(state, fromClient, type, sequence, bytes, body, length, facts);
        } else if (fragmentLength > 0) {
            collect(state, fromClient, bytes, at, fragmentLength, facts);
        }
    }

    /** What was read once is not wanted again: retransmissions end here. */
    private static boolean isWanted(DtlsConnection state, int type, int sequence, boolean fromClient, TlsFacts facts) {
        return switch (type) {
            case CLIENT_HELLO -> sequence > state.clientHelloSequence;
            case SERVER_HELLO -> !facts.serverHello.present() && (!fromClient || !facts.clientHello.present());
            case HELLO_VERIFY_REQUEST -> !fromClient || !facts.clientHello.present();
            case CERTIFICATE -> !fromClient && !facts.certificateSeen;
            default -> false;
        };
    }

    private void collect(DtlsConnection state, boolean fromClient, byte[] bytes, int at, int fragmentLength, TlsFacts facts) {
        int type = Bytes.u8(bytes, at);
        int length = Bytes.u24(bytes, at + 1);
        int sequence = Bytes.u16(bytes, at + 4);
        int offset = Bytes.u24(bytes, at + 6);
        int place = find(state, fromClient, type, sequence, length);
        DtlsFragments[] messages = messages(state, fromClient);
        if (place < 0) {
            place = free(messages);
        }
        if (place >= 0 && messages[place] == null) {
            messages[place] = new DtlsFragments(type, sequence, length);
        }
        int growth = place < 0 ? 0 : messages[place].growth(offset + fragmentLength);
        if (place < 0 || state.heldBytes + growth > DtlsFragments.HELD_LIMIT || held + growth > HELD_LIMIT) {
            limit(state);
            return;
        }
        DtlsFragments message = messages[place];
        message.add(bytes, at + HEADER_LENGTH, offset, fragmentLength);
        state.heldBytes += growth;
        held += growth;
        state.quality |= message.conflict ? Quality.OVERLAP_CONFLICT.bit() : 0;
        if (message.isWhole()) {
            drop(state, fromClient, place);
            message(state, fromClient, type, sequence, message.body, 0, length, facts);
        }
    }

    private void message(DtlsConnection state, boolean fromClient, int type, int sequence, byte[] bytes, int at, int length,
            TlsFacts facts) {
        switch (type) {
            case CLIENT_HELLO -> clientHello(state, fromClient, sequence, bytes, at, length, facts);
            case SERVER_HELLO -> serverHello(state, fromClient, bytes, at, length, facts);
            case HELLO_VERIFY_REQUEST -> state.helloVerify = true;
            default -> certificate(state, bytes, at, length, facts);
        }
    }

    /** The first is believed; a second is in order only when the server asked for it. */
    private void clientHello(DtlsConnection state, boolean fromClient, int sequence, byte[] bytes, int at, int length, TlsFacts facts) {
        state.clientHelloSequence = sequence;
        if (facts.clientHello.present() && !facts.awaitsSecondHello()) {
            boolean unasked = !state.helloVerify && !facts.retry.present() && !facts.serverHello.present();
            state.quality |= unasked ? Quality.EXTRA_HELLO.bit() : 0;
            return;
        }
        int status = hellos.clientHelloBody(bytes, at, length, length, HelloReader.Transport.DTLS);
        note(state, status);
        if (facts.clientHello.present()) {
            if (status == Cursor.OK) {
                facts.answerRetry(hellos.clientHello());
            }
            return;
        }
        facts.clientHello = status == Cursor.MALFORMED ? hellos.malformedHello(bytes) : hellos.clientHello();
        if (status == Cursor.OK) {
            state.rolesSwapped = !fromClient;
        }
    }

    /** Where no ClientHello was seen, its sender is the server, whatever the caller thought. */
    private void serverHello(DtlsConnection state, boolean fromClient, byte[] bytes, int at, int length, TlsFacts facts) {
        int status = hellos.serverHelloBody(bytes, at, length, length);
        note(state, status);
        if (status == Cursor.OK && !facts.clientHello.present()) {
            state.rolesSwapped = fromClient;
        }
        if (status == Cursor.OK && hellos.isHelloRetryRequest()) {
            facts.requestRetry(hellos.serverHello());
            state.version13 = true;
        } else if (status == Cursor.OK) {
            facts.serverHello = hellos.serverHello();
            facts.sessionEchoed = hellos.echoesSession(facts.clientHello);
            state.version13 = TlsVersions.isTls13(facts.serverHello.version());
        }
    }

    private void certificate(DtlsConnection state, byte[] bytes, int at, int length, TlsFacts facts) {
        facts.certificateSeen = true;
        long before = counters.get(Counter.CERTIFICATE_MALFORMED);
        facts.certificate = certificates.body(bytes, at, length);
        boolean malformed = counters.get(Counter.CERTIFICATE_MALFORMED) > before;
        state.quality |= malformed ? Quality.CERTIFICATE_MALFORMED.bit() : 0;
    }

    private void note(DtlsConnection state, int status) {
        if (status == Cursor.MALFORMED || hellos.hasMalformedExtension()) {
            state.quality |= Quality.HELLO_MALFORMED.bit();
        }
    }

    private void malformed(DtlsConnection state, int type) {
        boolean certificate = type == CERTIFICATE;
        counters.count(certificate ? Counter.CERTIFICATE_MALFORMED : Counter.HELLO_MALFORMED);
        state.quality |= certificate ? Quality.CERTIFICATE_MALFORMED.bit() : Quality.HELLO_MALFORMED.bit();
    }

    private void limit(DtlsConnection state) {
        if (!Quality.LIMIT.in(state.quality)) {
            counters.count(Counter.HANDSHAKE_TOO_LONG);
        }
        state.quality |= Quality.LIMIT.bit();
    }

    private void drop(DtlsConnection state, boolean fromClient, int place) {
        if (place >= 0) {
            DtlsFragments[] messages = messages(state, fromClient);
            int bytes = messages[place].body.length;
            state.heldBytes -= bytes;
            held -= bytes;
            messages[place] = null;
        }
    }

    private static int find(DtlsConnection state, boolean fromClient, int type, int sequence, int length) {
        DtlsFragments[] messages = messages(state, fromClient);
        for (int i = 0; i < messages.length; i++) {
            DtlsFragments message = messages[i];
            if (message != null && message.type == type && message.sequence == sequence && message.length == length) {
                return i;
            }
        }
        return -1;
    }

    private static int free(DtlsFragments[] messages) {
        for (int i = 0; i < messages.length; i++) {
            if (messages[i] == null) {
                return i;
            }
        }
        return -1;
    }

    private static DtlsFragments[] messages(DtlsConnection state, boolean fromClient) {
        return fromClient ? state.clientMessages : state.serverMessages;
    }
}
