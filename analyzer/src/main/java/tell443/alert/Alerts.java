package tell443.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.report.Column;
import tell443.report.Columns;
import tell443.report.Format;
import tell443.report.FlowWatcher;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowFormat;
import tell443.report.TableStyle;
import tell443.report.Times;

/** Decides which flows are worth a line, and writes it. */
public final class Alerts implements FlowWatcher {

    /** Pairs that are remembered. */
    public static final int PAIRS = 1 << 16;

    private static final List<Column> COLUMNS = Columns.parse("flow_id,capture,start_time,end_time,transport,client_ip,client_port,"
            + "server_ip,server_port,vlan,community_id,class,protocol,operator,confidence,evidence,sni");

    private final Set<FlowClass> classes;
    private final long holdNanos;
    private final int pairLimit;
    private final AlertSink sink;
    private final RowFormat format = Format.JSONL.rows(COLUMNS, new TableStyle(0, false, false));
    private final RowBuffer line = new RowBuffer(1024);
    private final Times times = new Times();
    private final LinkedHashMap<Pair, Told> pairs = new LinkedHashMap<>(); // told longest ago first
    private long told;
    private long heldBack;

    private record Pair(long clientHigh, long clientLow, long serverHigh, long serverLow, int serverPort, FlowClass flowClass)
            implements Comparable<Pair> {

        /** The order lets a bucket of the map become a tree: senders who choose colliding addresses gain nothing. */
        @Override
        public int compareTo(Pair other) {
            int order = Long.compare(clientLow, other.clientLow);
            order = order != 0 ? order : Long.compare(serverLow, other.serverLow);
            order = order != 0 ? order : Long.compare(clientHigh, other.clientHigh);
            order = order != 0 ? order : Long.compare(serverHigh, other.serverHigh);
            order = order != 0 ? order : Integer.compare(serverPort, other.serverPort);
            return order != 0 ? order : flowClass.compareTo(other.flowClass);
        }
    }

    private static final class Told {
        private final long firstNanos;
        private long lastNanos;
        private long lastFlow;
        private long held; // flows since

        private Told(long firstNanos) {
            this.firstNanos = firstNanos;
        }
    }

    /** @param holdNanos for which a pair that was told is not told again */
    public Alerts(Set<FlowClass> classes, long holdNanos, int pairLimit, AlertSink sink) {
        this.classes = classes;
        this.holdNanos = holdNanos;
        this.pairLimit = pairLimit;
        this.sink = sink;
    }

    /** A flow has ended, or one of its rows is due. */
    @Override
    public void judged(FlowFacts facts, Verdict verdict) throws OutputException {
        if (!classes.contains(verdict.flowClass())) {
            return;
        }
        Pair pair = pair(facts, verdict);
        Told before = pairs.get(pair);
        if (before == null || facts.endNanos - before.lastNanos >= holdNanos) {
            tell(facts, verdict, pair, before);
        } else if (before.lastFlow != facts.flowId) {
            before.held++;
            heldBack++;
        }
    }

    /** A flow that goes on is judged so for now; it will be judged again. */
    public void judgedEarly(FlowFacts facts, Verdict verdict) throws OutputException {
        if (classes.contains(verdict.flowClass())) {
            Pair pair = pair(facts, verdict);
            Told before = pairs.get(pair);
            if (before == null || facts.endNanos - before.lastNanos >= holdNanos) {
                tell(facts, verdict, pair, before);
            }
        }
    }

    private static Pair pair(FlowFacts facts, Verdict verdict) {
        return new Pair(facts.clientHigh, facts.clientLow, facts.serverHigh, facts.serverLow, facts.serverPort, verdict.flowClass());
    }

    private void tell(FlowFacts facts, Verdict verdict, Pair pair, Told before) throws OutputException {
        pairs.remove(pair);
        Told now = before == null ? new Told(facts.startNanos) : before;
        write(facts, verdict, now);
        now.lastNanos = facts.endNanos;
        now.lastFlow = facts.flowId;
        now.held = 0;
        pairs.put(pair, now);
        if (pairs.size() > pairLimit) {
            pairs.remove(pairs.keySet().iterator().next());
        }
    }

    /** Lines that were written. */
    public long told() {
        return told;
    }

    /** Flows of pairs that had been told not long before. */
    public long heldBack() {
        return heldBack;
    }

    private void write(FlowFacts facts, Verdict verdict, Told pair) throws OutputException {
        line.clear();
        format.row(facts, verdict, line);
        line.truncate(line.length() - "}\n".length());
        line.ascii(",\"first\":\"");
        times.write(pair.firstNanos, line);
        line.ascii("\",\"count\":").integer(pair.held).put('}');
        told++;
        sink.alert(verdict.flowClass().label(), facts.endNanos, line);
    }
}
