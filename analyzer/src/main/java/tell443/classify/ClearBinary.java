package tell443.classify;

import static tell443.classify.Clear.answers;
import static tell443.classify.Clear.client;
import static tell443.classify.Clear.contains;
import static tell443.classify.Clear.server;
import static tell443.classify.Clear.text;
import static tell443.classify.Clear.u16Little;
import static tell443.classify.Clear.u24;
import static tell443.classify.Clear.u32Little;
import static tell443.classify.Clear.within;

import tell443.facts.Opening.Messages;

/** Protocols over TCP whose first messages hold lengths, types and numbers; an answer repeats what the question bore. */
final class ClearBinary {

    private static final int RTMP_FIRST = 1537; // version and the first block

    static final Clear[] ROWS = {
        client("postgresql", ClearBinary::startup, ClearBinary::startupAnswer, "PostgreSQL, Frontend/Backend Protocol, message formats")
                .orAlone(),
        server("mysql", ClearBinary::greeting, (m, opening, answer) -> u24Little(m, answer) + 4 == m.length(answer)
                && m.u8(answer, 3) == 1, "MySQL, Client/Server Protocol, connection phase").orAlone(),
        client("ldap", ClearBinary::ldapRequest, ClearBinary::ldapResponse, "RFC 4511 section 4.1.1"),
        client("amqp", (m, i) -> m.startsWith(i, "AMQP") && m.length(i) >= 8, (m, opening, answer) -> m.startsWith(answer, "AMQP")
                || m.u16(answer, 0) == 0x0100 && m.u8(answer, 2) == 0 && within(m, answer, m.u32(answer, 3) + 8),
                "AMQP 0-9-1 section 4.2"),
        client("kafka", (m, i) -> m.u32(i, 0) + 4 == m.length(i) && m.u16(i, 4) <= 100 && m.u16(i, 6) <= 30 && m.u16(i, 12) < 256,
                (m, opening, answer) -> within(m, answer, m.u32(answer, 0) + 4) && m.u32(answer, 4) == m.u32(opening, 8)
                        && m.length(answer) >= 12, "kafka.apache.org, protocol guide"),
        client("cassandra", (m, i) -> m.u8(i, 0) >= 3 && m.u8(i, 0) <= 5 && (m.u8(i, 4) == 1 || m.u8(i, 4) == 5)
                && m.u32(i, 5) + 9 == m.length(i),
                (m, opening, answer) -> m.u8(answer, 0) == (m.u8(opening, 0) | 0x80) && m.u16(answer, 2) == m.u16(opening, 2)
                        && within(m, answer, m.u32(answer, 5) + 9), "Apache Cassandra, native_protocol_v4.spec"),
        client("mongodb", (m, i) -> u32Little(m, i, 0) == m.length(i) && mongoOperation(m, i),
                (m, opening, answer) -> mongoOperation(m, answer) && u32Little(m, answer, 8) == u32Little(m, opening, 4),
                "mongodb.com, wire protocol"),
        client("smb", ClearBinary::smb, (m, opening, answer) -> smb(m, answer), "MS-SMB2 section 2.1, MS-SMB section 2.1"),
        client("rtmp", (m, i) -> m.u8(i, 0) == 3 && m.length(i) == RTMP_FIRST,
                (m, opening, answer) -> m.u8(answer, 0) == 3 && m.length(answer) >= RTMP_FIRST, "Adobe, RTMP specification section 5.2"),
        client("telnet", ClearBinary::negotiation, (m, opening, answer) -> negotiation(m, answer), "RFC 854, RFC 855"),
        client("smpp", (m, i) -> within(m, i, m.u32(i, 0)) && (m.u32(i, 4) == 1 || m.u32(i, 4) == 2 || m.u32(i, 4) == 9)
                && m.u32(i, 8) == 0, (m, opening, answer) -> m.u32(answer, 4) == (m.u32(opening, 4) | 0x8000_0000L)
                        && m.u32(answer, 12) == m.u32(opening, 12), "SMPP 3.4 section 3.2"),
        client("diameter", (m, i) -> m.u8(i, 0) == 1 && within(m, i, u24(m, i, 1)), (m, opening, answer) -> m.u8(answer, 0) == 1
                && within(m, answer, u24(m, answer, 1)) && m.u32(answer, 12) == m.u32(opening, 12)
                && u24(m, answer, 5) == u24(m, opening, 5), "RFC 6733 section 3"),
        client("tds", (m, i) -> m.u16(i, 0) == 0x1201 && m.u16(i, 2) == m.length(i), (m, opening, answer) -> m.u16(answer, 0) == 0x0401
                && within(m, answer, m.u16(answer, 2)), "MS-TDS section 2.2.3.1"),
        client("oracle", (m, i) -> m.u16(i, 0) == m.length(i) && m.u16(i, 2) == 0 && m.u16(i, 4) == 0x0100
                && contains(m, i, "(DESCRIPTION="),
                answers((m, i) -> m.u16(i, 2) == 0 && m.u8(i, 4) >= 2 && m.u8(i, 4) <= 11),
                "Oracle Net, as public captures show it").orAlone(),
        client("dcerpc", (m, i) -> m.u16(i, 0) == 0x0500 && m.u8(i, 2) == 11 && u16Little(m, i, 8) == m.length(i),
                (m, opening, answer) -> m.u16(answer, 0) == 0x0500 && m.u8(answer, 2) >= 12 && m.u8(answer, 2) <= 13
                        && u32Little(m, answer, 12) == u32Little(m, opening, 12), "C706 section 12.6"),
        client("modbus", (m, i) -> m.u16(i, 2) == 0 && m.u16(i, 4) + 6 == m.length(i) && m.u8(i, 7) >= 1 && m.u8(i, 7) <= 43
                && m.length(i) <= 260, (m, opening, answer) -> m.u16(answer, 0) == m.u16(opening, 0) && m.u16(answer, 2) == 0
                        && m.u16(answer, 4) + 6 == m.length(answer) && (m.u8(answer, 7) & 0x7F) == m.u8(opening, 7),
                "Modbus Messaging on TCP/IP section 3.1"),
        client("opc-ua", (m, i) -> m.startsWith(i, "HELF") && u32Little(m, i, 4) == m.length(i), (m, opening, answer) ->
                (m.startsWith(answer, "ACKF") || m.startsWith(answer, "ERRF")) && within(m, answer, u32Little(m, answer, 4)),
                "OPC 10000-6 section 7.1").orAlone(),
        client("rpc", (m, i) -> (m.u32(i, 0) & 0x7FFF_FFFFL) + 4 == m.length(i) && m.u32(i, 8) == 0 && m.u32(i, 12) == 2,
                (m, opening, answer) -> m.u32(answer, 4) == m.u32(opening, 4) && m.u32(answer, 8) == 1, "RFC 5531 section 9"),
        client("thrift", (m, i) -> thrift(m, i, 0x8001_0001L), (m, opening, answer) -> thrift(m, answer, 0x8001_0002L),
                "Apache Thrift, binary protocol"),
        client("zabbix", (m, i) -> m.startsWith(i, "ZBXD") && u32Little(m, i, 5) + 13 == m.length(i),
                answers(text("ZBXD")), "zabbix.com, header").orAlone(),
        client("bitcoin", ClearBinary::bitcoin, (m, opening, answer) -> m.u32(answer, 0) == m.u32(opening, 0) && bitcoin(m, answer),
                "en.bitcoin.it, protocol documentation").orAlone(),
        client("openwire", (m, i) -> m.u32(i, 0) + 4 == m.length(i) && m.u8(i, 4) == 1 && contains(m, i, "ActiveMQ"),
                (m, opening, answer) -> contains(m, answer, "ActiveMQ"), "activemq.apache.org, OpenWire").orAlone(),
        server("citrix", text("\u007f\u007fICA\0"), answers(text("\u007f\u007fICA\0")), "ICA, as public captures show it").orAlone(),
        client("citrix", text("\u001aCGP/01"), answers(text("\u001aCGP/01")), "Citrix common gateway protocol, as nDPI knows it"),
        client("teamviewer", ClearBinary::teamViewer, (m, opening, answer) -> teamViewer(m, answer), "as public captures show it"),
        client("minecraft", ClearBinary::minecraft, (m, opening, answer) -> m.length(answer) >= 3,
                "minecraft.wiki, Java Edition protocol, handshake")};

    private ClearBinary() {}

    /** A request for TLS or GSSAPI, a cancellation, or a start-up message of version 3. */
    private static boolean startup(Messages m, int i) {
        long code = m.u32(i, 4);
        boolean request = m.u32(i, 0) == 8 && (code == 80877103 || code == 80877104);
        return request || within(m, i, m.u32(i, 0)) && m.u32(i, 0) == m.length(i) && code >>> 16 == 3 && code <= 0x3_0002
                && contains(m, i, "user");
    }

    private static boolean startupAnswer(Messages m, int opening, int answer) {
        int type = m.u8(answer, 0);
        boolean byteOnly = m.u32(opening, 0) == 8 && (type == 'S' || type == 'N' || type == 'G');
        return byteOnly || (type == 'R' || type == 'E') && within(m, answer, m.u32(answer, 1) + 1);
    }

    private static int u24Little(Messages m, int i) {
        int low = u16Little(m, i, 0);
        return low < 0 || m.u8(i, 2) < 0 ? -1 : m.u8(i, 2) << 16 | low;
    }

    /** Handshake of version 10: length, number 0, 10, the server's version in digits. */
    private static boolean greeting(Messages m, int i) {
        return u24Little(m, i) + 4 == m.length(i) && m.u8(i, 3) == 0 && m.u8(i, 4) == 10 && m.u8(i, 5) >= '1' && m.u8(i, 5) <= '9'
                && (m.u8(i, 6) == '.' || m.u8(i, 7) == '.');
    }

    /** Bind, search, or an extended request. */
    private static boolean ldapRequest(Messages m, int i) {
        int operation = ldapOperation(m, i);
        return operation == 0x60 || operation == 0x63 || operation == 0x77;
    }

    private static boolean ldapResponse(Messages m, int opening, int answer) {
        int operation = ldapOperation(m, answer);
        int number = behindLength(m, opening);
        return (operation == 0x61 || operation == 0x64 || operation == 0x65 || operation == 0x78)
                && m.u8(answer, behindLength(m, answer) + 2) == m.u8(opening, number + 2);
    }

    /** Tag of the operation in a SEQUENCE whose length fits, behind a message id of one byte; or -1. */
    private static int ldapOperation(Messages m, int i) {
        int at = behindLength(m, i);
        return m.u8(i, 0) == 0x30 && at > 0 && m.u16(i, at) == 0x0201 ? m.u8(i, at + 3) : -1;
    }

    /** Index behind tag and length of the first BER element, or 0 when it is longer than the turn. */
    private static int behindLength(Messages m, int i) {
        int first = m.u8(i, 1);
        if (first < 0x80) {
            return first >= 0 && first + 2 <= m.length(i) ? 2 : 0;
        }
        int bytes = first & 0x7F;
        long length = bytes == 1 ? m.u8(i, 2) : bytes == 2 ? m.u16(i, 2) : bytes == 4 ? m.u32(i, 2) : -1;
        return length >= 0 && length + bytes + 2 <= m.length(i) ? bytes + 2 : 0;
    }

    private static boolean mongoOperation(Messages m, int i) {
        long code = u32Little(m, i, 12);
        return code == 2013 || code == 2004 || code == 1 || code == 2012;
    }

    private static boolean smb(Messages m, int i) {
        long magic = m.u32(i, 4);
        return m.u8(i, 0) == 0 && within(m, i, u24(m, i, 1) + 4L) && (magic == 0xFF53_4D42L || magic == 0xFE53_4D42L
                || magic == 0xFC53_4D42L || magic == 0xFD53_4D42L);
    }

    /** WILL, WONT, DO or DONT and an option. */
    private static boolean negotiation(Messages m, int i) {
        return m.u8(i, 0) == 0xFF && m.u8(i, 1) >= 0xFB && m.u8(i, 1) <= 0xFE && m.u8(i, 2) >= 0 && m.u8(i, 2) <= 49
                && (m.length(i) == 3 || m.u8(i, 3) == 0xFF || m.u8(i, 3) >= 0x20 && m.u8(i, 3) < 0x7F || m.u8(i, 3) == '\r');
    }

    /** With a length before it, or without. */
    private static boolean thrift(Messages m, int i, long start) {
        int at = m.u32(i, 0) == start ? 0 : m.u32(i, 0) + 4 == m.length(i) && m.u32(i, 4) == start ? 4 : -1;
        return at >= 0 && m.u32(i, at + 4) > 0 && m.u32(i, at + 4) < 100;
    }

    private static boolean bitcoin(Messages m, int i) {
        return m.u32(i, 4) == 0x7665_7273L && m.u32(i, 8) == 0x696F_6E00L && within(m, i, u32Little(m, i, 16) + 24);
    }

    private static boolean teamViewer(Messages m, int i) {
        return m.u16(i, 0) == 0x1724 || m.u16(i, 0) == 0x1130 && m.u8(i, 3) == 0 && within(m, i, u32Little(m, i, 4) + 8);
    }

    /** Length, packet 0, version, the server's name and port, and what comes next: status, log-in or transfer. */
    private static boolean minecraft(Messages m, int i) {
        int at = 2;
        while (at < 7 && (m.u8(i, at) & 0x80) != 0) {
            at++;
        }
        int name = m.u8(i, at + 1);
        int next = m.u8(i, at + 4 + name);
        return m.u8(i, 1) == 0 && name > 0 && m.u8(i, 0) == at + 4 + name && next >= 1 && next <= 3;
    }
}
