package tell443.classify;

import static tell443.classify.Clear.answers;
import static tell443.classify.Clear.client;
import static tell443.classify.Clear.contains;
import static tell443.classify.Clear.server;
import static tell443.classify.Clear.text;
import static tell443.classify.Clear.words;

import tell443.facts.Opening.Messages;

/** Protocols over TCP whose first messages are text. */
final class ClearText {

    static final Clear[] ROWS = {
        server("smtp", text("220"), answers(words("EHLO ", "HELO ", "LHLO ")), "RFC 5321 section 3.1"),
        server("ftp", text("220"), answers(words("USER ", "AUTH ", "FEAT")), "RFC 959 section 5.4, RFC 4217"),
        server("imap", text("* OK", "* PREAUTH"), answers(ClearText::tagged), "RFC 9051 section 7.1"),
        server("pop3", text("+OK"), answers(words("USER ", "CAPA", "APOP ", "AUTH", "STLS")), "RFC 1939 section 4, RFC 2595"),
        server("nntp", text("200 ", "201 "), answers(words("MODE READER", "CAPABILITIES", "GROUP ", "AUTHINFO ", "LIST", "STARTTLS")),
                "RFC 3977 section 5"),
        server("managesieve", text("\"IMPLEMENTATION\""), answers(words("CAPABILITY", "STARTTLS", "AUTHENTICATE")), "RFC 5804 section 1"),
        server("vnc", text("RFB 00"), answers(text("RFB 00")), "RFC 6143 section 7.1.1").orAlone(),
        server("rsync", text("@RSYNCD: "), answers(text("@RSYNCD: ")), "rsync(1), csprotocol.txt").orAlone(),
        server("nats", text("INFO {"), answers(text("CONNECT {")), "docs.nats.io, client protocol").orAlone(),
        server("munin", text("# munin node at "), answers(words("cap ", "list", "nodes", "config", "fetch", "version")),
                "guide.munin-monitoring.org, data exchange protocol").orAlone(),
        client("xmpp", ClearText::stream, answers(text("<?xml", "<stream:")), "RFC 6120 section 4.2").orAlone(),
        client("irc", words("CAP LS", "NICK ", "USER ", "PASS "), answers(text(":", "NOTICE ", "ERROR ", "PING ")),
                "RFC 2812 section 3.1"),
        client("sip", ClearText::sip, answers(ClearText::sip), "RFC 3261 section 7").orAlone(),
        client("rtsp", ClearText::rtsp, answers(text("RTSP/1.0 ", "RTSP/2.0 ")), "RFC 2326 section 6").orAlone(),
        client("stomp", text("CONNECT\n", "STOMP\n", "CONNECT\r\n", "STOMP\r\n"), answers(text("CONNECTED", "ERROR\n", "ERROR\r\n")),
                "STOMP 1.2"),
        client("redis", ClearText::array, answers(ClearText::reply), "redis.io, RESP specification"),
        client("memcached", text("get ", "gets ", "set ", "add ", "replace ", "stats", "version", "mg ", "ms "),
                answers(text("VALUE ", "END\r\n", "STORED\r\n", "NOT_STORED\r\n", "STAT ", "VERSION ", "EN\r\n", "HD", "VA ")),
                "memcached, doc/protocol.txt"),
        client("git", ClearText::packetLine, answers(ClearText::packetLineAnswer), "git, gitprotocol-pack(5)").orAlone(),
        client("fix", text("8=FIX"), answers(text("8=FIX")), "FIX session layer").orAlone(),
        client("gnutella", text("GNUTELLA CONNECT/"), answers(text("GNUTELLA/")), "Gnutella protocol 0.6").orAlone(),
        client("syslog", ClearText::syslog, (messages, opening, answer) -> false, "RFC 5424 section 6, RFC 6587").orAlone(),
        client("iperf3", ClearText::cookie, (messages, opening, answer) -> messages.u8(answer, 0) == 9, "iperf3, iperf_api.h").orAlone()};

    private ClearText() {}

    /** A tag of the client's own, a space, letters. */
    private static boolean tagged(Messages messages, int i) {
        int at = 0;
        while (at < 20 && letterOrDigit(messages.u8(i, at))) {
            at++;
        }
        return at > 0 && at < 20 && messages.u8(i, at) == ' ' && letterOrDigit(messages.u8(i, at + 1));
    }

    private static boolean letterOrDigit(int value) {
        return value >= '0' && value <= '9' || value >= 'A' && value <= 'Z' || value >= 'a' && value <= 'z';
    }

    private static boolean digit(int value) {
        return value >= '0' && value <= '9';
    }

    private static boolean stream(Messages messages, int i) {
        return (messages.startsWith(i, "<?xml") || messages.startsWith(i, "<stream:stream")) && contains(messages, i, "<stream:stream");
    }

    /** A request or a response; either side may ask first. */
    static boolean sip(Messages messages, int i) {
        return messages.startsWith(i, "SIP/2.0 ")
                || method(messages, i) && (contains(messages, i, " sip:") || contains(messages, i, " sips:"));
    }

    private static boolean rtsp(Messages messages, int i) {
        return method(messages, i) && contains(messages, i, " RTSP/1.0\r\n");
    }

    /** Capitals and a space. */
    private static boolean method(Messages messages, int i) {
        int at = 0;
        while (at < 16 && (messages.u8(i, at) >= 'A' && messages.u8(i, at) <= 'Z' || messages.u8(i, at) == '_')) {
            at++;
        }
        return at >= 3 && messages.u8(i, at) == ' ';
    }

    /** An array of bulk strings: a star, how many, a dollar sign, how long. */
    private static boolean array(Messages messages, int i) {
        int at = 1;
        while (at < 8 && digit(messages.u8(i, at))) {
            at++;
        }
        return messages.u8(i, 0) == '*' && at > 1 && messages.u16(i, at) == 0x0D0A && messages.u8(i, at + 2) == '$'
                && digit(messages.u8(i, at + 3));
    }

    private static boolean reply(Messages messages, int i) {
        int type = messages.u8(i, 0);
        boolean number = type == ':' || type == '$' || type == '*' || type == '%' || type == '>';
        return number && (digit(messages.u8(i, 1)) || messages.u8(i, 1) == '-')
                || (type == '+' || type == '-') && letterOrDigit(messages.u8(i, 1));
    }

    /** Four hexadecimal digits with the length of the line, then the command. */
    private static boolean packetLine(Messages messages, int i) {
        return messages.u32(i, 4) == 0x6769742DL && hexadecimal(messages, i) == messages.length(i);
    }

    private static boolean packetLineAnswer(Messages messages, int i) {
        int length = hexadecimal(messages, i);
        return length == 0 || length >= 4 && length <= messages.length(i);
    }

    private static int hexadecimal(Messages messages, int i) {
        int value = 0;
        for (int at = 0; at < 4; at++) {
            int digit = Character.digit(Math.max(0, messages.u8(i, at)), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Priority up to 191, then version 1 and a year, or the name of a month; perhaps a count of bytes before it. */
    static boolean syslog(Messages messages, int i) {
        int at = 0;
        while (at < 6 && digit(messages.u8(i, at))) {
            at++;
        }
        at += at > 0 && messages.u8(i, at) == ' ' ? 1 : 0;
        if (messages.u8(i, at) != '<') {
            return false;
        }
        int end = at + 1;
        int priority = 0;
        while (end < at + 4 && digit(messages.u8(i, end))) {
            priority = priority * 10 + messages.u8(i, end++) - '0';
        }
        boolean ended = end > at + 1 && messages.u8(i, end) == '>' && priority <= 191;
        boolean modern = messages.u16(i, end + 1) == 0x3120 && (digit(messages.u8(i, end + 3)) || messages.u8(i, end + 3) == '-');
        boolean month = letterOrDigit(messages.u8(i, end + 1)) && letterOrDigit(messages.u8(i, end + 2))
                && letterOrDigit(messages.u8(i, end + 3)) && messages.u8(i, end + 4) == ' ' && messages.u8(i, end + 7) == ' '
                && messages.u8(i, end + 10) == ':';
        return ended && (modern || month);
    }

    /** 36 letters and digits of base32 and a zero, by which the streams of one test know each other. */
    private static boolean cookie(Messages messages, int i) {
        for (int at = 0; at < 36; at++) {
            int value = messages.u8(i, at);
            if ((value < 'a' || value > 'z') && (value < '2' || value > '7')) {
                return false;
            }
        }
        return messages.u8(i, 36) == 0;
    }
}
