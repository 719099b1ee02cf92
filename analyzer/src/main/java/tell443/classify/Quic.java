package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.DATAGRAMS;

import java.util.List;
import tell443.facts.Opening.Messages;

/** QUIC (RFC 9000) and Google's QUIC before it. */
final class Quic {

    /** The last five bits of a short header's first byte are masked (RFC 9001 section 5.4): six alike come by chance once in 10^7. */
    private static final int ALIKE = 6;
    /** A number that QUIC does not know has no name. */
    private static final String UNKNOWN_VERSION = "0x";

    static final Protocol PROTOCOL = Protocol.of(Quic::detail, "h3", FlowClass.QUIC,
            hard("quic.initial", 0.97, "an Initial packet opens with the keys of its version: its tag fits", "RFC 9001 section 5.2",
                    sight -> sight.facts.quic.clientInitialOpened || sight.facts.quic.serverInitialOpened).weighing(0)
                    .telling(sight -> "version " + sight.facts.quic.versionName),
            hard("quic.google", 0.97, "public headers of Google's QUIC with a version", "QUIC wire layout specification, Google 2016",
                    sight -> sight.facts.quic.google).weighing(0)
                    .telling(sight -> "version " + sight.facts.quic.versionName),
            hard("quic.long-header", 0.80, "long headers of a known version are answered in kind, but no Initial packet could be opened",
                    "RFC 8999 section 5.1", Quic::longHeader).onlyWith(DATAGRAMS),
            behaviour("quic.short-headers", 3,
                    "datagrams both ways look like short headers; the start of the connection is not in the capture",
                    "RFC 9000 section 17.3", Quic::shortHeaders).onlyWith(DATAGRAMS),
            hard("quic.protected", 0.80,
                    "every datagram has the form of a short header, the bits that are masked vary, one side's connection id stays",
                    "RFC 9000 section 17.3, RFC 9001 section 5.4", ShortHeaders::seen).weighing(8)
                    .telling(sight -> sight.turns().count() + " datagrams"),
            behaviour("quic.first-byte", -4, "the first byte never changes, where QUIC masks five of its bits", "RFC 9001 section 5.4",
                    Quic::firstByteAlike).onlyWith(DATAGRAMS),
            behaviour("quic.no-answer", -14, "the Initial packet is not answered by QUIC, and what follows is none: a disguise",
                    "AmneziaWG, parameter I1",
                    Quic::disguise));

    private Quic() {}

    private static String detail(Sight sight) {
        if (sight.facts.quic.google) {
            return "gquic";
        }
        if (!sight.tls.clientHello.present()) {
            return "midstream";
        }
        List<String> offered = sight.tls.clientHello.profile().alpn();
        for (int i = 0; i < offered.size(); i++) {
            if (Alpn.http3(offered.get(i))) {
                return "h3";
            }
        }
        String only = offered.isEmpty() ? "" : offered.get(0);
        return only.isEmpty() ? "midstream" : only;
    }

    private static boolean longHeader(Sight sight) {
        return sight.carrier == Carrier.UDP && sight.facts.quic.version != 0 && sight.facts.quic.serverAnswered
                && !sight.facts.quic.versionName.startsWith(UNKNOWN_VERSION);
    }

    private static boolean shortHeaders(Sight sight) {
        return sight.carrier == Carrier.UDP && sight.facts.quic.clientShort >= 3 && sight.facts.quic.serverShort >= 3
                && sight.facts.quic.notQuic == 0 && !text(sight.turns(), true) && !text(sight.turns(), false)
                && !alike(sight.turns(), true, 2) && !alike(sight.turns(), false, 2)
                && (connectionId(sight.turns(), true) || connectionId(sight.turns(), false));
    }

    /** One side's packets carry one connection id; the other's may have none. CoAP, whose first byte is alike, numbers its messages. */
    private static boolean connectionId(Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client && turns.u32(i, 1) != turns.u32(first, 1)) {
                return false;
            }
        }
        return first >= 0;
    }

    /** SIP and JSON begin with letters whose bits are those of a short header. */
    private static boolean text(Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        for (int at = 0; first >= 0 && at < 8; at++) {
            int value = turns.u8(first, at);
            if (value < 0x20 || value > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static boolean firstByteAlike(Sight sight) {
        return sight.carrier == Carrier.UDP && (alike(sight.turns(), true, ALIKE) || alike(sight.turns(), false, ALIKE));
    }

    private static boolean alike(Messages turns, boolean client, int least) {
        int first = -1;
        int count = 0;
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client) {
                if (count++ > 0 && turns.u8(i, 0) != first) {
                    return false;
                }
                first = turns.u8(i, 0);
            }
        }
        return count >= least;
    }

    private static boolean disguise(Sight sight) {
        return sight.facts.quic.clientInitialOpened && !sight.facts.quic.serverAnswered && !sight.facts.quic.serverInitialOpened
                && sight.facts.quic.notQuic >= 3;
    }
}
