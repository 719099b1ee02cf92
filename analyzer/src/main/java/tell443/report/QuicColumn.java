package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.QuicFacts;

/** What the long headers of a QUIC connection show beyond the core columns. */
enum QuicColumn implements Column {
    QUIC_ODCID(TEXT, "", "Destination Connection ID of the first client Initial, hex.", Text.NO_INITIAL),
    QUIC_CLIENT_SCID(TEXT, "", "Source Connection ID that the client chose, hex.", Text.NO_INITIAL + " or it is zero bytes long"),
    QUIC_SERVER_SCID(TEXT, "", "Source Connection ID that the server chose, hex: the destination of the client's later packets.",
            "no long header of the server was read or it is zero bytes long"),
    QUIC_INITIALS_C2S(INTEGER, "packets", "Initial packets of the client, opened or not; several in one datagram count each.",
            Text.NOT_QUIC),
    QUIC_INITIALS_S2C(INTEGER, "packets", "The same of the server.", Text.NOT_QUIC),
    QUIC_SHORT_C2S(INTEGER, "packets", "Datagrams of the client that begin with a short header.", Text.NOT_QUIC),
    QUIC_SHORT_S2C(INTEGER, "packets", "The same of the server.", Text.NOT_QUIC),
    QUIC_RETRY(INTEGER, "0 or 1", "1 when a Retry packet was seen.", Text.NOT_QUIC),
    QUIC_VERSION_NEGOTIATION(INTEGER, "0 or 1", "1 when a Version Negotiation packet was seen.", Text.NOT_QUIC),
    QUIC_ZERO_RTT(INTEGER, "0 or 1", "1 when a 0-RTT packet of a version that is known was seen.", Text.NOT_QUIC),
    QUIC_HANDSHAKE(INTEGER, "0 or 1", "1 when a Handshake packet of a version that is known was seen.", Text.NOT_QUIC),
    QUIC_SPIN(INTEGER, "0 or 1", "1 when the spin bit (0x20 of the first byte) was seen with both values in short headers,"
            + " whichever the direction.", Text.NOT_QUIC),
    QUIC_USER_AGENT(TEXT, "", "UAID tag of a Google QUIC CHLO; bytes outside printable ASCII as \\xNN.", "there is none");

    /** Reasons for emptiness; a class of its own, because an enum's own constants are not there yet. */
    private static final class Text {
        static final String NOT_QUIC = "the flow is not QUIC";
        static final String NO_INITIAL = "no client Initial was read";
    }

    private final About about;

    QuicColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public void write(Row row, RowSink out) {
        QuicFacts quic = row.facts().quic;
        boolean known = quic.present();
        switch (this) {
            case QUIC_ODCID -> Cells.hex(out, quic.originalDcid);
            case QUIC_CLIENT_SCID -> Cells.hex(out, quic.clientScid);
            case QUIC_SERVER_SCID -> Cells.hex(out, quic.serverScid);
            case QUIC_INITIALS_C2S -> Cells.countIf(out, known, quic.clientInitials);
            case QUIC_INITIALS_S2C -> Cells.countIf(out, known, quic.serverInitials);
            case QUIC_SHORT_C2S -> Cells.countIf(out, known, quic.clientShort);
            case QUIC_SHORT_S2C -> Cells.countIf(out, known, quic.serverShort);
            case QUIC_RETRY -> Cells.flagIf(out, known, quic.retry);
            case QUIC_VERSION_NEGOTIATION -> Cells.flagIf(out, known, quic.versionNegotiation);
            case QUIC_ZERO_RTT -> Cells.flagIf(out, known, quic.zeroRtt);
            case QUIC_HANDSHAKE -> Cells.flagIf(out, known, quic.handshakePackets);
            case QUIC_SPIN -> Cells.flagIf(out, known, quic.spin);
            case QUIC_USER_AGENT -> out.text(quic.userAgent);
        }
    }
}
