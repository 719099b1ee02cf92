package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** Mail and file transfer in the clear: the server greets, the client answers with a verb of the protocol. */
final class Banner {

    static final Protocol SMTP = Protocol.of("smtp", FlowClass.OTHER,
            hard("smtp.greeting", 0.98, "the server greets with 220, the client with EHLO or HELO", "RFC 5321 section 3.1",
                    sight -> both(sight, "220", "EHLO ", "HELO ", "ehlo ")));
    static final Protocol FTP = Protocol.of("ftp", FlowClass.OTHER,
            hard("ftp.greeting", 0.98, "the server greets with 220, the client with USER or AUTH", "RFC 959 section 5.4",
                    sight -> both(sight, "220", "USER ", "AUTH ", "user ")));
    static final Protocol IMAP = Protocol.of("imap", FlowClass.OTHER,
            hard("imap.greeting", 0.95, "the server greets with * OK, and the client speaks after it", "RFC 9051 section 7.1.1",
                    sight -> both(sight, "* OK", "", "", "")));
    static final Protocol POP3 = Protocol.of("pop3", FlowClass.OTHER,
            hard("pop3.greeting", 0.97, "the server greets with +OK, the client with USER, CAPA or APOP", "RFC 1939 section 4",
                    sight -> both(sight, "+OK", "USER ", "CAPA", "APOP ")));

    private Banner() {}

    private static boolean both(Sight sight, String greeting, String verb, String orVerb, String orElse) {
        Messages turns = sight.turns();
        return turns.count() >= 2 && !turns.fromClient(0) && turns.fromClient(1) && turns.startsWith(0, greeting)
                && (turns.startsWith(1, verb) || turns.startsWith(1, orVerb) || turns.startsWith(1, orElse));
    }
}
