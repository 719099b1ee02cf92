package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection of QUIC in the datagrams of another, and what looks like one. Handshakes outside have datagrams of 1,250 bytes. */
class QuicInsideTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a page inside,                       60 -44 1243 -43 -1243 -700 1243, -1243 43 -1243 84, vpn
            connection ids of other lengths,     60 -44 1239 -1243 1241,          -1243 43 -1243 84, vpn
            an upload inside,                    60 -44 1243 -1243 43 1243,       1243 -43 1243 -84, vpn
            in larger datagrams,                 60 -44 1400 -1400 1400,          -1400 43 -1400 84, vpn
            a page and no other acknowledgement, 60 -44 1243 -1243 1243,          -1243 43 -1243 43, quic
            one that is longer by as much,       60 -44 1243 -1243 1243 84,       -1243 43 -1243 43, quic
            small requests amid a page,          60 -44 1243 -1243 1243,          -1243 43 -1243 43 -1243 143, quic
            probes as long as the first packets, 60 -44 1250 -1243 1250,          -1243 43 -1243 84, quic
            what the server always sends,        60 -44 1243 -1250 1243,          -1250 43 -1250 84, quic
            probes for a larger path,            60 -44 1444 -1444 1444,          -1444 43 -1444 84, quic
            an answer of another length,         60 -44 1243 -1230 1243,          -1243 43 -1243 84, quic
            an upload,                           60 -44 1243 1243 1243 1243 -44,  1243 -43 1243 -43, quic
            a page that is long at once,         60 -44 1243 -1243 -1243 -1243 -1243 -1243 -1243 -1243 -1243 1243, -1243 43 -1243 84, quic
            nothing more from the client,        60 -44 1243 -1243,               -1243 43 -1243 84, quic
            a request before the answer,         60 -44 1243 400 -1243 1243,      -1243 43 -1243 84, quic""")
    void aHandshakeInsideFillsDatagrams(String what, String begins, String goesOn, String flowClass) {
        Flow flow = Flow.udp().sni("relay.example").alpn("h3").tls13().initialOpened();
        flow.datagrams(20, sizes(begins));
        for (int i = 0; i < 6; i++) {
            flow.datagrams(2, sizes(goesOn));
        }
        Verdict verdict = flow.verdict();
        String said = verdict.flowClass().label() + '/' + verdict.protocol() + ' ' + Expect.ids(verdict);
        assertTrue(said.startsWith(flowClass.equals("vpn") ? "vpn/masque +masque.quic-inside" : "quic/h3"), said);
    }

    private static int[] sizes(String text) {
        return java.util.Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
