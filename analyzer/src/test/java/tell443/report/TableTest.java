package tell443.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 120, 200})
    void linesFitTheTerminal(int width) throws Exception {
        String table = FormatsTest.write(Format.TABLE, List.of(), new TableStyle(width, false, false),
                List.of(Samples.web(), Samples.wireguard(), Samples.hostile("x".repeat(300)),
                        Samples.hostile("\ud83d\ude00".repeat(300))));
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
