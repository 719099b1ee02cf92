package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/**
 * DNS in the clear (RFC 1035), and DNSCrypt, whose certificates are fetched by a DNS query in the clear and whose answers
 * begin with a constant. DNSCrypt is encrypted DNS, so its class is doh.
 */
final class Dns {

    private static final String DNSCRYPT = "dnscrypt.info/protocol";
    private static final long RESOLVER_MAGIC = 0x7236666e76576a38L; // "r6fnvWj8"
    private static final long FIRST_CLIENT_MAGIC = 0x7136666e76576a38L; // "q6fnvWj8", of the first servers
    private static final int HEADER = 12;
    /** Two labels: "2" and "dnscrypt-cert". */
    private static final String CERTIFICATE_NAME = "\u00012\rdnscrypt-cert";

    static final Protocol PROTOCOL = Protocol.of("dns", FlowClass.OTHER,
            hard("dns.exchange", 0.98, "a DNS query and its response, with one id and one question", "RFC 1035 section 4.1",
                    sight -> exchange(messages(sight)) && !certificate(sight)),
            hard("dns.query", 0.80, "a DNS query whose counts and first name fit", "RFC 1035 section 4.1", 
                    sight -> query(messages(sight), 0) && !certificate(sight)));

    static final Protocol CRYPT = Protocol.of("dnscrypt", FlowClass.DOH,
            hard("dnscrypt.response", 0.98, "a response begins with the eight bytes r6fnvWj8", DNSCRYPT,
                    sight -> begins(messages(sight), false, RESOLVER_MAGIC)),
            hard("dnscrypt.client-magic", 0.95, "a query begins with the eight bytes q6fnvWj8", DNSCRYPT,
                    sight -> begins(messages(sight), true, FIRST_CLIENT_MAGIC)),
            hard("dnscrypt.certificate", 0.98, "a DNS query for the certificate 2.dnscrypt-cert", DNSCRYPT, Dns::certificate));

    private Dns() {}

    private static Messages messages(Sight sight) {
        return sight.facts.tcp ? sight.frames() : sight.turns();
    }

    private static boolean begins(Messages messages, boolean client, long magic) {
        for (int i = 0; i < messages.count(); i++) {
            if (messages.fromClient(i) == client && messages.u64(i, 0) == magic) {
                return true;
            }
        }
        return false;
    }

    private static boolean certificate(Sight sight) {
        Messages messages = messages(sight);
        return query(messages, 0) && contains(messages, 0, HEADER, CERTIFICATE_NAME);
    }

    private static boolean contains(Messages messages, int i, int at, String text) {
        for (int k = 0; k < text.length(); k++) {
            if (messages.u8(i, at + k) != text.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private static boolean exchange(Messages messages) {
        int client = messages.nth(true, 0);
        int server = messages.nth(false, 0);
        return client >= 0 && server >= 0 && query(messages, client)
                && messages.u16(client, 0) == messages.u16(server, 0) && (messages.u8(server, 2) & 0x80) != 0
                && (messages.u16(server, 4) == 1 || messages.u16(server, 4) == 0);
    }

    /** One question, no answers, a standard opcode, and a name that ends inside the message with a type and class after it. */
    private static boolean query(Messages messages, int i) {
        if (messages.count() <= i || messages.kept(i) < HEADER + 5) {
            return false;
        }
        int flags = messages.u16(i, 2);
        if ((flags & 0xF80F) != 0 || messages.u16(i, 4) != 1 || messages.u16(i, 6) != 0 || messages.u16(i, 8) != 0) {
            return false;
        }
        int at = HEADER;
        while (messages.u8(i, at) > 0 && messages.u8(i, at) < 64) {
            at += 1 + messages.u8(i, at);
        }
        boolean ended = messages.u8(i, at) == 0;
        int dnsClass = messages.u16(i, at + 3);
        return ended && messages.u16(i, at + 1) > 0 && (dnsClass == 1 || dnsClass == 3 || dnsClass == 255);
    }
}
