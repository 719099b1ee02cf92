package tell443.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tell443.classify.Details;
import tell443.golden.Fixture.Truth;

/** The program on every capture whose truth is known: what it says of each flow, and the details each capture was made to prove. */
class FixturesTest {

    /**
     * What the protocol's bytes do not show. For the flows of that truth in that folder the program may say what is in the third
     * column; it may say the truth, too.
     */
    private static final List<String[]> UNSURE = table("""
            big-hello           | https/h1            | https/tls             | TLS 1.3 hides what the server selects
            connect-h2          | vpn/tls-in-tls      | https/tls             | only the sizes of records tell
            doh-bind            | doh/h2              | https/h2              | a private resolver: only its behaviour tells
            doh-chromium        | doh/h2              | https/tls             | a private resolver: only its behaviour tells
            doh-curl            | doh/h2              | https/tls             | a private resolver: only its behaviour tells
            doh-dnsdist         | doh/h2              | https/h2              | a private resolver: only its behaviour tells
            doh-firefox         | doh/h2              | https/tls             | a private resolver: only its behaviour tells
            doh-h3              | doh/h3              | quic/h3               | a private resolver: only its behaviour tells
            doh-h3-flupke       | doh/h3              | quic/h3               | a private resolver: only its behaviour tells
            doh-json            | doh/h2              | https/tls             | a private resolver: only its behaviour tells
            doh-kdig            | doh/h2              | https/h2              | a private resolver: only its behaviour tells
            ech-real            | doh/h2              | https/tls             | a private resolver: only its behaviour tells
            fortinet            | vpn/fortinet        | https/tls             | a log-in in a connection of its own
            globalprotect       | vpn/globalprotect   | https/tls             | a log-in in a connection of its own
            masque-udp          | vpn/masque          | quic/h3               | too little goes through it to tell
            obfs4               | vpn/fully-encrypted | other/fully-encrypted | random from the first byte: by whom is not visible
            openvpn-static-key  | vpn/openvpn-udp     | vpn/unknown-tunnel    | no handshake, nothing but random bytes
            quic-moved          | quic/h3             | quic/midstream        | the rest of a connection: short headers only
            quic-quinn          | quic/game           | quic/midstream        | the rest of a connection: short headers only
            softether           | vpn/softether       | https/tls             | a connection that carries no TCP
            synthetic-wireguard | unknown/undecided   | vpn/wireguard         | WireGuard tries and nobody answers: at most 0.70
            tinc                | vpn/tinc            | vpn/unknown-tunnel    | its datagrams are random: only what is inside tells
            v2ray-websocket     | vpn/tls-in-tls      | https/h1              | only the sizes of records tell
            vmess-tls           | vpn/tls-in-tls      | https/tls             | only the sizes of records tell""");

    /** What the bytes do show and the program does not know yet, in the columns of UNSURE: a row goes when the program learns it. */
    private static final List<String[]> NOT_YET = List.of();

    /**
     * Folder, notes of the flow in truth.tsv (* for all), column, value. Found with tshark or given by how the capture was made,
     * never by this program.
     */
    private static final List<String[]> DETAILS = table("""
            big-hello              | 2,800-byte hello*      | sni                 | www.example
            big-hello              | 88-byte segments       | sni                 | www.example
            big-hello              | 88-byte segments       | alpn_offered        | http/1.1
            chromium-h2            | *                      | ech                 | offered
            chromium-h2            | *                      | client_post_quantum | 1
            chromium-h2            | *                      | alpn_offered        | h2;http/1.1
            chromium-h3            | *                      | sni                 | www.example
            chromium-h3            | *                      | quic_version        | v1
            chromium-h3            | *                      | quic_initials_c2s   | 2
            chromium-h3            | *                      | quic_short_c2s      | 46
            chromium-h3            | *                      | quic_short_s2c      | 74
            client-certificate     | TLS 1.2                | cert_subject        | CN=www.example
            client-certificate     | TLS 1.2                | alpn_selected       | h2
            client-certificate     | TLS 1.3                | cert_subject        |
            containers             | *                      | sni                 | www.example
            doh-bind               | *                      | sni                 |
            doh-bind               | *                      | alpn_offered        | h2
            doq                    | *                      | alpn_offered        | doq;doq-i12;doq-i11;doq-i03
            dot-443                | *                      | alpn_offered        | dot
            dtls12                 | *                      | tls_version         | DTLSv1.2
            dtls12                 | *                      | sni                 | dtls.example
            ech-real               | Chromium offers*       | sni                 | hazel.example
            ech-real               | *                      | ech                 | offered
            failed-handshake       | alert: protocol*       | server_alert        | 582
            failed-handshake       | alert: no common*      | server_alert        | 552
            failed-handshake       | alert by the client*   | client_alert        | 560
            firefox-h2             | *                      | ech                 | offered
            firefox-h2             | *                      | client_post_quantum | 1
            firefox-h3             | *                      | alpn_offered        | h3
            firefox-h3             | *                      | quic_version        | v1
            hello-retry            | *                      | hello_retry         | 1
            hello-retry            | *                      | server_key_share    | 24
            hello-retry            | *                      | retry_ja3s          | 15af977ce25de452b96affa2addb1036
            hello-retry            | *                      | retry_group         | 24
            hello-retry            | *                      | second_ja3          | d7d477dd98b3fab865d1970dc88a3b9c
            hello-retry            | *                      | second_sni          | www.example
            hello-retry            | *                      | second_key_shares   | 24
            hello-retry            | *                      | second_hello_length | 361
            http-connect           | CONNECT*               | tls_prefix          | http-connect
            http-connect           | CONNECT*               | sni                 | www.example
            ipv6-web               | *                      | client_ip           | 2001:db8:1::10
            offload                | *                      | sni                 | www.example
            openvpn-tcp            | TLS only               | ja3                 | b0ec87ac7424dc3b841dacb72db22a21
            openvpn-tcp            | tls-auth               | ja3s                | 15af977ce25de452b96affa2addb1036
            openvpn-tcp            | tls-crypt*             | tls_version         |
            openvpn-udp            | TLS only               | confidence          | 0.99
            openvpn-udp            | TLS only               | tls_version         | TLSv1.3
            openvpn-udp            | tls-auth*              | ja3                 | b0ec87ac7424dc3b841dacb72db22a21
            openvpn-udp            | tls-auth*              | ja3s                | 15af977ce25de452b96affa2addb1036
            openvpn-udp            | tls-auth*              | cipher              | TLS_AES_256_GCM_SHA384
            openvpn-udp            | tls-crypt*             | ja3                 |
            post-quantum           | *                      | hello_retry         | 1
            post-quantum           | *                      | server_key_share    | 4588
            post-quantum           | *                      | ja3                 | 92c310a8545b10362e97c19a15d4550f
            post-quantum           | *                      | ja3s                | 475c9302dc42b2751db9edcac3b74891
            post-quantum           | *                      | retry_ja3s          | 89fcec28d369a14da7698fdb2146f717
            post-quantum           | *                      | second_ja3          | 1559b448b9f291c540070dfb4864e07c
            post-quantum           | *                      | second_hello_length | 1530
            proxy-protocol         | *version 1*            | tls_prefix          | proxy-v1
            proxy-protocol         | *version 2*            | tls_prefix          | proxy-v2
            proxy-protocol         | *                      | sni                 | www.example
            quic-go-streams        | *draft 29*             | quic_version        | draft-29
            quic-go-streams        | *after a Retry         | quic_retry          | 1
            quic-go-streams        | *after a Retry         | alpn_offered        | hq-interop
            quic-kwik              | *HTTP/0.9              | alpn_offered        | hq-interop
            quic-kwik              | *                      | quic_initials_c2s   | 2
            quic-large-hello       | *                      | alpn_offered        | h3
            quic-netty             | *post-quantum*         | client_post_quantum | 1
            quic-netty             | *Retry                 | quic_retry          | 1
            quic-quinn             | *after a Retry         | quic_retry          | 1
            quic-retry             | *                      | quic_retry          | 1
            quic-retry             | *                      | sni                 | www.example
            quic-retry             | *                      | quic_initials_c2s   | 2
            quic-v1                | full handshake         | resumed             | 0
            quic-v1                | full handshake         | quic_zero_rtt       | 0
            quic-v1                | full handshake         | quic_short_c2s      | 3
            quic-v1                | full handshake         | quic_short_s2c      | 7
            quic-v1                | resumed, 0-RTT         | resumed             | 1
            quic-v1                | resumed, 0-RTT         | quic_zero_rtt       | 1
            quic-v1                | resumed, 0-RTT         | client_early_data   | 1
            quic-v2                | version 2 (draft*      | quic_version        | v2-draft-01
            quic-v2                | version 1 first*       | quic_version        | v1
            quic-v2                | a version nobody*      | quic_version_negotiation | 1
            quic-v2                | the same client again* | quic_version        | v1
            renegotiation          | *renegotiated*         | tls_version         | TLSv1.2
            renegotiation          | *renegotiated*         | server_alert        |
            sample                 | DNS over HTTPS         | operator            | Google
            sample                 | DNS over TLS           | operator            | Quad9
            sample                 | the web site*          | operator            | NordVPN
            sample                 | TLS 1.2*               | cert_subject        | CN=static.example.com
            sample                 | a SOCKS proxy          | tls_prefix          | socks5
            scan                   | opened and closed      | end_reason          | fin
            scan                   | opened and reset       | end_reason          | rst
            scan                   | refused                | end_reason          | rst
            scan                   | SYN unanswered         | quality             | one-way
            snaplen                | *                      | quality             | snapped;hello-incomplete
            socks                  | SOCKS5*                | tls_prefix          | socks5
            socks                  | SOCKS4a*               | tls_prefix          | socks4
            synthetic-anyconnect   | *                      | resumed             | 1
            tls-old-suites         | TLS 1.0*               | tls_version         | TLSv1.0
            tls-old-suites         | TLS 1.1*               | tls_version         | TLSv1.1
            tls-old-suites         | *AES256-CCM            | cipher              | TLS_RSA_WITH_AES_256_CCM
            synthetic-cut-hello    | *                      | sni                 | www.example
            synthetic-cut-hello    | *                      | ja4                 | t13d1516h2_8daaf6152771_d8a2da3f94cd
            synthetic-cut-hello    | *                      | quality             |
            synthetic-cut-hello    | *last first            | out_of_order_c2s    | 5
            synthetic-cut-hello    | *each twice            | retransmitted_c2s   | 2
            synthetic-cut-hello    | *each twice            | duplicate_c2s       | 2
            synthetic-cut-initials | *                      | sni                 | cut.example
            synthetic-cut-initials | *0-RTT                 | quic_zero_rtt       | 1
            synthetic-encapsulations | *                    | sni                 | www.example
            synthetic-encapsulations | *                    | packets_s2c         | 10
            synthetic-encapsulations | 802.1Q               | vlan                | 7
            synthetic-encapsulations | 802.1ad              | vlan                | 100
            synthetic-encapsulations | raw IP               | tunnel              |
            synthetic-encapsulations | GRE                  | tunnel              | gre
            synthetic-encapsulations | ERSPAN II            | tunnel              | erspan
            synthetic-encapsulations | ERSPAN III           | tunnel              | erspan
            synthetic-encapsulations | IP in IP             | tunnel              | ipip
            synthetic-encapsulations | IPv4 in IPv6         | tunnel              | ipip
            synthetic-encapsulations | VXLAN                | tunnel              | vxlan:100
            synthetic-encapsulations | Geneve               | tunnel              | geneve:100
            synthetic-encapsulations | GTP-U                | tunnel              | gtp-u
            synthetic-encapsulations | IPv6 in IPv4 (6in4)  | tunnel              | 6in4
            synthetic-encapsulations | Teredo*              | tunnel              | teredo
            synthetic-encapsulations | CAPWAP*              | tunnel              | capwap
            synthetic-fragments    | *                      | quality             | fragments
            synthetic-fragments    | *                      | sni                 | www.example
            synthetic-gquic        | Q043                   | quic_version        | Q043
            synthetic-gquic        | Q046                   | quic_version        | Q046
            synthetic-gquic        | Q050                   | quic_version        | Q050
            synthetic-gquic        | *                      | sni                 | www.example
            synthetic-gquic        | *                      | quic_user_agent     | Example Browser 1.0
            synthetic-losses       | client's direction*    | quality             | one-way
            synthetic-losses       | server's direction*    | quality             | one-way
            synthetic-losses       | server's direction*    | client_port         | 50002
            synthetic-losses       | begins in the middle   | quality             | midstream
            synthetic-losses       | a segment*             | quality             | gap
            synthetic-losses       | a segment*             | lost_bytes_s2c      | 1448
            synthetic-losses       | sequence numbers*      | quality             |
            synthetic-losses       | sequence numbers*      | sni                 | www.example
            synthetic-old-versions | SSLv3                  | tls_version         | SSLv3
            synthetic-old-versions | SSLv3                  | sni                 |
            synthetic-old-versions | TLS 1.0*               | tls_version         | TLSv1.0
            synthetic-old-versions | TLS 1.0*               | client_sslv2        | 1
            synthetic-old-versions | TLS 1.1                | tls_version         | TLSv1.1
            synthetic-openvpn      | UDP, out of order      | sni                 | gateway.example
            synthetic-openvpn      | TCP*                   | sni                 | dns.google
            synthetic-openvpn      | TCP*                   | alpn_offered        | h2;http/1.1
            synthetic-openvpn      | TCP*                   | ja4                 | t13d1516h2_8daaf6152771_d8a2da3f94cd
            synthetic-openvpn      | *                      | confidence          | 0.99
            synthetic-openvpn      | *                      | quality             |
            synthetic-openvpn      | *                      | tls_version         | TLSv1.2
            synthetic-openvpn      | *                      | ja3s                | 0debd3853f330c574b05e0b6d882dc27
            synthetic-openvpn      | *                      | cert_subject        | CN=gateway.example
            synthetic-openvpn      | *                      | cert_issuer         | CN=Example VPN
            synthetic-openvpn      | *                      | operator            |
            synthetic-quic-versions | v1                    | quic_version        | v1
            synthetic-quic-versions | v2                    | quic_version        | v2
            synthetic-quic-versions | draft-29              | quic_version        | draft-29
            synthetic-quic-versions | version negotiation*  | quic_version_negotiation | 1
            synthetic-quic-versions | version negotiation*  | quic_version        | v1
            synthetic-quic-versions | version negotiation*  | quic_zero_rtt       | 0
            synthetic-quic-versions | Retry                 | quic_retry          | 1
            synthetic-quic-versions | *                     | sni                 | www.example
            synthetic-rdp          | *                      | tls_prefix          | rdp
            synthetic-rdp-udp      | *                      | sni                 | desktop.example
            synthetic-rdp-udp      | *                      | quality             |
            synthetic-rdp-udp      | *                      | confidence          | 0.98
            synthetic-rdp-udp      | version 1              | ja3s                | 0debd3853f330c574b05e0b6d882dc27
            synthetic-rdp-udp      | version 1              | cert_subject        | CN=desktop.example
            synthetic-rdp-udp      | version 2              | ja3s                | 0debd3853f330c574b05e0b6d882dc27
            synthetic-rdp-udp      | version 2              | cert_subject        | CN=desktop.example
            synthetic-rdp-udp      | version 1, lossy       | tls_version         | DTLSv1.0
            synthetic-rdp-udp      | version 1, lossy       | cipher              | TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
            synthetic-tls13-draft  | *                      | tls_version         | TLSv1.3-draft-28
            synthetic-tor          | *                      | cert_subject        | CN=www.h5jcq2vbqmkp.net
            synthetic-wireguard    | only initiations*      | quality             | one-way
            tls12-h1-h2            | ALPN http/1.1          | alpn_selected       | http/1.1
            tls12-h1-h2            | ALPN h2                | alpn_selected       | h2
            tls12-h1-h2            | *                      | tls_version         | TLSv1.2
            tls12-h1-h2            | *                      | cert_issuer         | CN=Example CA 1,O=Example Trust
            tls12-resumption       | full*                  | resumed             | 0
            tls12-resumption       | full*                  | cert_subject        | CN=www.example
            tls12-resumption       | resumed*               | resumed             | 1
            tls12-resumption       | resumed*               | cert_subject        |
            tls12-resumption       | resumed by ticket      | client_ticket       | 1
            tls13-h1-h2            | *                      | tls_version         | TLSv1.3
            tls13-h1-h2            | *                      | alpn_selected       |
            tls13-resumption       | full handshake         | resumed             | 0
            tls13-resumption       | PSK resumption         | resumed             | 1
            tls13-resumption       | PSK resumption         | client_early_data   | 0
            tls13-resumption       | PSK and 0-RTT          | resumed             | 1
            tls13-resumption       | PSK and 0-RTT          | client_early_data   | 1
            vlan-tagged            | 802.1Q id 42           | vlan                | 42
            vlan-tagged            | 802.1ad*               | vlan                | 100""");

    private static final Map<String, Integer> CONFUSION = new TreeMap<>();
    private static final List<String> CLASSES = List.of("https", "doh", "vpn", "quic", "other", "unknown");

    @ParameterizedTest(name = "{0}")
    @MethodSource("tell443.golden.Fixture#all")
    void everyFlowIsWhatItTrulyIs(Fixture fixture) {
        List<String> wrong = new ArrayList<>();
        for (Path capture : fixture.captures()) {
            Program run = Program.run("read", "-q", "--format", "csv", "--columns", "full", capture.toString());
            assertEquals(0, run.status(), run.err());
            List<Map<String, String>> rows = run.rows();
            List<Truth> truths = fixture.truth(capture);
            assertEquals(truths.size(), rows.size(), capture + " has as many flows as truth.tsv says");
            for (Truth truth : truths) {
                judge(fixture, truth, row(capture, truth, rows), wrong);
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static Map<String, String> row(Path capture, Truth truth, List<Map<String, String>> rows) {
        List<Map<String, String>> found = rows.stream().filter(truth::is).toList();
        assertEquals(1, found.size(), capture + " " + truth + " is in " + rows);
        return found.get(0);
    }

    private static void judge(Fixture fixture, Truth truth, Map<String, String> row, List<String> wrong) {
        String said = row.get("protocol");
        assertTrue(Details.all().containsKey(said) || said.startsWith("quic/"), said + " is in the schema");
        CONFUSION.merge(truth.of("class") + ' ' + row.get("class"), 1, Integer::sum);
        String where = truth.of("capture") + " port " + truth.of("client_port") + " (" + truth.of("notes") + "): ";
        if (!said.equals(truth.protocol()) && !unsure(fixture, truth, said) && !hiddenVersion(truth, row)) {
            wrong.add(where + "is " + truth.protocol() + ", said " + said + " because of " + row.get("evidence"));
        }
        if (said.equals("vpn/wireguard") && !truth.protocol().equals(said)) {
            assertTrue(Double.parseDouble(row.get("confidence")) <= 0.7, where + row.get("confidence"));
        }
        for (String[] detail : DETAILS) {
            if (detail[0].equals(fixture.name()) && matches(detail[1], truth.of("notes")) && !detail[3].equals(row.get(detail[2]))) {
                wrong.add(where + detail[2] + " is " + detail[3] + ", said " + row.get(detail[2]));
            }
        }
    }

    private static boolean unsure(Fixture fixture, Truth truth, String said) {
        return Stream.of(UNSURE, NOT_YET).flatMap(List::stream).anyMatch(line -> line[0].equals(fixture.name()) && line[1].equals(truth.protocol())
                && line[2].equals(said));
    }

    /** HTTP whose version the handshake does not show: nothing selected in the clear, not exactly one version offered. */
    private static boolean hiddenVersion(Truth truth, Map<String, String> row) {
        String offered = row.get("alpn_offered");
        boolean hidden = truth.of("class").equals("https") || truth.protocol().equals("doh/h1") || truth.protocol().equals("doh/h2");
        return hidden && row.get("protocol").equals(truth.of("class") + "/tls") && row.get("alpn_selected").isEmpty()
                && !offered.equals("h2") && !offered.equals("http/1.1");
    }

    /** A star stands for any characters. */
    private static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(text);
        }
        int at = parts[0].length();
        boolean fits = text.startsWith(parts[0]);
        for (int i = 1; fits && i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            fits = found >= 0;
            at = found + parts[i].length();
        }
        return fits && text.length() >= at + parts[parts.length - 1].length() && text.endsWith(parts[parts.length - 1]);
    }

    @Test
    void everyLineOfTheTablesIsAboutAFlow() {
        Map<String, List<Truth>> truths = new HashMap<>();
        for (Fixture fixture : Fixture.all()) {
            fixture.captures().forEach(capture ->
                    truths.computeIfAbsent(fixture.name(), name -> new ArrayList<>()).addAll(fixture.truth(capture)));
        }
        for (String[] line : Stream.of(UNSURE, NOT_YET).flatMap(List::stream).toList()) {
            assertTrue(truths.getOrDefault(line[0], List.of()).stream().anyMatch(truth -> truth.protocol().equals(line[1])),
                    line[0] + ' ' + line[1]);
        }
        for (String[] line : DETAILS) {
            assertTrue(truths.getOrDefault(line[0], List.of()).stream().anyMatch(truth -> matches(line[1], truth.of("notes"))),
                    line[0] + ' ' + line[1]);
        }
    }

    /** The rows of all files of the folder, but for the file's name. */
    @Test
    void theContainerDoesNotMatter() {
        TreeSet<String> answers = new TreeSet<>();
        for (Path capture : new Fixture(Fixture.CAPTURES.resolve("containers")).captures()) {
            Program run = Program.run("read", "-q", "--format", "csv", "--columns", "full", capture.toString());
            answers.add(run.out().replace(capture.toString(), "FILE"));
        }
        assertEquals(1, answers.size(), () -> String.join("\n", answers));
    }

    @AfterAll
    static void printConfusion() {
        StringBuilder out = new StringBuilder("\ntruth \\ said");
        CLASSES.forEach(said -> out.append(String.format("%9s", said)));
        for (String truth : CLASSES) {
            out.append(String.format("%n%-12s", truth));
            CLASSES.forEach(said -> out.append(String.format("%9d", CONFUSION.getOrDefault(truth + ' ' + said, 0))));
        }
        System.out.println(out.append('\n'));
    }

    private static List<String[]> table(String text) {
        return Stream.of(text.split("\n")).map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new))
                .toList();
    }
}
