package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tell443.classify.FlowClass;
import tell443.counters.Counter;
import tell443.counters.Counters;

class SummaryTest {

    @Test
    void theSummarySaysWhatWasSeen() {
        Counters counters = new Counters();
        counters.add(Counter.PACKETS, 1_234_567);
        counters.add(Counter.PACKET_BYTES, 98_765_432);
        counters.add(Counter.FLOWS, 4);
        counters.add(Counter.TCP_GAP, 2);
        RowWriter one = new RowWriter(Format.CSV.rows(Columns.core(), new TableStyle(80, false, false)), EnumSet.of(FlowClass.VPN));
        RowWriter two = new RowWriter(Format.CSV.rows(Columns.core(), new TableStyle(80, false, false)), EnumSet.of(FlowClass.VPN));
        RowBuffer rows = new RowBuffer(16);
        for (Samples.Sample sample : Samples.all()) {
            (sample.facts().flowId == 7 ? one : two).write(sample.facts(), sample.verdict(), rows);
        }
        Tally all = new Tally();
        all.addAll(one.tally());
        all.addAll(two.tally());
        assertEquals("""
                1,234,567 packets, 99MB, flows over 86400.000 s; read in 1.500 s, 823k packets/s
                4 flows: 1 https, 1 doh, 1 vpn, 1 unknown; 1 row written
                2 handshakes answered, ClientHello to ServerHello: median 10.047 ms, 99 % within 12.543 ms
                  2 gaps in TCP streams
                """, Summary.text(counters, all, 1_500_000_000L));
    }

    @Test
    void progressIsSilentForASecondAndIsTakenAway() {
        List<String> shown = new ArrayList<>();
        Progress progress = new Progress(bytes -> shown.add(new String(bytes, UTF_8)), true, 0);
        progress.tick(0.1, 100, 999_999_999L);
        assertEquals(List.of(), shown);
        progress.tick(0.456, 2_000_000, 2_000_000_000L);
        progress.tick(0.457, 2_000_001, 2_000_000_001L);
        progress.finish();
        assertEquals(List.of("\r\033[K45 %  2.0M packets  1.0M packets/s", "\r\033[K"), shown);
    }

    @Test
    void whoLookedAtTheWrongPortIsTold() {
        Counters counters = new Counters();
        counters.add(Counter.PACKETS_OTHER_PORTS, 16);
        assertTrue(Summary.text(counters, new Tally(), 1).contains("0 flows; --ports any looks at all ports\n"));
    }
}
