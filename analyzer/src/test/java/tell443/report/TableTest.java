package tell443.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

    @Test
    void theTableIsGolden() throws Exception {
        assertEquals("""
                start     client               server           what            conf  name             pkts    up  down  evidence
                2026-11-22 UTC
                17:52:00  192.168.1.20:51234   104.16.132.229   https/h2        0.97  www.example.com    27  2.3k   35k  https.h2-prefa…
                    + the first records have the sizes of an HTTP/2 preface
                    - against: records are small
                17:52:01  [2001:db8::1]:51820  2001:…2:3:4:5:6  vpn/wireguard   1.00                    11k  1.2M  9.9G  wireguard.hand…
                    + 148-byte initiation answered by a 92-byte response
                    - against: nothing
                17:52:02  192.168.1.20:51240   9.9.9.9          doh/h2          0.90  dns.quad9.net      27  2.3k   35k  doh.sni
                    + the server name is a known resolver's
                    - against: one record is larger than an answer; odd
                2026-11-23 UTC
                17:52:00  10.0.0.1:1           10.0.0.2         unknown/no-pa…  0.00                      1    60     0
                """, FormatsTest.write(Format.TABLE, List.of(), new TableStyle(120, false, true), Samples.all()));
    }

    /** In the order in which the rows come; columns are as wide as usual. */
    @Test
    void aTableThatCannotWaitIsGoldenToo() throws Exception {
        List<Samples.Sample> samples = new ArrayList<>(Samples.all());
        Collections.reverse(samples);
        assertEquals("""
                start     client              server           what           conf  name                pkts    up  down  evidence
                2026-11-23 UTC
                17:52:00  10.0.0.1:1          10.0.0.2         unknown/no-p…  0.00                         1    60     0
                2026-11-22 UTC
                17:52:01  [2001:…8::1]:51820  2001:…2:3:4:5:6  vpn/wireguard  1.00                       11k  1.2M  9.9G  wireguard.han…
                17:52:02  192.168.1.20:51240  9.9.9.9          doh/h2         0.90  dns.quad9.net         27  2.3k   35k  doh.sni
                17:52:00  192.168.1.20:51234  104.16.132.229   https/h2       0.97  www.example.com       27  2.3k   35k  https.h2-pref…
                """, FormatsTest.write(Format.TABLE, List.of(), new TableStyle(120, false, false), samples, Format.Order.PROMPT));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"40, USUAL", "60, USUAL", "80, USUAL", "100, USUAL", "120, USUAL", "200, USUAL", "40, PROMPT", "80, PROMPT", "200, PROMPT"})
    void linesFitTheTerminal(int width, Format.Order order) throws Exception {
        String table = FormatsTest.write(Format.TABLE, List.of(), new TableStyle(width, false, false),
                List.of(Samples.web(), Samples.wireguard(), Samples.hostile("x".repeat(300)),
                        Samples.hostile("\ud83d\ude00".repeat(300))), order);
        for (String line : table.split("\n")) {
            assertTrue(line.codePointCount(0, line.length()) <= width, line);
        }
    }

    @Test
    void coloursAreWrittenOnlyWhenWanted() throws Exception {
        assertTrue(FormatsTest.write(Format.TABLE, List.of(), new TableStyle(120, true, false), Samples.all()).contains("\033[31m"));
        assertFalse(FormatsTest.write(Format.TABLE, List.of(), new TableStyle(120, false, false), Samples.all()).contains("\033"));
    }

    @Test
    void chosenColumnsMakeATableToo() throws Exception {
        assertEquals("""
                flow_id  sni               duration_s
                      1  www.example.com  1.500000001
                """, FormatsTest.write(Format.TABLE, Columns.parse("flow_id,sni,duration_s"), new TableStyle(80, false, false),
                List.of(Samples.web())));
    }
}
