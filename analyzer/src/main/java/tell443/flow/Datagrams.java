package tell443.flow;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;
import tell443.net.Headers;
import tell443.quic.CryptoConsumer;
import tell443.quic.QuicConnection;
import tell443.quic.QuicReader;
import tell443.tls.CertificateReader;
import tell443.tls.DtlsConnection;
import tell443.tls.DtlsReader;
import tell443.tls.HelloReader;
import tell443.tls.RecordSink;

/** Reads the payload of UDP flows: QUIC, DTLS, or the opening of anything else. */
final class Datagrams implements CryptoConsumer, RecordSink {

    /** First bytes from here on begin a long header (RFC 8999 section 5.1). */
    private static final int LONG_FORM = 0x80;
    private static final int MESSAGE_HEADER = 4;

    private final FlowRow row;
    private final Openings openings;
    private final ControlChannels controls;
    private final HelloReader hellos;
    private final Records records;
    private final QuicReader quic;
    private final DtlsReader dtls;
    private final Budget quicBudget;
    private final byte[] scratch;
    private final Counters counters;

    private FlowSide side;
    private int sender;
    private long timeNanos;

    Datagrams(FlowRow row, Openings openings, ControlChannels controls, HelloReader hellos, CertificateReader certificates,
            Records records, Budget quicBudget, byte[] scratch, Counters counters) {
        this.row = row;
        this.openings = openings;
        this.controls = controls;
        this.hellos = hellos;
        this.records = records;
        this.quicBudget = quicBudget;
        this.scratch = scratch;
        this.counters = counters;
        quic = new QuicReader(counters);
        dtls = new DtlsReader(hellos, certificates, counters);
    }

    void read(FlowSide side, Headers headers, int i, int sender, int lane, long timeNanos) {
        this.side = side;
        this.sender = sender;
        this.timeNanos = timeNanos;
        int length = headers.payloadLength[i];
        int held = Math.min(Math.min(headers.payloadHeld[i], length), scratch.length);
        QuicConnection connection = side.quic;
        if (connection != null && held > 0 && !connection.wantsMore(sender == row.client())) {
            int first = headers.bytes(i).get(headers.payloadAt[i]) & 0xFF;
            if (first < LONG_FORM) { // a short header, or no QUIC
                connection.count(sender == row.client(), first);
                return;
            }
        }
        headers.bytes(i).get(headers.payloadAt[i], scratch, 0, held);
        if (side.quic != null) {
            quic(lane, held, length);
        } else if (side.dtls != null) {
            dtls(held);
        } else {
            recognise(headers, i, lane, held, length);
        }
    }

    private void recognise(Headers headers, int i, int lane, int held, int length) {
        if (QuicReader.looksLikeQuic(scratch, 0, held)) {
            side.quic = new QuicConnection();
            quic(lane, held, length);
        } else if (DtlsReader.looksLikeDtls(scratch, 0, held)) {
            side.dtls = new DtlsConnection();
            side.tls = new TlsFacts();
            side.tls.dtls = true;
            dtls(held);
        } else {
            controls.datagram(side, sender, lane, held, length, timeNanos);
            openings.datagram(side, sender, lane, headers.bytes(i), headers.payloadAt[i], held, length);
            if (isFull(side.opening) && !ControlChannels.wantsMore(side)) {
                row.mark(FlowRow.NOTHING_WANTED);
            }
        }
    }

    private static boolean isFull(OpeningReader opening) {
        return opening == null || opening.opening.turns.isFull();
    }

    private void quic(int lane, int held, int length) {
        int before = side.quic.held();
        quic.datagram(side.quic, sender == row.client(), scratch, 0, held, length, this);
        int growth = side.quic.held() - before;
        if (growth > 0 && !quicBudget.fits(lane, growth)) {
            side.quic.giveUp(counters);
            growth = -before;
        }
        quicBudget.take(lane, growth);
    }

    private void dtls(int held) {
        boolean hadClient = side.tls.clientHello.present();
        boolean hadServer = side.tls.serverHello.present();
        boolean swapped = side.dtls.rolesSwapped();
        dtls.datagram(side.dtls, sender == row.client() ^ swapped, scratch, 0, held, side.tls, this);
        if (side.dtls.rolesSwapped() != swapped) {
            row.setClient(1 - row.client());
        }
        noteHellos(hadClient, hadServer);
    }

    private void noteHellos(boolean hadClient, boolean hadServer) {
        if (!hadClient && side.tls.clientHello.present()) {
            side.tls.clientHelloMicros = row.microsSinceStart(timeNanos);
        }
        if (!hadServer && side.tls.serverHello.present()) {
            side.tls.serverHelloMicros = row.microsSinceStart(timeNanos);
        }
    }

    /** TLS messages from the start of QUIC's CRYPTO stream. */
    @Override
    public int crypto(boolean fromClient, byte[] bytes, int at, int held) {
        int status = hello(fromClient, bytes, at, held);
        if (status == Cursor.OK && !fromClient && hellos.isHelloRetryRequest()) { // the ServerHello follows in the same stream
            int retry = MESSAGE_HEADER + Bytes.u24(bytes, at + 1);
            return retry < held ? hello(false, bytes, at + retry, held - retry) : Cursor.TRUNCATED;
        }
        return status;
    }

    private int hello(boolean fromClient, byte[] bytes, int at, int held) {
        int status = fromClient ? hellos.readClientHello(bytes, at, held, HelloReader.Transport.QUIC)
                : hellos.readServerHello(bytes, at, held, HelloReader.Transport.QUIC);
        if (status == Cursor.OK) {
            hello(fromClient);
        } else if (status == Cursor.MALFORMED) {
            row.flag(Quality.HELLO_MALFORMED);
        }
        return status;
    }

    private void hello(boolean fromClient) {
        if (side.tls == TlsFacts.NONE) {
            side.tls = new TlsFacts();
        }
        if (hellos.hasMalformedExtension()) {
            row.flag(Quality.HELLO_MALFORMED);
        }
        if (fromClient && !side.tls.clientHello.present()) {
            side.tls.clientHello = hellos.clientHello();
            side.tls.clientHelloMicros = row.microsSinceStart(timeNanos);
        } else if (fromClient && side.tls.awaitsSecondHello()) {
            side.tls.answerRetry(hellos.clientHello());
        } else if (!fromClient && hellos.isHelloRetryRequest()) {
            side.tls.requestRetry(hellos.serverHello());
            if (side.tls.awaitsSecondHello()) {
                side.quic.readSecondHello(side.tls.clientHello.length());
            }
        } else if (!fromClient && !side.tls.serverHello.present()) {
            side.tls.serverHello = hellos.serverHello();
            side.tls.serverHelloMicros = row.microsSinceStart(timeNanos);
        }
    }

    /** A DTLS record. */
    @Override
    public void record(int contentType, int length) {
        records.count(row, sender, contentType, length, timeNanos);
    }

    void finish(FlowSide side, int lane) {
        if (side.quic != null) {
            quicBudget.take(lane, -side.quic.held());
            side.quic.release();
        }
        if (side.dtls != null) {
            dtls.forget(side.dtls);
        }
    }
}
