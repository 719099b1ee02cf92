package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tell443.analysis.ParallelAnalyzer;
import tell443.analysis.Updates;
import tell443.capture.CaptureException;
import tell443.capture.PacketSource;
import tell443.classify.Classifier;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.fixtures.Packet;
import tell443.flow.AnalyzerSettings;
import tell443.flow.Limits;
import tell443.lists.Lists;
import tell443.net.PortSet;
import tell443.report.Columns;
import tell443.report.Format;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;
import tell443.report.RowFormat;
import tell443.report.RowWriter;
import tell443.report.TableStyle;

/** Runs packets through the whole analysis, settings by settings; what comes out are the rows of {@code --columns full}. */
final class Analysis {

    static final Limits ROOMY = Limits.forHeap(512 << 20);

    private int threads = 1;
    private int batchSize = 1 << 14;
    private long idleNanos = AnalyzerSettings.IDLE_DEFAULT_NANOS;
    private long activeNanos;
    private Limits limits = ROOMY;
    private PortSet ports = PortSet.of(443);
    private boolean updates;
    private Set<FlowClass> classes = EnumSet.allOf(FlowClass.class);

    /** Rows by column, their text as written, and what was counted. */
    record Result(List<Map<String, String>> rows, String text, Counters counters) {

        Map<String, String> only() {
            assertEquals(1, rows.size(), text);
            return rows.get(0);
        }

        long count(Counter counter) {
            return counters.get(counter);
        }
    }

    Analysis threads(int number) {
        threads = number;
        return this;
    }

    Analysis batches(int packets) {
        batchSize = packets;
        return this;
    }

    Analysis idle(long nanos) {
        idleNanos = nanos;
        return this;
    }

    Analysis active(long nanos) {
        activeNanos = nanos;
        return this;
    }

    Analysis limits(Limits some) {
        limits = some;
        return this;
    }

    Analysis ports(PortSet some) {
        ports = some;
        return this;
    }

    Analysis updates() {
        updates = true;
        return this;
    }

    Analysis classes(Set<FlowClass> some) {
        classes = some;
        return this;
    }

    static Result of(List<Packet> packets) {
        return new Analysis().run(packets);
    }

    Result run(List<Packet> packets) {
        return run(new Memory(packets, batchSize), new Counters());
    }

    Result run(PacketSource source, Counters counters) {
        RowFormat format = Format.CSV.rows(Columns.full(), new TableStyle(120, false, false));
        RowWriter writer = new RowWriter(format, classes);
        Classifier classifier = new Classifier(Lists.builtIn());
        Verdict verdict = new Verdict();
        StringBuilder text = new StringBuilder(new String(format.header(), StandardCharsets.UTF_8));
        AnalyzerSettings settings = new AnalyzerSettings(ports, threads, idleNanos, activeNanos, limits, true);
        try {
            Collector collector = new Collector(text);
            ParallelAnalyzer analyzer = new ParallelAnalyzer(source, settings, counters, (FlowFacts facts, RowBuffer out) -> {
                classifier.classify(facts, verdict);
                return writer.write(facts, verdict, out);
            }, collector);
            if (updates) {
                analyzer.watch(facts -> {
                    classifier.classify(facts, verdict);
                    return verdict;
                }, List.of(new Updates(writer, collector)));
            }
            analyzer.run(() -> false, state -> {});
        } catch (CaptureException | OutputException e) {
            text.append("# ").append(e.getMessage()).append('\n');
        }
        assertConserved(counters);
        return new Result(parse(text.toString()), text.toString(), counters);
    }

    private record Collector(StringBuilder text) implements RowCollector {

        @Override
        public void row(long startNanos, long flowId, byte[] bytes, int at, int length) {
            text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
        }

        @Override
        public void finish() {}
    }

    /** Every packet that was read is somewhere, whatever it holds. */
    static void assertConserved(Counters counters) {
        long elsewhere = counters.get(Counter.PACKETS_IN_FLOWS) + counters.get(Counter.PACKETS_OTHER_PORTS)
                + counters.get(Counter.PACKETS_OTHER_PROTOCOLS) + counters.get(Counter.PACKETS_UNDECODABLE)
                + counters.get(Counter.PACKETS_FILTERED)
                + counters.get(Counter.FRAGMENTS) - counters.get(Counter.FRAGMENTS_REASSEMBLED);
        assertEquals(counters.get(Counter.PACKETS), elsewhere);
    }

    private static List<Map<String, String>> parse(String csv) {
        List<Map<String, String>> rows = new ArrayList<>();
        String table = csv.contains("\n# ") ? csv.substring(0, csv.indexOf("\n# ") + 1) : csv;
        for (NamedCsvRecord record : CsvReader.builder().ofNamedCsvRecord(table)) {
            rows.add(new LinkedHashMap<>(record.getFieldsAsMap()));
        }
        return rows;
    }
}
