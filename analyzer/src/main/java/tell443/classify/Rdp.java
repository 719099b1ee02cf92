package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.PREFIX;
import static tell443.classify.Given.TURNS;

import tell443.facts.Opening.Messages;
import tell443.facts.TlsFacts.Prefix;

/** Remote Desktop: an X.224 connection request in a TPKT (MS-RDPBCGR section 2.2.1.1). */
final class Rdp {

    private static final int TPKT = 0x0300;
    private static final int CONNECTION_REQUEST = 0xE0;
    private static final int CONNECTION_CONFIRM = 0xD0;

    static final Protocol PROTOCOL = Protocol.of("rdp", FlowClass.OTHER,
            hard("rdp.connection", 0.98, "an X.224 connection request and its confirmation", "MS-RDPBCGR section 2.2.1",
                    sight -> request(sight.turns()) && pdu(sight.turns(), false, CONNECTION_CONFIRM)).onlyWith(TURNS),
            hard("rdp.request", 0.85, "an X.224 connection request with a cookie or a choice of security", "MS-RDPBCGR section 2.2.1.1",
                    sight -> request(sight.turns())).onlyWith(TURNS),
            hard("rdp.tls", 0.98, "TLS follows an X.224 connection request in the clear", "MS-RDPBCGR section 5.4.5.1",
                    sight -> sight.tls.prefix() == Prefix.RDP).onlyWith(PREFIX));

    private Rdp() {}

    /** Siemens controllers use the same frames; the cookie and the negotiation request are Remote Desktop's. */
    private static boolean request(Messages turns) {
        int first = turns.nth(true, 0);
        return pdu(turns, true, CONNECTION_REQUEST)
                && (turns.u32(first, 11) == 0x436F6F6BL || (turns.u32(first, 11) & 0xFF00_FFFFL) == 0x0100_0800L);
    }

    /** TPKT: version 3, reserved 0, length; then X.224: its own length, code. */
    private static boolean pdu(Messages turns, boolean client, int code) {
        int first = turns.nth(client, 0);
        return first >= 0 && turns.u16(first, 0) == TPKT && turns.u16(first, 2) == turns.length(first)
                && turns.u8(first, 4) == turns.length(first) - 5 && turns.u8(first, 5) == code;
    }
}
