package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tell443.classify.Expect.that;
import static tell443.classify.Flow.tcp;
import static tell443.classify.Flow.udp;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.facts.FlowFacts;
import tell443.lists.Lists;

/** Protocols in the clear: messages as their specifications give them, and the same with one field that does not fit. */
class ClearTest {

    /** Protocol, who speaks first, the first message, the other side's, the same with a field that contradicts the first. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
            smtp          | s | '220 mail.example ESMTP'                | 'ehlo me'                          | 'GET / HTTP/1.1'
            ftp           | s | '220 ready'                             | 'AUTH TLS'                         | 'hello'
            imap          | s | '* OK IMAP4rev1'                        | 'a1 STARTTLS'                      | '\u0001\u0002'
            pop3          | s | '+OK hello'                             | 'STLS'                             | 'EHLO me'
            nntp          | s | '200 news.example ready'                | 'MODE READER'                      | 'HELO me'
            managesieve   | s | '"IMPLEMENTATION" "x"'                  | 'STARTTLS'                         | 'QUIT'
            vnc           | s | 'RFB 003.008'                           | 'RFB 003.003'                      | 'SSH-2.0-x'
            rsync         | s | '@RSYNCD: 31.0'                         | '@RSYNCD: 30.0'                    | 'tree'
            nats          | s | 'INFO {"server_id":1}'                  | 'CONNECT {"verbose":false}'        | 'CONNECT a:443 HTTP/1.1'
            munin         | s | '# munin node at a'                     | 'list'                             | 'GET /'
            xmpp          | c | '<?xml version="1.0"?><stream:stream x' | '<stream:stream y'                 | 'HTTP/1.1 400'
            irc           | c | 'NICK somebody'                         | ':irc.example NOTICE * :'          | '220 no'
            sip           | c | 'REGISTER sip:a.example SIP/2.0'        | 'SIP/2.0 401 Unauthorized'         | 'HTTP/1.1 401'
            rtsp          | c | 'OPTIONS rtsp://a/b RTSP/1.0~'          | 'RTSP/1.0 200 OK'                  | 'HTTP/1.1 200'
            redis         | c | '*1~$4~PING~'                           | '+PONG~'                           | 'HTTP/1.1 200'
            memcached     | c | 'get key~'                              | 'END~'                             | 'ERR'
            git           | c | '0023git-upload-pack /tree~host=a~'     | '0000'                             | 'zzzz'
            fix           | c | '8=FIX.4.2'                             | '8=FIX.4.2'                        | '9=FIX'
            gnutella      | c | 'GNUTELLA CONNECT/0.6'                  | 'GNUTELLA/0.6 200 OK'              | 'HTTP/1.1 503'
            iperf3        | c | 'abcdefghijklmnopqrstuvwxyz234567abcd^' | `09                                | `0a
            postgresql    | c | `00000008 04d2162f                      | 'S'                                | 'X'
            postgresql    | c | `00000008 04d21630                      | 'N'                                | '\u0002'
            postgresql    | c | `00000014 00030000 7573657200 706700 00 00 00 00 | `52 00000008 00000000    | `52 00000099 00000000
            mysql         | s | `0b000000 0a 382e302e3100 01 02 03 04  | `02000001 8500                     | `09000001 8500
            ldap|c|`300c020101600702010304008000|`300c02010161070a010004000400|`300c02010261070a010004000400
            amqp|c|`414d515000000901|`01000000000004000a000ace|`01000000000099000a000ace
            kafka         | c | `0000000c 0012 0003 00000001 0002 6161  | `00000008 00000001 00000000        | `00000008 00000002 00000000
            cassandra     | c | `04 00 0001 05 00000000                 | `84 00 0001 06 00000002 0000       | `84 00 0002 06 00000002 0000
            mongodb|c|`100000000100000000000000dd070000|`100000000700000001000000dd070000|`100000000700000002000000dd070000
            smb           | c | `00000008 fe534d42 40000000             | `00000008 fe534d42 40000000        | `00000099 fe534d42 40000000
            telnet        | c | `fffb1f fffb20                          | `fffd18                            | `fffa18
            smpp|c|`00000010000000090000000000000001|`00000010800000090000000000000001|`00000010800000090000000000000002
            tds           | c | `1201 0009 0000 0000 ff                 | `0401 0009 0000 0000 ff            | `0501 0009 0000 0000 ff
            modbus|c|`00010000000601030000000a|`0001000000050103020000|`0002000000050103020000
            thrift|c|`8001000100000001610000000000|`8001000200000001610000000000|`8002000200000001610000000000
            opc-ua        | c | `48454c46 0c000000 00000000             | `41434b46 0c000000 00000000        | `4d534746 0c000000 00000000
            bitcoin|c|`f9beb4d976657273696f6e*24|`f9beb4d976657273696f6e*24|`0000000076657273696f6e*24
            citrix        | s | `7f7f494341 00                          | `7f7f494341 00                     | `7f7f494342 00
            citrix        | c | `1a4347502f303110*40                    | `1a4347502f303110*40               | `1a4347502f313110*40
            teamviewer    | c | `17240a200000*32                        | `1130360008000000*16               | `1130360008000100*16
            minecraft|c|`100086060961206578616d706c6501bb02|`2301abcd|`2301
            minecraft|c|`0f002f0961206578616d706c6501bb01|`2301abcd|`2301""")
    void twoSidesMustAgree(String name, String first, String opening, String answer, String contradiction) {
        boolean server = first.equals("s");
        assertEquals("other/" + name, said(flow(server, opening, answer)));
        assertTrue(!said(flow(server, opening, contradiction)).equals("other/" + name), said(flow(server, opening, contradiction)));
    }

    /** The same for datagrams. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
            coap          | c | `44 01 1234 a1b2c3d4 b474657374          | `64 45 1234 a1b2c3d4 ff 31         | `64 45 1235 a1b2c3d5 ff 31
            sip           | c | 'OPTIONS sip:a.example SIP/2.0'         | 'SIP/2.0 200 OK'                   | 'RTSP/1.0 200 OK'
            bittorrent|c|`41001234*20|`21001234*20|`21001235*20
            bittorrent|c|`00000417271019800000000011223344|`00000000112233440011223344556677|`00000000112233450011223344556677
            snmp|c|`300b02010104067075626c6963|`300b02010104067075626c6963|`300c02010104067075626c6963
            radius|c|`01070014*20|`02070014*20|`02080014*20
            tftp          | c | '^\u0001file^octet^'                    | `0003 0001 00                      | `0007 0001 00
            rpc           | c | `00000001 00000000 00000002 000186a3    | `00000001 00000001 00000000        | `00000002 00000001 00000000
            source-query  | c | `ffffffff 54 536f7572636520             | `ffffffff 49 11                    | `00000000 49 11
            quake|c|`ffffffff676574737461747573|`ffffffff737461747573526573706f|`ffff0000737461747573526573706f
            raknet|c|`0500ffff00fefefefefdfdfdfd123456780b|`0600ffff00fefefefefdfdfdfd12345678|`0600ffff00fefefefffdfdfdfd12345678
            memcached     | c | `1234 0000 0001 0000 67657420 61         | `1234 0000 0001 0000 454e44        | `1235 0000 0001 0000 454e44
            ssdp          | c | 'M-SEARCH * HTTP/1.1~'                  | 'HTTP/1.1 200 OK'                  | 'SIP/2.0 200 OK'
            discord       | c | `000100460000ace3*74                    | `000200460000ace331*74             | `000200460000ace431*74
            zoom|c|`01000280112233445566778899aabbccddeeff*107|`02000180112233445566778899aabbccddeeff*35|`02000180112233445566778899aabbccddeefe*35
            telegram|c|`11223344556677888877665544332211fffffffffffffffffffffffffeffffff*40|`11223344556677888877665544332211ffffffffffffffffffffffff60dab25e*64|`11223344556677888877665544332210ffffffffffffffffffffffff60dab25e*64
            teamspeak     | c | 'TS3INIT1^e^^'                          | 'TS3INIT1^e^^'                     | 'TS3INIT2^e^^'
            mumble        | c | `0000000003d72000fa76287e               | `0001030403d72000fa76287e*24       | `0001030403d72000fa76287f*24
            teamviewer    | c | `0000000000000000000003172447*96        | `0000000000000000000003172447*96   | `0000000000000000000003172547*96
            rdp|c|`ffffffff00401801bbff568704d004d0*1232|`bbff5687004010054d67796604d004d0*1232|`bbff5688004010054d67796604d004d0*1232
            srt|c|`80000000000000000000001b00000000000000040000000212345678000005dc0000200000000001000055aa*64|`80000000000000000000001b000055aa0000000500004a1712345678000005dc0000200000000001000066bb*64|`80000000000000000000001b000055ab0000000500004a1712345678000005dc0000200000000001000066bb*64
            kcp|c|`0a00000051028000140000000000000000000000a8050000*1472|`0a00000052007f0014000000000000000100000000000000|`0b00000052007f0014000000000000000100000000000000""")
    void datagramsMustAgree(String name, String first, String opening, String answer, String contradiction) {
        assertEquals("other/" + name, said(message(message(udp(), true, opening), false, answer)));
        String other = said(message(message(udp(), true, opening), false, contradiction));
        assertTrue(!other.equals("other/" + name), other);
    }

    @TestFactory
    Stream<DynamicTest> oneSideOnly() {
        return Stream.of(
                that("a greeting nobody answers", tcp().serverText("RFB 003.008\n"), "other/vnc clear.one-side 0.8..0.85"),
                that("220 alone may be many", tcp().serverText("220 ready\r\n"), "unknown/undecided"),
                that("sound", rtp(1, 0x11223344), "other/rtp clear.one-side"),
                that("numbers that run wild", rtp(4711, 0x11223344), "unknown/undecided"),
                that("sources that change", rtp(1, -1), "unknown/undecided"),
                that("log lines", udp().clientText("<34>Oct 11 22:14:15 host su: failed"), "other/syslog clear.one-side"),
                that("log lines, counted", tcp().clientText("48 <165>1 2026-11-22T17:52:00Z host app - - - hello"), "other/syslog"),
                that("a priority that is none", udp().clientText("<340>Oct 11 22:14:15 host su: failed"), "unknown/undecided"));
    }

    @TestFactory
    Stream<DynamicTest> unnamed() {
        String numbers = "00000001000200036974656d3031320000000002001100036974656d30343400000000030002";
        return Stream.of(
                that("lines both ways", tcp().clientText("PUT 1 17.3 degrees").serverText("ACK 1 stored it"),
                        "other/unnamed unnamed.text 0.7..0.75"),
                that("a word each", tcp().clientText("hello").serverText("hi"), "unknown/undecided"),
                that("one side's text", tcp().clientText("the quick brown fox jumps over the lazy dog, twice"), "unknown/undecided"),
                that("fields with zeros", tcp().client("4c500105" + numbers + numbers).server("4c500205" + numbers + numbers),
                        "other/unnamed unnamed.plain"),
                that("zeros at the end only", tcp().client("05" + NOISE + NOISE + "00".repeat(16)).server("06" + NOISE + "00".repeat(16)),
                        "unknown/undecided"),
                that("text one way, noise the other", udp().clientText("PUT 1 17.3 degrees").server(NOISE), "unknown/undecided"),
                that("lines one way", lines(4, "PUT 7 17.3 degrees"), "other/unnamed unnamed.lines 0.7..0.75"),
                that("three lines", lines(3, "PUT 7 17.3 degrees"), "unknown/undecided"),
                that("short words", lines(4, "PUT 7"), "unknown/undecided"),
                that("lines with a byte that is no text", lines(4, "PUT 7 17.3 degrees\u0001"), "unknown/undecided"),
                that("places that stand still", state(0x43), "other/unnamed unnamed.columns"),
                that("the same again and again", udp().client(NOISE).client(NOISE).client(NOISE).client(NOISE).client(NOISE),
                        "unknown/undecided"),
                that("a header that stands still", wire(), "unknown/undecided"),
                that("IKE is no protocol of no name", ike(), "vpn/ike-udp"),
                that("nor is tinc", tcp().clientText("0 alpha 17.7\n").serverText("0 beta 17.7 and so on\n"), "vpn/tinc"));
    }

    private static final String NOISE = "9f1c7ae35b02d84496ee31c70a5f83bd2690f4581d6ba7c23e0981d4f765aa1b";

    private static Flow lines(int count, String line) {
        Flow flow = udp();
        for (int i = 0; i < count; i++) {
            flow.clientText(line);
        }
        return flow;
    }

    private static Flow state(int top) {
        Random random = new Random(1);
        Flow flow = udp();
        for (int i = 0; i < 6; i++) {
            StringBuilder hex = new StringBuilder(String.format("%02x000001", i));
            for (int k = 0; k < 8; k++) {
                hex.append(String.format("%04x%02x%02x", random.nextInt(1 << 16), 0x48 + k, top));
            }
            flow.client(hex.toString());
        }
        return flow;
    }

    /** A header of 16 bytes, then random ones. */
    private static Flow wire() {
        Random random = new Random(1);
        Flow flow = udp();
        for (int i = 0; i < 8; i++) {
            flow.client(String.format("05000000aabbccdd%02x00000000000000%016x%016x", i, random.nextLong(), random.nextLong()));
        }
        return flow;
    }

    private static Flow ike() {
        String header = "1122334455667788 0000000000000000 21 20 22 08 00000000 0000005c";
        return udp().client(92, header).server(92, header);
    }

    private static Flow rtp(int step, int source) {
        Random random = new Random(1);
        Flow flow = udp();
        for (int i = 0; i < 6; i++) {
            flow.client(String.format("8061%04x%08x%08x%016x%016x%016x", 1000 + i * step, i * 160, source < 0 ? i + 1 : source,
                    random.nextLong(), random.nextLong(), random.nextLong()));
        }
        return flow;
    }

    @TestFactory
    Stream<DynamicTest> aroundTls() {
        return Stream.of(
                that("mail turns to TLS", tls(tcp().serverText("220 a\r\n").clientText("EHLO b\r\n").serverText("250 STARTTLS\r\n")),
                        "other/smtp clear.then-tls 0.95..1"),
                that("a database turns to TLS", tls(tcp().client("00000008 04d2162f").serverText("S")), "other/postgresql clear.then-tls"),
                that("HTTP, then TLS, is no mail", tls(tcp().clientText("CONNECT a:443 HTTP/1.1\r\n").serverText("HTTP/1.1 200\r\n")),
                        "https/tls"),
                that("SSH behind the door of a web server", tcp().clientHello().serverText("SSH-2.0-OpenSSH_9.2\r\n"),
                        "other/ssh clear.no-tls 0.9..0.9"),
                that("a web server without TLS", tcp().clientHello().serverText("HTTP/1.1 400 Bad Request\r\n"),
                        "other/http clear.no-tls"),
                that("WebRTC", webRtc(), "other/dtls dtls.after-stun 0.95..1"),
                that("a hello nobody answers", tcp().clientHello(), "https/tls https.client-hello"));
    }

    private static Flow webRtc() {
        Flow flow = udp().client("0001 0000 2112a442 000102030405060708090a0b").clientHello().serverHello(0xFEFD, 0xFEFD, 0xC02F, "");
        flow.tls().dtls = true;
        return flow;
    }

    private static Flow tls(Flow flow) {
        return flow.tls13();
    }

    /** Random bytes are named only as random. */
    @Test
    void chanceNamesNothing() {
        Random random = new Random(443);
        Classifier classifier = new Classifier(Lists.none());
        Verdict verdict = new Verdict();
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[20 + random.nextInt(120)];
            random.nextBytes(bytes);
            Flow flow = i % 2 == 0 ? tcp() : udp();
            String question = HexFormat.of().formatHex(bytes);
            random.nextBytes(bytes);
            FlowFacts facts = flow.client(question).server(HexFormat.of().formatHex(bytes)).facts();
            classifier.classify(facts, verdict);
            assertTrue(!Expect.ids(verdict).contains("clear."), question + Expect.ids(verdict) + verdict.protocol());
        }
    }

    @Test
    void everyNameIsExplained() {
        for (Clear[] table : new Clear[][] {ClearText.ROWS, ClearBinary.ROWS, ClearDatagrams.ROWS, ClearCalls.ROWS}) {
            for (Clear row : table) {
                assertTrue(Details.all().containsKey("other/" + row.name()), row.name());
                assertTrue(row.source().length() > 4, row.name());
            }
        }
    }

    private static Flow flow(boolean serverFirst, String opening, String answer) {
        return message(message(tcp(), !serverFirst, opening), serverFirst, answer);
    }

    /** Text in quotes, where a tilde ends a line and a circumflex is a zero; else bytes, and zeros up to the length behind a star. */
    private static Flow message(Flow flow, boolean client, String text) {
        int star = text.indexOf('*');
        if (text.startsWith("`") && star > 0) {
            String given = text.substring(1, star);
            String zeros = "00".repeat(Integer.parseInt(text.substring(star + 1)) - given.length() / 2);
            return client ? flow.client(given + zeros) : flow.server(given + zeros);
        }
        if (text.startsWith("`")) {
            return client ? flow.client(text.substring(1)) : flow.server(text.substring(1));
        }
        String plain = text.substring(1, text.length() - 1).replace("~", "\r\n").replace('^', '\0');
        return client ? flow.clientText(plain) : flow.serverText(plain);
    }

    private static String said(Flow flow) {
        Verdict verdict = flow.verdict();
        return verdict.flowClass().label() + '/' + verdict.protocol();
    }
}
